import { AppendedList } from '../../appended-list.ts';
import { defineFunction } from '../define.ts';

export const upsertArrayAppend = defineFunction({
  name: 'upsert_array_append',
  category: 'Hierarchies - Arrays',
  prose: 'Marks a list as one to be appended to the stored list in an upsert. On an insert it is the list itself.',
  parameters: [{ name: 'ARRAY', type: 'array', prose: 'The list.', repeats: true }],
  returns: { type: 'array', prose: 'The list.' },
  examples: [{ expression: 'upsert_array_append([123, 456])', result: [123, 456] }],
  run: ([list]) => (Array.isArray(list) ? AppendedList.from(list) : null),
});
