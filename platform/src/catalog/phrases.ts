import { sayingOf } from '@meniscus/languages/syntax';

/** What the stage says of bodies and parameters in a sentence of its own, English by code. */
export const CATALOG_PHRASES = {
  'catalog-name': 'name is required and must be a string that is not empty',
  'catalog-schema-ref': 'schemaRef is required: {example}',
  'catalog-schema-stays': 'schemaRef.id cannot change after creation; this dataset holds {id}',
  'catalog-no-table-name':
    'tags["adobe/pqs/table"]: {asked} cannot be a table name; use lower-case letters, digits and _, not an SQL word',
  'catalog-change': 'the body must be an object of the fields to change',
  'catalog-change-or-patch': 'the body must be an object of fields to change, or an array of JSON Patch operations',
  'catalog-labels': 'the body must be an object with labels and optionalLabels',
  'catalog-label-names': '{name} must be an array of at most {most} label names such as "C1"',
  'catalog-optional-labels': 'optionalLabels must be an array of at most {most} entries',
  'catalog-labelled-option': '{name}.option needs id, contentType and schemaPath',
  'catalog-untold': 'Labels hide fields of this sandbox from you: which ones went wrong is not told.',
  'catalog-batch-id': 'a batch id has 1 to 64 letters, digits and dashes',
  'catalog-batch-there': 'there is a batch {id} already',
  'catalog-batch-of-dataset': 'relatedObjects must name a dataSet: {example}',
  'catalog-only-successful': 'batch {id} is {status}; only a successful one can become inactive',
  'catalog-batch-of-platform':
    'batch {id} is filled by the platform, which sets its status; abort or revert it with Batch Ingestion',
  'catalog-batch-joined': 'the rows of batch {id} are in batch {other} now, with those of others',
  'catalog-batch-at-work': 'batch {id} is {status}; abort it with Batch Ingestion first',
  'catalog-batch-changed': 'batch {id} changed meanwhile; try again',
  'catalog-requests': 'the body must be an array of 1 to {most} requests',
  'catalog-request': '{at} must be an object with id, resource, method and body',
  'catalog-request-resource': '{at}: resource must be a path from the root of Catalog, such as /dataSets',
  'catalog-request-method': '{at}: method must be GET, POST, PUT, PATCH or DELETE',
  'catalog-request-headers': '{at}: headers must be an object of texts',
  'catalog-request-twice': 'two requests have the id {id}',
  'catalog-no-earlier-answer': '<<{id}.{name}>> names nothing in an earlier answer',
  'catalog-nothing-at': 'there is nothing at {method} {path}',
} as const;

export const sayOfCatalog = sayingOf(CATALOG_PHRASES);
