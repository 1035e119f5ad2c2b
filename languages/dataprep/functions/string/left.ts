import { asInteger, asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const left = defineFunction({
  name: 'left',
  category: 'String',
  prose: 'The first characters of a text.',
  parameters: [
    { name: 'STRING', type: 'string', prose: 'The text.' },
    { name: 'COUNT', type: 'integer', prose: 'How many characters.' },
  ],
  returns: { type: 'string', prose: 'The beginning of the text.' },
  examples: [{ expression: 'left("abcde", 2)', result: 'ab' }],
  run: ([input, count]) => (isNothing(input) ? null : asText(input).slice(0, Math.max(0, asInteger(count)))),
});
