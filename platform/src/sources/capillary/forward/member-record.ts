import { pointerSegment } from '../../../kernel/index.ts';
import { isObject, type Members } from '../tidy.ts';

/**
 * All that is known of a member, put together out of the partial updates events imply. The target is sent the whole of it
 * each time: there a profile record takes the place of the one before it, and a part would wipe out the rest.
 */
export interface MemberRecord {
  readonly values: Members;
  /** JSON pointer of each value to when it was so, epoch milliseconds. */
  readonly at: Readonly<Record<string, number>>;
}

/** Nobody known yet. */
export const NO_RECORD: MemberRecord = Object.freeze({ values: Object.freeze({}), at: Object.freeze({}) });

/** A partial update and the moment it was so (epoch milliseconds). */
export interface Update {
  readonly observedAt: number;
  readonly members: Members;
}

/**
 * The record after some updates. A value changes only where nothing newer is known, so a late event never brings an older
 * balance back; lists are one value. Gives the same object back when nothing changed.
 */
export function withUpdates(record: MemberRecord, updates: readonly Update[]): MemberRecord {
  const at: Record<string, number> = { ...record.at };
  let values = record.values;
  for (const { observedAt, members } of updates) values = merged(values, members, '', observedAt, at);
  return values === record.values ? record : { values, at };
}

function merged(old: Members, update: Members, path: string, observedAt: number, at: Record<string, number>): Members {
  let changed: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(update)) {
    if (value === undefined) continue;
    const own = `${path}/${pointerSegment(name)}`;
    const before = Object.hasOwn(old, name) ? old[name] : undefined;
    const after = isObject(value)
      ? merged(isObject(before) ? before : {}, value, own, observedAt, at)
      : newer(before, value, own, observedAt, at);
    if (after === before || (isObject(after) && before === undefined && Object.keys(after).length === 0)) continue;
    changed ??= { ...old };
    // Not an assignment: a brand may name a field `__proto__`.
    Object.defineProperty(changed, name, { value: after, enumerable: true, configurable: true, writable: true });
  }
  return changed ?? old;
}

function newer(before: unknown, value: unknown, path: string, observedAt: number, at: Record<string, number>): unknown {
  if ((at[path] ?? Number.NEGATIVE_INFINITY) > observedAt) return before;
  at[path] = observedAt;
  return isSame(before, value) ? before : value;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));
}
