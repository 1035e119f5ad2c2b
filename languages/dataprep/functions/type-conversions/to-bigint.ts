import { say } from '../../phrases.ts';
import { asNumber, EvaluationError, isNothing, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** Described as a whole number, but the example keeps its decimals: so do we. Digits past 2^53 would be lost and are refused. */
export const toBigint = defineFunction({
  name: 'to_bigint',
  category: 'Type conversions',
  prose: 'The number a text spells. A whole number too large to be exact is an error.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The text.' }],
  returns: { type: 'number', prose: 'The number; null for null.' },
  examples: [{ expression: 'to_bigint("1000000.34")', result: 1000000.34 }],
  run: ([input]) => {
    if (isNothing(input)) return null;
    const number = asNumber(input);
    if (Number.isInteger(number) && !Number.isSafeInteger(number))
      throw new EvaluationError(say('too-many-digits', { value: shown(input) }));
    return number;
  },
});
