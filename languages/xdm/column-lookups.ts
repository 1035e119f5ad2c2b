import type { StandardLibrary } from './library.ts';
import type { Resolve, SchemaNode } from './schema-node.ts';

/** A field group or class a declaration can name. */
export interface NamedGroup {
  readonly id: string;
  readonly title: string;
  readonly kind: 'class' | 'fieldgroup';
  /** From the standard library; else made by the tenant. */
  readonly standard: boolean;
}

/** What declarations of columns refer to. */
export interface ColumnLookups {
  readonly resolve: Resolve;
  /** A field group or class by `$id`, `meta:altId` or title. */
  group(name: string): NamedGroup | undefined;
}

/** A resource of the tenant; data types and schemas can be referred to but not be named as groups. */
export interface OwnGroup {
  readonly id: string;
  readonly altId: string;
  readonly kind: NamedGroup['kind'] | 'other';
  readonly document: SchemaNode;
}

/** Looks in the standard library and among the tenant's own groups and classes; standard ones first. */
export function lookupsIn(library: StandardLibrary, own: readonly OwnGroup[] = []): ColumnLookups {
  const groups = new Map<string, NamedGroup>();
  const put = (group: NamedGroup, altId: string) => {
    for (const name of [group.id, altId, group.title]) if (!groups.has(name)) groups.set(name, group);
  };
  for (const { id, altId, title, kind } of library.entries)
    if (kind === 'class' || kind === 'fieldgroup') put({ id, title, kind, standard: true }, altId);
  for (const { id, altId, kind, document } of own)
    if (kind !== 'other') put({ id, title: document.title ?? '', kind, standard: false }, altId);
  const documents = new Map(own.flatMap(({ id, altId, document }) => [[id, document] as const, [altId, document]]));
  return { resolve: (id) => documents.get(id) ?? library.document(id), group: (name) => groups.get(name) };
}

/** Ids a document is made of through `allOf`, itself included. */
export function lineageOf(id: string, resolve: Resolve, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const { $ref = '#' } of resolve(id)?.allOf ?? []) if (!$ref.includes('#')) lineageOf($ref, resolve, seen);
  return seen;
}

/** Can a group be part of a schema of the class (`meta:intendedToExtend`; empty: of any)? */
export function fitsClass(group: NamedGroup, classId: string, resolve: Resolve): boolean {
  const intended = resolve(group.id)?.['meta:intendedToExtend'] ?? [];
  const lineage = lineageOf(classId, resolve);
  return intended.length === 0 || intended.some((id) => lineage.has(id));
}
