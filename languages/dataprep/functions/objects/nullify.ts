import { defineFunction } from '../define.ts';

export const nullify = defineFunction({
  name: 'nullify',
  category: 'Hierarchies - Objects',
  prose: 'Keeps a field out of the target, also where an earlier row has set it.',
  parameters: [],
  returns: { type: 'any', prose: 'Null.' },
  examples: [{ expression: 'nullify()', result: null }],
  run: () => null,
});
