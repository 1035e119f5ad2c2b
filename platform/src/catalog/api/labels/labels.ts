import { Type } from 'typebox';
import { type Call, type FieldView, needs, type Route, route } from '../../../kernel/index.ts';
import type { DatasetLabels, Labels } from '../../labels.ts';

const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
const WRITE = needs('datasets', 'write', 'manage-datasets');
const LABELS = Type.Object({
  labels: Type.Array(Type.String()),
  optionalLabels: Type.Array(
    Type.Object({
      option: Type.Object({ id: Type.String(), contentType: Type.String(), schemaPath: Type.String() }),
      labels: Type.Array(Type.String()),
    }),
  ),
});

/** Labels of fields that are not hidden. The pages write paths as JSON Schema has them: `/properties/loyalty/properties/tier`. */
function seenLabels({ labels, optionalLabels }: DatasetLabels, fields: FieldView): DatasetLabels {
  const isSeen = ({ option }: DatasetLabels['optionalLabels'][number]) => {
    const path = option.schemaPath.split('/');
    const names = path.filter((name) => name !== 'properties' && name !== 'items');
    const hidden = fields.of(option.id);
    return [path, names].every((one) => hidden.at(one) !== 'all');
  };
  return { labels, optionalLabels: optionalLabels.filter(isSeen) };
}

/** By the name of the dataset, as the pages show it, and plain, as the reference declares it. */
function answer(org: string, id: string, labels: DatasetLabels): Record<string, unknown> {
  return { [`AEP:dataset:${id}`]: { imsOrg: org, ...labels }, ...labels };
}

/** Labels of datasets: under Catalog (page "Data usage labels") and under the Dataset Service, which took them over. */
export function labelRoutes(labels: Labels): readonly Route[] {
  const under = (path: string, service: string, suffix: string): readonly Route[] => [
    route({
      id: `getDataSetLabels${suffix}`,
      method: 'GET',
      path,
      service,
      summary: 'Shows the data usage labels of a dataset.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'The labels', schema: LABELS } },
      async handle({ scope, params, fields }: Call) {
        const found = await labels.get(scope, params.dataSetId!);
        const seen = seenLabels(found.labels, fields);
        return { headers: { ETag: found.version }, body: answer(scope.org, params.dataSetId!, seen) };
      },
    }),
    route({
      id: `createDataSetLabels${suffix}`,
      method: 'POST',
      path,
      service,
      summary: 'Sets the first data usage labels of a dataset.',
      access: WRITE,
      body: LABELS,
      responses: { 201: { description: 'The labels', schema: LABELS } },
      async handle({ scope, params, body, actor }: Call) {
        const version = await labels.create(scope, params.dataSetId!, body, actor);
        return { status: 201, headers: { ETag: version }, body: (await labels.get(scope, params.dataSetId!)).labels };
      },
    }),
    route({
      id: `replaceDataSetLabels${suffix}`,
      method: 'PUT',
      path,
      service,
      summary: 'Sets the data usage labels of a dataset, whatever it had.',
      access: WRITE,
      body: LABELS,
      responses: { 200: { description: 'The labels', schema: LABELS } },
      async handle({ scope, params, body, actor, headers }: Call) {
        const version = await labels.replace(scope, params.dataSetId!, body, actor, headers['if-match']);
        return { headers: { ETag: version }, body: (await labels.get(scope, params.dataSetId!)).labels };
      },
    }),
  ];
  const catalog = '/data/foundation/catalog/dataSets/:dataSetId/labels';
  return [
    ...under(catalog, 'Catalog Service', ''),
    route({
      id: 'deleteDataSetLabels',
      method: 'DELETE',
      path: catalog,
      service: 'Catalog Service',
      summary: 'Removes the data usage labels of a dataset.',
      access: WRITE,
      responses: { 200: { description: 'They are gone' } },
      async handle({ scope, params }: Call) {
        await labels.remove(scope, params.dataSetId!);
        return { body: [] };
      },
    }),
    ...under('/data/foundation/dataset/datasets/:dataSetId/labels', 'Dataset Service', 'V2'),
  ];
}
