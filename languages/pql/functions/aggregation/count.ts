import { pqlFunction } from '../../function.ts';
import { NUMBER } from '../../value-type.ts';

export const count = pqlFunction({
  name: 'count',
  category: 'aggregation',
  form: 'method',
  syntax: 'A.count()',
  summary: 'Number of items; 0 for an absent list.',
  receiver: ['list', 'groups', 'map'],
  parameters: [],
  result: () => NUMBER,
  compile: ({ receiver: { run } }) => {
    return (env) => {
      const list = run(env);
      if (Array.isArray(list)) return list.length;
      if (list instanceof Map) return list.size;
      return typeof list === 'object' && list !== null ? Object.keys(list).length : 0;
    };
  },
  examples: [
    { expression: 'xEvent[eventType = "loyalty.accrual"].count()', result: 3 },
    { expression: 'loyalty.coupons.count()', result: 0 },
  ],
});
