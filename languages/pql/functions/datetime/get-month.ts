import { datePart } from '../date-part.ts';

export const getMonth = datePart({
  name: 'getMonth',
  summary: 'The month of a timestamp, 1 to 12.',
  part: (date) => date.getUTCMonth() + 1,
  examples: [{ expression: 'loyalty.joinDate.getMonth()', result: 6 }],
});
