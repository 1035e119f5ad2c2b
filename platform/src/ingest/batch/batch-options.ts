import type { BatchTags, Replay } from '../../catalog/index.ts';
import { sayOfRequest } from '../../kernel/index.ts';
import { sayOfIngest } from '../phrases.ts';
import { badBatchRequest } from './errors.ts';

/** How the files of a batch are written. */
export type InputFormat =
  | { readonly format: 'json'; readonly isMultiLineJson: boolean }
  | { readonly format: 'parquet' }
  | ({ readonly format: 'csv' } & CsvFormat);

/** One character each, ASCII. A value equal to `nullMarker` is no value. */
export interface CsvFormat {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly charset: Charset;
  readonly nullMarker: string;
}

export type Charset = 'UTF-8' | 'US-ASCII' | 'ISO-8859-1';

/** What a batch was created with, as far as its processing asks. */
export interface BatchOptions {
  readonly format: InputFormat;
  readonly diagnostics: boolean;
  /** Share of rows in percent that may fail; 0 where partial ingestion is off. */
  readonly threshold: number;
}

/** A batch as a caller asks for it. */
export interface BatchRequest {
  readonly datasetId: string;
  readonly externalId: string | undefined;
  /** As it was sent, for the answers of Catalog. */
  readonly inputFormat: Readonly<Record<string, unknown>>;
  readonly options: BatchOptions;
  readonly tags: BatchTags;
  readonly replay: Replay | undefined;
}

type Json = Readonly<Record<string, unknown>>;

const MOST_PREDECESSORS = 1000;
const CHARSETS: Readonly<Record<string, Charset>> = {
  'UTF-8': 'UTF-8',
  'US-ASCII': 'US-ASCII',
  'ISO-8859-1': 'ISO-8859-1',
  // As the page spells it.
  'ISO-8869-1': 'ISO-8859-1',
};

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function flag(value: unknown, name: string): boolean {
  if (value === undefined || value === null) return false;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw badBatchRequest(sayOfRequest('request-flag', { name }));
}

function sign(value: unknown, name: string, fallback: string): string {
  if (value === undefined || value === null || value === '') return fallback;
  if (typeof value !== 'string' || value.length !== 1 || value > '\u007f' || value === '\n' || value === '\r')
    throw badBatchRequest(sayOfIngest('batch-sign', { name }));
  return value;
}

function readCsv(sent: Json): CsvFormat {
  if (sent.header !== undefined && !flag(sent.header, 'inputFormat.header'))
    throw badBatchRequest(sayOfIngest('batch-header'));
  const charset = CHARSETS[String(sent.charset ?? 'UTF-8').toUpperCase()];
  if (charset === undefined) throw badBatchRequest(sayOfIngest('batch-charset'));
  const format = {
    delimiter: sign(sent.delimiter, 'delimiter', ','),
    quote: sign(sent.quote, 'quote', '"'),
    escape: sign(sent.escape, 'escape', '\\'),
    charset,
    nullMarker: typeof sent.nullMarker === 'string' ? sent.nullMarker : '',
  };
  if (format.delimiter === format.quote) throw badBatchRequest(sayOfIngest('batch-signs-differ'));
  return format;
}

/** Reads `inputFormat`; Parquet when there is none (page "Batch ingestion overview"). Throws the 400. */
export function readInputFormat(value: unknown): InputFormat {
  if (value === undefined || value === null) return { format: 'parquet' };
  if (!isObject(value)) throw badBatchRequest(sayOfIngest('batch-format-object', { example: '{"format": "json"}' }));
  const format = typeof value.format === 'string' ? value.format.toLowerCase() : '';
  if (format === 'json') return { format, isMultiLineJson: flag(value.isMultiLineJson, 'inputFormat.isMultiLineJson') };
  if (format === 'parquet') return { format };
  if (format === 'csv') return { format, ...readCsv(value) };
  throw badBatchRequest(sayOfIngest('batch-format'));
}

/** `partialIngestionPercent`; the pages also write `partialIngestionPercentage`, and `errorThreshold` is what the UI calls it. */
function readThreshold(body: Json): number | undefined {
  const sent = body.partialIngestionPercent ?? body.partialIngestionPercentage ?? body.errorThreshold;
  if (sent === undefined || sent === null) return undefined;
  const percent = typeof sent === 'string' ? Number(sent) : sent;
  if (typeof percent !== 'number' || !(percent >= 0 && percent <= 100))
    throw badBatchRequest(sayOfRequest('request-number', { name: 'partialIngestionPercent', least: 0, most: 100 }));
  return percent;
}

/** Ids of batches to replace; a `$` before an id is no part of it (Batch Ingestion API reference, `replay`). */
function idList(value: unknown, name: string): readonly string[] {
  if (value === undefined || value === null) return [];
  if (
    !Array.isArray(value) ||
    value.length > MOST_PREDECESSORS ||
    !value.every((id) => typeof id === 'string' && id !== '')
  )
    throw badBatchRequest(sayOfIngest('batch-replay-ids', { name, most: MOST_PREDECESSORS }));
  return [...new Set((value as string[]).map((id) => id.replace(/^\$\{?/, '').replace(/\}$/, '')))];
}

function readReplay(value: unknown): Replay | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw badBatchRequest(sayOfIngest('batch-replay'));
  if (value.reason !== undefined && typeof value.reason !== 'string')
    throw badBatchRequest(sayOfRequest('request-string', { name: 'replay.reason' }));
  const external = idList(value.predecessorsByExternalId, 'predecessorsByExternalId');
  return {
    predecessors: idList(value.predecessors, 'predecessors'),
    ...(external.length === 0 ? {} : { predecessorsByExternalId: external }),
    ...(value.reason === undefined ? {} : { reason: value.reason }),
  };
}

function readTags(value: unknown): BatchTags {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw badBatchRequest(sayOfRequest('request-tags', { name: 'tags' }));
  for (const [name, values] of Object.entries(value))
    if (!Array.isArray(values) || !values.every((one) => typeof one === 'string'))
      throw badBatchRequest(sayOfRequest('request-strings', { name: `tags["${name}"]` }));
  return value as BatchTags;
}

/** Reads the body of `POST /batches`. Throws the 400 that names the field. */
export function readBatchRequest(body: unknown): BatchRequest {
  if (!isObject(body)) throw badBatchRequest(sayOfIngest('batch-body'));
  const { datasetId, externalId } = body;
  if (typeof datasetId !== 'string' || datasetId === '')
    throw badBatchRequest(sayOfRequest('request-required', { name: 'datasetId' }));
  if (externalId !== undefined && (typeof externalId !== 'string' || externalId === '' || externalId.length > 500))
    throw badBatchRequest(sayOfRequest('request-string-of-most', { name: 'externalId', most: 500 }));
  const threshold = readThreshold(body);
  // Partial ingestion turns diagnostics on (page "Partial batch ingestion").
  const diagnostics = flag(body.enableErrorDiagnostics, 'enableErrorDiagnostics') || threshold !== undefined;
  const format = readInputFormat(body.inputFormat);
  return {
    datasetId,
    externalId,
    inputFormat: { ...(isObject(body.inputFormat) ? body.inputFormat : {}), format: format.format },
    options: { format, diagnostics, threshold: threshold ?? 0 },
    tags: {
      ...readTags(body.tags),
      ...(diagnostics ? { acp_enableErrorDiagnostics: true } : {}),
      ...(threshold === undefined ? {} : { acp_partialIngestionPercent: threshold }),
    },
    replay: readReplay(body.replay),
  };
}
