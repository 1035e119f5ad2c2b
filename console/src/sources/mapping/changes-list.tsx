import { Badge } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { RowChange } from './changes.ts';
import { t } from './texts.ts';

const list = style({ display: 'flex', flexDirection: 'column', gap: 8, margin: 0, padding: 0, listStyleType: 'none' });
const item = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  padding: 12,
  borderRadius: 'default',
  backgroundColor: 'layer-1',
});
const head = style({ display: 'flex', alignItems: 'center', gap: 8, font: 'ui', overflowWrap: 'anywhere' });
const source = style({ font: 'code-sm', overflowWrap: 'anywhere' });

/** What is different between two versions of a mapping, target by target. */
export function ChangesList({ changes }: { changes: readonly RowChange[] }) {
  if (changes.length === 0) return <p className={style({ font: 'body', margin: 0 })}>{t('noChanges')}</p>;
  return (
    <ul className={list} aria-label={t('changes')}>
      {changes.map((change) => (
        <Changed key={change.destination} change={change} />
      ))}
    </ul>
  );
}

function Changed({ change: { destination, before, after } }: { change: RowChange }) {
  return (
    <li className={item}>
      <div className={head}>
        <Kind before={before} after={after} />
        {destination}
      </div>
      {before.length > 0 && <del className={source}>{before.join(', ')}</del>}
      {after.length > 0 && <ins className={source}>{after.join(', ')}</ins>}
    </li>
  );
}

function Kind({ before, after }: Pick<RowChange, 'before' | 'after'>) {
  if (before.length === 0)
    return (
      <Badge variant="positive" size="S">
        {t('added')}
      </Badge>
    );
  if (after.length === 0)
    return (
      <Badge variant="negative" size="S">
        {t('removed')}
      </Badge>
    );
  return (
    <Badge variant="informative" size="S">
      {t('changed')}
    </Badge>
  );
}
