import { textTest } from '../text-test.ts';

export const startsWith = textTest({
  name: 'startsWith',
  syntax: 'S.startsWith(SUB[, CASE_SENSITIVE])',
  summary: 'The text begins with the other.',
  test: (text, wanted) => text.startsWith(wanted),
  examples: [
    { expression: 'loyalty.memberId.startsWith("gb-", false)', result: true },
    { expression: 'loyalty.memberId.startsWith("gb-")', result: false },
  ],
});
