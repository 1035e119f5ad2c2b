import { asInteger, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const toInteger = defineFunction({
  name: 'to_integer',
  category: 'Type conversions',
  prose: 'The whole number a text spells; a fraction is cut off.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The text.' }],
  returns: { type: 'integer', prose: 'The whole number; null for null.' },
  examples: [
    { expression: 'to_integer("12")', result: 12 },
    { expression: 'to_integer("12.9")', result: 12 },
  ],
  run: ([input]) => (isNothing(input) ? null : asInteger(input)),
});
