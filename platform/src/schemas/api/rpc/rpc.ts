import { sampleOf } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import type { Clock, Route, Scope } from '../../../kernel/index.ts';
import type { CompiledSchema } from '../../compiled-schema.ts';
import { notFound } from '../../errors.ts';
import { exported, imported } from '../../exchange.ts';
import type { Registry } from '../../registry.ts';
import { READ, registryRoute, WRITE } from '../../registry-route.ts';

const DOCUMENTS = Type.Array(Type.Object({}, { additionalProperties: true }));

interface RpcDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  compiled(scope: Scope, id: string): Promise<CompiledSchema | undefined>;
}

/** Calls without a container: sample data, export, import. Any Accept header is taken. */
export function rpcRoutes({ registry, clock, compiled }: RpcDeps): readonly Route[] {
  return [
    registryRoute(clock, {
      id: 'getSchemaSample',
      method: 'GET',
      path: '/rpc/sampledata/:resourceId',
      summary: 'A sample entity that fits the schema, under the names used in data.',
      access: READ,
      responses: { 200: { description: 'The sample.', schema: Type.Object({}, { additionalProperties: true }) } },
      handle: async ({ scope, params: { resourceId = '' } }) => {
        const schema = await compiled(scope, resourceId);
        if (schema === undefined) throw notFound('schemas', resourceId);
        return { body: sampleOf(schema.root) };
      },
    }),
    registryRoute(clock, {
      id: 'exportResource',
      method: 'GET',
      path: '/rpc/export/:resourceId',
      summary: 'A resource with everything of the tenant it depends on, ready for import elsewhere.',
      access: READ,
      responses: { 200: { description: 'The resources, dependencies first.', schema: DOCUMENTS } },
      handle: async ({ scope, params: { resourceId = '' } }) => ({
        body: exported(resourceId, await registry.view(scope), scope),
      }),
    }),
    registryRoute(clock, {
      id: 'importResource',
      method: 'POST',
      path: '/rpc/import',
      summary: 'Creates the resources of an export payload, all or none.',
      access: WRITE,
      body: DOCUMENTS,
      maxBody: 10 * 1024 * 1024,
      responses: { 200: { description: 'The created resources.', schema: DOCUMENTS } },
      handle: async ({ scope, actor, body }) => ({ body: await imported(scope, actor, body, registry) }),
    }),
  ];
}
