import { Type } from 'typebox';
import { type Call, needs, type Route, route, sayOfRequest } from '../../../kernel/index.ts';
import type { BatchWrites } from '../../batch-writes.ts';
import { BATCH_COLUMNS } from '../../batches/batch-list.ts';
import type { Batches } from '../../batches/batches.ts';
import { badRequest, noStorageCredentials, notFound } from '../../errors.ts';
import { integerParameter, limitOf } from '../../list-query.ts';

const PATH = '/data/foundation/catalog/batches';
const SERVICE = 'Catalog Service';
const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
const WRITE = needs('datasets', 'write', 'manage-datasets');
const DELETE = needs('datasets', 'delete', 'manage-datasets');
const REFERENCES = Type.Array(Type.String());
const BODY = Type.Object({
  status: Type.String(),
  relatedObjects: Type.Optional(Type.Array(Type.Object({ type: Type.String(), id: Type.String() }))),
  tags: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  externalId: Type.Optional(Type.String()),
});

function reference(id: string): readonly string[] {
  return [`@/batches/${id}`];
}

function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** Batches noted, changed and removed through Catalog (Catalog API reference, `batches`). */
export function batchWriteRoutes(writes: BatchWrites, batches: Batches): readonly Route[] {
  const create = async ({ scope, body, actor }: Call, id?: string) => {
    const made = await writes.create(scope, body, actor, id);
    return { status: 201, headers: { Location: `${PATH}/${made}` }, body: reference(made) };
  };
  const update = (id: string, method: 'PUT' | 'PATCH', summary: string) =>
    route({
      id,
      fields: 'none',
      method,
      path: `${PATH}/:batchId`,
      service: SERVICE,
      summary,
      access: WRITE,
      body: BODY,
      responses: { 200: { description: 'Reference to the batch', schema: REFERENCES } },
      async handle({ scope, params, body, actor }: Call) {
        await writes.update(scope, params.batchId!, body, actor, method === 'PUT');
        return { body: reference(params.batchId!) };
      },
    });

  return [
    route({
      id: 'createBatch',
      fields: 'none',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Notes a batch that another system wrote.',
      access: WRITE,
      body: BODY,
      responses: { 201: { description: 'Reference to the batch', schema: REFERENCES } },
      handle: (call: Call) => create(call),
    }),
    route({
      id: 'createBatchWithId',
      fields: 'none',
      method: 'POST',
      path: `${PATH}/:batchId`,
      service: SERVICE,
      summary: 'Notes a batch under an id of the caller.',
      access: WRITE,
      body: BODY,
      responses: { 201: { description: 'Reference to the batch', schema: REFERENCES } },
      handle: (call: Call) => create(call, call.params.batchId!),
    }),
    update('replaceBatch', 'PUT', 'Changes a batch; its tags are replaced.'),
    update('updateBatch', 'PATCH', 'Changes fields of a batch.'),
    route({
      id: 'deleteBatch',
      method: 'DELETE',
      path: `${PATH}/:batchId`,
      service: SERVICE,
      summary: 'Takes a batch out of its dataset and removes its files; the entry stays, as deleted.',
      access: DELETE,
      responses: { 200: { description: 'Reference to the batch', schema: REFERENCES } },
      async handle({ scope, params, actor }: Call) {
        await writes.remove(scope, params.batchId!, actor);
        return { body: reference(params.batchId!) };
      },
    }),
    route({
      id: 'listUniqueBatchValues',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/uniques/:field`,
      service: SERVICE,
      summary: 'Lists the values a field of batches has, each once.',
      access: READ,
      responses: { 200: { description: 'The values', schema: Type.Array(Type.Unknown()) } },
      async handle({ scope, params, query }: Call) {
        const field = params.field!;
        if (field !== 'dataSet' && !Object.hasOwn(BATCH_COLUMNS, field))
          throw badRequest(
            sayOfRequest('request-none-of', {
              name: field,
              known: `dataSet, ${Object.keys(BATCH_COLUMNS).join(', ')}`,
            }),
          );
        const column = field === 'dataSet' ? 'dataset' : BATCH_COLUMNS[field as keyof typeof BATCH_COLUMNS];
        const values = await batches.list.uniques(scope.key, column, {
          dataset: text(query.dataSet),
          statuses: text(query.status)?.split(','),
          createdAfter: integerParameter(query, 'createdAfter'),
          createdBefore: integerParameter(query, 'createdBefore'),
          orderBy: [],
          start: integerParameter(query, 'start') ?? 0,
          limit: limitOf(query),
        });
        return { body: values };
      },
    }),
    route({
      id: 'getDataSetCredentials',
      fields: 'none',
      method: 'GET',
      path: '/data/foundation/catalog/dataSets/:dataSetId/credentials',
      service: SERVICE,
      summary:
        'Says that files are sent with Batch Ingestion: no storage of the platform is open to callers (deprecated in the reference).',
      access: READ,
      responses: { 403: { description: 'There are none' } },
      handle({ params }: Call) {
        throw params.dataSetId === '' ? notFound('DataSet', '') : noStorageCredentials();
      },
    }),
  ];
}
