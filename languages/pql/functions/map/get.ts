import { pqlFunction } from '../../function.ts';
import { listOf, UNKNOWN } from '../../value-type.ts';

export const get = pqlFunction({
  name: 'get',
  category: 'map',
  form: 'method',
  syntax: 'M.get(KEY)',
  summary: 'The value of the key; absent when the map has no such key.',
  receiver: ['map', 'groups', 'object'],
  parameters: [{ name: 'key', kinds: ['text'] }],
  result: ({ receiver: { type } }) => {
    if (type.kind === 'groups') return listOf(type.item);
    return type.kind === 'map' ? type.value : UNKNOWN;
  },
  compile: ({ receiver: { run }, args }) => {
    const key = args[0]!.run;
    return (env) => {
      const map = run(env);
      const name = key(env);
      if (map instanceof Map) return map.get(name) as unknown;
      if (typeof map !== 'object' || map === null || typeof name !== 'string' || !Object.hasOwn(map, name))
        return undefined;
      return (map as Record<string, unknown>)[name];
    };
  },
  examples: [
    { expression: 'identityMap.get("Email").count()', result: 1 },
    { expression: 'identityMap.get("Phone").isNull()', result: true },
  ],
});
