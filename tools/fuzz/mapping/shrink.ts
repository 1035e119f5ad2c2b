import { type Case, type Complaint, complaintOf } from './verdict.ts';

const MOST_TRIES = 3000;

/** A smaller case that fails in the same way: fewer rows, a shorter text, a smaller record. */
export function shrunk(failing: Case, { kind }: Complaint): Case {
  let smallest = failing;
  let tries = 0;
  const end = performance.now() + 20_000;
  const better = (candidate: Case): boolean => {
    tries += 1;
    if (tries > MOST_TRIES || performance.now() > end || complaintOf(candidate)?.kind !== kind) return false;
    smallest = candidate;
    return true;
  };
  for (let progress = true; progress; ) {
    progress =
      smallest.rows.some((_, index) => better({ ...smallest, rows: smallest.rows.toSpliced(index, 1) })) ||
      shorter(smallest.text).some((text) => better(withText(smallest, text))) ||
      smaller(smallest.record).some((record) => better({ ...smallest, record }));
  }
  return smallest;
}

/** The text is the source of rows, too: it changes in both places. A tree it was printed from no longer counts. */
function withText(one: Case, text: string): Case {
  const rows = one.rows.map((row) => (row.source === one.text ? { ...row, source: text } : row));
  const { tree: _, ...rest } = one;
  return { ...rest, text, rows };
}

/** The text without a piece, longest pieces first. */
function shorter(text: string): readonly string[] {
  const found: string[] = [];
  for (let size = Math.ceil(text.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < text.length && found.length < 600; at += size)
      found.push(text.slice(0, at) + text.slice(at + size));
  }
  return found;
}

/** Deeper places of a record are taken away with what is around them, or stay. */
const DEEPEST = 100;

/** The record with one member less, or with a smaller value in one place. */
function smaller(record: unknown, depth = 0): readonly unknown[] {
  if (depth > DEEPEST) return [null];
  if (typeof record === 'string') return record === '' ? [] : ['', record.slice(0, record.length / 2)];
  if (typeof record !== 'object' || record === null) return record === null ? [] : [null];
  if (Array.isArray(record)) {
    return [
      ...record.map((_, index) => record.toSpliced(index, 1)),
      ...record.flatMap((element, index) => smaller(element, depth + 1).map((less) => record.with(index, less))),
    ].slice(0, 300);
  }
  const entries = Object.entries(record);
  return [
    ...entries.map((_, index) => Object.fromEntries(entries.toSpliced(index, 1))),
    ...entries.flatMap(([key, member], index) =>
      smaller(member, depth + 1).map((less) => Object.fromEntries(entries.with(index, [key, less]))),
    ),
  ].slice(0, 300);
}
