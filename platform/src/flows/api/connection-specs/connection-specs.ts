import { Type } from 'typebox';
import { type Route, route } from '../../../kernel/index.ts';
import { notFound } from '../../errors.ts';
import { listAnswer } from '../../list-query.ts';
import { BASE, LIST_QUERY, READ, SERVICE } from '../../resource-routes.ts';
import type { ConnectionSpec, Specs } from '../../spec.ts';

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
          exploreSpec: { type: 'StreamingConnection', name: 'StreamingConnection' },
        }
      : { targetSpec: { name: 'TargetSpec', type: 'AdobePlatform' } }),
    attributes: { category, connectorName: title, isSource, uiAttributes: { apiFeatures: { updateSupported: true } } },
    permissionsInfo: permissionsOf(role),
  };
}

/** Connection specs: the catalogue of connectors (page "Flow Service: connection specifications"). */
export function connectionSpecRoutes(specs: Specs): readonly Route[] {
  return [
    route({
      id: 'listConnectionSpecs',
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
      method: 'GET',
      path: `${BASE}/connectionSpecs/:id`,
      service: SERVICE,
      summary: 'Looks up a connection spec; the answer is a list of one.',
      access: READ,
      responses: {
        200: { description: 'The connection spec', schema: Type.Object({ items: Type.Array(Type.Unknown()) }) },
      },
      handle({ params }) {
        const spec = specs.connection(params.id!);
        if (spec === undefined) throw notFound('connectionSpecs', params.id!);
        return { body: { items: [connectionSpecAnswer(spec)] } };
      },
    }),
  ];
}
