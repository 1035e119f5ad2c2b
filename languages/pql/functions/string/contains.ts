import { textTest } from '../text-test.ts';

export const contains = textTest({
  name: 'contains',
  syntax: 'S.contains(SUB[, CASE_SENSITIVE])',
  summary: 'The text contains the other.',
  test: (text, wanted) => text.includes(wanted),
  examples: [
    { expression: 'homeAddress.city.contains("BURG", false)', result: true },
    { expression: 'homeAddress.city.contains("BURG")', result: false },
  ],
});
