import type { DraftRow } from './rows.ts';

/** A target whose rows are not the same in two versions: what led to it before, and what does now. */
export interface RowChange {
  readonly destination: string;
  /** Sources, in the order of the rows; empty: the target is new. */
  readonly before: readonly string[];
  /** Empty: nothing leads to the target any more. */
  readonly after: readonly string[];
}

function byDestination(rows: readonly DraftRow[]): ReadonlyMap<string, readonly DraftRow[]> {
  return Map.groupBy(rows, ({ destination }) => destination);
}

/** Everything of a row that makes a difference to what it does. */
function meaning({ sourceType, source, more }: DraftRow): string {
  return JSON.stringify([sourceType, source, Object.entries(more).toSorted(([a], [b]) => a.localeCompare(b))]);
}

/** What is different between two versions of the rows, target by target, in the order of the rows; what went is last. */
export function changesBetween(before: readonly DraftRow[], after: readonly DraftRow[]): readonly RowChange[] {
  const [was, is] = [byDestination(before), byDestination(after)];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((destination) => {
    const [old, now] = [was.get(destination) ?? [], is.get(destination) ?? []];
    if (JSON.stringify(old.map(meaning)) === JSON.stringify(now.map(meaning))) return [];
    return [{ destination, before: old.map(({ source }) => source), after: now.map(({ source }) => source) }];
  });
}
