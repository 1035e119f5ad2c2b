import { Type } from 'typebox';
import type { Clock, Route } from '../../../kernel/index.ts';
import type { Registry } from '../../registry.ts';
import { READ, registryRoute } from '../../registry-route.ts';
import { statisticsOf } from '../../statistics.ts';

/** Where a client learns its tenant id. No Accept header, no container. */
export function statsRoutes(registry: Registry, clock: Clock): readonly Route[] {
  return [
    registryRoute(clock, {
      id: 'getSchemaRegistryStats',
      method: 'GET',
      path: '/stats',
      summary: 'Tenant id, number of resources, recent resources, schemas per class.',
      access: READ,
      fields: 'none',
      responses: {
        200: {
          description: 'The figures.',
          schema: Type.Object({ imsOrg: Type.String(), tenantId: Type.String() }, { additionalProperties: true }),
        },
      },
      handle: async (call) => ({ body: statisticsOf(await registry.view(call.scope), call.scope) }),
    }),
  ];
}
