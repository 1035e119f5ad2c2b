import { CloseButton, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { t } from './messages.ts';

/** One thing of a page looked at closely: in a frame, with a title; with `onClose` it can be closed. */
export function Panel({ title, onClose, children }: { title: string; onClose?: () => void; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className={style({
        display: 'flex',
        flexDirection: 'column',
        gap: 16,
        padding: 16,
        borderRadius: 'lg',
        backgroundColor: 'layer-1',
        minWidth: 0,
      })}
    >
      <div className={style({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 8 })}>
        <Heading level={2} styles={style({ font: 'title', margin: 0, minWidth: 0, overflowWrap: 'anywhere' })}>
          {title}
        </Heading>
        {onClose !== undefined && <CloseButton onPress={onClose} aria-label={t('close')} />}
      </div>
      {children}
    </section>
  );
}
