import { includesAll } from '../../values.ts';
import { setOperation } from '../set-operation.ts';

export const subsetOf = setOperation({
  name: 'subsetOf',
  summary: 'Every item of the list is in the other.',
  apply: (a, b) => includesAll(b, a),
  examples: [
    { expression: 'loyalty.interests.subsetOf(["golf", "wine", "food"])', result: true },
    { expression: 'loyalty.interests.subsetOf(["golf"])', result: false },
  ],
});
