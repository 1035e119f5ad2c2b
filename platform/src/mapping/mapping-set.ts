import { MAX_MAPPING_ROWS, type MappingRow } from '@meniscus/languages/dataprep';
import type { Ids } from '../kernel/index.ts';
import type { Change } from '../stores/index.ts';
import { badMappingSet } from './errors.ts';
import { type Mapping, readRow } from './mapping-row.ts';
import { refuseDeep } from './nesting.ts';

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

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function optionalText<Name extends string>(from: Fields, name: Name): { [name in Name]?: string } {
  const value = from[name];
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [name in Name]?: string };
}

function refIn(value: unknown): SchemaRef | undefined {
  const ref = fieldsOf(value);
  return ref !== undefined && typeof ref.id === 'string' && ref.id !== ''
    ? { id: ref.id, ...optionalText(ref, 'contentType') }
    : undefined;
}

/** `schemaRef` of a body; undefined when it has none. */
export function schemaRefIn(body: unknown): SchemaRef | undefined {
  return refIn(fieldsOf(body)?.schemaRef);
}

/** The output schema a body names: `outputSchema.schemaRef`, `schemaRef` or, in the old style, `xdmSchema`. */
export function outputSchemaIn(body: unknown): SchemaRef | undefined {
  const set = fieldsOf(body) ?? {};
  for (const candidate of [fieldsOf(set.outputSchema)?.schemaRef, set.outputSchema, set.schemaRef]) {
    const ref = refIn(candidate);
    if (ref !== undefined) return ref;
  }
  return typeof set.xdmSchema === 'string' && set.xdmSchema !== '' ? { id: set.xdmSchema } : undefined;
}

const LONGEST_TEXT = 255;
const MOST_TAGS = 100;

function sized(list: readonly unknown[], name: string, most: number): readonly unknown[] {
  if (list.length > most) throw badMappingSet(`\`${name}\` has ${list.length} elements; at most ${most} are allowed`);
  return list;
}

/** The rows of a body: objects with texts where the compiler reads texts, nothing else checked. */
export function rowsIn(body: unknown): readonly MappingRow[] {
  const mappings = fieldsOf(body)?.mappings;
  if (!Array.isArray(mappings)) throw badMappingSet('`mappings` must be an array of rows');
  return sized(mappings, 'mappings', MAX_MAPPING_ROWS).map((row, index) => {
    const fields = fieldsOf(row);
    if (fields === undefined) throw badMappingSet(`mappings[${index}] must be an object`);
    const wrong = ROW_TEXTS.find((name) => typeof (fields[name] ?? '') !== 'string');
    if (wrong !== undefined) throw badMappingSet(`mappings[${index}].${wrong} must be a text`);
    return row as MappingRow;
  });
}

const ROW_TEXTS = ['sourceType', 'source', 'destination', 'sourceAttribute', 'destinationXdmPath'];

/**
 * Reads the body of a create or update, in both styles the pages show: `{outputSchema: {schemaRef}, mappings: [{sourceType,
 * source, destination}]}` and `{xdmSchema, xdmVersion, mappings: [{sourceAttribute, destinationXdmPath}]}`. Rows that
 * could never run (no source, unknown type, an expression that cannot be read) are refused, all at once.
 */
export function readMappingSet(body: unknown, ids: Ids): MappingSetInput {
  const set = fieldsOf(body);
  if (set === undefined) throw badMappingSet('the body must be a JSON object');
  refuseDeep(set);
  const wrong: string[] = [];
  const mappings = rowsIn(set).flatMap((row, index) => {
    const read = readRow(row, ids);
    if (typeof read !== 'string') return [read];
    wrong.push(`mappings[${index}]: ${read}`);
    return [];
  });
  if (wrong.length > 0) throw badMappingSet(wrong.join('; '), { errors: wrong });
  const inputSchema = fieldsOf(set.inputSchema);
  return {
    ...sizedText(set, 'name'),
    status: statusIn(set),
    outputSchema: outputSchemaIn(set),
    ...(inputSchema === undefined ? {} : { inputSchema }),
    xdmVersion: typeof set.xdmVersion === 'string' ? set.xdmVersion : '1.0',
    ...(Array.isArray(set.tags) ? { tags: sized(set.tags, 'tags', MOST_TAGS) } : {}),
    mappings,
  };
}

/** Undefined when the body says nothing. Anything but the two documented words is refused: a draft must not run by a slip. */
function statusIn(set: Fields): MappingSet['status'] | undefined {
  const { status } = set;
  if (status === undefined || status === null) return undefined;
  if (status === 'DRAFT' || status === 'PUBLISHED') return status;
  throw badMappingSet(`\`status\` is ${JSON.stringify(status).slice(0, 40)}; it must be DRAFT or PUBLISHED`);
}

function sizedText<Name extends string>(from: Fields, name: Name): { [name in Name]?: string } {
  const value = from[name];
  if (typeof value === 'string' && value.length > LONGEST_TEXT)
    throw badMappingSet(`\`${name}\` has ${value.length} characters; at most ${LONGEST_TEXT} are allowed`);
  return optionalText(from, name);
}

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
