import { Type } from 'typebox';
import { type Call, type Route, route } from '../../../kernel/index.ts';
import { notFound } from '../../errors.ts';
import { COLUMNS, configColumns, EXPLORE_QUERY, exploreSource, readExplore } from '../../explore.ts';
import { listAnswer } from '../../list-query.ts';
import { BASE, LIST_QUERY, READ, SERVICE, writtenByServicesRoutes } from '../../resource-routes.ts';
import type { ConnectionSpec, ExploreContents, ExploreEntry, Specs } from '../../spec.ts';

const FIELDS = new Set([
  'id',
  'name',
  'version',
  'providerId',
  'type',
  'authSpec',
  'sourceSpec',
  'targetSpec',
  'exploreSpec',
  'attributes',
  'permissionsInfo',
]);

function permissionsOf(role: ConnectionSpec['role']): Record<string, unknown> {
  const name = role === 'source' ? 'StreamingSource' : 'DataLake';
  const grant = (permission: string) => [{ '@type': 'lowLevel', name, permissions: [permission] }];
  return { view: grant('read'), manage: grant('write') };
}

function exploreSpecOf({ explorer }: ConnectionSpec): Record<string, unknown> {
  const type = explorer?.type ?? 'StreamingConnection';
  return { exploreSpec: { type, name: type } };
}

/** A connection spec as it is answered (page "Streaming SDK: source specifications" for the attributes). */
export function connectionSpecAnswer(spec: ConnectionSpec): Record<string, unknown> & { id: string } {
  const { id, name, version, providerId, type, role, auth, title, description, category, beta } = spec;
  const isSource = role === 'source';
  const uiAttributes = {
    isSource,
    isBeta: beta,
    category: { key: category },
    label: { text: title },
    description: { text: description },
    frequency: { text: 'streaming' },
    monitoringSupported: false,
  };
  return {
    id,
    name,
    providerId,
    version,
    type,
    authSpec: auth.map(({ name: authName, type: authType, params }) => ({
      name: authName,
      type: authType,
      spec: params,
    })),
    ...(isSource
      ? {
          sourceSpec: { type: 'Streaming', attributes: { authRequired: auth.length > 0, uiAttributes } },
          ...exploreSpecOf(spec),
        }
      : { targetSpec: { name: 'TargetSpec', type: 'AdobePlatform' } }),
    attributes: { category, connectorName: title, isSource, uiAttributes: { apiFeatures: { updateSupported: true } } },
    permissionsInfo: permissionsOf(role),
  };
}

/** Fields of everything a source is documented to have, each once. */
async function specColumns(spec: ConnectionSpec, query: Call['query']): Promise<readonly unknown[]> {
  const request = readExplore(query);
  const found = await exploreSource(spec, request, {});
  const contents = isEntries(found)
    ? await Promise.all(
        found.map(({ path }) => exploreSource(spec, { ...request, objectType: 'table', object: path }, {})),
      )
    : [found];
  const columns = contents.flatMap((one) => (isEntries(one) ? [] : one.schema.columns));
  return [...new Map(columns.map(({ name, type }) => [name, { columnName: name, columnType: type }])).values()];
}

function isEntries(found: readonly ExploreEntry[] | ExploreContents): found is readonly ExploreEntry[] {
  return Array.isArray(found);
}

/** Connection specs: the catalogue of connectors (page "Flow Service: connection specifications"). */
export function connectionSpecRoutes(specs: Specs): readonly Route[] {
  const wanted = (id: string): ConnectionSpec => {
    const spec = specs.connection(id);
    if (spec === undefined) throw notFound('connectionSpecs', id);
    return spec;
  };
  return [
    route({
      id: 'listConnectionSpecs',
      fields: 'none',
      method: 'GET',
      path: `${BASE}/connectionSpecs`,
      service: SERVICE,
      summary: 'Lists the kinds of connections there are.',
      access: READ,
      query: LIST_QUERY,
      responses: {
        200: { description: 'The connection specs', schema: Type.Object({ items: Type.Array(Type.Unknown()) }) },
      },
      handle: ({ query }) => ({
        body: listAnswer('/connectionSpecs', specs.connections.map(connectionSpecAnswer), query, FIELDS),
      }),
    }),
    route({
      id: 'getConnectionSpec',
      fields: 'none',
      method: 'GET',
      path: `${BASE}/connectionSpecs/:id`,
      service: SERVICE,
      summary: 'Looks up a connection spec; the answer is a list of one.',
      access: READ,
      responses: {
        200: { description: 'The connection spec', schema: Type.Object({ items: Type.Array(Type.Unknown()) }) },
      },
      handle({ params }) {
        return { body: { items: [connectionSpecAnswer(wanted(params.id!))] } };
      },
    }),
    route({
      id: 'exploreConnectionSpec',
      fields: 'none',
      method: 'GET',
      path: `${BASE}/connectionSpecs/:id/explore`,
      service: SERVICE,
      summary: 'Lists the fields a source is documented to have, of one object or of all.',
      access: READ,
      query: EXPLORE_QUERY,
      responses: { 200: { description: 'The fields', schema: COLUMNS } },
      handle: async ({ params, query }) => ({ body: { items: await specColumns(wanted(params.id!), query) } }),
    }),
    route({
      id: 'getConnectionSpecConfigs',
      fields: 'none',
      method: 'GET',
      path: `${BASE}/connectionSpecs/:id/configs`,
      service: SERVICE,
      summary: 'Lists what can be set of connections of a spec, with its type.',
      access: READ,
      responses: { 200: { description: 'The parameters', schema: COLUMNS } },
      handle: ({ params }) => ({ body: { items: configColumns(wanted(params.id!)) } }),
    }),
    ...writtenByServicesRoutes('connectionSpecs', 'ConnectionSpec'),
  ];
}
