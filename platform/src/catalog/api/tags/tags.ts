import { Type } from 'typebox';
import { needs, type Route, route } from '../../../kernel/index.ts';
import type { Batches } from '../../batches/batches.ts';
import type { Datasets } from '../../datasets.ts';

const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');

/** Where a tag occurs and with which values (Catalog API reference, `tags`, deprecated there). */
export function tagRoutes(datasets: Datasets, batches: Batches): readonly Route[] {
  return [
    route({
      id: 'listTagValues',
      fields: 'none',
      method: 'GET',
      path: '/data/foundation/catalog/tags/*',
      service: 'Catalog Service',
      summary: 'Shows which objects have a tag, and all its values.',
      access: READ,
      responses: {
        200: {
          description: 'Objects and values',
          schema: Type.Object({ objectType: Type.Record(Type.String(), Type.Array(Type.String())) }),
        },
      },
      async handle({ scope, params }) {
        // Names of tags have slashes: adobe/pqs/table.
        const name = params['*'] ?? '';
        const tagged = [
          ...(await datasets.documents(scope)).map(({ id, body }) => ({
            kind: 'dataSets',
            id,
            values: body.tags[name],
          })),
          ...(await batches.list.tagged(scope.key, name)).map(({ id, tags }) => ({
            kind: 'batches',
            id,
            values: tags[name],
          })),
        ].filter(({ values }) => values !== undefined);
        const objectType: Record<string, string[]> = {};
        for (const { kind, id } of tagged) objectType[kind] = [...(objectType[kind] ?? []), `@/${kind}/${id}`];
        const values = tagged.flatMap(({ values }) => (Array.isArray(values) ? values : [String(values)]));
        return { body: { objectType, [name]: [...new Set(values)] } };
      },
    }),
  ];
}
