import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { date, fromNow, number } from '../../ui/texts.ts';
import type { Membership, Rung } from './loyalty.ts';
import { t } from './texts.ts';

/** A step within this many days is set off. */
const SOON_MS = 30 * 86_400_000;

const list = style({ display: 'flex', flexDirection: 'column', gap: 4, margin: 0, padding: 0, listStyleType: 'none' });
const step = style({
  display: 'grid',
  gridTemplateColumns: ['minmax(96px, 132px)', 'minmax(0, 1fr)', 'minmax(72px, 108px)'],
  columnGap: 16,
  alignItems: 'center',
});
const track = style({ position: 'relative', height: 32, borderRadius: 'default', backgroundColor: 'layer-1' });
const kept = style({
  position: 'absolute',
  insetStart: 0,
  top: 0,
  height: 'full',
  borderStartRadius: 'default',
  backgroundColor: { default: 'gray-200', forcedColors: 'GrayText' },
});
const ending = style({
  position: 'absolute',
  top: 0,
  height: 'full',
  borderRadius: 'default',
  backgroundColor: {
    default: { default: 'blue-700', forcedColors: 'ButtonText' },
    isSoon: { default: 'orange-700', forcedColors: 'Highlight' },
  },
});

/** When the points of a member end: a flight of steps down from the balance, the soonest first. */
export function ExpiryLadder({ membership: { ladder, points } }: { membership: Membership }) {
  const [now] = useState(() => Date.now());
  const most = Math.max(1, ...ladder.map(({ before }) => before));
  const last = ladder.at(-1);
  return (
    <section aria-label={t('ladder')} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('ladder')}
      </Heading>
      {last === undefined ? (
        <p className={style({ font: 'body', margin: 0 })}>{t('noLadder')}</p>
      ) : (
        <>
          <p className={style({ font: 'body-sm', margin: 0, color: 'neutral-subdued' })}>{t('ladderHint')}</p>
          <ol className={list}>
            {ladder.map((rung) => (
              <Step key={rung.at} rung={rung} most={most} now={now} />
            ))}
          </ol>
          {points !== undefined && last.after > 0 && (
            <p className={style({ font: 'body-sm', margin: 0 })}>{t('endless', last.after)}</p>
          )}
        </>
      )}
    </section>
  );
}

function Step({ rung: { at, points, before, after }, most, now }: { rung: Rung; most: number; now: number }) {
  const share = (value: number) => `${(value / most) * 100}%`;
  return (
    <li className={step}>
      <span>
        <span className={style({ font: 'ui', display: 'block' })}>{date(at)}</span>
        <span className={style({ font: 'ui-sm', color: 'neutral-subdued', display: 'block' })}>{fromNow(at, now)}</span>
      </span>
      <span className={track} aria-hidden="true">
        <span className={kept} style={{ width: share(after) }} />
        <span
          className={ending({ isSoon: at - now < SOON_MS })}
          style={{ insetInlineStart: share(after), width: share(before - after) }}
        />
      </span>
      <span>
        <span className={style({ font: 'ui', fontWeight: 'bold', display: 'block' })}>{`−${number(points)}`}</span>
        <span className={style({ font: 'ui-sm', color: 'neutral-subdued', display: 'block' })}>{t('left', after)}</span>
      </span>
    </li>
  );
}
