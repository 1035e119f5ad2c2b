import { spend, type Test } from '../../bound.ts';
import { pqlFunction } from '../../function.ts';

export const filter = pqlFunction({
  name: 'filter',
  category: 'array',
  form: 'method',
  syntax: 'A.filter(CONDITION)',
  summary:
    'Items that satisfy the condition, in which their fields are in scope bare: the method form of `A[CONDITION]`.',
  receiver: ['list'],
  parameters: [{ name: 'condition', role: 'condition' }],
  result: ({ receiver }) => receiver.type,
  compile: ({ receiver: { run }, args, item }) => {
    const test = args[0]!.run as Test;
    return (env) => {
      const list = run(env);
      if (!Array.isArray(list)) return undefined;
      spend(env, list.length);
      return list.filter((candidate) => {
        env.slots[item] = candidate;
        return test(env);
      });
    };
  },
  examples: [
    { expression: 'xEvent.filter(eventType = "loyalty.accrual").count()', result: 3 },
    { expression: 'xEvent.filter((E) => E.loyalty.pointsDelta > 100).count()', result: 1 },
  ],
});
