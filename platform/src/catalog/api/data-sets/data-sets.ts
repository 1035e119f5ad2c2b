import { Type } from 'typebox';
import { type Answer, type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import type { Batches } from '../../batches/batches.ts';
import { type DatasetBody, datasetAnswer, versionOf } from '../../dataset.ts';
import type { Datasets, Preconditions } from '../../datasets.ts';
import { notFound } from '../../errors.ts';
import { pickProperties, readListQuery, sorted } from '../../list-query.ts';

const PATH = '/data/foundation/catalog';
const SERVICE = 'Catalog Service';
const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
const WRITE = needs('datasets', 'write', 'manage-datasets');
const DELETE = needs('datasets', 'delete', 'manage-datasets');

const DATASET = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  imsOrg: Type.String(),
  tags: Type.Record(Type.String(), Type.Array(Type.String())),
  version: Type.String(),
  created: Type.Integer(),
  updated: Type.Integer(),
  createdUser: Type.String(),
  lastBatchId: Type.Optional(Type.String()),
  lastBatchStatus: Type.Optional(Type.String()),
  viewId: Type.String(),
  files: Type.String(),
  schemaRef: Type.Object({ id: Type.String(), contentType: Type.String() }),
  classification: Type.Object({ dataBehavior: Type.String(), managedBy: Type.String() }),
});
const BY_ID = Type.Record(Type.String(), DATASET);
const REFERENCES = Type.Array(Type.String());
const BODY = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  schemaRef: Type.Object({ id: Type.String(), contentType: Type.Optional(Type.String()) }),
  tags: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
});

function reference(id: string): readonly string[] {
  return [`@/dataSets/${id}`];
}

function changed(document: Document<DatasetBody>): Answer {
  return { headers: { 'E-Tag': versionOf(document) }, body: reference(document.id) };
}

function conditions({ headers }: Call): Preconditions {
  return { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] };
}

function validateOnly({ headers }: Call): boolean {
  return headers.pragma?.toLowerCase() === 'validate-only';
}

/** Datasets of Catalog (pages "List objects", "Look up", "Create a dataset", "Update an object", "Delete an object"). */
export function dataSetRoutes(datasets: Datasets, batches: Batches): readonly Route[] {
  const answers = async (
    scope: Scope,
    documents: readonly Document<DatasetBody>[],
  ): Promise<[string, Record<string, unknown>][]> => {
    const states = await batches.states.list(scope.key);
    return Promise.all(
      documents.map(
        async (document): Promise<[string, Record<string, unknown>]> => [
          document.id,
          datasetAnswer(scope, document, await datasets.schemaOf(scope, document), states.get(document.id)),
        ],
      ),
    );
  };

  const update = async (call: Call): Promise<Answer> =>
    changed(await datasets.update(call.scope, call.params.dataSetId!, call.body, call.actor, conditions(call)));

  const list = route({
    id: 'listDataSets',
    fields: 'none',
    method: 'GET',
    path: `${PATH}/dataSets`,
    service: SERVICE,
    summary:
      'Lists datasets as an object by id; limit, start, orderBy, properties, tags, property and any property by name.',
    access: READ,
    responses: { 200: { description: 'Datasets by id', schema: BY_ID } },
    async handle({ scope, query }) {
      const asked = readListQuery(query);
      const all = (await answers(scope, await datasets.documents(scope))).filter(([id, object]) =>
        asked.accepts({ id, ...object }),
      );
      const page = sorted(all, asked.orderBy, ([id, object], name) => (name === 'id' ? id : object[name])).slice(
        asked.start,
        asked.start + asked.limit,
      );
      return { body: Object.fromEntries(page.map(([id, object]) => [id, pickProperties(object, asked.properties)])) };
    },
  });

  const one = route({
    id: 'getDataSet',
    fields: 'none',
    method: 'GET',
    path: `${PATH}/dataSets/:dataSetId`,
    service: SERVICE,
    summary: 'Looks up one dataset, or several by a comma-separated list of ids.',
    access: READ,
    responses: { 200: { description: 'The datasets by id', schema: BY_ID } },
    async handle({ scope, params, query }) {
      const ids = params.dataSetId!.split(',');
      const found = (await Promise.all(ids.map((id) => datasets.document(scope, id)))).filter(
        (document) => document !== undefined,
      );
      if (found.length === 0) throw notFound('DataSet', params.dataSetId!);
      const { properties } = readListQuery({ properties: query.properties });
      const body = Object.fromEntries(
        (await answers(scope, found)).map(([id, object]) => [id, pickProperties(object, properties)]),
      );
      return { body, ...(found.length === 1 ? { headers: { 'E-Tag': versionOf(found[0]!) } } : {}) };
    },
  });

  const create = route({
    id: 'createDataSet',
    fields: 'none',
    method: 'POST',
    path: `${PATH}/dataSets`,
    service: SERVICE,
    summary: 'Creates a dataset for a schema that exists; `Pragma: validate-only` only checks the body.',
    access: WRITE,
    body: BODY,
    responses: { 201: { description: 'Reference to the dataset', schema: REFERENCES } },
    async handle(call: Call) {
      const { scope, body, actor } = call;
      if (validateOnly(call)) {
        await datasets.validate(scope, body);
        return { status: 200, body: [] };
      }
      const document = await datasets.create(scope, body, actor);
      return {
        status: 201,
        headers: { 'E-Tag': versionOf(document), Location: `${PATH}/dataSets/${document.id}` },
        body: reference(document.id),
      };
    },
  });

  const patches = [
    {
      id: 'updateDataSet',
      method: 'PATCH',
      path: `${PATH}/dataSets/:dataSetId`,
      summary: 'Changes a dataset by fields or by JSON Patch.',
    },
    {
      id: 'updateDataSetV2',
      method: 'PATCH',
      path: `${PATH}/v2/dataSets/:dataSetId`,
      summary: 'Changes a dataset, nested fields included.',
    },
    {
      id: 'updateDataSetTags',
      method: 'POST',
      path: `${PATH}/dataSets/:dataSetId`,
      summary: 'Changes a dataset as PATCH does (page "Upsert").',
    },
  ] as const;

  const replace = route({
    id: 'replaceDataSet',
    fields: 'none',
    method: 'PUT',
    path: `${PATH}/dataSets/:dataSetId`,
    service: SERVICE,
    summary:
      'Replaces the writable properties of a dataset; its schema and table name stay; `Pragma: validate-only` only checks.',
    access: WRITE,
    body: BODY,
    responses: { 200: { description: 'Reference to the dataset', schema: REFERENCES } },
    async handle(call: Call) {
      if (validateOnly(call)) {
        await datasets.validateReplacement(call.scope, call.params.dataSetId!, call.body, conditions(call));
        return { body: [] };
      }
      return changed(
        await datasets.replace(call.scope, call.params.dataSetId!, call.body, call.actor, conditions(call)),
      );
    },
  });

  const remove = route({
    id: 'deleteDataSet',
    method: 'DELETE',
    path: `${PATH}/dataSets/:dataSetId`,
    service: SERVICE,
    summary: 'Deletes a dataset with its files; an empty array when there was none.',
    access: DELETE,
    responses: { 200: { description: 'Reference to the deleted dataset', schema: REFERENCES } },
    async handle({ scope, params }) {
      return { body: (await datasets.remove(scope, params.dataSetId!)) ? reference(params.dataSetId!) : [] };
    },
  });

  return [
    list,
    one,
    create,
    ...patches.map((patch) =>
      route({
        ...patch,
        fields: 'none',
        service: SERVICE,
        access: WRITE,
        responses: { 200: { description: 'Reference to the dataset', schema: REFERENCES } },
        handle: update,
      }),
    ),
    replace,
    remove,
  ];
}
