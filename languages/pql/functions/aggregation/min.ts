import { extreme } from '../extreme.ts';

export const min = extreme({
  name: 'min',
  summary: 'Smallest of the selected values over the items; absent without any.',
  better: (a, b) => a < b,
  examples: [{ expression: 'xEvent.min(loyalty.pointsDelta)', result: -40 }],
});
