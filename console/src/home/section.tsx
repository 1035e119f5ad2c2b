import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';

/** A part of the page under its heading. */
export function Section({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 16, rowGap: 4 })}>
        <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
          {title}
        </Heading>
        {beside}
      </div>
      {children}
    </section>
  );
}
