import { altIdOf, LIBRARY_VERSION, type LibraryEntry, type SchemaNode } from '@meniscus/languages/xdm';
import type { Scope } from '../kernel/index.ts';
import { notFound } from './errors.ts';
import { LIBRARY_DATE } from './library.ts';
import type { Listed } from './listing.ts';
import { rendered, renderedGlobal, renderedUnion } from './render-resource.ts';
import { type Kind, type Resource, versionOf } from './resource.ts';
import { type AnyKind, classOfUnion, unionId, type View } from './view.ts';

export type Container = 'global' | 'tenant';

const ENTRY_KINDS: Readonly<Record<string, readonly LibraryEntry['kind'][]>> = {
  classes: ['class'],
  fieldgroups: ['fieldgroup'],
  datatypes: ['datatype', 'common'],
  behaviors: ['behavior'],
};

function listedResource(resource: Resource, view: View, scope: Scope): Listed {
  const { $id, content } = resource.body;
  return {
    head: { $id, 'meta:altId': altIdOf($id), version: versionOf(resource), title: content.title ?? '' },
    created: resource.createdAt,
    updated: resource.updatedAt,
    whole: () => rendered(resource, view, scope),
  };
}

function listedEntry({ id, altId, title }: LibraryEntry, view: View): Listed {
  return {
    head: { $id: id, 'meta:altId': altId, version: LIBRARY_VERSION, title },
    created: LIBRARY_DATE,
    updated: LIBRARY_DATE,
    whole: () => renderedGlobal(view.library.document(id) as SchemaNode, view),
  };
}

/** Everything of a kind in a container. There are no global schemas. */
export function listedOf(container: Container, kind: Kind | 'behaviors', view: View, scope: Scope): readonly Listed[] {
  if (container === 'tenant')
    return view.resources
      .filter(({ body }) => body.kind === kind)
      .map((resource) => listedResource(resource, view, scope));
  const kinds = ENTRY_KINDS[kind] ?? [];
  return view.library.entries.filter((entry) => kinds.includes(entry.kind)).map((entry) => listedEntry(entry, view));
}

/** The unions of the sandbox: one for each class with a tagged schema. */
export function listedUnions(view: View, scope: Scope): readonly Listed[] {
  return view.unionClasses().map((classId) => {
    const id = unionId(classId);
    const updated = Math.max(...view.unionMembers(classId).map(({ updatedAt }) => updatedAt));
    const title = view.resolve(classId)?.title ?? '';
    return {
      head: { $id: id, 'meta:altId': altIdOf(id), version: '1.0', title },
      created: updated,
      updated,
      whole: () => renderedUnion(classId, view, scope),
    };
  });
}

/** A document of a container in `xed` form. Throws the 404 of its kind. Unions are found among the tenant's schemas too. */
export function documentOf(
  container: Container,
  kind: Kind | 'behaviors' | 'unions',
  id: string,
  view: View,
  scope: Scope,
): SchemaNode {
  const classId = container === 'tenant' && (kind === 'unions' || kind === 'schemas') ? classOfUnion(id) : undefined;
  if (classId !== undefined && view.kindOf(classId) === 'classes')
    return renderedUnion(view.idOf(classId), view, scope);
  const found: AnyKind | undefined = view.kindOf(id);
  const own = view.resource(id);
  if (found !== kind || (own === undefined) !== (container === 'global')) throw notFound(kind, id);
  return own === undefined ? renderedGlobal(view.library.document(id) as SchemaNode, view) : rendered(own, view, scope);
}
