import { keyedBy } from '../../pairs.ts';
import { asList, asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const arrayToMap = defineFunction({
  name: 'array_to_map',
  category: 'Hierarchies - Map',
  prose:
    'A map of the objects of a list, each under the value of one of its fields. Objects without the field are left out.',
  parameters: [
    { name: 'INPUTS', type: 'array', prose: 'The objects.' },
    { name: 'KEY', type: 'string', prose: 'Name of the field whose value becomes the key.', takesName: true },
  ],
  returns: { type: 'map', prose: 'The map; null for null.' },
  examples: [
    {
      expression: 'array_to_map(addresses, "type")',
      record: { addresses: [{ type: 'home', city: 'Oslo' }] },
      result: { home: { type: 'home', city: 'Oslo' } },
    },
  ],
  run: ([list, key]) => (isNothing(list) ? null : keyedBy(asList(list), asText(key))),
});
