import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda.ts';
import { duringOpeningHours } from './calendar.ts';

describe('the agenda', () => {
  it('gives appointments by time, and those of one moment in the order they were made', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60, size: 'max' }), (times) => {
        const agenda = new Agenda();
        for (const [member, at] of times.entries()) agenda.add({ at, member, kind: 'expiry' });
        const expected = times.map((at, member) => ({ at, member })).toSorted((a, b) => a.at - b.at);
        for (const { at, member } of expected) expect(agenda.take(20)).toEqual({ at, member, kind: 'expiry' });
        expect(agenda.take(20)).toBeUndefined();
      }),
    );
  });

  it('keeps what is not due yet', () => {
    const agenda = new Agenda();
    agenda.add({ at: 5, member: 1, kind: 'expiry' });
    expect(agenda.take(4)).toBeUndefined();
    expect(agenda.take(5)?.member).toBe(1);
  });
});

describe('opening hours', () => {
  it('keep the order of moments and the day', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * day }), fc.integer({ min: 0, max: day }), (at, more) => {
        expect(duringOpeningHours(at + more)).toBeGreaterThanOrEqual(duringOpeningHours(at));
        expect(Math.floor(duringOpeningHours(at) / day)).toBe(Math.floor(at / day));
      }),
    );
  });
});
