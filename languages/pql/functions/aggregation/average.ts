import { pqlFunction } from '../../function.ts';
import { NUMBER } from '../../value-type.ts';
import { itemsOf, selected } from '../items.ts';

export const average = pqlFunction({
  name: 'average',
  category: 'aggregation',
  form: 'method',
  syntax: 'A.average([SELECTOR])',
  summary: 'Arithmetic mean of the selected numbers over the items that have one; absent without any.',
  receiver: ['list'],
  parameters: [{ name: 'selector', role: 'selector', kinds: ['number'], optional: true }],
  result: () => NUMBER,
  compile: (site) => {
    const value = selected(site);
    const { run } = site.receiver;
    return (env) => {
      let total = 0;
      let count = 0;
      for (const item of itemsOf(run(env))) {
        const found = value(env, item);
        if (typeof found !== 'number') continue;
        total += found;
        count += 1;
      }
      return count === 0 ? undefined : total / count;
    };
  },
  examples: [
    { expression: 'xEvent.average(loyalty.pointsDelta)', result: 40 },
    { expression: 'xEvent[eventType = "none"].average(loyalty.pointsDelta)', result: undefined },
  ],
});
