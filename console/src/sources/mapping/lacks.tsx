import { ActionButton, Content, Heading, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { Lack } from './needs.ts';
import { t } from './texts.ts';

const list = style({ display: 'flex', flexDirection: 'column', gap: 8, margin: 0, padding: 0, listStyleType: 'none' });
const fields = style({ display: 'flex', flexWrap: 'wrap', gap: 8 });

const TEXTS = { identity: 'lacksIdentity', primary: 'lacksPrimary', required: 'lacksRequired' } as const;

/** What no row fills although the schema wants it: a warning, with a row to add for each field. */
export function Lacks({ lacks, onAdd }: { lacks: readonly Lack[]; onAdd: (path: string) => void }) {
  if (lacks.length === 0) return null;
  return (
    <InlineAlert variant="notice" styles={style({ width: 'full' })}>
      <Heading>{t('lacks')}</Heading>
      <Content>
        <ul className={list}>
          {lacks.map(({ kind, paths }) => (
            <li key={kind} className={list}>
              <span>{t(TEXTS[kind])}</span>
              <span className={fields}>
                {paths.map((path) => (
                  <ActionButton key={path} size="S" onPress={() => onAdd(path)}>
                    {t('addRowFor', path)}
                  </ActionButton>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </Content>
    </InlineAlert>
  );
}
