import { datePart } from '../date-part.ts';

export const getYear = datePart({
  name: 'getYear',
  summary: 'The year of a timestamp.',
  part: (date) => date.getUTCFullYear(),
  examples: [{ expression: 'loyalty.joinDate.getYear()', result: 2023 }],
});
