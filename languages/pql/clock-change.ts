import type { Env } from './bound.ts';
import { fixedLength, shift, startOf, type WeekStart } from './calendar.ts';
import type { TimeUnit } from './expression.ts';

/**
 * When an answer changes by time passing alone.
 *
 * Every part of a rule that asks for the time notes, when it is asked, the next moment its own answer changes. Until the
 * earliest of these moments each part answers as it did, so the evaluation would go the same way and give the same result.
 * Parts that were not asked cannot matter before a part that was asked answers differently.
 */

/** Notes a moment at which something that was asked may have another answer. */
export function noteChange(env: Env, at: number): void {
  if (at > env.now && at < env.next) env.next = Math.ceil(at);
}

/** Notes the end of the calendar unit the moment of the evaluation lies in. */
export function noteUnit(env: Env, unit: TimeUnit, weeks: WeekStart = 'sunday'): void {
  noteChange(env, shift(startOf(env.now, unit, weeks), 1, unit));
}

/**
 * Notes the first of some candidates after now at which the test answers otherwise than now. The candidates must hold every
 * moment at which it can; the test reads the time from `env`.
 */
export function noteFlip(env: Env, candidates: readonly number[], test: () => boolean): boolean {
  const { now } = env;
  const answer = test();
  let first = env.next;
  for (const candidate of candidates) {
    const at = Math.ceil(candidate);
    if (!(at > now && at < first)) continue;
    env.now = at;
    if (test() !== answer) first = at;
  }
  env.now = now;
  env.next = first;
  return answer;
}

/** Calendar units of varying length: days are counted one by one around a moment, more than the longest month differs. */
const DAYS_AROUND = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5];
const UNITS_AROUND = [-2, -1, 0, 1, 2];

/**
 * Moments near the given ones at which a comparison with a moving time can turn: the moments themselves, the next
 * millisecond, and starts of the units the time moves in.
 */
export function around(moments: readonly number[], units: readonly TimeUnit[], weeks: WeekStart): readonly number[] {
  const found: number[] = [];
  const calendar = units.some((unit) => fixedLength(unit) === undefined);
  for (const at of moments) {
    if (!Number.isFinite(at)) continue;
    found.push(at, at + 1);
    for (const unit of units) {
      const start = startOf(at, unit, weeks);
      for (const away of UNITS_AROUND) {
        const moved = shift(start, away, unit);
        found.push(moved, moved + 1);
      }
    }
    if (!calendar) continue;
    const day = startOf(at, 'day');
    for (const away of DAYS_AROUND) {
      const moved = shift(day, away, 'day');
      found.push(moved, moved + 1, moved + (at - day), moved + (at - day) + 1);
    }
  }
  return found;
}
