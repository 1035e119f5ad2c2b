import { AppendedList } from '@meniscus/languages/dataprep';
import type { Entity, Fragment } from './merge.ts';

/** Leaves one dataset's updates may add up to: far more than a schema has; it bounds what maps with own keys grow to. */
const MOST_LEAVES = 2000;

function isObject(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function appended(old: unknown, more: readonly unknown[], applied: boolean): readonly unknown[] {
  if (applied) return Array.isArray(old) ? old : [...more];
  return Array.isArray(old) ? [...old, ...more] : [...more];
}

/**
 * Adds an update to what the updates before it add up to: every leaf of it that is not older than what is known takes its
 * place, all others stay. Arrays are leaves. Of two updates of one moment the one applied later counts, so applying the
 * same updates in the same order again changes nothing. A list that is to be appended is added to the one that is known, from
 * the updates or from the full `record` beside them; an update that was applied already (by its place in the log) adds nothing.
 */
export function withUpdate(known: Fragment | undefined, update: Fragment, record?: Entity): Fragment {
  const times: Record<string, number> = { ...known?.w };
  const records: Record<string, number> = { ...known?.r };
  let room = MOST_LEAVES - Object.keys(times).length;
  const applied = known !== undefined && known.p >= update.p;
  const place = (into: Entity | undefined, from: Entity, prefix: string, base: unknown): Entity => {
    const out: Record<string, unknown> = { ...into };
    for (const name of Object.keys(from)) {
      // A key `__proto__` from outside would reach the prototype of every object.
      if (name === '__proto__') continue;
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const value = from[name];
      const old = Object.hasOwn(out, name) ? out[name] : undefined;
      if (isObject(value)) {
        out[name] = place(isObject(old) ? old : undefined, value, path, memberOf(base, name));
        continue;
      }
      const at = Object.hasOwn(times, path) ? times[path]! : undefined;
      if (at !== undefined ? at > update.t : room <= 0) continue;
      if (at === undefined) room -= 1;
      times[path] = update.t;
      records[path] = update.p;
      out[name] = value instanceof AppendedList ? appended(old ?? memberOf(base, name), value, applied) : value;
    }
    return out;
  };
  const e = place(known?.e, update.e, '', record);
  return { t: Math.max(known?.t ?? 0, update.t), p: Math.max(known?.p ?? 0, update.p), e, w: times, r: records };
}
