import { assert, constantFrom, integer, property, string } from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { EvaluationError, prepareExpression } from './index.ts';

function value(source: string, record: unknown): unknown {
  const prepared = prepareExpression(source);
  if (!prepared.ok) throw new Error(prepared.diagnostics[0]?.message);
  return prepared.run(record, { now: 0 });
}

group('a text is found in another', () => {
  /** Few letters, so that parts occur; parts around the length from which on they are searched for otherwise. */
  const letters = (maxLength: number) => string({ unit: constantFrom('a', 'a', 'a', 'b'), maxLength });

  test('at each of its places, as by looking everywhere', () => {
    assert(
      property(
        letters(120),
        letters(50),
        integer({ min: -2, max: 130 }),
        integer({ min: 1, max: 5 }),
        (a, b, from, nth) => {
          const start = Math.min(Math.max(from, 0), a.length);
          const places = [...Array(a.length + 1).keys()].filter((at) => at >= start && a.startsWith(b, at));
          expect(value('instr(a, b, from, nth)', { a, b, from, nth })).toBe(places[nth - 1] ?? -1);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('and replaced at each, from the left', () => {
    assert(
      property(letters(150), letters(40), (a, b) => {
        expect(value('replacestr(a, b, "_")', { a, b })).toBe(b === '' ? a : a.replaceAll(b, '_'));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['an occurrence far beyond the last of the empty text', 'instr("abc", "", 1, 1e308)'],
    ['a part that nearly fits everywhere', 'instr(text, nearly)'],
    ['a part that fits nearly everywhere', 'instr(text, half, 0, 30000)'],
    ['a short one that does', 'instr(text, "a", 0, 90000)'],
    ['a replacement for one that nearly fits', 'replacestr(text, nearly, "x")'],
    ['pairs apart by one that nearly fits', 'str_to_object(left(text, 30000), left(nearly, 10000), "b")'],
  ])('in no time: %s', (_, source) => {
    const text = 'a'.repeat(100_000);
    const record = { text, half: 'a'.repeat(50_000), nearly: `${'a'.repeat(25_000)}b${'a'.repeat(25_000)}` };
    const before = process.threadCpuUsage();
    try {
      value(source, record);
    } catch (error) {
      expect(error).toBeInstanceOf(EvaluationError);
    }
    const { user, system } = process.threadCpuUsage(before);
    // 10 ms are promised; by length times length it is some hundreds.
    expect((user + system) / 1000).toBeLessThan(100);
  });
});
