import { asList } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const joinArrays = defineFunction({
  name: 'join_arrays',
  category: 'Hierarchies - Arrays',
  prose: 'One list from several, in their order.',
  parameters: [
    { name: 'ARRAY', type: 'array', prose: 'The first list.' },
    { name: 'VALUES', type: 'array', prose: 'Lists to append.', repeats: true, optional: true },
  ],
  returns: { type: 'array', prose: 'The joined list.' },
  examples: [{ expression: "join_arrays(['a', 'b'], ['c'], ['d', 'e'])", result: ['a', 'b', 'c', 'd', 'e'] }],
  run: (args) => args.flatMap(asList),
});
