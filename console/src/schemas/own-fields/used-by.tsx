import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSchemas } from '../../ui/schemas.ts';
import { listed } from '../../ui/texts.ts';
import type { OwnPart } from './own-parts.ts';
import { t } from './texts.ts';

/** Which schemas change with the part, when they are several. */
export function UsedBy({ part }: { part: OwnPart }) {
  const users = (useSchemas().data ?? []).filter(({ parts }) => parts.includes(part.id));
  if (users.length < 2) return null;
  return (
    <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>
      {t('usedBy', listed(users.map(({ title }) => title)))}
    </p>
  );
}
