import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const equalsIgnoreCase = defineFunction({
  name: 'equalsIgnoreCase',
  category: 'String',
  method: true,
  prose: 'Compares two texts without regard to small and capital letters. On null it is false.',
  parameters: [
    { name: 'STRING1', type: 'string', prose: 'The value it is called on.' },
    { name: 'STRING2', type: 'string', prose: 'The text to compare with.' },
  ],
  returns: { type: 'boolean', prose: 'True when both are the same but for case.' },
  examples: [{ expression: '"string1".equalsIgnoreCase("STRING1")', result: true }],
  run: ([value, other]) =>
    !isNothing(value) && !isNothing(other) && asText(value).toLowerCase() === asText(other).toLowerCase(),
});
