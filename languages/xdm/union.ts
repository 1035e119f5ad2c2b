import type { Field } from './field.ts';
import { type Conflict, mergeFields } from './merge.ts';

export interface Union {
  readonly root: Field;
  readonly conflicts: readonly Conflict[];
}

/**
 * All schemas of one class in one tree (page "Union schemas"). What a single record must have is not required of a union:
 * it describes profiles, which are put together from many records.
 */
export function unionOf(roots: readonly Field[]): Union {
  const conflicts: Conflict[] = [];
  const root = roots.reduce<Field>((whole, part) => mergeFields(whole, part, '', conflicts), {
    type: 'object',
    fields: {},
  });
  const { required: _required, ...rest } = root;
  return { root: rest, conflicts };
}
