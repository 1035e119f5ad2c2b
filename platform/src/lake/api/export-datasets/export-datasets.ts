import { Type } from 'typebox';
import type { Catalog } from '../../../catalog/index.ts';
import { type Route, route } from '../../../kernel/index.ts';
import { accessNotFound } from '../../errors.ts';
import type { Queries } from '../../query.ts';
import { identifier } from '../../quote.ts';
import { DATA_ACCESS } from '../export-files/export-files.ts';

const PREVIEW_ROWS = 100;

/** Preview of a dataset (Data Access API: `datasets/{id}/preview`). */
export function exportDatasetRoutes(catalog: Catalog, queries: Queries): readonly Route[] {
  return [
    route({
      id: 'previewDataset',
      method: 'GET',
      path: '/data/foundation/export/datasets/:dataSetId/preview',
      service: 'Data Access',
      summary: 'Shows the first 100 rows of a dataset.',
      access: DATA_ACCESS,
      fields: 'filtered',
      responses: { 200: { description: 'Rows as objects', schema: Type.Object({ data: Type.Array(Type.Unknown()) }) } },
      async handle({ scope, fields, params }) {
        const dataset = await catalog.dataset(scope, params.dataSetId!);
        if (dataset === undefined) throw accessNotFound('DataSet', params.dataSetId!);
        const { columns, rows } = await queries.query(
          { scope, fields },
          `SELECT * FROM ${identifier(dataset.table)} LIMIT ${PREVIEW_ROWS}`,
          PREVIEW_ROWS,
        );
        return {
          body: { data: rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]]))) },
        };
      },
    }),
  ];
}
