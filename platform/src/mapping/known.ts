import type { Answer, Scope } from '../kernel/index.ts';
import type { MappingSet } from './mapping-set.ts';
import type { SchemaQuestion } from './mapping-sets.ts';

/** What is asked to call a set without a name. */
export interface KnownBy {
  readonly schema: SchemaQuestion;
  readonly dataflow: (scope: Scope, id: string) => string | undefined;
}

/** What people know a set by: its name, the dataflow it maps for, or else the schema it maps to. */
export async function known(
  { schema, dataflow }: KnownBy,
  scope: Scope,
  { id, set }: { readonly id: string; readonly set: MappingSet },
): Promise<Pick<Answer, 'known'>> {
  const name = set.name ?? dataflow(scope, id) ?? (await schema(scope, set.outputSchema.id))?.title;
  return name === undefined ? {} : { known: name };
}
