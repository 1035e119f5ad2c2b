import { asInteger, asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const right = defineFunction({
  name: 'right',
  category: 'String',
  prose: 'The last characters of a text.',
  parameters: [
    { name: 'STRING', type: 'string', prose: 'The text.' },
    { name: 'COUNT', type: 'integer', prose: 'How many characters.' },
  ],
  returns: { type: 'string', prose: 'The end of the text.' },
  examples: [{ expression: 'right("abcde", 2)', result: 'de' }],
  run: ([input, count]) => {
    if (isNothing(input)) return null;
    const text = asText(input);
    return text.slice(Math.max(0, text.length - Math.max(0, asInteger(count))));
  },
});
