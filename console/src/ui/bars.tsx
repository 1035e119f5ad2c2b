import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from './messages.ts';
import { duration, minute, number, texts } from './texts.ts';

const t = texts({
  records: [
    (per: string) => `Records per ${per.replace(/^1 /, '')}`,
    (per: string) => `Enregistrements par tranche de ${per}`,
  ],
});

const HEIGHT = 96;
const WIDTH = 720;

const frame = style({
  width: 'full',
  height: 96,
  backgroundColor: 'layer-1',
  borderWidth: 0,
  borderTopWidth: 1,
  borderBottomWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-300',
  boxSizing: 'border-box',
});
const small = style({ font: 'ui-sm', color: 'neutral-subdued' });
const axes = style({
  display: 'grid',
  gridTemplateColumns: ['max-content', 'minmax(0, 1fr)'],
  columnGap: 8,
  rowGap: 4,
});
/** The largest value at the top line, nothing at the bottom line. */
const scale = style({
  font: 'ui-sm',
  color: 'neutral-subdued',
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'space-between',
  alignItems: 'end',
});
const times = style({
  font: 'ui-sm',
  color: 'neutral-subdued',
  gridColumnStart: 2,
  display: 'flex',
  justifyContent: 'space-between',
  columnGap: 16,
});

/** Where the system chooses the colours, the two are still told apart. */
const bar = style({ fill: { default: 'accent', forcedColors: 'ButtonText' } });
const marked = style({ fill: { default: 'negative', forcedColors: 'Highlight' } });

export interface Point {
  /** Where on the way it stands, in epoch milliseconds. */
  readonly at: number;
  /** What the bar stands for, shown when it is pointed at. */
  readonly title: string;
  readonly value: number;
  /** Part of the value to be set off. */
  readonly marked: number;
}

/**
 * Bars over time, oldest first, on a scale of their own, with the largest value and some of their times beside them; the label
 * and the largest value are read to those who cannot see them.
 */
export function Bars({ label, points }: { label: string; points: readonly Point[] }) {
  const most = Math.max(1, ...points.map(({ value }) => value));
  const marks = [...new Set([points[0], points[Math.floor(points.length / 2)], points.at(-1)])];
  return (
    <div className={axes}>
      <div className={scale} aria-hidden="true">
        <span>{number(most)}</span>
        <span>0</span>
      </div>
      <Drawing label={label} points={points} most={most} />
      <div className={times}>
        {marks.map((point) => point !== undefined && <span key={point.at}>{minute(point.at)}</span>)}
      </div>
    </div>
  );
}

export interface RecordPoint {
  /** Epoch milliseconds. */
  readonly from: number;
  /** How high the bar is. */
  readonly all: number;
  readonly failed: number;
  /** How many of what is counted. */
  readonly count: number;
}

/** Records over time, those that failed set off, with what a bar stands for and what its colours mean. */
export function RecordBars({
  label,
  counted,
  points,
}: {
  label: string;
  /** What is counted beside those that failed: received, ingested. */
  counted: string;
  points: readonly RecordPoint[];
}) {
  const [first, second] = points;
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 4 })}>
      <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 16 })}>
        <span className={`${small} ${style({ flexGrow: 1 })}`}>
          {first !== undefined && second !== undefined && t('records', duration(second.from - first.from))}
        </span>
        <Meaning colour={bar}>{counted}</Meaning>
        <Meaning colour={marked}>{shared('failed')}</Meaning>
      </div>
      <Bars
        label={label}
        points={points.map((point) => ({
          at: point.from,
          title: `${minute(point.from)}: ${counted} ${number(point.count)}, ${shared('failed')} ${number(point.failed)}`,
          value: point.all,
          marked: point.failed,
        }))}
      />
    </div>
  );
}

/** A colour of bars and what it stands for; where the system chooses the colours, it is that of the bars, too. */
function Meaning({ colour, children }: { colour: string; children: string }) {
  return (
    <span className={style({ font: 'ui-sm', display: 'flex', alignItems: 'center', gap: 8 })}>
      <svg aria-hidden="true" width="10" height="10">
        <circle className={colour} cx="5" cy="5" r="5" />
      </svg>
      {children}
    </span>
  );
}

function Drawing({ label, points, most }: { label: string; points: readonly Point[]; most: number }) {
  const step = WIDTH / Math.max(1, points.length);
  const tall = (value: number) => (Math.min(value, most) / most) * HEIGHT;
  return (
    <svg
      role="img"
      aria-label={`${label}, ${number(most)}`}
      className={frame}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {points.map(({ title, value, marked: part }, index) =>
        value === 0 && part === 0 ? null : (
          <g key={title}>
            <title>{title}</title>
            <rect
              className={bar}
              x={index * step}
              width={Math.max(1, step * 0.8)}
              y={HEIGHT - tall(value)}
              height={tall(value)}
            />
            <rect
              className={marked}
              x={index * step}
              width={Math.max(1, step * 0.8)}
              y={HEIGHT - tall(part)}
              height={tall(part)}
            />
          </g>
        ),
      )}
    </svg>
  );
}
