import { listOf } from '../../spread.ts';
import { defineFunction } from '../define.ts';

export const last = defineFunction({
  name: 'last',
  category: 'Hierarchies - Arrays',
  prose: 'The last element.',
  parameters: [{ name: 'INPUT', type: 'any', prose: 'The elements, or one list of them.', repeats: true }],
  returns: { type: 'any', prose: 'The last element; null for null or an empty list.' },
  examples: [{ expression: 'last("1", "2", "3")', result: '3' }],
  run: (args) => listOf(args)?.at(-1) ?? null,
});
