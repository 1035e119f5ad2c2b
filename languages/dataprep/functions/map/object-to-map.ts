import { keyedBy, pairsOf } from '../../pairs.ts';
import { asText, isDictionary, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const objectToMap = defineFunction({
  name: 'object_to_map',
  category: 'Hierarchies - Map',
  prose: 'A map from an object, from keys and values in turn, or from a list of objects keyed by one of their fields.',
  parameters: [
    { name: 'INPUT', type: 'any', prose: 'The object, the first key, or the list of objects.' },
    {
      name: 'FURTHER',
      type: 'any',
      prose: 'Further keys and values, or the name of the key field.',
      optional: true,
      repeats: true,
      takesName: true,
    },
  ],
  returns: { type: 'map', prose: 'The map; null for null.' },
  examples: [
    {
      expression: 'object_to_map("firstName", "John", "lastName", "Doe")',
      result: { firstName: 'John', lastName: 'Doe' },
    },
    { expression: 'object_to_map(address)', record: { address: { City: 'san jose' } }, result: { City: 'san jose' } },
    {
      expression: 'object_to_map(addresses, type)',
      record: { addresses: [{ type: 'home', City: 'san jose' }] },
      result: { home: { type: 'home', City: 'san jose' } },
    },
  ],
  run: (args) => {
    const [input, key] = args;
    if (isNothing(input)) return null;
    if (Array.isArray(input)) return keyedBy(input, asText(key));
    return isDictionary(input) ? input : pairsOf(args);
  },
});
