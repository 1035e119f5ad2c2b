import { flattened, joined } from '../../spread.ts';
import { asList, asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const arrayToString = defineFunction({
  name: 'array_to_string',
  category: 'Hierarchies - Arrays',
  availability: 'destinations',
  prose: 'Joins the elements of a list, nested ones too, with a text between them.',
  parameters: [
    { name: 'SEPARATOR', type: 'string', prose: 'What stands between two elements.' },
    { name: 'ARRAY', type: 'array', prose: 'The list.' },
  ],
  returns: { type: 'string', prose: 'The joined text.' },
  examples: [{ expression: 'array_to_string(";", ["Hello", "world"])', result: 'Hello;world' }],
  run: ([separator, list]) => joined(flattened(asList(list)), asText(separator)),
});
