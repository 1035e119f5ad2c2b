import { joined, listOf } from '../../spread.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const join = defineFunction({
  name: 'join',
  category: 'String',
  prose: 'Joins the elements of a list with a text between them; null elements are left out.',
  parameters: [
    { name: 'SEPARATOR', type: 'string', prose: 'What stands between two elements.' },
    { name: 'OBJECTS', type: 'array', prose: 'The elements.', repeats: true },
  ],
  returns: { type: 'string', prose: 'The joined text.' },
  examples: [{ expression: 'join(" ", to_array(true, "Hello", "world"))', result: 'Hello world' }],
  run: ([separator, ...values]) => {
    const elements = listOf(values);
    return elements === undefined ? null : joined(elements, asText(separator));
  },
});
