import { listOf } from '../../spread.ts';
import { defineFunction } from '../define.ts';

export const first = defineFunction({
  name: 'first',
  category: 'Hierarchies - Arrays',
  prose: 'The first element.',
  parameters: [{ name: 'INPUT', type: 'any', prose: 'The elements, or one list of them.', repeats: true }],
  returns: { type: 'any', prose: 'The first element; null for null or an empty list.' },
  examples: [{ expression: 'first("1", "2", "3")', result: '1' }],
  run: (args) => listOf(args)?.[0] ?? null,
});
