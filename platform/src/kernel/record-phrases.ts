import { EXPRESSION_PHRASES, ROW_PHRASES } from '@meniscus/languages/dataprep';
import { asSentence, inWords, type Phrase, phrasesOf, type Said, SYNTAX_PHRASES } from '@meniscus/languages/syntax';
import { XDM_PHRASES } from '@meniscus/languages/xdm';
import { FAILURE_CODES, failureReason } from './failure-codes.ts';

/** What is said of records on their way, English by code: why they failed, and what each stage made of them. */
export const RECORD_PHRASES = {
  'row-unreadable': 'The row has corrupted data and cannot be read or parsed. Fix the corrupted data and try again.',
  'row-unreadable-because': 'the row cannot be read: {why}',
  'row-unclosed': 'a quotation mark is never closed',
  'row-too-long': 'longer than {most} bytes',
  'row-not-utf8': 'not UTF-8; is the encoding ISO-8859-1?',
  'row-no-text': 'no text: it holds a zero byte',
  'row-values': '{count} values for {wanted} columns',
  'too-deep': 'the row is nested more than {levels} levels deep; flatten it, then replay',
  'row-too-wide': 'the row has more than {most} fields; leave out what is not needed, then send it again',
  unroutable: '{why} [{id}], then replay',
  'no-flow': 'the dataflow does not exist; send the header x-adobe-flow-id with the id of an enabled dataflow',
  'flow-disabled': 'the dataflow is disabled; enable it in Sources',
  'no-dataset': 'the dataset does not exist',
  'no-schema': 'the schema of the dataset does not exist',
  'no-mapping': 'the mapping set of the dataflow does not exist',
  'no-way':
    'the event stands for {kinds} records, and no enabled dataflow of the connection has such a schema; set one up, then replay',
  'nothing-mapped': 'no row of the mapping set found anything in this record; check its source fields, then replay',
  'at-row': '{source} → {destination}: {what}',
  'schema-violation': '{why}',
  'beyond-guardrail':
    'the record has {bytes} bytes as XDM and the published limit is {limit}; map less of it, or start without MENISCUS_GUARDRAILS=enforce, then replay',
  'no-identity': 'the record has no identity, so it belongs to nobody; map one into identityMap, then replay',
  'no-namespace': 'identity namespace `{code}` does not exist; create it under Identities, then replay this record',
  'bad-identity': "{why}; the record's identities were not linked to each other",
  'identity-empty': 'the {code} identity is empty',
  'identity-too-long': 'the {code} identity is longer than {most} characters',
  'ecid-form': 'an ECID has exactly 38 digits',
  'too-many-identities': 'the record has {count} identities; the first {most} were used',
  'two-of-unique':
    'the record has more than one {code}, which is unique per graph, so nothing was linked; send one person per record',
  'event-of-two': 'the event has more than one {code}, so it is not clear whose it is; it was not added to a profile',
  internal: 'an error of the platform, not of the record: {why}; report it, then replay',
  durable: 'durable at position {position}',
  'not-processed': 'not processed yet',
  'xdm-as-received': 'XDM as received',
  'by-flow': 'dataflow {id}',
  repeated: 'the dataset had this event already, by its _id; it came first with {xactionId}',
  'profiles-only': 'a partial update goes to profiles only',
  'on-its-way': 'on its way into dataset {id}',
  'in-batch': 'batch {batch} of dataset {id}',
  'fits-schema': 'fits its schema',
  'nothing-to-link': 'one identity, nothing to link',
  linked: '{count} identities linked',
  'dataset-without-identity': 'the dataset is not enabled for identity',
  'record-without-identity': 'the record has no identity',
  'without-profile': 'dataset or schema is not enabled for profile',
  'in-profile': 'in the profile of {code}',
  'record-before-gone': 'the record before (position {position}) is no longer in the log',
  'not-before': 'the record before did not have it',
  'records-failed': '{reason} (records: {count})',
  memberships: '{count} audiences, member of {inside} now',
} as const;

/** A phrase about a record. */
export const ofRecord = phrasesOf(RECORD_PHRASES);

const ENGLISH = {
  ...SYNTAX_PHRASES,
  ...XDM_PHRASES,
  ...EXPRESSION_PHRASES,
  ...ROW_PHRASES,
  ...FAILURE_CODES,
  ...RECORD_PHRASES,
};

/** A phrase about a record in English, as it stands within a sentence. */
export function recordText(phrase: Phrase): string {
  // Every code comes from one of the tables.
  return inWords(phrase, ENGLISH)!;
}

/** A phrase about a record in English, as it stands by itself: failures and stages begin with a capital, but for a path or a value. */
export function recordSentence(phrase: Phrase): string {
  return asSentence(phrase, recordText(phrase), ENGLISH);
}

/** A message and its phrase, as failures carry them. */
export function saying(code: Parameters<typeof ofRecord>[0], values: Phrase['values'] = {}): Said {
  const phrase = ofRecord(code, values);
  return { message: recordSentence(phrase), phrase };
}

/** What is said of a record within a sentence. */
export function partSaid(code: Parameters<typeof ofRecord>[0], values: Phrase['values'] = {}): Said {
  const phrase = ofRecord(code, values);
  return { message: recordText(phrase), phrase };
}

/** Why records of a run failed, by the code of each, those of most records first: as errors of the run. `counts` are records by code. */
export function reasonsOf(counts: Readonly<Record<string, number>>): readonly (Said & { readonly code: string })[] {
  const byCount = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return byCount.map(([code, count]) => ({
    code,
    ...saying('records-failed', { reason: failureReason(code)?.phrase ?? code, count }),
  }));
}
