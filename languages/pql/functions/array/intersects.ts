import { itemKey } from '../../values.ts';
import { setOperation } from '../set-operation.ts';

export const intersects = setOperation({
  name: 'intersects',
  summary: 'The lists share at least one item.',
  apply: (a, b) => {
    const known = new Set(b.map(itemKey));
    return a.some((item) => known.has(itemKey(item)));
  },
  examples: [
    { expression: 'loyalty.interests.intersects(["golf", "chess"])', result: true },
    { expression: 'loyalty.interests.intersects(["chess"])', result: false },
  ],
});
