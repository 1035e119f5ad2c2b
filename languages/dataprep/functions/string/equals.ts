import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const equals = defineFunction({
  name: 'equals',
  category: 'String',
  method: true,
  prose: 'Compares two texts exactly. On null it is false.',
  parameters: [
    { name: 'STRING1', type: 'string', prose: 'The value it is called on.' },
    { name: 'STRING2', type: 'string', prose: 'The text to compare with.' },
  ],
  returns: { type: 'boolean', prose: 'True when both are the same.' },
  examples: [{ expression: '"string1".equals("STRING1")', result: false }],
  run: ([value, other]) => !isNothing(value) && !isNothing(other) && asText(value) === asText(other),
});
