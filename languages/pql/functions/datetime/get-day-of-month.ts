import { datePart } from '../date-part.ts';

export const getDayOfMonth = datePart({
  name: 'getDayOfMonth',
  summary: 'The day of the month of a timestamp.',
  part: (date) => date.getUTCDate(),
  examples: [{ expression: 'loyalty.joinDate.getDayOfMonth()', result: 15 }],
});
