import { sayingOf } from '@meniscus/languages/syntax';

/** What became of rows that do not fit, English by code. What the engine says of a row is in it. */
export const STORED_ROW_PHRASES = {
  'rows-no-dataset':
    'the dataset or its schema no longer exists; the rows are kept as they came, in the failed files of the batch',
  'rows-refused':
    'Encountered {rows} errors in the data. Successfully ingested 0 rows. Please review the associated diagnostic files for more details.',
  'rows-unknown-fields': 'the schema has no field for: {keys}; the rows are kept as JSON text',
  'rows-too-many-misfits': 'too many rows do not fit',
  'rows-as-text': '{reason}; the rows are kept as JSON text',
  'rows-as-they-came': '{reason}; the rows are kept as they came, in the failed files of the batch',
} as const;

export const sayOfRows = sayingOf(STORED_ROW_PHRASES);
