import { itemKey } from '../../values.ts';
import { setOperation } from '../set-operation.ts';

export const intersection = setOperation({
  name: 'intersection',
  summary: 'Items that are in both lists, in the order of the first.',
  result: (receiver) => receiver,
  apply: (a, b) => {
    const known = new Set(b.map(itemKey));
    return a.filter((item) => known.has(itemKey(item)));
  },
  examples: [{ expression: 'loyalty.interests.intersection(["wine", "golf"])', result: ['golf', 'wine'] }],
});
