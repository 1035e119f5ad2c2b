import type { Field } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import { type Call, type Route, route } from '../../../kernel/index.ts';
import { type Base, READ, SERVICE, WRITE } from '../../access.ts';
import { noMapping } from '../../errors.ts';
import { type KnownBy, known } from '../../known.ts';
import { flag, pageOf } from '../../list-query.ts';
import type { MappingSet } from '../../mapping-set.ts';
import type { MappingSets, SchemaQuestion } from '../../mapping-sets.ts';
import { mappingBody, mappingSetBody, SET, STORED, SUMMARY, storedSet, summaryOf } from '../../present.ts';
import { remarksOf } from '../../row-answers.ts';
import { visibleSet, visibleTarget } from '../../visible-set.ts';

interface Parts extends KnownBy {
  readonly sets: MappingSets;
}

const LIST_QUERY = Type.Object({
  limit: Type.Optional(Type.Integer()),
  start: Type.Optional(Type.Integer()),
  name: Type.Optional(Type.String()),
  orderBy: Type.Optional(Type.String()),
  expandSchema: Type.Optional(Type.Boolean()),
});

/** Mapping sets: create, list, read in any version, update (Data Prep API, `/mappingSets`). */
export function mappingSetRoutes({ path, suffix }: Base, parts: Parts): readonly Route[] {
  const { sets } = parts;
  const root = `${path}/mappingSets`;
  const common = { service: SERVICE };
  return [
    route({
      ...common,
      id: `listMappingSets${suffix}`,
      fields: 'filtered',
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
      summary: 'Creates a mapping set in version 0, published unless its status is DRAFT.',
      access: WRITE,
      body: SET,
      responses: { 200: { description: 'Id and version of the new set.', schema: SUMMARY } },
      handle: async ({ scope, body, actor }: Call<unknown>) => {
        const saved = await sets.create(scope, body, actor);
        return { body: { ...summaryOf(saved), ...remarksOf(saved.answers) }, ...(await known(parts, scope, saved)) };
      },
    }),
    route({
      ...common,
      id: `getMappingSet${suffix}`,
      fields: 'filtered',
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
      handle: async ({ scope, params, body, actor }: Call<unknown>) => {
        const saved = await sets.update(scope, params.mappingSetId!, body, actor);
        return {
          body: { ...mappingSetBody(saved), ...remarksOf(saved.answers) },
          ...(await known(parts, scope, saved)),
        };
      },
    }),
    route({
      ...common,
      id: `listMappings${suffix}`,
      fields: 'filtered',
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
      fields: 'filtered',
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

async function expanded(
  schema: SchemaQuestion,
  { scope, query, fields }: Call<unknown>,
  { outputSchema: { id } }: MappingSet,
): Promise<Field | undefined> {
  const found = flag(query, 'expandSchema') ? await schema(scope, id) : undefined;
  return found && visibleTarget(found.root, id, fields);
}

async function list({ sets, schema }: Parts, root: string, call: Call<unknown>) {
  const page = pageOf(await sets.list(call.scope), call.query);
  const data = await Promise.all(
    page.sets.map(async ({ id, set }) =>
      mappingSetBody({ id, set: visibleSet(set, call.fields) }, await expanded(schema, call, set)),
    ),
  );
  const links =
    page.next === undefined
      ? {}
      : { _links: { next: { href: `${root}?limit=${page.limit}&start=${page.next}`, templated: false } } };
  return { body: { data, _page: { count: data.length, limit: page.limit }, ...links } };
}
