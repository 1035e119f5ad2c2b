import { type Said, sayingOf } from './phrase.ts';

/** How long something is, English by code. */
export const DURATION_PHRASES = {
  'duration-moment': 'less than a second',
  'duration-second': '1 second',
  'duration-seconds': '{count} seconds',
  'duration-minute': '1 minute',
  'duration-minutes': '{count} minutes',
  'duration-hour': '1 hour',
  'duration-hours': '{count} hours',
  'duration-day': '1 day',
  'duration-days': '{count} days',
  'duration-two': '{larger} {smaller}',
} as const;

const say = sayingOf(DURATION_PHRASES);

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

function inUnit(unit: (typeof UNITS)[number][0], count: number): Said {
  return count === 1 ? say(`duration-${unit}`) : say(`duration-${unit}s`, { count });
}

/**
 * How long something is, as a person says it: whole seconds in the one or two largest units it has (`1 day`, `2 hours 30 minutes`);
 * what is smaller is left out.
 */
export function sayOfDuration(ms: number): Said {
  let rest = Math.round(ms / 1000);
  const parts: Said[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(inUnit(unit, count));
  }
  const [larger, smaller] = parts;
  if (larger === undefined) return say('duration-moment');
  return smaller === undefined ? larger : say('duration-two', { larger, smaller });
}
