import { extreme } from '../../extreme.ts';
import { listOf } from '../../spread.ts';
import { defineFunction } from '../define.ts';

export const max = defineFunction({
  name: 'max',
  category: 'Aggregation',
  prose: 'The largest value: numbers by size, dates by time, anything else as text. Null is left out.',
  parameters: [{ name: 'OPTIONS', type: 'any', prose: 'The values, or one list of them.', repeats: true }],
  returns: { type: 'any', prose: 'The largest; null when there is none.' },
  examples: [{ expression: 'max(3, 1, 4)', result: 4 }],
  run: (args) => extreme(listOf(args) ?? [], 1),
});
