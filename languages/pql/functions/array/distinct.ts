import { spend } from '../../bound.ts';
import { pqlFunction } from '../../function.ts';
import { itemKey } from '../../values.ts';

export const distinct = pqlFunction({
  name: 'distinct',
  category: 'array',
  form: 'method',
  syntax: 'A.distinct()',
  summary: 'The list without repeats, first ones kept.',
  receiver: ['list'],
  parameters: [],
  result: ({ receiver }) => receiver.type,
  compile: ({ receiver: { run } }) => {
    return (env) => {
      const list = run(env);
      if (!Array.isArray(list)) return undefined;
      spend(env, list.length);
      const first = new Map<unknown, unknown>();
      for (const item of list) if (!first.has(itemKey(item))) first.set(itemKey(item), item);
      return [...first.values()];
    };
  },
  examples: [{ expression: 'xEvent.placeContext.storeId.distinct()', result: ['S1', 'S2'] }],
});
