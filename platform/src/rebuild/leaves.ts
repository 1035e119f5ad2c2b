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

function told(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`;
}

/** What differs between two values, leaf by leaf, in words: `loyalty.points: 5 → 7`. Empty when they say the same. */
export function leafChanges(before: unknown, after: unknown): readonly string[] {
  const [old, now] = [leavesOf(before ?? {}, '', new Map()), leavesOf(after ?? {}, '', new Map())];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changes = paths
    .filter((path) => !isDeepStrictEqual(old.get(path), now.get(path)))
    .map((path) => `${path}: ${told(old.get(path))} → ${told(now.get(path))}`);
  const more = changes.length - MOST_LEAVES;
  return more <= 0 ? changes : [...changes.slice(0, MOST_LEAVES), `and ${more} more`];
}
