import { sampleOf } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import type { Call, Clock, Ids, Route, Scope, Upload } from '../../../kernel/index.ts';
import { auditLog } from '../../audit-log.ts';
import { importArray } from '../../column-template/import-array.ts';
import { FIRST_ROW, readTemplate } from '../../column-template/read-template.ts';
import type { CompiledSchema } from '../../compiled-schema.ts';
import type { Descriptors } from '../../descriptors.ts';
import { badTemplate, notFound, unreadableTable } from '../../errors.ts';
import { exported, imported } from '../../exchange.ts';
import { readTable } from '../../recommendation/read-table.ts';
import { UnreadableTable } from '../../recommendation/unreadable-table.ts';
import type { Registry } from '../../registry.ts';
import { READ, registryRoute, WRITE } from '../../registry-route.ts';
import type { View } from '../../view.ts';

const DOCUMENTS = Type.Array(Type.Object({}, { additionalProperties: true }));

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

/** Calls without a container: sample data, audit log, export, import, templates. Any Accept header is taken. */
export function rpcRoutes({ registry, descriptors, clock, ids, compiled }: RpcDeps): readonly Route[] {
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
      id: 'importResource',
      method: 'POST',
      path: '/rpc/import',
      summary: 'Creates the resources and descriptors of an export payload, all or none.',
      access: WRITE,
      body: DOCUMENTS,
      maxBody: 10 * 1024 * 1024,
      responses: { 200: { description: 'The created resources.', schema: DOCUMENTS } },
      handle: async (call) => ({ body: await imported(call, call.body, { registry, descriptors }) }),
    }),
    registryRoute(clock, {
      id: 'convertTemplate',
      method: 'POST',
      path: '/rpc/csv2schema',
      summary: 'Turns a CSV template of fields into the array an import takes; creates nothing.',
      access: READ,
      consumes: 'upload',
      maxBody: 10 * 1024 * 1024,
      responses: { 200: { description: 'Field groups, the schema and its descriptors.', schema: DOCUMENTS } },
      handle: async (call) => {
        const { scope, body } = call as Call<Upload>;
        return { body: await converted(body, scope, await registry.view(scope), ids) };
      },
    }),
  ];
}

/** The array of a template, or a problem with everything that is wrong in it. */
async function converted({ fields, files }: Upload, scope: Scope, view: View, ids: Ids): Promise<unknown> {
  const file = files.find(({ field }) => field === 'csv-file') ?? files[0];
  const { 'schema-class-id': classId, 'schema-name': title, 'schema-description': description = '' } = fields;
  if (file === undefined) throw badTemplate(['send the template as a file in the form field csv-file']);
  const missing = [
    ...(classId === undefined ? ['schema-class-id is required: the $id of the class'] : []),
    ...(title === undefined || title.trim() === '' ? ['schema-name is required: the title of the schema'] : []),
  ];
  if (classId === undefined || title === undefined || missing.length > 0) throw badTemplate(missing);
  if (view.kindOf(classId) !== 'classes') throw badTemplate([`schema-class-id: there is no class ${classId}`]);
  const { declarations, problems } = readTemplate(await tableOf(file.path));
  const array = importArray(declarations, { classId, title, description }, view, scope, ids);
  const broken = array.problems.map(
    ({ index, column, message }) => `row ${index + FIRST_ROW}, column ${column}: ${message}`,
  );
  if (problems.length + broken.length > 0) throw badTemplate([...problems, ...broken]);
  return array.documents;
}

async function tableOf(path: string) {
  try {
    return await readTable(path);
  } catch (error) {
    throw error instanceof UnreadableTable ? unreadableTable(error.what, error.message) : error;
  }
}
