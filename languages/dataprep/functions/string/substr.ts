import { asInteger, asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const substr = defineFunction({
  name: 'substr',
  category: 'String',
  prose: 'A part of a text by its start and its length.',
  parameters: [
    { name: 'INPUT', type: 'string', prose: 'The text.' },
    { name: 'START_INDEX', type: 'integer', prose: 'Where the part starts, from 0.' },
    { name: 'LENGTH', type: 'integer', prose: 'How many characters.' },
  ],
  returns: { type: 'string', prose: 'The part, shorter where the text ends.' },
  examples: [{ expression: 'substr("This is a substring test", 7, 8)', result: ' a subst' }],
  run: ([input, start, length]) => {
    if (isNothing(input)) return null;
    const from = Math.max(0, asInteger(start));
    return asText(input).slice(from, from + Math.max(0, asInteger(length)));
  },
});
