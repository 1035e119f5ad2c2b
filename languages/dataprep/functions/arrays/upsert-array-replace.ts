import { defineFunction } from '../define.ts';

/** The example passes a second argument that the page does not explain; it is accepted and has no effect. */
export const upsertArrayReplace = defineFunction({
  name: 'upsert_array_replace',
  category: 'Hierarchies - Arrays',
  prose:
    'Marks a list as one that takes the place of the stored list in an upsert. On an insert it is the list itself.',
  parameters: [{ name: 'ARRAY', type: 'array', prose: 'The list.', repeats: true }],
  returns: { type: 'array', prose: 'The list.' },
  examples: [{ expression: 'upsert_array_replace([123, 456], 1)', result: [123, 456] }],
  run: ([list]) => list ?? null,
});
