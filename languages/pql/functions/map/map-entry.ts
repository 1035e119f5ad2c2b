import { pqlFunction } from '../../function.ts';
import { isAbsent } from '../../values.ts';

export const mapEntry = pqlFunction({
  name: 'mapEntry',
  category: 'map',
  form: 'prefix',
  syntax: 'mapEntry(KEY, VALUE)',
  summary: 'One entry of a map; mapping groups to entries makes a map. Seen in samples of computed attributes only.',
  parameters: [{ name: 'key', kinds: ['text', 'number'] }, { name: 'value' }],
  result: ({ args }) => ({ kind: 'entry', value: args[1]!.type }),
  compile: ({ args }) => {
    const [key, value] = [args[0]!.run, args[1]!.run];
    return (env) => {
      const name = key(env);
      return isAbsent(name) ? undefined : [String(name), value(env)];
    };
  },
  examples: [
    {
      expression: 'xEvent.groupBy(placeContext.storeId).map((K, G) => mapEntry(K, G.sum(loyalty.pointsDelta)))',
      result: { S1: 130, S2: 30 },
    },
  ],
});
