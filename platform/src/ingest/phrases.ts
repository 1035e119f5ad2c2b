import { sayingOf } from '@meniscus/languages/syntax';

/** What the stage says of requests, batches and files in a sentence of its own, English by code. */
export const INGEST_PHRASES = {
  'history-path': 'params.path of the source connection is missing: the file or folder to read',
  'history-format': 'data.format of the source connection is {format}; delimited is read',
  'history-compression': 'compressionType is {compression}; gzip and zipDeflate are read, and plain files',
} as const;

export const sayOfIngest = sayingOf(INGEST_PHRASES);
