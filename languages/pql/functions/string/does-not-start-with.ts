import { textTest } from '../text-test.ts';

export const doesNotStartWith = textTest({
  name: 'doesNotStartWith',
  syntax: 'S.doesNotStartWith(SUB[, CASE_SENSITIVE])',
  summary: 'The text does not begin with the other.',
  negated: true,
  test: (text, wanted) => text.startsWith(wanted),
  examples: [
    { expression: 'loyalty.memberId.doesNotStartWith("gb-")', result: true },
    { expression: 'loyalty.memberId.doesNotStartWith("gb-", false)', result: false },
  ],
});
