import { pairsOf } from '../../pairs.ts';
import { defineFunction } from '../define.ts';

export const toObject = defineFunction({
  name: 'to_object',
  category: 'Hierarchies - Objects',
  prose: 'An object from keys and values in turn.',
  parameters: [{ name: 'INPUT', type: 'any', prose: 'Keys and values in turn.', repeats: true }],
  returns: { type: 'object', prose: 'The object.' },
  examples: [
    { expression: 'to_object("firstName", "John", "lastName", "Doe")', result: { firstName: 'John', lastName: 'Doe' } },
  ],
  run: (args) => pairsOf(args),
});
