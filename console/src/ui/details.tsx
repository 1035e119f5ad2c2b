import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { Fragment, type ReactNode } from 'react';

const grid = style({
  display: 'grid',
  gridTemplateColumns: { default: ['auto'], sm: ['max-content', '1fr'] },
  columnGap: 24,
  rowGap: 8,
  alignItems: 'baseline',
  margin: 0,
});

/** Names and values of one thing, as a list of definitions; a text that is empty is a dash. */
export function Details({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={grid}>
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{name}</dt>
          <dd className={style({ font: 'ui', margin: 0, overflowWrap: 'anywhere' })}>{value === '' ? '–' : value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
