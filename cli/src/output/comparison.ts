import type { RebuildReport } from '../platform.ts';
import { columns } from './columns.ts';

type Comparison = NonNullable<RebuildReport['comparison']>;
type Names = Readonly<Record<string, string>>;

const SIGNS = { appeared: '+', gone: '-', changed: '≠' } as const;
/** Attributes and audiences that are told, those with most first. */
const MOST = 40;

interface Counts {
  readonly appeared: number;
  readonly gone: number;
  readonly changed: number;
}

function rows(counts: Readonly<Record<string, Counts>>, label: string): readonly (readonly string[])[] {
  const total = ({ appeared, gone, changed }: Counts) => appeared + gone + changed;
  return Object.entries(counts)
    .sort(([, a], [, b]) => total(b) - total(a))
    .slice(0, MOST)
    .map(([name, { appeared, gone, changed }]) => [
      `  ${label}${name}`,
      `${appeared} appeared`,
      `${gone} gone`,
      `${changed} changed`,
    ]);
}

/**
 * How two states differ: counts of each part, of attributes and of audiences, then differences one by one as far as they are told.
 * `names`: of sandboxes and audiences, where they are known.
 */
export function comparisonText(
  { counts, attributes, audiences, examples, otherMoments }: Comparison,
  names: Names,
): string {
  const moved = Object.entries(audiences)
    .sort(([, a], [, b]) => b.joined + b.left - a.joined - a.left)
    .slice(0, MOST)
    .map(([id, { joined, left }]) => [`  audience ${names[id] ?? id}`, `${joined} joined`, `${left} left`]);
  const tables = [rows(counts, ''), rows(attributes, 'attribute '), moved].filter((table) => table.length > 0);
  const moments =
    otherMoments === 0 ? [] : [`  ${otherMoments} people are in the same audiences, some of them since another moment`];
  const told = examples.map(({ part, scope, of, how, what }) => {
    const leaves = what.map((leaf) => `\n      ${leaf}`).join('');
    return `  ${SIGNS[how]} ${part} ${of} (${names[scope] ?? scope})${leaves}`;
  });
  return [...tables.map(columns), ...moments, ...told].join('\n');
}
