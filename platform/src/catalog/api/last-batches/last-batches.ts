import { Type } from 'typebox';
import { needs, type Route, route } from '../../../kernel/index.ts';
import type { Batches } from '../../batches/batches.ts';
import { pickProperties, readListQuery, sorted } from '../../list-query.ts';

const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
const ENTRY = Type.Object({
  lastBatchId: Type.String(),
  lastBatchStatus: Type.String(),
  lastSuccessfulBatchId: Type.Optional(Type.String()),
  lastFailedBatchId: Type.Optional(Type.String()),
  imsOrg: Type.String(),
  sandboxId: Type.String(),
  created: Type.Integer(),
  updated: Type.Integer(),
});

/** The newest batch of each dataset, and its newest successful and failed one (Catalog API reference, `lastBatches`). */
export function lastBatchRoutes(batches: Batches): readonly Route[] {
  return [
    route({
      id: 'listLastBatches',
      fields: 'none',
      method: 'GET',
      path: '/data/foundation/catalog/lastBatches',
      service: 'Catalog Service',
      summary: 'Lists the last batches of each dataset as an object by dataset id.',
      access: READ,
      responses: { 200: { description: 'Last batches by dataset id', schema: Type.Record(Type.String(), ENTRY) } },
      async handle({ scope, query }) {
        const asked = readListQuery(query);
        const all: [string, Record<string, unknown>][] = [];
        for (const [dataSetId, state] of await batches.states.list(scope.key)) {
          const last = state.lastBatch === undefined ? undefined : await batches.list.batch(scope.key, state.lastBatch);
          if (last === undefined) continue;
          const entry = {
            lastBatchId: last.id,
            lastBatchStatus: last.status,
            ...(state.lastSuccess === undefined ? {} : { lastSuccessfulBatchId: state.lastSuccess }),
            ...(state.lastFailed === undefined ? {} : { lastFailedBatchId: state.lastFailed }),
            imsOrg: scope.org,
            sandboxId: scope.sandboxId,
            created: last.created,
            updated: last.updated,
          };
          if (asked.accepts({ dataSetId, ...entry })) all.push([dataSetId, entry]);
        }
        const page = sorted(all, asked.orderBy, ([id, entry], name) => (name === 'dataSetId' ? id : entry[name]));
        const shown = page.slice(asked.start, asked.start + asked.limit);
        return { body: Object.fromEntries(shown.map(([id, entry]) => [id, pickProperties(entry, asked.properties)])) };
      },
    }),
  ];
}
