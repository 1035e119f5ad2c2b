import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

it('lets no more batches through than the bucket holds and the time gives back, and makes nobody wait longer than that', () => {
  const steps = fc.array(fc.nat(5000), { minLength: 1, maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3000 }), (gaps, quick, everyMs) => {
      const pace = new Pace({ quick, everyMs }, 0);
      const made: number[] = [];
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        const at = Math.max(now, pace.next);
        expect(at - now).toBeLessThanOrEqual(everyMs + 1e-6);
        now = at;
        pace.take(now);
        made.push(now);
      }
      made.forEach((from, first) => {
        made.slice(first).forEach((to, count) => {
          expect(count + 1).toBeLessThanOrEqual(quick + (to - from) / everyMs + 1e-6);
        });
      });
    }),
  );
});
