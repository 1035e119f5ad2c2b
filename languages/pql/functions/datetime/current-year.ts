import { currentPart } from '../date-part.ts';

export const currentYear = currentPart({
  name: 'currentYear',
  summary: 'The year of the evaluation.',
  unit: 'year',
  part: (date) => date.getUTCFullYear(),
  examples: [{ expression: 'currentYear()', result: 2026 }],
});
