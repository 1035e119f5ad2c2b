import { pqlFunction } from '../../function.ts';
import { UNKNOWN } from '../../value-type.ts';
import { isAbsent } from '../../values.ts';
import { selected } from '../items.ts';

export const groupBy = pqlFunction({
  name: 'groupBy',
  category: 'array',
  form: 'method',
  syntax: 'A.groupBy(EXPR)',
  summary:
    'Groups of items by the value of the expression, as a map from key to list. Items without a value are left out.',
  receiver: ['list'],
  parameters: [{ name: 'key', role: 'selector', kinds: ['text', 'number', 'boolean', 'timestamp'] }],
  result: ({ receiver }) => ({ kind: 'groups', item: receiver.type.kind === 'list' ? receiver.type.item : UNKNOWN }),
  compile: (site) => {
    const key = selected(site);
    const { run } = site.receiver;
    return (env) => {
      const list = run(env);
      if (!Array.isArray(list)) return undefined;
      const groups = new Map<string, unknown[]>();
      for (const item of list) {
        const value = key(env, item);
        if (isAbsent(value)) continue;
        const group = groups.get(String(value));
        if (group === undefined) groups.set(String(value), [item]);
        else group.push(item);
      }
      return groups;
    };
  },
  examples: [
    { expression: 'xEvent.groupBy(eventType).count()', result: 3 },
    { expression: 'xEvent.groupBy(eventType).get("loyalty.accrual").count()', result: 3 },
  ],
});
