import { sayingOf } from '@meniscus/languages/syntax';

/** Why a Parquet file cannot be read, English by code. */
export const PARQUET_PHRASES = {
  'parquet-unreadable': 'the file cannot be read as Parquet: {why}',
  'parquet-short': 'it is too short',
  'parquet-begin': 'it does not begin with PAR1',
  'parquet-footer': 'its footer is missing or broken',
  'parquet-endless': 'reading it did not come to an end',
  'parquet-memory': 'reading it takes too much memory; write smaller row groups',
  'parquet-unfolds': 'its {size} bytes unfold to more than {most}',
  'parquet-lost': 'the Parquet reader ended unexpectedly ({how})',
} as const;

export const sayOfParquet = sayingOf(PARQUET_PHRASES);
