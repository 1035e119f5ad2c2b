import { spend } from '../../bound.ts';
import { pqlFunction } from '../../function.ts';
import { BOOLEAN } from '../../value-type.ts';
import { sameValue } from '../../values.ts';

export const includes = pqlFunction({
  name: 'includes',
  category: 'array',
  form: 'method',
  syntax: 'A.includes(ITEM)',
  summary: 'The list holds the item.',
  receiver: ['list'],
  parameters: [{ name: 'item' }],
  result: () => BOOLEAN,
  compile: ({ receiver, args }) => {
    const item = args[0]!.run;
    return (env) => {
      const list = receiver.run(env);
      if (!Array.isArray(list)) return false;
      const wanted = item(env);
      spend(env, list.length);
      return list.some((candidate) => sameValue(candidate, wanted));
    };
  },
  examples: [
    { expression: 'loyalty.interests.includes("golf")', result: true },
    { expression: 'loyalty.interests.includes("chess")', result: false },
  ],
});
