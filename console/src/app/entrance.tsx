import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';

/** What is said before there is a console to show, and what can be done about it. */
export function Entrance({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <main
      className={style({
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        gap: 16,
        padding: 48,
        boxSizing: 'border-box',
        minHeight: 'screen',
      })}
    >
      <Heading level={1} styles={style({ font: 'heading-xl', margin: 0 })}>
        {title}
      </Heading>
      <p className={style({ font: 'body', margin: 0, maxWidth: 560 })}>{hint}</p>
      {children}
    </main>
  );
}
