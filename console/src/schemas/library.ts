import type { Client } from '@meniscus/client';
import type { SchemaNode } from '@meniscus/languages/xdm';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { libraryInWords } from '../ui/library-names.ts';
import { type Behavior, behaviorAmong, everyPage, SCHEMAS } from '../ui/schemas.ts';
import { byName } from '../ui/texts.ts';

const XED = 'application/vnd.adobe.xed+json';
const FULL = 'application/vnd.adobe.xed-full+json; version=1';

/** A class, a field group or a data type. */
export interface Part {
  readonly id: string;
  readonly altId: string;
  readonly title: string;
  readonly description: string;
  /** What it is looked for by: title and description in the language of the console, and in that of the library. */
  readonly searched: readonly string[];
  /** Names and display names of the fields it declares itself. */
  readonly fields: readonly string[];
  readonly isCustom: boolean;
  readonly industries: readonly string[];
  /** Of a field group: `$id`s of the classes it is for; none: any. */
  readonly extends: readonly string[];
  /** Of a class: what it is a kind of. */
  readonly ancestors: readonly string[];
  readonly behavior: Behavior | undefined;
}

type Operation = 'listClasses' | 'listFieldGroups' | 'listDataTypes';
type Container = 'global' | 'tenant';

interface Listed extends Declaring {
  readonly $id: string;
  readonly 'meta:altId': string;
  readonly title: string;
  readonly description?: string;
  readonly 'meta:extends'?: readonly string[];
  readonly 'meta:intendedToExtend'?: readonly string[];
  readonly 'meta:tags'?: { readonly industry?: readonly string[] };
}

/** Where fields can be declared. */
interface Declaring {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Declaring>>;
  readonly definitions?: Readonly<Record<string, Declaring>>;
  readonly items?: Declaring;
}

function fieldsIn({ properties = {}, definitions = {}, items }: Declaring): readonly string[] {
  const here = Object.entries(properties).flatMap(([name, { title }]) =>
    title === undefined ? [name] : [name, title],
  );
  const inside = [...Object.values(properties), ...Object.values(definitions), ...(items === undefined ? [] : [items])];
  return [...here, ...inside.flatMap(fieldsIn)];
}

function partOf(container: Container, listed: Listed, inLibrary: Listed): Part {
  const ancestors = listed['meta:extends'] ?? [];
  return {
    id: listed.$id,
    altId: listed['meta:altId'],
    title: listed.title,
    description: listed.description ?? '',
    searched: [listed, inLibrary].flatMap(({ title, description = '' }) => [title, description]),
    fields: fieldsIn(inLibrary),
    isCustom: container === 'tenant',
    industries: listed['meta:tags']?.industry ?? [],
    extends: listed['meta:intendedToExtend'] ?? [],
    ancestors,
    behavior: behaviorAmong(ancestors),
  };
}

async function every(client: Client, operation: Operation, container: Container): Promise<readonly Part[]> {
  const [found, inWords] = await Promise.all([
    everyPage((start) =>
      client.call(operation, { path: { container }, query: { orderby: 'title', start }, headers: { accept: XED } }),
    ),
    libraryInWords(),
  ]);
  return found.map((one) => partOf(container, inWords(one), one)).toSorted((a, b) => byName(a.title, b.title));
}

function useParts(operation: Operation) {
  const client = useClient();
  return useQuery({
    queryKey: [SCHEMAS, operation],
    staleTime: 60_000,
    queryFn: async () =>
      (await Promise.all([every(client, operation, 'tenant'), every(client, operation, 'global')])).flat(),
  });
}

/** Classes, the organisation's own first. */
export const useClasses = () => useParts('listClasses');

/** Field groups, the organisation's own first. */
export const useFieldGroups = () => useParts('listFieldGroups');

/** Data types, the organisation's own first. */
export const useDataTypes = () => useParts('listDataTypes');

/** Is the field group for schemas of this class? Those that name no class are for all. */
export function fits(group: Part, ofClass: Part | undefined): boolean {
  if (group.extends.length === 0) return true;
  return ofClass !== undefined && [ofClass.id, ...ofClass.ancestors].some((id) => group.extends.includes(id));
}

/** The organisation's name in ids and fields, without the underscore. */
export function useTenant() {
  const client = useClient();
  return useQuery({
    queryKey: ['tenant'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await client.call('getSchemaRegistryStats', {})).tenantId,
  }).data;
}

const GET = { class: 'getClass', group: 'getFieldGroup', dataType: 'getDataType' } as const;

/** Whose document is asked for. */
export interface PartDocument {
  readonly part: Part;
  readonly kind: keyof typeof GET;
}

/** Documents of parts, in their order; those that are on their way are missing. */
export function useDocuments(parts: readonly PartDocument[]): readonly SchemaNode[] {
  const client = useClient();
  return useQueries({
    queries: parts.map(({ part, kind }) => ({
      queryKey: [SCHEMAS, 'document', part.id],
      staleTime: 60_000,
      queryFn: async () =>
        (await client.call(GET[kind], {
          path: { container: part.isCustom ? 'tenant' : 'global', resourceId: part.altId },
          headers: { accept: FULL },
        })) as SchemaNode,
    })),
    combine: (answers) => answers.flatMap(({ data }) => (data === undefined ? [] : [data])),
  });
}
