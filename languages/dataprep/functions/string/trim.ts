import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const trim = defineFunction({
  name: 'trim',
  category: 'String',
  prose: 'The text without blanks at its beginning and end.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The text.' }],
  returns: { type: 'string', prose: 'The trimmed text.' },
  examples: [{ expression: 'trim(" hello ")', result: 'hello' }],
  run: ([input]) => (isNothing(input) ? null : asText(input).trim()),
});
