import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { number } from './texts.ts';

const HEIGHT = 96;
const WIDTH = 720;

const frame = style({ width: 'full', height: 96, backgroundColor: 'layer-1', borderRadius: 'default' });
const bar = style({ fill: 'accent' });
const marked = style({ fill: 'negative' });

export interface Point {
  /** What the bar stands for, shown when it is pointed at. */
  readonly title: string;
  readonly value: number;
  /** Part of the value to be set off. */
  readonly marked: number;
}

/** Bars over time, oldest first, on a scale of their own; the label and the largest value are read to those who cannot see them. */
export function Bars({ label, points }: { label: string; points: readonly Point[] }) {
  const most = Math.max(1, ...points.map(({ value }) => value));
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
