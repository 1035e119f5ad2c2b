import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo } from 'react';
import { layOut, type Place } from './layout.ts';
import { t } from './texts.ts';

export interface DrawnIdentity {
  readonly namespace: string;
  readonly id: string;
}

export interface DrawnLink {
  readonly ends: readonly DrawnIdentity[];
  /** Why it holds nobody together; such links are dashed. */
  readonly removed?: string | undefined;
  /** Written on the line, as the number of the event that made it. */
  readonly mark?: string;
}

/** Tells identities apart. */
export function keyOf({ namespace, id }: DrawnIdentity): string {
  return `${namespace}: ${id}`;
}

const RADIUS = 22;
const LONGEST = 20;
/** Room above and below the graph. */
const MARGIN = 16;
/** Larger than this in pixels nothing is drawn; wide graphs become smaller instead. */
const TALLEST = 560;

const line = style({
  strokeWidth: 2,
  stroke: {
    default: { default: 'gray-600', forcedColors: 'ButtonText' },
    isRemoved: { default: 'gray-600', forcedColors: 'GrayText' },
    isChosen: { default: 'blue-900', forcedColors: 'Highlight' },
  },
});
const node = style({
  strokeWidth: 2,
  fill: { default: 'gray-25', forcedColors: 'Background' },
  stroke: {
    forcedColors: 'ButtonText',
    kind: {
      a: 'blue-900',
      b: 'fuchsia-900',
      c: 'seafoam-900',
      d: 'orange-900',
      e: 'purple-900',
      f: 'green-900',
      g: 'cinnamon-900',
      h: 'gray-700',
    },
  },
});
const halo = style({ fill: { default: 'none', isChosen: { default: 'blue-300', forcedColors: 'Highlight' } } });
const initials = style({ font: 'ui', fontWeight: 'bold', fill: 'gray-900' });
/** Letters have an edge in the colour of the ground, so that lines do not run through them. */
const edge = { default: 'gray-50', forcedColors: 'Background' } as const;
const name = style({ font: 'ui-sm', fill: 'gray-900', stroke: edge, strokeWidth: 2 });
const kindName = style({ font: 'ui-xs', fill: 'gray-800', stroke: edge, strokeWidth: 2 });
const markName = style({ font: 'ui-xs', fill: 'gray-900' });
const markDisc = style({
  fill: { default: 'gray-25', forcedColors: 'Background' },
  stroke: { default: 'gray-600', forcedColors: 'ButtonText' },
  strokeWidth: 1,
});

const KINDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** Two letters for a namespace: of its first two words, as LC for `LoyaltyCard`, else its first two, as EC for `ECID`. */
function initialsOf(namespace: string): string {
  const [first = '', second] = namespace.split(/[_\W]+|(?<=[a-z])(?=[A-Z])/).filter((word) => word !== '');
  return (second === undefined ? first.slice(0, 2) : first.slice(0, 1) + second.slice(0, 1)).toUpperCase();
}

function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/**
 * An identity graph, drawn: a circle for each identity in the colour of its namespace, a line for each link. A picture for
 * those who see it; whoever uses it puts the same into tables beside it, from which identities are chosen, too.
 */
export function IdentityGraphDrawing({
  identities,
  links,
  chosen,
  onChoose,
}: {
  identities: readonly DrawnIdentity[];
  links: readonly DrawnLink[];
  /** Key of the identity set off with its links. */
  chosen?: string | undefined;
  onChoose: (key: string) => void;
}) {
  const drawn = useMemo(() => {
    const index = new Map(identities.map((one, at) => [keyOf(one), at]));
    const lines = links.flatMap((link) => {
      const [a, b] = link.ends.map((end) => index.get(keyOf(end)));
      return a === undefined || b === undefined ? [] : [{ link, a, b }];
    });
    const kinds = [...new Set(identities.map(({ namespace }) => namespace))].sort();
    const layout = layOut(
      identities.length,
      lines.map(({ a, b }) => [a, b]),
    );
    return { layout, lines, kinds };
  }, [identities, links]);
  const { width, height, places } = drawn.layout;
  const isChosen = (at: number) => chosen === keyOf(identities[at]!);
  return (
    <svg
      role="img"
      aria-label={t('drawing', { identities: identities.length, links: drawn.lines.length })}
      className={style({ width: 'full', backgroundColor: 'layer-1', borderRadius: 'lg' })}
      style={{ height: Math.min(TALLEST, height + 2 * MARGIN) }}
      viewBox={`0 ${-MARGIN} ${width} ${height + 2 * MARGIN}`}
    >
      {drawn.lines.map(({ link, a, b }) => (
        <Line
          key={`${keyOf(identities[a]!)} ${keyOf(identities[b]!)}`}
          from={places[a]!}
          to={places[b]!}
          link={link}
          isChosen={isChosen(a) || isChosen(b)}
        />
      ))}
      {identities.map((one, at) => (
        <Node
          key={keyOf(one)}
          identity={one}
          place={places[at]!}
          kind={KINDS[drawn.kinds.indexOf(one.namespace) % KINDS.length]!}
          isChosen={isChosen(at)}
          onChoose={() => onChoose(keyOf(one))}
        />
      ))}
    </svg>
  );
}

function Line({ from, to, link, isChosen }: { from: Place; to: Place; link: DrawnLink; isChosen: boolean }) {
  const isRemoved = link.removed !== undefined;
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2 - 10];
  return (
    <g>
      <line
        className={line({ isRemoved, isChosen })}
        strokeDasharray={isRemoved ? '6 6' : undefined}
        x1={from.x}
        y1={from.y - 10}
        x2={to.x}
        y2={to.y - 10}
      />
      {link.mark !== undefined && (
        <>
          <circle className={markDisc} cx={x} cy={y} r={11} />
          <text className={markName} x={x} y={y + 4} textAnchor="middle">
            {link.mark}
          </text>
        </>
      )}
    </g>
  );
}

function Node({
  identity: { namespace, id },
  place: { x, y },
  kind,
  isChosen,
  onChoose,
}: {
  identity: DrawnIdentity;
  place: Place;
  kind: (typeof KINDS)[number];
  isChosen: boolean;
  onChoose: () => void;
}) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the table beside the picture does the same with the keyboard
    <g onClick={onChoose} style={{ cursor: 'pointer' }}>
      <title>{`${namespace}: ${id}`}</title>
      <circle className={halo({ isChosen })} cx={x} cy={y - 10} r={RADIUS + 7} />
      <circle className={node({ kind })} cx={x} cy={y - 10} r={RADIUS} />
      <text className={initials} x={x} y={y - 5} textAnchor="middle">
        {initialsOf(namespace)}
      </text>
      <text className={name} x={x} y={y + 28} textAnchor="middle" paintOrder="stroke">
        {short(id)}
      </text>
      <text className={kindName} x={x} y={y + 43} textAnchor="middle" paintOrder="stroke">
        {short(namespace)}
      </text>
    </g>
  );
}
