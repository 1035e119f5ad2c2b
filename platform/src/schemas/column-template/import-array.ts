import {
  altIdOf,
  type ColumnDeclaration,
  type ColumnProblem,
  exportArrayFromColumns,
  lookupsIn,
  type OwnGroup,
  type SchemaNode,
} from '@meniscus/languages/xdm';
import type { Ids, Scope } from '../../kernel/index.ts';
import type { View } from '../view.ts';

/** What the schema shall be. */
export interface SchemaPlan {
  /** `$id` or `meta:altId` of the class. */
  readonly classId: string;
  readonly title: string;
  readonly description: string;
}

/** An array for `/rpc/import` made of declared columns, or every rule they do not keep; makes nothing in the registry. */
export function importArray(
  columns: readonly ColumnDeclaration[],
  { classId, title, description }: SchemaPlan,
  view: View,
  scope: Scope,
  ids: Ids,
): { readonly documents: readonly SchemaNode[]; readonly problems: readonly ColumnProblem[] } {
  return exportArrayFromColumns(columns, {
    classId: view.idOf(classId),
    name: title,
    description,
    lookups: lookupsIn(view.library, ownGroups(view)),
    tenant: scope.tenant,
    newId: () => ids.hex(48),
  });
}

function ownGroups(view: View): readonly OwnGroup[] {
  return view.resources.map(({ body: { $id, kind, content } }) => ({
    id: $id,
    altId: altIdOf($id),
    kind: kind === 'classes' ? 'class' : kind === 'fieldgroups' ? 'fieldgroup' : 'other',
    document: { $id, ...content },
  }));
}
