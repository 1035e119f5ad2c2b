import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const rtrim = defineFunction({
  name: 'rtrim',
  category: 'String',
  prose: 'The text without blanks at its end.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The text.' }],
  returns: { type: 'string', prose: 'The trimmed text.' },
  examples: [{ expression: 'rtrim("hello ")', result: 'hello' }],
  run: ([input]) => (isNothing(input) ? null : asText(input).trimEnd()),
});
