import { MAX_MAPPING_ROWS, type MappingRow } from '@meniscus/languages/dataprep';
import type { Said } from '@meniscus/languages/syntax';
import { type Ids, sayOfRequest } from '../kernel/index.ts';
import { badMappingSet, badParts } from './errors.ts';
import { readRow } from './mapping-row.ts';
import type { MappingSet, MappingSetInput, SchemaRef } from './mapping-set.ts';
import { refuseDeep } from './nesting.ts';
import { say } from './phrases.ts';

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
  if (list.length > most) throw badMappingSet(say('mapping-elements', { name, count: list.length, most }));
  return list;
}

/** The rows of a body: objects with texts where the compiler reads texts, nothing else checked. */
export function rowsIn(body: unknown): readonly MappingRow[] {
  const mappings = fieldsOf(body)?.mappings;
  if (!Array.isArray(mappings)) throw badMappingSet(say('mapping-be-rows'));
  return sized(mappings, 'mappings', MAX_MAPPING_ROWS).map((row, index) => {
    const fields = fieldsOf(row);
    if (fields === undefined) throw badMappingSet(sayOfRequest('request-object', { name: `mappings[${index}]` }));
    const wrong = ROW_TEXTS.find((name) => typeof (fields[name] ?? '') !== 'string');
    if (wrong !== undefined) throw badMappingSet(sayOfRequest('request-text', { name: `mappings[${index}].${wrong}` }));
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
  if (set === undefined) throw badMappingSet(sayOfRequest('request-body-object'));
  refuseDeep(set);
  refuseUnknownModes(set);
  const wrong: Said[] = [];
  const mappings = rowsIn(set).flatMap((row, index) => {
    const read = readRow(row, ids);
    if (!('phrase' in read)) return [read];
    wrong.push(sayOfRequest('request-at', { name: `mappings[${index}]`, what: read }));
    return [];
  });
  if (wrong.length > 0) throw badParts(wrong);
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

/** Modes of a set that answers show and no page explains: what would be done otherwise must not be taken over in silence. */
function refuseUnknownModes(set: Fields): void {
  const asked = ['allowNullValues', 'strictMapping'].find((name) => (set[name] ?? false) !== false);
  if (asked !== undefined) throw badMappingSet(say('mapping-false-only', { name: asked }));
}

/** Undefined when the body says nothing. Anything but the two documented words is refused: a draft must not run by a slip. */
function statusIn(set: Fields): MappingSet['status'] | undefined {
  const { status } = set;
  if (status === undefined || status === null) return undefined;
  if (status === 'DRAFT' || status === 'PUBLISHED') return status;
  throw badMappingSet(say('mapping-status', { value: JSON.stringify(status).slice(0, 40) }));
}

function sizedText<Name extends string>(from: Fields, name: Name): { [name in Name]?: string } {
  const value = from[name];
  if (typeof value === 'string' && value.length > LONGEST_TEXT)
    throw badMappingSet(say('mapping-characters', { name, count: value.length, most: LONGEST_TEXT }));
  return optionalText(from, name);
}
