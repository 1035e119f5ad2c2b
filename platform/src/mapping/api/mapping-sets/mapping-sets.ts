import type { MappingRow } from '@meniscus/languages/dataprep';
import type { Field } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import { type Call, type Clock, type Route, route, type Scope } from '../../../kernel/index.ts';
import { type Base, READ, SERVICE, WRITE } from '../../access.ts';
import { badMappingSet, noMapping, noMappingSet, unknownOutputSchema } from '../../errors.ts';
import { flag, pageOf, wholeNumber } from '../../list-query.ts';
import { type MappingSet, outputSchemaIn, rowsIn } from '../../mapping-set.ts';
import type { MappingSets, SchemaQuestion } from '../../mapping-sets.ts';
import { mappingBody, mappingSetBody, summaryOf } from '../../present.ts';
import { ANY_TARGET, previewRows, validateRows } from '../../try-rows.ts';

interface Parts {
  readonly sets: MappingSets;
  readonly schema: SchemaQuestion;
  readonly clock: Clock;
}

const ROW = Type.Object({
  sourceType: Type.Optional(Type.String({ description: 'ATTRIBUTE, EXPRESSION or STATIC.' })),
  source: Type.Optional(Type.String()),
  destination: Type.Optional(Type.String()),
  sourceAttribute: Type.Optional(Type.String({ description: 'Old style of source.' })),
  destinationXdmPath: Type.Optional(Type.String({ description: 'Old style of destination.' })),
});
const SCHEMA_REF = Type.Object({ id: Type.String(), contentType: Type.Optional(Type.String()) });
const SET = Type.Object({
  name: Type.Optional(Type.String()),
  outputSchema: Type.Optional(Type.Object({ schemaRef: SCHEMA_REF })),
  xdmSchema: Type.Optional(Type.String({ description: 'Old style of outputSchema.schemaRef.id.' })),
  xdmVersion: Type.Optional(Type.String()),
  mappings: Type.Array(ROW),
});
const SUMMARY = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  createdDate: Type.Integer(),
  modifiedDate: Type.Integer(),
  createdBy: Type.String(),
  modifiedBy: Type.String(),
});
const STORED = Type.Intersect([SUMMARY, Type.Object({ mappings: Type.Array(Type.Unknown()) })]);
const ERRORS = Type.Union([Type.Null(), Type.Array(Type.Unknown())]);
const LIST_QUERY = Type.Object({
  limit: Type.Optional(Type.Integer()),
  start: Type.Optional(Type.Integer()),
  name: Type.Optional(Type.String()),
  orderBy: Type.Optional(Type.String()),
  expandSchema: Type.Optional(Type.Boolean()),
});

/** Mapping sets: create, list, read in any version, update, try out (Data Prep API, `/mappingSets`). */
export function mappingSetRoutes({ path, suffix }: Base, parts: Parts): readonly Route[] {
  const { sets } = parts;
  const root = `${path}/mappingSets`;
  const common = { service: SERVICE };
  return [
    route({
      ...common,
      id: `listMappingSets${suffix}`,
      method: 'GET',
      path: root,
      summary: 'Mapping sets of the sandbox, latest versions.',
      access: READ,
      query: LIST_QUERY,
      responses: {
        200: {
          description: 'A page of sets.',
          schema: Type.Object({ data: Type.Array(STORED), _page: Type.Unknown() }),
        },
      },
      handle: (call) => list(parts, root, call),
    }),
    route({
      ...common,
      id: `createMappingSet${suffix}`,
      method: 'POST',
      path: root,
      summary: 'Creates a mapping set in version 0.',
      access: WRITE,
      body: SET,
      responses: { 200: { description: 'Id and version of the new set.', schema: SUMMARY } },
      handle: async ({ scope, body, actor }: Call<unknown>) => ({
        body: summaryOf(await sets.create(scope, body, actor)),
      }),
    }),
    route({
      ...common,
      id: `validateMappingSet${suffix}`,
      method: 'POST',
      path: `${root}/validate`,
      summary: 'Says for each row whether it can run and lead to a field of the output schema.',
      access: READ,
      body: SET,
      responses: {
        200: {
          description: 'One answer per row.',
          schema: Type.Object({
            validationResponse: Type.Array(Type.Object({ status: Type.String(), errors: ERRORS })),
          }),
        },
      },
      handle: async ({ scope, body }: Call<unknown>) => {
        const rows = rowsIn(body);
        return { body: { validationResponse: validateRows(rows, await targetOf(parts.schema, scope, body)) } };
      },
    }),
    route<{ data?: unknown; mappingSet?: unknown }>({
      ...common,
      id: `previewMappingSet${suffix}`,
      method: 'POST',
      path: `${root}/preview`,
      summary: 'Maps sample records and says what could not be made of them.',
      access: READ,
      body: Type.Object({ data: Type.Unknown(), mappingSet: Type.Unknown() }),
      responses: {
        200: {
          description: 'One answer per record.',
          schema: Type.Array(Type.Object({ data: Type.Unknown(), errors: ERRORS })),
        },
      },
      handle: (call) => preview(parts, call),
    }),
    route({
      ...common,
      id: `getMappingSet${suffix}`,
      method: 'GET',
      path: `${root}/:mappingSetId`,
      summary: 'A mapping set, in its latest version or the one asked for.',
      access: READ,
      query: Type.Object({ version: Type.Optional(Type.Integer()), expandSchema: Type.Optional(Type.Boolean()) }),
      responses: { 200: { description: 'The set.', schema: STORED } },
      handle: async (call) => {
        const stored = await storedSet(sets, call);
        return { body: mappingSetBody(stored, await expanded(parts.schema, call, stored.set)) };
      },
    }),
    route({
      ...common,
      id: `updateMappingSet${suffix}`,
      method: 'PUT',
      path: `${root}/:mappingSetId`,
      summary: 'Writes the next version of a mapping set; the earlier ones stay readable.',
      access: WRITE,
      body: SET,
      responses: { 200: { description: 'The set in its new version.', schema: STORED } },
      handle: async ({ scope, params, body, actor }: Call<unknown>) => ({
        body: mappingSetBody(await sets.update(scope, params.mappingSetId!, body, actor)),
      }),
    }),
    route({
      ...common,
      id: `listMappings${suffix}`,
      method: 'GET',
      path: `${root}/:mappingSetId/mappings`,
      summary: 'The rows of a mapping set.',
      access: READ,
      query: Type.Object({ version: Type.Optional(Type.Integer()) }),
      responses: { 200: { description: 'The rows.', schema: Type.Array(Type.Unknown()) } },
      handle: async (call) => {
        const { set } = await storedSet(sets, call);
        return { body: set.mappings.map((mapping) => mappingBody(mapping, set)) };
      },
    }),
    route({
      ...common,
      id: `getMapping${suffix}`,
      method: 'GET',
      path: `${root}/:mappingSetId/mappings/:mappingId`,
      summary: 'One row of a mapping set.',
      access: READ,
      query: Type.Object({ version: Type.Optional(Type.Integer()) }),
      responses: { 200: { description: 'The row.', schema: Type.Unknown() } },
      handle: async (call) => {
        const { id, set } = await storedSet(sets, call);
        const mapping = set.mappings.find((one) => one.id === call.params.mappingId);
        if (mapping === undefined) throw noMapping(id, call.params.mappingId!);
        return { body: mappingBody(mapping, set) };
      },
    }),
  ];
}

/**
 * The set of the path. Without `version` it is the latest: the API description calls 0 the default, but a client that reads a
 * set back after an update expects what it wrote.
 */
async function storedSet(
  sets: MappingSets,
  { scope, params, query }: Call<unknown>,
): Promise<{ id: string; set: MappingSet }> {
  const id = params.mappingSetId!;
  const version = wholeNumber(query, 'version', 0);
  const set = await sets.get(scope, id, version);
  if (set === undefined) throw noMappingSet(id, version);
  return { id, set };
}

async function expanded(
  schema: SchemaQuestion,
  { scope, query }: Call<unknown>,
  set: MappingSet,
): Promise<Field | undefined> {
  return flag(query, 'expandSchema') ? (await schema(scope, set.outputSchema.id))?.root : undefined;
}

async function list({ sets, schema }: Parts, root: string, call: Call<unknown>) {
  const page = pageOf(await sets.list(call.scope), call.query);
  const data = await Promise.all(
    page.sets.map(async (stored) => mappingSetBody(stored, await expanded(schema, call, stored.set))),
  );
  const links =
    page.next === undefined
      ? {}
      : { _links: { next: { href: `${root}?limit=${page.limit}&start=${page.next}`, templated: false } } };
  return { body: { data, _page: { count: data.length, limit: page.limit }, ...links } };
}

/** The schema a body names; anything goes when it names none. */
async function targetOf(schema: SchemaQuestion, scope: Scope, body: unknown): Promise<Field> {
  const ref = outputSchemaIn(body);
  if (ref === undefined) return ANY_TARGET;
  const found = await schema(scope, ref.id);
  if (found === undefined) throw unknownOutputSchema(ref.id);
  return found.root;
}

/** The set to preview: written out in the body, or a stored one by its id. */
async function previewed(
  { sets, schema }: Parts,
  scope: Scope,
  given: unknown,
): Promise<{ rows: readonly MappingRow[]; target: Field }> {
  const { id, mappings, version } = (given ?? {}) as { id?: unknown; mappings?: unknown; version?: unknown };
  if (typeof id !== 'string' || mappings !== undefined)
    return { rows: rowsIn(given), target: await targetOf(schema, scope, given) };
  const set = await sets.get(scope, id, typeof version === 'number' ? version : undefined);
  if (set === undefined) throw noMappingSet(id);
  return { rows: set.mappings, target: await targetOf(schema, scope, set) };
}

async function preview(parts: Parts, { scope, body }: Call<{ data?: unknown; mappingSet?: unknown }>) {
  const { data, mappingSet } = body ?? {};
  if (data === undefined || data === null) throw badMappingSet('`data` must be a record or an array of records');
  const { rows, target } = await previewed(parts, scope, mappingSet);
  return { body: previewRows(rows, target, Array.isArray(data) ? data : [data], parts.clock()) };
}
