import { isDeepStrictEqual } from 'node:util';

/** Leaves that are told of one difference, and characters of a value. */
const MOST_LEAVES = 12;
const MOST_TEXT = 60;

/** Values by path; a list is a leaf. */
function leavesOf(value: unknown, path: string, into: Map<string, unknown>): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return into.set(path, value);
  for (const [name, member] of Object.entries(value)) leavesOf(member, path === '' ? name : `${path}.${name}`, into);
  return into;
}

/** A leaf that is not the same in two values; undefined where it is not there. */
export interface LeafChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two values, leaf by leaf, in order of the paths. Empty when they say the same. */
export function leafChanges(before: unknown, after: unknown): readonly LeafChange[] {
  const [old, now] = [leavesOf(before ?? {}, '', new Map()), leavesOf(after ?? {}, '', new Map())];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((leaf) => !isDeepStrictEqual(leaf.before, leaf.after));
}

function told(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`;
}

/** The first few of them in words: `loyalty.points: 5 → 7`. */
export function inWords(changes: readonly LeafChange[]): readonly string[] {
  const more = changes.length - MOST_LEAVES;
  const words = changes
    .slice(0, MOST_LEAVES)
    .map(({ path, before, after }) => `${path}: ${told(before)} → ${told(after)}`);
  return more > 0 ? [...words, `and ${more} more`] : words;
}
