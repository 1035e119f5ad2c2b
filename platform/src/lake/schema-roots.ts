import type { Field } from '@meniscus/languages/xdm';
import type { Scope } from '../kernel/index.ts';

/** What the lake asks of the schemas stage: the root of a schema, and whether anything changed. */
export interface SchemaRoots {
  compiled(scope: Scope, id: string): Promise<{ readonly root: Field } | undefined>;
  revision(): number;
}
