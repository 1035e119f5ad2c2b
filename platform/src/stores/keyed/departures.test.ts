import { describe, expect, it } from 'vitest';
import { Departures } from './departures.ts';

const MOST = 1000;
const names = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `org/prod/6:member${from + at}`);

describe('Departures', () => {
  it('knows most of those that left lately, and nobody who left before that or never', () => {
    const departures = new Departures(MOST);
    expect(names(0, 10).some((name) => departures.has(name))).toBe(false);
    for (const name of names(0, 3 * MOST)) departures.note(name);
    const known = names(0, 4 * MOST).map((name) => departures.has(name));
    expect(known.slice(0, 2 * MOST)).not.toContain(true);
    expect(known.slice(3 * MOST)).not.toContain(true);
    const lately = known.slice(2 * MOST, 3 * MOST);
    expect(lately.filter((one) => one).length).toBeGreaterThan(0.7 * MOST);
    expect(lately.slice(-10)).not.toContain(false);
  });

  it('counts on when four bytes are full', () => {
    const departures = new Departures(MOST, 2 ** 32 - 5);
    for (const name of names(0, 10)) departures.note(name);
    expect(names(0, 10).map((name) => departures.has(name))).not.toContain(false);
    for (const name of names(10, MOST)) departures.note(name);
    expect(names(0, 10).map((name) => departures.has(name))).not.toContain(true);
  });
});
