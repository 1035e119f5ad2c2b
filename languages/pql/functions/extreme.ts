import { momentOf } from '../calendar.ts';
import { type FunctionExample, type PqlFunction, pqlFunction } from '../function.ts';
import { NUMBER, TIMESTAMP, type ValueType } from '../value-type.ts';
import { itemsOf, selected } from './items.ts';

/** Shared shape of min and max, over numbers and timestamps; absent without any value. */
export function extreme(prose: {
  name: string;
  summary: string;
  better(a: number, b: number): boolean;
  examples: readonly FunctionExample[];
}): PqlFunction {
  const { better, ...rest } = prose;
  const typeOf = (type: ValueType) => (type.kind === 'timestamp' ? TIMESTAMP : NUMBER);
  return pqlFunction({
    ...rest,
    category: 'aggregation',
    form: 'method',
    syntax: `A.${prose.name}([SELECTOR])`,
    receiver: ['list'],
    parameters: [{ name: 'selector', role: 'selector', kinds: ['number', 'timestamp'], optional: true }],
    result: ({ receiver, args }) =>
      typeOf(args[0]?.type ?? (receiver.type.kind === 'list' ? receiver.type.item : NUMBER)),
    compile: (site) => {
      const value = selected(site);
      const { run } = site.receiver;
      return (env) => {
        let best: number | undefined;
        for (const item of itemsOf(run(env))) {
          const found = momentOf(value(env, item));
          if (!Number.isNaN(found) && (best === undefined || better(found, best))) best = found;
        }
        return best;
      };
    },
  });
}
