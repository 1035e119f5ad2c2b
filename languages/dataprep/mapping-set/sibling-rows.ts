import type { XdmType } from '@meniscus/languages/xdm';
import { type CompiledRow, type Landing, land } from './compile-row.ts';
import { ALL, type Step } from './path.ts';
import type { Run } from './run.ts';
import { containerAt } from './write.ts';

/** A row that copies a member of one object to a member of another: what nearly all rows of nearly all sets are. */
export interface MemberRow {
  readonly landing: Landing;
  /** Names to the object the member is in. */
  readonly parent: readonly string[];
  readonly name: string;
  /** Type of the field it goes to; undefined inside of open objects. */
  readonly type: XdmType | undefined;
  /** The row on its own, for records that have something else there. */
  readonly alone: CompiledRow;
}

/** A row that can run with its siblings: names only on the source side, at most one open array right above the member on the other. */
export function memberRow(
  landing: Landing,
  steps: readonly Step[],
  type: XdmType | undefined,
  alone: CompiledRow,
): MemberRow | undefined {
  const { keys, open, takesLists } = landing;
  const plain = !takesLists && typeof keys.at(-1) === 'string' && (open === 0 || (open === 1 && keys.at(-2) === ALL));
  if (!plain || !steps.every((step) => typeof step === 'string')) return undefined;
  return { landing, parent: steps.slice(0, -1), name: steps.at(-1)!, type, alone };
}

/** Rows with the same of this have the same objects on both sides. */
export function siblingKey({ landing, parent }: MemberRow): string {
  return JSON.stringify([parent, landing.keys.slice(0, -1)]);
}

type Members = Record<string, unknown>;

/** The object that holds the members, the array that takes its place, or undefined for anything else. */
function parentOf(record: unknown, names: readonly string[]): Members | readonly unknown[] | undefined {
  let value = record;
  for (let at = 0; at < names.length; at += 1) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as Members)[names[at]!];
  }
  return typeof value === 'object' && value !== null ? (value as Members) : undefined;
}

/**
 * Rows between the same two objects, run together: the way to each object is gone once, not once per row. Rows of a group
 * give what they would give alone; whatever is unusual in a record is left to them.
 */
export function siblingRows(rows: readonly MemberRow[]): CompiledRow {
  const [{ parent, landing }] = rows as readonly [MemberRow, ...MemberRow[]];
  const { open, positioned } = landing;
  const names = rows.map(({ name }) => name);
  const landings = rows.map((row) => row.landing);
  const targets = landings.map(({ keys }) => keys.at(-1) as string);
  const keys = landing.keys.slice(0, -1);
  const firstOfList = positioned && typeof keys.at(-1) === 'number';

  const copy = (run: Run, from: Members): void => {
    let container: Members | undefined;
    for (let at = 0; at < names.length; at += 1) {
      const value = from[names[at]!];
      if (value === undefined || value === null) continue;
      const row = landings[at]!;
      run.row = row;
      if (typeof value === 'object') {
        land(row, run, value);
        continue;
      }
      if (typeof value === 'function') continue;
      const fitting = row.convert(value, run);
      if (fitting === undefined) continue;
      container ??= containerAt(keys, run);
      container[targets[at]!] = fitting;
    }
  };
  const copyList = (run: Run, list: readonly unknown[]): void => {
    run.level = 1;
    for (let index = 0; index < list.length; index += 1) {
      run.indices[0] = index;
      copy(run, list[index] as Members);
    }
    run.level = 0;
  };
  return (run) => {
    const found = parentOf(run.record, parent);
    if (Array.isArray(found)) {
      if (open === 1 && found.every(isPlain)) return copyList(run, found);
      if (open === 0 && firstOfList && isPlain(found[0])) return copy(run, found[0]);
    } else if (found !== undefined && open === 0) return copy(run, found as Members);
    for (const { alone } of rows) alone(run);
  };
}

function isPlain(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
