import { pairsOf } from '../../pairs.ts';
import { isDictionary, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const toMap = defineFunction({
  name: 'to_map',
  category: 'Hierarchies - Map',
  prose: 'A map from keys and values in turn.',
  parameters: [{ name: 'OBJECT_INPUT', type: 'any', prose: 'Keys and values in turn.', repeats: true }],
  returns: { type: 'map', prose: 'The map; null for null.' },
  examples: [
    { expression: 'to_map("firstName", "John", "lastName", "Doe")', result: { firstName: 'John', lastName: 'Doe' } },
  ],
  run: (args) => (isNothing(args[0]) ? null : isDictionary(args[0]) ? args[0] : pairsOf(args)),
});
