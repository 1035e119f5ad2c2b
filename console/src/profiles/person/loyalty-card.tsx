import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { date, number } from '../../ui/texts.ts';
import type { Membership } from './loyalty.ts';
import { t } from './texts.ts';

interface FaceColours {
  readonly gradient: string;
  readonly ink: 'dark' | 'light';
}

/** Colours of the card by what the name of a tier contains; the ink is readable on all of each gradient. */
const FACES: readonly (FaceColours & { readonly tier: string })[] = [
  { tier: 'platin', ink: 'dark', gradient: '#dfe7ec 0%, #b9c8d2 38%, #eef3f6 62%, #a8bac6 100%' },
  { tier: 'gold', ink: 'dark', gradient: '#f3d98b 0%, #d9ae45 40%, #f6e3a6 64%, #c8982f 100%' },
  { tier: 'silver', ink: 'dark', gradient: '#e3e5e8 0%, #bfc4ca 40%, #f1f2f4 62%, #adb3ba 100%' },
  { tier: 'bronze', ink: 'dark', gradient: '#ecc39c 0%, #d39a68 42%, #f0d0b0 66%, #c58a57 100%' },
  { tier: 'diamond', ink: 'light', gradient: '#27519b 0%, #3460b0 48%, #193870 100%' },
  { tier: 'black', ink: 'light', gradient: '#26262b 0%, #3d3d44 48%, #111114 100%' },
];
const PLAIN: FaceColours = { ink: 'light', gradient: '#463b9e 0%, #5a4fb8 48%, #2f2770 100%' };

function faceOf(tier: string | undefined): FaceColours {
  const name = tier?.toLowerCase() ?? '';
  return FACES.find((one) => name.includes(one.tier)) ?? PLAIN;
}

const face = style({
  position: 'relative',
  overflow: 'hidden',
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'space-between',
  boxSizing: 'border-box',
  width: 'full',
  maxWidth: 400,
  minHeight: 252,
  padding: 24,
  borderRadius: 'xl',
  color: { ink: { dark: '[#1d1a14]', light: 'white' } },
  boxShadow: 'elevated',
  forcedColorAdjust: 'none',
});
const row = style({
  position: 'relative',
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'end',
  gap: 16,
});

/** The membership as the card a member would hold, beside it what is on it. */
export function LoyaltyCard({ membership, holder }: { membership: Membership; holder: string }) {
  return (
    <section
      aria-label={t('card')}
      className={style({ display: 'flex', flexWrap: 'wrap', columnGap: 32, rowGap: 24, alignItems: 'center' })}
    >
      <Face membership={membership} holder={holder} />
      <Figures membership={membership} />
    </section>
  );
}

function Face({ membership, holder }: { membership: Membership; holder: string }) {
  const { program, tier, memberId, status, tierUntil } = membership;
  const { gradient, ink } = faceOf(tier);
  return (
    <div className={face({ ink })} style={{ backgroundImage: `linear-gradient(125deg, ${gradient})` }}>
      <Waves />
      <div className={row}>
        <Heading level={2} styles={style({ font: 'title', color: '[inherit]', margin: 0 })}>
          {program ?? t('loyaltyProgram')}
        </Heading>
        {status !== undefined && (
          <span
            className={style({
              font: 'ui-sm',
              color: '[inherit]',
              paddingX: 12,
              paddingY: 4,
              borderRadius: 'pill',
              borderWidth: 1,
              borderStyle: 'solid',
              borderColor: '[currentColor]',
              textTransform: 'capitalize',
            })}
          >
            {status}
          </span>
        )}
      </div>
      <div
        className={style({
          position: 'relative',
          font: 'heading-2xl',
          color: '[inherit]',
          textTransform: 'capitalize',
        })}
      >
        {tier ?? t('noTier')}
      </div>
      <div className={row}>
        <div>
          <p className={style({ font: 'title', color: '[inherit]', margin: 0 })}>{holder}</p>
          {memberId !== undefined && (
            <p className={style({ font: 'code', color: '[inherit]', margin: 0 })}>
              {`${t('memberId')} `}
              <span style={{ letterSpacing: '0.12em' }}>{memberId}</span>
            </p>
          )}
        </div>
        {tierUntil !== undefined && (
          <div className={style({ textAlign: 'end', flexShrink: 0 })}>
            <p className={style({ font: 'ui-sm', color: '[inherit]', margin: 0 })}>{t('tierUntil')}</p>
            <p className={style({ font: 'ui', color: '[inherit]', margin: 0 })}>{date(tierUntil)}</p>
          </div>
        )}
      </div>
    </div>
  );
}

/** The curve of a liquid at the rim of its glass, which the platform is named after. */
function Waves() {
  return (
    <svg
      aria-hidden="true"
      className={style({ position: 'absolute', inset: 0, width: 'full', height: 'full' })}
      viewBox="0 0 440 264"
      preserveAspectRatio="none"
    >
      <path d="M0 190 Q 220 300 440 120 L 440 264 L 0 264 Z" fill="#ffffff" fillOpacity="0.14" />
      <path d="M0 225 Q 240 310 440 165 L 440 264 L 0 264 Z" fill="#ffffff" fillOpacity="0.1" />
    </svg>
  );
}

function Figures({ membership }: { membership: Membership }) {
  const { points, lifetimePoints, redeemedPoints, expiredPoints, joined } = membership;
  const rows = [
    [t('lifetimePoints'), lifetimePoints === undefined ? undefined : number(lifetimePoints)],
    [t('redeemed'), redeemedPoints === undefined ? undefined : number(redeemedPoints)],
    [t('expired'), expiredPoints === undefined ? undefined : number(expiredPoints)],
    [t('memberSince'), joined === undefined ? undefined : date(joined)],
  ] as const;
  return (
    <div
      className={style({ display: 'flex', flexDirection: 'column', gap: 16, flexGrow: 1, flexBasis: 200, minWidth: 0 })}
    >
      {points !== undefined && (
        <div>
          <div className={style({ font: 'ui', color: 'neutral-subdued' })}>{t('points')}</div>
          <div className={style({ font: 'heading-3xl' })}>{number(points)}</div>
        </div>
      )}
      <NextTier membership={membership} />
      <dl className={style({ display: 'flex', flexWrap: 'wrap', columnGap: 32, rowGap: 12, margin: 0 })}>
        {rows.map(([label, value]) =>
          value === undefined ? null : (
            <div key={label}>
              <dt className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{label}</dt>
              <dd className={style({ font: 'title', margin: 0 })}>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

/** How far it is to the next tier; the bar shows the balance as a share of what the tier takes. */
function NextTier({ membership: { points = 0, nextTier, pointsToNextTier } }: { membership: Membership }) {
  if (pointsToNextTier === undefined) return null;
  const share = points / Math.max(1, points + pointsToNextTier);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8, maxWidth: 320 })}>
      <span className={style({ font: 'ui' })}>
        {t('toNext', { points: pointsToNextTier, tier: nextTier ?? t('nextTier') })}
      </span>
      <span
        aria-hidden="true"
        className={style({ height: 8, borderRadius: 'full', backgroundColor: 'gray-200', overflow: 'hidden' })}
      >
        <span
          className={style({ display: 'block', height: 'full', borderRadius: 'full', backgroundColor: 'green-800' })}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </div>
  );
}
