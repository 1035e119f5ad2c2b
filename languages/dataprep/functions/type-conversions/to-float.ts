import { asNumber, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The page prints 12.34566 for "12.3456", which no rounding explains: a slip. We give the nearest 32-bit number as Java prints it. */
export const toFloat = defineFunction({
  name: 'to_float',
  category: 'Type conversions',
  prose: 'The number a text spells, in the precision of 32 bits (about 7 digits).',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The text.' }],
  returns: { type: 'number', prose: 'The number; null for null.' },
  examples: [{ expression: 'to_float("12.3456")', result: 12.3456 }],
  run: ([input]) => (isNothing(input) ? null : shortest32(asNumber(input))),
});

/** The shortest decimal that stands for the same 32-bit number. */
function shortest32(value: number): number {
  const rounded = Math.fround(value);
  for (let digits = 6; digits <= 9; digits += 1) {
    const candidate = Number(rounded.toPrecision(digits));
    if (Math.fround(candidate) === rounded) return candidate;
  }
  return rounded;
}
