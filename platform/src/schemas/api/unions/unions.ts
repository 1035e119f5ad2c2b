import type { Clock, Route } from '../../../kernel/index.ts';
import { listedUnions } from '../../containers.ts';
import type { Registry } from '../../registry.ts';
import { READ, registryRoute } from '../../registry-route.ts';
import { LIST, LIST_QUERY, listBody, lookupBody, RESOURCE } from '../resources/resources.ts';

/** Unions: made by the registry, one for each class with a schema that takes part in profiles. Read only. */
export function unionRoutes(registry: Registry, clock: Clock): readonly Route[] {
  return [
    registryRoute(clock, {
      id: 'listUnions',
      method: 'GET',
      path: '/tenant/unions',
      summary: 'Lists the unions of the sandbox.',
      access: READ,
      fields: 'filtered',
      query: LIST_QUERY,
      responses: { 200: { description: 'The unions.', schema: LIST } },
      handle: async (call) => {
        const view = await registry.view(call.scope);
        return { body: listBody(call, view, listedUnions(view, call.scope), 'schemas') };
      },
    }),
    registryRoute(clock, {
      id: 'getUnion',
      method: 'GET',
      path: '/tenant/unions/:unionId',
      summary: 'One union by $id or meta:altId.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'The union.', schema: RESOURCE } },
      handle: async (call) => ({
        body: lookupBody(call, 'tenant', 'unions', call.params.unionId ?? '', await registry.view(call.scope)),
      }),
    }),
  ];
}
