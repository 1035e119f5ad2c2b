import { Type } from 'typebox';
import { type Call, needs, type Route, route, sayOfRequest } from '../../../kernel/index.ts';
import { type Batch, batchAnswer } from '../../batch.ts';
import { BATCH_COLUMNS, type BatchSelection } from '../../batches/batch-list.ts';
import type { Batches } from '../../batches/batches.ts';
import { badRequest, notFound } from '../../errors.ts';
import { integerParameter, type ListQuery, pickProperties, readListQuery } from '../../list-query.ts';

const PATH = '/data/foundation/catalog/batches';
const SERVICE = 'Catalog Service';
const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
/** How many rows are looked at in one go while a filter that the tables cannot answer is applied. */
const STRIDE = 500;
const TIMES = ['createdAfter', 'createdBefore', 'startAfter', 'startBefore', 'endAfter', 'endBefore'] as const;
const OWN = new Set<string>(['dataSet', 'status', 'batch', 'aggregate', ...TIMES]);

const BATCH = Type.Object({
  imsOrg: Type.String(),
  status: Type.String(),
  created: Type.Integer(),
  updated: Type.Integer(),
  relatedObjects: Type.Array(Type.Object({ type: Type.String(), id: Type.String() })),
  started: Type.Optional(Type.Integer()),
  completed: Type.Optional(Type.Integer()),
  externalId: Type.Optional(Type.String()),
  metrics: Type.Record(Type.String(), Type.Integer()),
  errors: Type.Array(
    Type.Object({
      code: Type.String(),
      description: Type.String(),
      phrase: Type.Optional(Type.Unknown({ description: 'The description by its code, for other languages.' })),
      recordCount: Type.Optional(Type.Integer()),
    }),
  ),
  version: Type.String(),
});
const BY_ID = Type.Record(Type.String(), BATCH);

function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

function isColumn(name: string): name is keyof typeof BATCH_COLUMNS {
  return Object.hasOwn(BATCH_COLUMNS, name);
}

function selectionOf(query: Call['query'], { orderBy }: ListQuery): Omit<BatchSelection, 'start' | 'limit'> {
  return {
    dataset: text(query.dataSet),
    statuses: text(query.status)?.split(','),
    ...Object.fromEntries(TIMES.map((name) => [name, integerParameter(query, name)])),
    orderBy: orderBy.map(({ property, descending }) => {
      if (!isColumn(property))
        throw badRequest(
          sayOfRequest('request-none-of', {
            name: `orderBy: ${property}`,
            known: Object.keys(BATCH_COLUMNS).join(', '),
          }),
        );
      return { property, descending };
    }),
  };
}

/** Batches of Catalog: list and look-up (pages "List objects" and "Filter Catalog data using query parameters"). */
export function batchRoutes(batches: Batches): readonly Route[] {
  /** Conditions the tables answer are in the selection; the others are applied here, a stride at a time. */
  const page = async (
    scope: string,
    selection: Omit<BatchSelection, 'start' | 'limit'>,
    asked: ListQuery,
    accepts: (batch: Batch) => boolean,
  ) => {
    if (!asked.filtered) return batches.list.page(scope, { ...selection, start: asked.start, limit: asked.limit });
    const found: Batch[] = [];
    for (let start = 0; found.length < asked.start + asked.limit; start += STRIDE) {
      const stride = await batches.list.page(scope, { ...selection, start, limit: STRIDE });
      found.push(...stride.filter(accepts));
      if (stride.length < STRIDE) break;
    }
    return found.slice(asked.start, asked.start + asked.limit);
  };

  const list = route({
    id: 'listBatches',
    method: 'GET',
    path: PATH,
    service: SERVICE,
    summary:
      'Lists batches as an object by id; dataSet, status, createdAfter, createdBefore and the filters of all lists.',
    access: READ,
    fields: 'filtered',
    responses: { 200: { description: 'Batches by id', schema: BY_ID } },
    async handle({ scope, query, fields }) {
      const asked = readListQuery(query, OWN);
      const answer = (batch: Batch) => batchAnswer(scope.org, batch, fields.whole);
      const found = await page(scope.key, selectionOf(query, asked), asked, (batch) =>
        asked.accepts({ id: batch.id, ...answer(batch) }),
      );
      return {
        body: Object.fromEntries(found.map((batch) => [batch.id, pickProperties(answer(batch), asked.properties)])),
      };
    },
  });

  const one = (id: string, path: string) =>
    route({
      id,
      method: 'GET',
      path,
      service: SERVICE,
      summary: 'Looks up one batch.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'The batch by its id', schema: BY_ID } },
      async handle({ scope, params, query, fields }) {
        const batch = await batches.list.batch(scope.key, params.batchId!);
        if (batch === undefined) throw notFound('Batch', params.batchId!);
        const { properties } = readListQuery({ properties: query.properties });
        return { body: { [batch.id]: pickProperties(batchAnswer(scope.org, batch, fields.whole), properties) } };
      },
    });

  // The singular path is in older versions of the page and in clients written by them.
  return [list, one('getBatch', `${PATH}/:batchId`), one('getBatchOld', '/data/foundation/catalog/batch/:batchId')];
}
