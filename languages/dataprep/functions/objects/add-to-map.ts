import { asDictionary, type Dictionary, isNothing, put } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const addToMap = defineFunction({
  name: 'add_to_map',
  category: 'Hierarchies - Objects',
  prose: 'One map from several. Of a key that is in more than one, the first value stays.',
  parameters: [{ name: 'MAP', type: 'map', prose: 'The maps, in this order.', repeats: true }],
  returns: { type: 'map', prose: 'The joined map.' },
  examples: [{ expression: 'add_to_map(a, b)', record: { a: { x: 1 }, b: { x: 2, y: 3 } }, result: { x: 1, y: 3 } }],
  run: (args) => {
    const joined: Dictionary = {};
    for (const arg of args.filter((map) => !isNothing(map))) {
      for (const [key, value] of Object.entries(asDictionary(arg))) {
        if (!Object.hasOwn(joined, key)) put(joined, key, value);
      }
    }
    return joined;
  },
});
