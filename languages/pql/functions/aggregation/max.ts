import { extreme } from '../extreme.ts';

export const max = extreme({
  name: 'max',
  summary: 'Largest of the selected values over the items; absent without any.',
  better: (a, b) => a > b,
  examples: [{ expression: 'xEvent.max(loyalty.pointsDelta)', result: 120 }],
});
