import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import type { Audiences } from '../../audiences.ts';
import { badQuery } from '../../errors.ts';
import { oneOf, pageOf, wholeOf } from '../../list-query.ts';
import { say } from '../../phrases.ts';
import { searchTest } from '../../search.ts';
import { answering } from '../answering.ts';

const PATH = '/data/core/ups/search';
const SERVICE = 'Segmentation Service';
const ACCESS = needs('segments', 'read', 'view-segments', 'manage-segments');
const STATUS = { message: 'Success' };
const DEFAULT_LIMIT = 50;
const OK = {
  200: { description: 'What was found.', schema: Type.Object({ status: Type.Object({ message: Type.String() }) }) },
};

function checked(query: Call['query']): Call['query'] {
  const name = oneOf(query, 'schema.name') ?? oneOf(query, 'schemaClass');
  if (name !== undefined && name !== '_xdm.context.segmentdefinition')
    throw badQuery(say('audience-must-be', { name: 'schema.name', value: '_xdm.context.segmentdefinition' }));
  return query;
}

function found(audience: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id, name, description } = audience;
  return {
    id,
    base64EncodedSourceId: Buffer.from(String(id)).toString('base64'),
    sourceId: id,
    isFolder: false,
    parentFolderId: 'root',
    name,
    ...(description === undefined ? {} : { description }),
  };
}

/** Search over audiences (page "Segment search endpoint"). There are no folders: everything lies in `root`. */
export function searchRoutes(audiences: Audiences): readonly Route[] {
  const matching = async (call: Call) => {
    const test = searchTest(oneOf(checked(call.query), 's'));
    return (await audiences.list(call)).filter(test);
  };
  const inNamespace = async (call: Call) => {
    const namespace = oneOf(call.query, 'namespace');
    return (await matching(call)).filter((one) => namespace === undefined || one.namespace === namespace);
  };
  return [
    route({
      id: 'searchSegmentNamespaces',
      method: 'GET',
      path: `${PATH}/namespaces`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'How many audiences match a search, by namespace.',
      access: ACCESS,
      responses: OK,
      handle: answering(async (call: Call) => {
        const counts = new Map<string, number>();
        for (const { namespace } of await matching(call))
          counts.set(String(namespace), (counts.get(String(namespace)) ?? 0) + 1);
        const namespaces = [...counts].map(([namespace, count]) => ({ namespace, displayName: namespace, count }));
        return { body: { namespaces, totalCount: String(namespaces.length), status: STATUS } };
      }),
    }),
    route({
      id: 'searchSegments',
      method: 'GET',
      path: `${PATH}/entities`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Audiences that match a search, a page at a time.',
      access: ACCESS,
      responses: OK,
      handle: answering(async (call: Call) => {
        const limit = wholeOf(call.query, 'limit', 1, 1000) ?? DEFAULT_LIMIT;
        const pageOffset = wholeOf(call.query, 'page', 0, 1_000_000) ?? 0;
        const folder = oneOf(call.query, 'entityId');
        const all = folder === undefined || folder === 'root' ? await inNamespace(call) : [];
        const { items, totalCount, totalPages } = pageOf(all, {
          start: String(pageOffset * limit),
          limit: String(limit),
          sort: 'name:asc',
        });
        const page = { totalCount, totalPages, pageOffset, pageSize: items.length };
        return { body: { entities: items.map(found), page, status: STATUS } };
      }),
    }),
    route({
      id: 'searchSegmentTaxonomy',
      method: 'GET',
      path: `${PATH}/taxonomy`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Where an audience lies among folders.',
      access: ACCESS,
      responses: OK,
      handle: answering(async (call: Call) => {
        const id = oneOf(checked(call.query), 'entityId');
        const one = id === undefined ? undefined : await audiences.find(call, id);
        const taxonomy =
          one === undefined ? [] : [found(one)].map(({ isFolder, sourceId, description, ...rest }) => rest);
        const message = id === undefined || one !== undefined ? STATUS.message : `Cannot find entityId ${id}.`;
        return { body: { taxonomy, status: { message } } };
      }),
    }),
  ];
}
