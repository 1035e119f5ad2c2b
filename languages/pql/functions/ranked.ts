import type { Env } from '../bound.ts';
import { momentOf } from '../calendar.ts';
import { type FunctionExample, type PqlFunction, pqlFunction } from '../function.ts';
import { selected } from './items.ts';

/**
 * Shared shape of topN and bottomN. The page says "ascending" for both but describes the samples as the highest and the
 * lowest values; the samples are followed unless chosen otherwise. Items without a value are left out.
 */
export function ranked(prose: {
  name: string;
  summary: string;
  sign: 1 | -1;
  examples: readonly FunctionExample[];
}): PqlFunction {
  const { sign, ...rest } = prose;
  return pqlFunction({
    ...rest,
    category: 'array',
    form: 'method',
    syntax: `A.${prose.name}(VALUE, N)`,
    receiver: ['list'],
    parameters: [
      { name: 'value', role: 'selector', kinds: ['number', 'timestamp'] },
      { name: 'count', kinds: ['number'] },
    ],
    result: ({ receiver }) => receiver.type,
    compile: (site) => {
      const value = selected(site);
      const { run } = site.receiver;
      const count = site.args[1]!.run;
      const direction = site.choices.ranking === 'ascending' ? 1 : sign;
      return (env: Env) => {
        const list = run(env);
        const wanted = count(env);
        if (!Array.isArray(list) || typeof wanted !== 'number') return undefined;
        const order = list
          .map((item) => ({ item, by: momentOf(value(env, item)) }))
          .filter(({ by }) => !Number.isNaN(by));
        order.sort((a, b) => direction * (a.by - b.by));
        return order.slice(0, Math.max(0, wanted)).map(({ item }) => item as unknown);
      };
    },
  });
}
