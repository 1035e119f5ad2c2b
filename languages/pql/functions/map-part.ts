import { type FunctionExample, type PqlFunction, pqlFunction } from '../function.ts';
import type { ValueType } from '../value-type.ts';

/** Shared shape of keys and values. */
export function mapPart(prose: {
  name: string;
  summary: string;
  item(map: ValueType): ValueType;
  ofMap(map: ReadonlyMap<unknown, unknown>): readonly unknown[];
  ofObject(map: object): readonly unknown[];
  examples: readonly FunctionExample[];
}): PqlFunction {
  const { item, ofMap, ofObject, ...rest } = prose;
  return pqlFunction({
    ...rest,
    category: 'map',
    form: 'method',
    syntax: `M.${prose.name}()`,
    receiver: ['map', 'groups', 'object'],
    parameters: [],
    // Not laid out flat: the values of a map of lists are as many as its keys.
    result: ({ receiver }) => ({ kind: 'list', item: item(receiver.type) }),
    compile: ({ receiver: { run } }) => {
      return (env) => {
        const map = run(env);
        if (map instanceof Map) return ofMap(map);
        return typeof map === 'object' && map !== null ? ofObject(map) : undefined;
      };
    },
  });
}
