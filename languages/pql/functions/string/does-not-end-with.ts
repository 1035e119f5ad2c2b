import { textTest } from '../text-test.ts';

export const doesNotEndWith = textTest({
  name: 'doesNotEndWith',
  syntax: 'S.doesNotEndWith(SUB[, CASE_SENSITIVE])',
  summary: 'The text does not end with the other.',
  negated: true,
  test: (text, wanted) => text.endsWith(wanted),
  examples: [
    { expression: 'loyalty.memberId.doesNotEndWith("043")', result: true },
    { expression: 'loyalty.nickname.doesNotEndWith("x")', result: false },
  ],
});
