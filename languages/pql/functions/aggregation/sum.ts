import { pqlFunction } from '../../function.ts';
import { NUMBER } from '../../value-type.ts';
import { itemsOf, selected } from '../items.ts';

export const sum = pqlFunction({
  name: 'sum',
  category: 'aggregation',
  form: 'method',
  syntax: 'A.sum([SELECTOR])',
  summary: 'Sum of the selected numbers over the items; 0 without any.',
  receiver: ['list'],
  parameters: [{ name: 'selector', role: 'selector', kinds: ['number'], optional: true }],
  result: () => NUMBER,
  compile: (site) => {
    const value = selected(site);
    const { run } = site.receiver;
    return (env) => {
      let total = 0;
      for (const item of itemsOf(run(env))) {
        const found = value(env, item);
        if (typeof found === 'number') total += found;
      }
      return total;
    };
  },
  examples: [{ expression: 'xEvent[eventType = "loyalty.accrual"].sum(loyalty.pointsDelta)', result: 200 }],
});
