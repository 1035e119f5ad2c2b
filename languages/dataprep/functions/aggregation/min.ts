import { extreme } from '../../extreme.ts';
import { listOf } from '../../spread.ts';
import { defineFunction } from '../define.ts';

export const min = defineFunction({
  name: 'min',
  category: 'Aggregation',
  prose: 'The smallest value: numbers by size, dates by time, anything else as text. Null is left out.',
  parameters: [{ name: 'OPTIONS', type: 'any', prose: 'The values, or one list of them.', repeats: true }],
  returns: { type: 'any', prose: 'The smallest; null when there is none.' },
  examples: [{ expression: 'min(3, 1, 4)', result: 1 }],
  run: (args) => extreme(listOf(args) ?? [], -1),
});
