import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const ltrim = defineFunction({
  name: 'ltrim',
  category: 'String',
  prose: 'The text without blanks at its beginning.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The text.' }],
  returns: { type: 'string', prose: 'The trimmed text.' },
  examples: [{ expression: 'ltrim(" hello")', result: 'hello' }],
  run: ([input]) => (isNothing(input) ? null : asText(input).trimStart()),
});
