import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { type DatasetBody, versionOf } from '../../dataset.ts';
import type { Datasets } from '../../datasets.ts';
import { badRequest, notFound } from '../../errors.ts';
import { pickProperties, readListQuery, sorted } from '../../list-query.ts';

const PATH = '/data/foundation/catalog';
const SERVICE = 'Catalog Service';
const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
const WRITE = needs('datasets', 'write', 'manage-datasets');
const VIEW = Type.Object({ dataSetId: Type.String(), status: Type.String(), imsOrg: Type.String() });
const BY_ID = Type.Record(Type.String(), VIEW);

/** The view of a dataset: each has one, made with it, that its files hang on. */
function viewAnswer(scope: Scope, document: Document<DatasetBody>): Record<string, unknown> {
  const { id, body } = document;
  return {
    dataSetId: id,
    name: body.name,
    status: 'enabled',
    imsOrg: scope.org,
    sandboxId: scope.sandboxId,
    created: document.createdAt,
    updated: document.updatedAt,
    createdClient: body.clientId,
    createdUser: document.createdBy,
    updatedUser: document.updatedBy,
    version: versionOf(document),
    files: `@/dataSets/${id}/views/${body.viewId}/files`,
  };
}

/** Views of datasets (pages "Catalog Service overview" and "Make multiple requests in a single call"). */
export function dataSetViewRoutes(datasets: Datasets): readonly Route[] {
  const one = async (scope: Scope, viewId: string, dataSetId?: string) => {
    const document = (await datasets.documents(scope)).find(
      ({ id, body }) => body.viewId === viewId && (dataSetId === undefined || id === dataSetId),
    );
    if (document === undefined) throw notFound('DataSetView', viewId);
    return { body: { [viewId]: viewAnswer(scope, document) } };
  };

  return [
    route({
      id: 'listDataSetViews',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/dataSetViews`,
      service: SERVICE,
      summary: 'Lists the views of datasets as an object by id.',
      access: READ,
      responses: { 200: { description: 'Views by id', schema: BY_ID } },
      async handle({ scope, query }) {
        const asked = readListQuery(query);
        const all = (await datasets.documents(scope))
          .map((document): [string, Record<string, unknown>] => [document.body.viewId, viewAnswer(scope, document)])
          .filter(([id, view]) => asked.accepts({ id, ...view }));
        const page = sorted(all, asked.orderBy, ([id, view], name) => (name === 'id' ? id : view[name]));
        const shown = page.slice(asked.start, asked.start + asked.limit);
        return { body: Object.fromEntries(shown.map(([id, view]) => [id, pickProperties(view, asked.properties)])) };
      },
    }),
    route({
      id: 'getDataSetView',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/dataSetViews/:viewId`,
      service: SERVICE,
      summary: 'Looks up the view of a dataset.',
      access: READ,
      responses: { 200: { description: 'The view by its id', schema: BY_ID } },
      handle: ({ scope, params }) => one(scope, params.viewId!),
    }),
    route({
      id: 'getViewOfDataSet',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/dataSets/:dataSetId/views/:viewId`,
      service: SERVICE,
      summary: 'Looks up the view of one dataset.',
      access: READ,
      responses: { 200: { description: 'The view by its id', schema: BY_ID } },
      handle: ({ scope, params }) => one(scope, params.viewId!, params.dataSetId!),
    }),
    route({
      id: 'createDataSetView',
      fields: 'none',
      method: 'POST',
      path: `${PATH}/dataSetViews`,
      service: SERVICE,
      summary: 'Refers to the view of a dataset; each has exactly one, made with it.',
      access: WRITE,
      body: Type.Object({ dataSetId: Type.String() }),
      responses: { 201: { description: 'Reference to the view', schema: Type.Array(Type.String()) } },
      async handle({ scope, body }: Call) {
        const id = (body as { dataSetId?: unknown } | undefined)?.dataSetId;
        if (typeof id !== 'string') throw badRequest(sayOfRequest('request-required', { name: 'dataSetId' }));
        const document = await datasets.document(scope, id);
        if (document === undefined) throw notFound('DataSet', id);
        return { status: 201, body: [`@/dataSetViews/${document.body.viewId}`] };
      },
    }),
  ];
}
