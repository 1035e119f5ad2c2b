import { isDeepStrictEqual } from 'node:util';

/** One difference between two states of a document, in the words of JSON Patch. */
export interface Difference {
  readonly action: 'add' | 'remove' | 'replace';
  /** JSON pointer. */
  readonly path: string;
  /** What is there now; with `remove`, what was there. */
  readonly value: unknown;
}

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function below(path: string, name: string | number): string {
  return `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * What has to be done to `before` to get `after`: as deep as both have the same members, whole values below that. In arrays
 * the elements both begin with and end with are left out, so that one element more or less is one difference.
 */
export function differences(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (isMembers(before) && isMembers(after)) return memberDifferences(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return elementDifferences(before, after, path);
  return isDeepStrictEqual(before, after) ? [] : [{ action: 'replace', path, value: after }];
}

function memberDifferences(before: Members, after: Members, path: string): readonly Difference[] {
  const removed = Object.keys(before)
    .filter((name) => !Object.hasOwn(after, name))
    .map((name) => ({ action: 'remove' as const, path: below(path, name), value: before[name] }));
  const kept = Object.keys(after).flatMap((name) =>
    Object.hasOwn(before, name)
      ? differences(before[name], after[name], below(path, name))
      : [{ action: 'add' as const, path: below(path, name), value: after[name] }],
  );
  return [...removed, ...kept];
}

function elementDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): readonly Difference[] {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && isDeepStrictEqual(before[same], after[same])) same += 1;
  let tail = 0;
  while (tail < shorter - same && isDeepStrictEqual(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const [gone, come] = [before.slice(same, before.length - tail), after.slice(same, after.length - tail)];
  const found: Difference[] = [];
  for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
    const place = below(path, same + at);
    if (at >= come.length) found.push({ action: 'remove', path: below(path, same + come.length), value: gone[at] });
    else if (at >= gone.length) found.push({ action: 'add', path: place, value: come[at] });
    else found.push(...differences(gone[at], come[at], place));
  }
  return found;
}
