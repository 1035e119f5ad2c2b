import { ranked } from '../ranked.ts';

export const topN = ranked({
  name: 'topN',
  summary: 'The N items with the highest value, highest first.',
  sign: -1,
  examples: [{ expression: 'xEvent.topN(loyalty.pointsDelta, 2).loyalty.pointsDelta', result: [120, 50] }],
});
