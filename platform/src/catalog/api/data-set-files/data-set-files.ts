import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { fileAnswer } from '../../batch.ts';
import type { Batches } from '../../batches/batches.ts';
import type { Datasets } from '../../datasets.ts';
import { notFound } from '../../errors.ts';
import { integerParameter, limitOf } from '../../list-query.ts';

const PATH = '/data/foundation/catalog';
const SERVICE = 'Catalog Service';
const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
const BY_ID = Type.Record(
  Type.String(),
  Type.Object({ id: Type.String(), batchId: Type.String(), dataSetViewId: Type.String() }),
);

function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** Files of datasets (page "View interrelated objects"). */
export function dataSetFileRoutes(datasets: Datasets, batches: Batches): readonly Route[] {
  const answer = async (
    scope: Scope,
    of: { dataset?: string | undefined; batch?: string | undefined },
    query: Call['query'],
  ) => {
    const page = { start: integerParameter(query, 'start') ?? 0, limit: limitOf(query) };
    const files = await batches.files.list(scope.key, { ...of, kind: 'data' }, page);
    const views = new Map<string, string>();
    for (const id of new Set(files.map(({ dataset }) => dataset)))
      views.set(id, (await datasets.document(scope, id))?.body.viewId ?? '');
    return {
      body: Object.fromEntries(
        files.map((file) => [file.id, fileAnswer(scope.org, views.get(file.dataset) ?? '', file)]),
      ),
    };
  };

  return [
    route({
      id: 'listDataSetViewFiles',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/dataSets/:dataSetId/views/:viewId/files`,
      service: SERVICE,
      summary: 'Lists the files of a dataset: what its `files` property points to.',
      access: READ,
      responses: { 200: { description: 'Files by id', schema: BY_ID } },
      async handle({ scope, params, query }) {
        const document = await datasets.document(scope, params.dataSetId!);
        if (document === undefined) throw notFound('DataSet', params.dataSetId!);
        if (document.body.viewId !== params.viewId) throw notFound('DataSetView', params.viewId!);
        return answer(scope, { dataset: document.id }, query);
      },
    }),
    route({
      id: 'listDataSetFiles',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/dataSetFiles`,
      service: SERVICE,
      summary: 'Lists files of datasets, narrowed by dataSetId or batchId.',
      access: READ,
      responses: { 200: { description: 'Files by id', schema: BY_ID } },
      handle: ({ scope, query }) =>
        answer(scope, { dataset: text(query.dataSetId ?? query.datasetId), batch: text(query.batchId) }, query),
    }),
  ];
}
