import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import type { SubAnswer } from '../../multi-request.ts';

const PATH = '/data/foundation/catalog';
const SERVICE = 'Catalog Service';
const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');

/** The root of Catalog: several requests in one call. */
export function rootRoutes(run: (call: Call) => Promise<readonly SubAnswer[]>): readonly Route[] {
  return [
    route({
      id: 'runCatalogRequests',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Runs several Catalog requests in order; when a change among them fails, none is kept.',
      access: READ,
      body: Type.Array(
        Type.Object({
          id: Type.Optional(Type.String()),
          resource: Type.String(),
          method: Type.String(),
          headers: Type.Optional(Type.Record(Type.String(), Type.String())),
          body: Type.Optional(Type.Unknown()),
        }),
      ),
      responses: {
        200: {
          description: 'What became of each',
          schema: Type.Array(Type.Object({ id: Type.String(), code: Type.Integer(), body: Type.Unknown() })),
        },
      },
      handle: async (call: Call) => ({ body: await run(call) }),
    }),
    route({
      id: 'listCatalogRequests',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Lists batched requests; none is kept once it is answered (deprecated in the reference).',
      access: READ,
      responses: { 200: { description: 'Nothing', schema: Type.Object({}) } },
      handle: () => ({ body: {} }),
    }),
  ];
}
