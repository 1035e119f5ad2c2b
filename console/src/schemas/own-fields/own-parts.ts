import type { SchemaNode } from '@meniscus/languages/xdm';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { FieldNode } from '../field-nodes.ts';
import { type Declaration, declarationOf, type Operation } from './declarations.ts';

/** What the organisation can declare fields in. */
export type PartKind = 'class' | 'fieldGroup' | 'dataType';

export interface PartName {
  readonly kind: PartKind;
  readonly id: string;
}

/** A class, field group or data type of the organisation's own, as the registry keeps it. */
export interface OwnPart extends PartName {
  readonly title: string;
  readonly document: SchemaNode;
  /** Object its fields lie in: `_acme`; none in a data type. */
  readonly root: string;
}

/** A field of the organisation's own, and where it is declared. */
export interface OwnField {
  readonly part: OwnPart;
  readonly declaration: Declaration;
}

const GET = { class: 'getClass', fieldGroup: 'getFieldGroup', dataType: 'getDataType' } as const;
const PATCH = { class: 'patchClass', fieldGroup: 'patchFieldGroup', dataType: 'patchDataType' } as const;
const XED = 'application/vnd.adobe.xed+json; version=1';

/** Are the id's fields the organisation's own? */
export function isOwn(id: string, tenant: string): boolean {
  return id.startsWith(`https://ns.adobe.com/${tenant}/`);
}

/** Those of the parts that are the organisation's own, in their order; those that are on their way are missing. */
export function useOwnParts(names: readonly PartName[], tenant: string): readonly OwnPart[] {
  const client = useClient();
  return useQueries({
    queries: names
      .filter(({ id }) => isOwn(id, tenant))
      .map(({ kind, id }) => ({
        queryKey: [SCHEMAS, 'own', id],
        queryFn: async (): Promise<OwnPart> => {
          const path = { container: 'tenant', resourceId: id };
          const document = (await client.call(GET[kind], { path, headers: { accept: XED } })) as SchemaNode;
          return { kind, id, title: document.title ?? '', document, root: kind === 'dataType' ? '' : `_${tenant}` };
        },
      })),
    combine: (answers) => answers.flatMap(({ data }) => (data === undefined ? [] : [data])),
  });
}

/** The field as one of the parts declares it; undefined when none does. */
export function ownField(parts: readonly OwnPart[], { path }: FieldNode): OwnField | undefined {
  for (const part of parts) {
    // The object fields of the organisation lie in is nobody's, and those around it are the library's.
    const isBelow = part.root === '' || path.split('.').slice(0, -1).includes(part.root);
    const declaration = isBelow ? declarationOf(part.document, path) : undefined;
    if (declaration !== undefined) return { part, declaration };
  }
  return undefined;
}

/** Changes a part; every schema made of it changes with it, and the page shows it when it is done. */
export function useChangePart() {
  const client = useClient();
  const cache = useQueryClient();
  return async ({ kind, id }: PartName, body: readonly Operation[]) => {
    await client.call(PATCH[kind], { path: { resourceId: id }, body: [...body] });
    await cache.invalidateQueries({ queryKey: [SCHEMAS] });
  };
}
