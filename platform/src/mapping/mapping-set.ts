import type { Ids } from '../kernel/index.ts';
import type { Change } from '../stores/index.ts';
import type { Mapping } from './mapping-row.ts';

/** Id and content type of a schema, as callers give it. */
export interface SchemaRef {
  readonly id: string;
  readonly contentType?: string;
}

/** One version of a mapping set. Versions count from 0 and never change once written. */
export interface MappingSet {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly createdBy: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly name?: string;
  readonly status: 'DRAFT' | 'PUBLISHED';
  /** Latest published version up to this one: what runs when a dataflow names no version. Absent when there is none. */
  readonly published?: number;
  readonly outputSchema: SchemaRef;
  /** Id under which answers show the output schema of this set. */
  readonly outputSchemaId: string;
  readonly inputSchema?: Readonly<Record<string, unknown>>;
  readonly xdmVersion: string;
  readonly tags?: readonly unknown[];
  readonly mappings: readonly Mapping[];
}

/** What a caller declares: everything of a set but what the platform gives it. */
export type MappingSetInput = Omit<
  MappingSet,
  | 'version'
  | 'createdAt'
  | 'createdBy'
  | 'modifiedAt'
  | 'modifiedBy'
  | 'outputSchemaId'
  | 'outputSchema'
  | 'status'
  | 'published'
> & {
  /** Undefined when the body says nothing. */
  readonly status: MappingSet['status'] | undefined;
  /** Undefined when the body names none. */
  readonly outputSchema: SchemaRef | undefined;
};

/** A first version: published unless it is said to be a draft, because the published tutorials go on with it at once. */
export function firstVersion(
  input: MappingSetInput,
  outputSchema: SchemaRef,
  ids: Ids,
  { by, at }: Change,
): MappingSet {
  const status = input.status ?? 'PUBLISHED';
  return {
    ...input,
    status,
    ...(status === 'PUBLISHED' ? { published: 0 } : {}),
    outputSchema,
    version: 0,
    outputSchemaId: ids.hex(32),
    createdAt: at,
    createdBy: by,
    modifiedAt: at,
    modifiedBy: by,
  };
}

/**
 * The version after one, with everything the body declares. The output schema stays when it names none, and a draft stays a
 * draft until a body says `PUBLISHED`.
 */
export function nextVersion(before: MappingSet, input: MappingSetInput, { by, at }: Change): MappingSet {
  const { version, createdAt, createdBy, outputSchemaId } = before;
  const outputSchema = input.outputSchema ?? before.outputSchema;
  const status = input.status ?? before.status;
  const published = status === 'PUBLISHED' ? version + 1 : publishedOf(before);
  return {
    ...input,
    status,
    ...(published === undefined ? {} : { published }),
    outputSchema,
    version: version + 1,
    outputSchemaId,
    createdAt,
    createdBy,
    modifiedAt: at,
    modifiedBy: by,
  };
}

/** The version that runs when none is named; sets written before drafts were kept apart do not carry it. */
export function publishedOf({ status, version, published }: MappingSet): number | undefined {
  return status === 'PUBLISHED' ? version : published;
}
