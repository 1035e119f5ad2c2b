import { asNumber, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const toDecimal = defineFunction({
  name: 'to_decimal',
  category: 'Type conversions',
  prose: 'The number a text spells.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The text.' }],
  returns: { type: 'number', prose: 'The number; null for null.' },
  examples: [{ expression: 'to_decimal("20.5")', result: 20.5 }],
  run: ([input]) => (isNothing(input) ? null : asNumber(input)),
});
