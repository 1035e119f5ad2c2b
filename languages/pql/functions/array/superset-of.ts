import { includesAll } from '../../values.ts';
import { setOperation } from '../set-operation.ts';

export const supersetOf = setOperation({
  name: 'supersetOf',
  summary: 'Every item of the other list is in this one.',
  apply: (a, b) => includesAll(a, b),
  examples: [
    { expression: 'loyalty.interests.supersetOf(["golf"])', result: true },
    { expression: 'loyalty.interests.supersetOf(["golf", "chess"])', result: false },
  ],
});
