import { currentPart } from '../date-part.ts';

export const currentDayOfMonth = currentPart({
  name: 'currentDayOfMonth',
  summary: 'The day of the month of the evaluation.',
  unit: 'day',
  part: (date) => date.getUTCDate(),
  examples: [{ expression: 'currentDayOfMonth()', result: 10 }],
});
