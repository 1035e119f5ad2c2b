import { afterEach, expect, it } from 'vitest';
import { daysUntil, momentOf } from './days.ts';

const home = process.env.TZ;
afterEach(() => {
  if (home === undefined) delete process.env.TZ;
  else process.env.TZ = home;
});

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

it('counts days of the calendar, at any time of the day', () => {
  for (const hour of [0, 11, 13, 23])
    for (const now of [0, 11, 13, 23]) {
      expect(daysUntil(at(48, hour), at(28, now))).toBe(20);
      expect(daysUntil(at(28, hour), at(28, now))).toBe(0);
      expect(daysUntil(at(27, hour), at(28, now))).toBe(-1);
    }
});

it.each(['America/New_York', 'UTC', 'Asia/Tokyo'])('takes a day without a time as that day in %s', (zone) => {
  process.env.TZ = zone;
  const day = momentOf('2026-12-18')!;
  expect(new Date(day).getDate()).toBe(18);
  expect(daysUntil(day, at(28, 13))).toBe(20);
  expect(momentOf('2026-12-18T02:00:00Z')).toBe(Date.UTC(2026, 11, 18, 2));
  expect(momentOf('soon')).toBeUndefined();
});
