import type { Phrase } from '@meniscus/languages/syntax';

/** What records with a failure of this code have in common, English by code. A failure says besides which value, where and what now. */
export const FAILURE_CODES = {
  'INGEST-1401-400': 'The row cannot be read',
  'INGEST-TOO-DEEP': 'The record is nested too deeply',
  'INGEST-NO-FLOW': 'The dataflow does not exist',
  'INGEST-NO-DISABLED': 'The dataflow is disabled',
  'INGEST-NO-DATASET': 'The dataset does not exist',
  'INGEST-NO-SCHEMA': 'The schema of the dataset does not exist',
  'INGEST-NO-MAPPING': 'The mapping set of the dataflow does not exist',
  'INGEST-NO-WAY': 'No dataflow takes records of this kind',
  'MAPPING-EMPTY': 'No row of the mapping set found anything in the record',
  'MAPPING-EVALUATION': 'An expression of the mapping set has no result for the record',
  'MAPPING-CONVERSION': 'A value does not fit the type of its target field',
  'MAPPING-FRACTION': 'A fraction was cut off for a field of whole numbers',
  'MAPPING-MANY-VALUES': 'Only the first of several values went into a field of one',
  'SCHEMA-TYPE': 'A value is of another type than its field',
  'SCHEMA-REQUIRED': 'A required field is missing',
  'SCHEMA-ADDITIONALPROPERTIES': 'A field is not in the schema',
  'SCHEMA-ENUM': 'A value is not one of those allowed',
  'SCHEMA-FORMAT': 'A value is not in the format of its field',
  'SCHEMA-PATTERN': 'A text does not match the pattern of its field',
  'SCHEMA-MINLENGTH': 'A text is too short',
  'SCHEMA-MAXLENGTH': 'A text is too long',
  'SCHEMA-MINIMUM': 'A number is too small',
  'SCHEMA-MAXIMUM': 'A number is too large',
  'SCHEMA-EXCLUSIVEMINIMUM': 'A number is too small',
  'SCHEMA-EXCLUSIVEMAXIMUM': 'A number is too large',
  'SCHEMA-MINITEMS': 'A list has too few items',
  'SCHEMA-MAXITEMS': 'A list has too many items',
  'SCHEMA-UNIQUEITEMS': 'A list has an item twice',
  'IDENTITY-NAMESPACE': 'An identity namespace does not exist',
  'IDENTITY-VALUE': 'An identity is not valid',
  'IDENTITY-COUNT': 'The record has too many identities',
  'IDENTITY-UNIQUE': 'The record has several identities of a namespace that is unique per person',
  'IDENTITY-REPEATED': 'The event could be of several people',
  'PROFILE-NO-IDENTITY': 'The record has no identity',
  'GUARDRAIL-RECORD-SIZE': 'The record is larger than the guardrail for profile records',
  'GUARDRAIL-EVENT-SIZE': 'The event is larger than the guardrail for events',
  INTERNAL: 'An error of the platform, not of the record',
  // What is counted together where there are too many codes to count each.
  other: 'Other reasons',
} as const;

/** Code of a failure of a record. */
export type FailureCode = Exclude<keyof typeof FAILURE_CODES, 'other'>;

/** What records that failed with a code have in common, with its phrase; undefined for a code of before, or of no record. */
export function failureReason(code: string): { readonly message: string; readonly phrase: Phrase } | undefined {
  if (!Object.hasOwn(FAILURE_CODES, code)) return undefined;
  return { message: FAILURE_CODES[code as keyof typeof FAILURE_CODES], phrase: { code, values: {} } };
}
