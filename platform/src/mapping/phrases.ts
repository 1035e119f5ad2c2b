import { sayingOf } from '@meniscus/languages/syntax';

/** What is said in the details of the stage's problems, English by code. */
export const MAPPING_PHRASES = {
  'mapping-too-deep': 'the body is nested more than {most} levels deep',
  'mapping-target-missing': '`outputSchema.schemaRef.id` (or `xdmSchema`) must name the target schema',
  'mapping-source-missing': '`jsonSchema` or `schemaRef.id` must say what the records look like',
  'mapping-elements': '`{name}` has {count} elements; at most {most} are allowed',
  'mapping-characters': '`{name}` has {count} characters; at most {most} are allowed',
  'mapping-be-rows': '`mappings` must be an array of rows',
  'mapping-row-needs': 'a row needs `source`, `destination` and a `sourceType` of ATTRIBUTE, EXPRESSION or STATIC',
  'mapping-row-broken': '{place}: {what} ({source} → {destination})',
  'mapping-false-only':
    '`{name}` takes false only: what it changes is not published. Null and absent values leave the target alone; nullify() takes a field out',
  'mapping-status': '`status` is {value}; it must be DRAFT or PUBLISHED',
  'mapping-parameter': '{name}={value} is not valid: {wanted}',
  'mapping-csv-or-json': 'give csv or json',
  'mapping-whole-from': 'give a whole number from {least}',
  'mapping-order': 'give createdDate or updatedDate, with + or - before it',
  'mapping-most-listed': 'at most {most} are listed at a time',
  'mapping-schema-id': 'schemaId must name the target schema',
  'mapping-file-no-json': 'the file is no JSON: {why}',
  'mapping-be-data': '`data` must be a record or an array of records',
  'mapping-preview-records': '`data` has {count} records; a preview takes at most {most}',
  'mapping-preview-rows': '{records} records and {rows} rows are too much for a preview; send fewer records',
  'mapping-preview-values': 'the rows make more than {most} values of these records; send fewer or smaller ones',
  'mapping-preview-size': 'the preview has more than {most} characters; send fewer records',
  'mapping-send-sample': 'send the sample as a file in the form field sample-file',
  'mapping-name-schema': 'name the target schema in the form field schema-id',
  'mapping-like-json': 'the sample begins like JSON but is none: {why}',
  'mapping-sample-missing': '`sampleData` is missing',
  'mapping-sample-type': '`sampleDataType` must be JSON or CSV',
  'mapping-tried-with-json': 'expressions are tried with a sample of type JSON',
  'mapping-sample-records': 'the sample has {count} records; at most {most} are tried',
  'mapping-sample-characters': 'the sample has {count} characters; at most {most} are kept',
  'mapping-sample-no-json': 'the sample is no JSON: {why}',
} as const;

/** Says what is wrong with a call, out of the table. */
export const say = sayingOf(MAPPING_PHRASES);
