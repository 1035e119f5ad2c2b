import { type MappingRow, plainRow, prepareExpression, type SourceType } from '@meniscus/languages/dataprep';
import { renderDiagnostic } from '@meniscus/languages/syntax';
import type { Ids } from '../kernel/index.ts';
import type { Change } from '../stores/index.ts';
import { badMappingSet } from './errors.ts';

/** Id and content type of a schema, as callers give it. */
export interface SchemaRef {
  readonly id: string;
  readonly contentType?: string;
}

/** A stored row. */
export interface Mapping {
  readonly id: string;
  readonly sourceType: SourceType;
  readonly source: string;
  readonly destination: string;
  /** Source fields an expression reads. */
  readonly expressionAttributes: readonly string[];
  readonly identity: boolean;
  readonly primaryIdentity: boolean;
  readonly name?: string;
  readonly description?: string;
  readonly identityGroup?: string;
  readonly namespaceCode?: string;
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
  'version' | 'createdAt' | 'createdBy' | 'modifiedAt' | 'modifiedBy' | 'outputSchemaId' | 'outputSchema'
> & {
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

/** The output schema a body names: `outputSchema.schemaRef`, `schemaRef` or, in the old style, `xdmSchema`. */
export function outputSchemaIn(body: unknown): SchemaRef | undefined {
  const set = fieldsOf(body) ?? {};
  for (const candidate of [fieldsOf(set.outputSchema)?.schemaRef, set.outputSchema, set.schemaRef]) {
    const ref = fieldsOf(candidate);
    if (ref !== undefined && typeof ref.id === 'string' && ref.id !== '')
      return { id: ref.id, ...optionalText(ref, 'contentType') };
  }
  return typeof set.xdmSchema === 'string' && set.xdmSchema !== '' ? { id: set.xdmSchema } : undefined;
}

/** The rows of a body, unchecked. */
export function rowsIn(body: unknown): readonly MappingRow[] {
  const mappings = fieldsOf(body)?.mappings;
  if (!Array.isArray(mappings)) throw badMappingSet('`mappings` must be an array of rows');
  return mappings.map((row, index) => {
    if (fieldsOf(row) === undefined) throw badMappingSet(`mappings[${index}] must be an object`);
    return row as MappingRow;
  });
}

/**
 * Reads the body of a create or update, in both styles the pages show: `{outputSchema: {schemaRef}, mappings: [{sourceType,
 * source, destination}]}` and `{xdmSchema, xdmVersion, mappings: [{sourceAttribute, destinationXdmPath}]}`. Rows that
 * could never run (no source, unknown type, an expression that cannot be read) are refused, all at once.
 */
export function readMappingSet(body: unknown, ids: Ids): MappingSetInput {
  const set = fieldsOf(body);
  if (set === undefined) throw badMappingSet('the body must be a JSON object');
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
    ...optionalText(set, 'name'),
    status: set.status === 'DRAFT' ? 'DRAFT' : 'PUBLISHED',
    outputSchema: outputSchemaIn(set),
    ...(inputSchema === undefined ? {} : { inputSchema }),
    xdmVersion: typeof set.xdmVersion === 'string' ? set.xdmVersion : '1.0',
    ...(Array.isArray(set.tags) ? { tags: set.tags } : {}),
    mappings,
  };
}

function readRow(given: MappingRow, ids: Ids): Mapping | string {
  const row = plainRow(given);
  if (row === undefined)
    return 'a row needs `source`, `destination` and a `sourceType` of ATTRIBUTE, EXPRESSION or STATIC';
  const more = given as Fields;
  const paths = expressionPaths(row.sourceType, row.source);
  if (typeof paths === 'string') return paths;
  return {
    id: ids.hex(32),
    ...row,
    expressionAttributes: paths,
    identity: more.identity === true,
    primaryIdentity: more.primaryIdentity === true,
    ...optionalText(more, 'name'),
    ...optionalText(more, 'description'),
    ...optionalText(more, 'identityGroup'),
    ...optionalText(more, 'namespaceCode'),
  };
}

function expressionPaths(sourceType: SourceType, source: string): readonly string[] | string {
  if (sourceType !== 'EXPRESSION') return [];
  const prepared = prepareExpression(source);
  return prepared.ok
    ? prepared.paths
    : prepared.diagnostics.map((diagnostic) => renderDiagnostic(source, diagnostic)).join('; ');
}

/** A first version. */
export function firstVersion(
  input: MappingSetInput,
  outputSchema: SchemaRef,
  ids: Ids,
  { by, at }: Change,
): MappingSet {
  return {
    ...input,
    outputSchema,
    version: 0,
    outputSchemaId: ids.hex(32),
    createdAt: at,
    createdBy: by,
    modifiedAt: at,
    modifiedBy: by,
  };
}

/** The version after one, with everything the body declares; the output schema stays when it names none. */
export function nextVersion(before: MappingSet, input: MappingSetInput, { by, at }: Change): MappingSet {
  const { version, createdAt, createdBy, outputSchemaId } = before;
  const outputSchema = input.outputSchema ?? before.outputSchema;
  return {
    ...input,
    outputSchema,
    version: version + 1,
    outputSchemaId,
    createdAt,
    createdBy,
    modifiedAt: at,
    modifiedBy: by,
  };
}
