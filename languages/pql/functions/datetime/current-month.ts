import { currentPart } from '../date-part.ts';

export const currentMonth = currentPart({
  name: 'currentMonth',
  summary: 'The month of the evaluation, 1 to 12.',
  unit: 'month',
  part: (date) => date.getUTCMonth() + 1,
  examples: [{ expression: 'currentMonth()', result: 6 }],
});
