import { asText, isDictionary } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const containsKey = defineFunction({
  name: 'contains_key',
  aliases: ['is_set'],
  category: 'Hierarchies - Objects',
  prose: 'Is there something under a path of the source record? `is_set` is its deprecated name.',
  parameters: [{ name: 'INPUT', type: 'string', prose: 'The path, as text.' }],
  returns: { type: 'boolean', prose: 'True when the path leads to a value, null included.' },
  examples: [
    { expression: 'contains_key("evars.evar.field1")', record: { evars: { evar: { field1: 'any' } } }, result: true },
    { expression: 'contains_key("evars.none")', record: { evars: {} }, result: false },
  ],
  run: ([path], { record }) => {
    let at: unknown = record;
    for (const name of asText(path).split('.')) {
      if (!isDictionary(at) || !Object.hasOwn(at, name)) return false;
      at = at[name];
    }
    return true;
  },
});
