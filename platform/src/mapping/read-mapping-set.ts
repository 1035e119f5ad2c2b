import { MAX_MAPPING_ROWS, type MappingRow } from '@meniscus/languages/dataprep';
import type { Ids } from '../kernel/index.ts';
import { badMappingSet } from './errors.ts';
import { readRow } from './mapping-row.ts';
import type { MappingSet, MappingSetInput, SchemaRef } from './mapping-set.ts';
import { refuseDeep } from './nesting.ts';

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
  refuseUnknownModes(set);
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

/** Modes of a set that answers show and no page explains: what would be done otherwise must not be taken over in silence. */
function refuseUnknownModes(set: Fields): void {
  const asked = ['allowNullValues', 'strictMapping'].find((name) => (set[name] ?? false) !== false);
  if (asked !== undefined)
    throw badMappingSet(
      `\`${asked}\` takes false only: what it changes is not published. Null and absent values leave the target alone; nullify() takes a field out`,
    );
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
