import { isNone } from '../values.ts';
import { toDate } from './read-date.ts';
import type { ZonedDateTime } from './zoned-date-time.ts';

/** The date a value is or spells; throws `EvaluationError` when it is none. */
export function requiredDate(value: unknown): ZonedDateTime {
  const date = toDate(value);
  if (date === undefined) throw isNone(value, 'noun-date');
  return date;
}
