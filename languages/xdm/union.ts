import type { Field } from './field.ts';
import { type Conflict, mergeFields } from './merge.ts';

export interface Union {
  readonly root: Field;
  readonly conflicts: readonly Conflict[];
}

/**
 * All schemas of one class in one tree (page "Union schemas"). What a single record must have is not required of a union:
 * it describes profiles, which are put together from many records. Joined two by two in their order, and what that gives again:
 * one after the other, each of many schemas would copy all fields before it.
 */
export function unionOf(roots: readonly Field[]): Union {
  const conflicts: Conflict[] = [];
  let joined: readonly Field[] = [{ type: 'object', fields: {} }, ...roots];
  while (joined.length > 1) joined = joinedInPairs(joined, conflicts);
  const [root] = joined as readonly [Field];
  const { required: _required, ...rest } = root;
  return { root: rest, conflicts };
}

function joinedInPairs(fields: readonly Field[], conflicts: Conflict[]): readonly Field[] {
  const pairs = Array.from({ length: Math.ceil(fields.length / 2) }, (_, at) => fields.slice(at * 2, at * 2 + 2));
  return pairs.map(([first, second]) =>
    second === undefined ? (first as Field) : mergeFields(first as Field, second, '', conflicts),
  );
}
