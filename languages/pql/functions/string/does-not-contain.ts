import { textTest } from '../text-test.ts';

export const doesNotContain = textTest({
  name: 'doesNotContain',
  syntax: 'S.doesNotContain(SUB[, CASE_SENSITIVE])',
  summary: 'The text does not contain the other.',
  negated: true,
  test: (text, wanted) => text.includes(wanted),
  examples: [
    { expression: 'homeAddress.city.doesNotContain("dorf")', result: true },
    { expression: 'loyalty.nickname.doesNotContain("x")', result: false },
  ],
});
