import { ranked } from '../ranked.ts';

export const bottomN = ranked({
  name: 'bottomN',
  summary: 'The N items with the lowest value, lowest first.',
  sign: 1,
  examples: [{ expression: 'xEvent.bottomN(timestamp, 1).eventType', result: ['loyalty.enrolment'] }],
});
