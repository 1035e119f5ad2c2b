import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

const WIDTH = 120;
const HEIGHT = 24;

const frame = style({ width: 120, height: 24, verticalAlign: 'middle' });
const bar = style({ fill: { default: 'accent', forcedColors: 'ButtonText' } });
const lost = style({ fill: { default: 'negative', forcedColors: 'Highlight' } });
const ground = style({ fill: { default: 'gray-300', forcedColors: 'GrayText' } });

export interface Point {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly received: number;
  readonly failed: number;
}

/** What came in over time, oldest first, a bar for each stretch; what failed of it is set off. */
export function Sparkline({ label, points }: { label: string; points: readonly Point[] }) {
  const most = Math.max(1, ...points.map(({ received }) => received));
  const step = WIDTH / Math.max(1, points.length);
  const tall = (count: number) => (Math.min(count, most) / most) * (HEIGHT - 1);
  return (
    <svg role="img" aria-label={label} className={frame} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
      <rect className={ground} x={0} width={WIDTH} y={HEIGHT - 1} height={1} />
      {points.map(({ from, received, failed }, index) =>
        [
          { className: bar, height: tall(received) },
          { className: lost, height: tall(failed) },
        ].map(({ className, height }) =>
          height === 0 ? null : (
            <rect
              key={`${from} ${className}`}
              className={className}
              x={index * step}
              width={Math.max(1, step * 0.8)}
              y={HEIGHT - 1 - height}
              height={height}
            />
          ),
        ),
      )}
    </svg>
  );
}
