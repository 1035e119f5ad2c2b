import { asList, asText, type Dictionary, put } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The table calls it `arrays_to_object`, the example `arrays_to_objects`: both are accepted. */
export const arraysToObject = defineFunction({
  name: 'arrays_to_object',
  aliases: ['arrays_to_objects'],
  category: 'Hierarchies - Objects',
  prose: 'A list of objects from parallel lists: names and lists in turn, one object per position.',
  parameters: [{ name: 'INPUT', type: 'any', prose: 'Field names and lists in turn.', repeats: true }],
  returns: { type: 'array', prose: 'As many objects as the longest list has elements.' },
  examples: [
    {
      expression: "arrays_to_objects('sku', explode(\"id1|id2\", '\\\\|'), 'price', [22.5, 14.35])",
      result: [
        { sku: 'id1', price: 22.5 },
        { sku: 'id2', price: 14.35 },
      ],
    },
  ],
  run: (args) => {
    const rows: Dictionary[] = [];
    for (let at = 0; at + 1 < args.length; at += 2) {
      for (const [index, value] of asList(args[at + 1]).entries()) {
        rows[index] ??= {};
        put(rows[index], asText(args[at]), value);
      }
    }
    return rows;
  },
});
