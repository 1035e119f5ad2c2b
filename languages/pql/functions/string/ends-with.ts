import { textTest } from '../text-test.ts';

export const endsWith = textTest({
  name: 'endsWith',
  syntax: 'S.endsWith(SUB[, CASE_SENSITIVE])',
  summary: 'The text ends with the other.',
  test: (text, wanted) => text.endsWith(wanted),
  examples: [
    { expression: 'loyalty.memberId.endsWith("042")', result: true },
    { expression: 'loyalty.memberId.endsWith("043")', result: false },
  ],
});
