import { readFile } from 'node:fs/promises';
import { sampleOf } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import type { Call, Clock, Ids, Route, Scope, Upload } from '../../../kernel/index.ts';
import { auditLog } from '../../audit-log.ts';
import type { CompiledSchema } from '../../compiled-schema.ts';
import { type CsvForm, schemaFromCsv } from '../../csv-schema.ts';
import type { Descriptors } from '../../descriptors.ts';
import { notFound } from '../../errors.ts';
import { exported, imported } from '../../exchange.ts';
import { visibleFields } from '../../field-views.ts';
import type { Registry } from '../../registry.ts';
import { READ, registryRoute, WRITE } from '../../registry-route.ts';

const DOCUMENTS = Type.Array(Type.Object({}, { additionalProperties: true }));

/** Bytes of a CSV template: thousands of columns. */
const MAX_CSV = 5 * 1024 * 1024;

interface RpcDeps {
  readonly registry: Registry;
  readonly descriptors: Descriptors;
  readonly clock: Clock;
  readonly ids: Ids;
  compiled(scope: Scope, id: string): Promise<CompiledSchema | undefined>;
}

const CHANGES = Type.Array(
  Type.Object({
    id: Type.String(),
    updatedUser: Type.String(),
    imsOrg: Type.String(),
    updatedTime: Type.String(),
    requestId: Type.String(),
    clientId: Type.String(),
    sandBoxId: Type.String(),
    updates: Type.Array(
      Type.Object({
        id: Type.String(),
        xdmType: Type.String(),
        action: Type.String(),
        path: Type.String(),
        value: Type.Unknown(),
      }),
    ),
  }),
);

/** Calls without a container: sample data, audit log, export, import. Any Accept header is taken. */
export function rpcRoutes({ registry, descriptors, clock, ids, compiled }: RpcDeps): readonly Route[] {
  return [
    registryRoute(clock, {
      id: 'getSchemaSample',
      method: 'GET',
      path: '/rpc/sampledata/:resourceId',
      summary: 'A sample entity that fits the schema, under the names used in data.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'The sample.', schema: Type.Object({}, { additionalProperties: true }) } },
      handle: async ({ scope, fields, params: { resourceId = '' } }) => {
        const schema = await compiled(scope, resourceId);
        if (schema === undefined) throw notFound('schemas', resourceId);
        return { body: sampleOf(visibleFields(schema.root, fields.of(schema.id))) };
      },
    }),
    registryRoute(clock, {
      id: 'getResourceAuditLog',
      method: 'GET',
      path: '/rpc/auditlog/:resourceId',
      summary: 'Every change of a resource, and of what it uses, newest first.',
      access: READ,
      responses: { 200: { description: 'The changes.', schema: CHANGES } },
      handle: async ({ scope, params: { resourceId = '' } }) => ({
        body: await auditLog(scope, resourceId, registry),
      }),
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
      id: 'convertCsvToSchema',
      method: 'POST',
      path: '/rpc/csv2schema',
      summary: 'Turns the filled-in CSV template into an array for import; makes nothing.',
      access: READ,
      fields: 'none',
      consumes: 'upload',
      maxBody: MAX_CSV,
      responses: { 200: { description: 'Field groups, schema and descriptors.', schema: DOCUMENTS } },
      handle: async (call) => {
        const { scope, body } = call as Call<Upload>;
        return { body: schemaFromCsv(await formOf(body), await registry.view(scope), scope, ids) };
      },
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
      handle: async (call) => ({ body: await imported(call, call.body, registry, descriptors) }),
    }),
  ];
}

/** The form with the template's bytes; other files are left out. */
async function formOf({ fields, files }: Upload): Promise<CsvForm> {
  const file = files.find(({ field }) => field === 'csv-file') ?? files[0];
  return file === undefined ? fields : { ...fields, 'csv-file': await readFile(file.path) };
}
