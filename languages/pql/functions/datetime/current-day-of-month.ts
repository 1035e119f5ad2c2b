import { currentPart } from '../date-part.ts';

export const currentDayOfMonth = currentPart({
  name: 'currentDayOfMonth',
  summary: 'The day of the month of the evaluation.',
  part: (date) => date.getUTCDate(),
  examples: [{ expression: 'currentDayOfMonth()', result: 10 }],
});
