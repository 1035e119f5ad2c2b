import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';

/** A part of the page under its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <Heading level={2} styles={style({ font: 'title-lg', margin: 0 })}>
        {title}
      </Heading>
      {children}
    </section>
  );
}
