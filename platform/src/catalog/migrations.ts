import type { Migration } from '../stores/index.ts';

/** Rows of the tables that grow with the data: one a batch, one a file, one a dataset. JSON stands in text columns. */
export interface CatalogRows {
  catalog_batch: {
    scope: string;
    id: string;
    dataset: string;
    status: string;
    created: number;
    updated: number;
    started: number | null;
    completed: number | null;
    created_by: string;
    created_client: string;
    updated_by: string;
    version: number;
    external_id: string | null;
    input_rows: number;
    output_rows: number;
    failed_rows: number;
    input_bytes: number;
    output_bytes: number;
    files: number;
    source_from: number | null;
    source_to: number | null;
    errors: string;
    available_from: number | null;
    available_to: number | null;
    input_format: string;
    tags: string;
    /** Files the caller sent. */
    input_files: number;
    /** Rows only the lake refused; they are part of `failed_rows`. */
    unreadable_rows: number;
    replay: string | null;
    /** The batch that holds the rows of this one now. */
    joined_into: string | null;
    /** Batches whose rows were joined into this one; 0 for those that brought rows themselves. */
    joins: number;
  };
  catalog_file: {
    scope: string;
    id: string;
    batch: string;
    dataset: string;
    name: string;
    path: string;
    bytes: number;
    row_count: number;
    kind: string;
    layout: string;
    created: number;
    created_by: string;
    created_client: string;
    /** CRC-32 of every mebibyte; null for files of before there were any. */
    sums: string | null;
  };
  catalog_dataset_state: {
    scope: string;
    dataset: string;
    row_count: number;
    failed_rows: number;
    bytes: number;
    last_batch: string | null;
    last_status: string | null;
    last_success: string | null;
    last_failed: string | null;
  };
}

export const catalogMigrations: readonly Migration[] = [
  {
    id: 'catalog-001',
    async up(db) {
      await db.schema
        .createTable('catalog_batch')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('dataset', 'text', (c) => c.notNull())
        .addColumn('status', 'text', (c) => c.notNull())
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addColumn('updated', 'bigint', (c) => c.notNull())
        .addColumn('started', 'bigint')
        .addColumn('completed', 'bigint')
        .addColumn('created_by', 'text', (c) => c.notNull())
        .addColumn('created_client', 'text', (c) => c.notNull())
        .addColumn('updated_by', 'text', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('external_id', 'text')
        .addColumn('input_rows', 'bigint', (c) => c.notNull())
        .addColumn('output_rows', 'bigint', (c) => c.notNull())
        .addColumn('failed_rows', 'bigint', (c) => c.notNull())
        .addColumn('input_bytes', 'bigint', (c) => c.notNull())
        .addColumn('output_bytes', 'bigint', (c) => c.notNull())
        .addColumn('files', 'integer', (c) => c.notNull())
        .addColumn('source_from', 'bigint')
        .addColumn('source_to', 'bigint')
        .addColumn('errors', 'text', (c) => c.notNull())
        .addColumn('available_from', 'bigint')
        .addColumn('available_to', 'bigint')
        .addColumn('input_format', 'text', (c) => c.notNull())
        .addColumn('tags', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('catalog_batch_key', ['scope', 'id'])
        .execute();
      await db.schema
        .createIndex('catalog_batch_created')
        .on('catalog_batch')
        .columns(['scope', 'created', 'id'])
        .execute();
      await db.schema
        .createIndex('catalog_batch_dataset')
        .on('catalog_batch')
        .columns(['scope', 'dataset', 'created'])
        .execute();
      await db.schema
        .createIndex('catalog_batch_source')
        .on('catalog_batch')
        .columns(['scope', 'dataset', 'source_to'])
        .execute();
      await db.schema
        .createTable('catalog_file')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('batch', 'text', (c) => c.notNull())
        .addColumn('dataset', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('path', 'text', (c) => c.notNull())
        .addColumn('bytes', 'bigint', (c) => c.notNull())
        .addColumn('row_count', 'bigint', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('layout', 'text', (c) => c.notNull())
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addColumn('created_by', 'text', (c) => c.notNull())
        .addColumn('created_client', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('catalog_file_key', ['scope', 'id'])
        .execute();
      await db.schema.createIndex('catalog_file_batch').on('catalog_file').columns(['scope', 'batch']).execute();
      await db.schema
        .createIndex('catalog_file_dataset')
        .on('catalog_file')
        .columns(['scope', 'dataset', 'created'])
        .execute();
      await db.schema
        .createTable('catalog_dataset_state')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('dataset', 'text', (c) => c.notNull())
        .addColumn('row_count', 'bigint', (c) => c.notNull())
        .addColumn('failed_rows', 'bigint', (c) => c.notNull())
        .addColumn('bytes', 'bigint', (c) => c.notNull())
        .addColumn('last_batch', 'text')
        .addColumn('last_status', 'text')
        .addColumn('last_success', 'text')
        .addColumn('last_failed', 'text')
        .addPrimaryKeyConstraint('catalog_dataset_state_key', ['scope', 'dataset'])
        .execute();
    },
  },
  {
    id: 'catalog-002',
    async up(db) {
      const table = () => db.schema.alterTable('catalog_batch');
      await table()
        .addColumn('input_files', 'integer', (c) => c.notNull().defaultTo(1))
        .execute();
      await table()
        .addColumn('unreadable_rows', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
      await table().addColumn('replay', 'text').execute();
      await db.schema
        .createIndex('catalog_batch_external')
        .on('catalog_batch')
        .columns(['scope', 'external_id'])
        .execute();
    },
  },
  {
    id: 'catalog-003',
    async up(db) {
      const table = () => db.schema.alterTable('catalog_batch');
      await table().addColumn('joined_into', 'text').execute();
      await table()
        .addColumn('joins', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
  {
    id: 'catalog-004',
    async up(db) {
      // What is looked for every few minutes is found without going over every batch there ever was.
      await db.schema
        .createIndex('catalog_batch_completed')
        .on('catalog_batch')
        .columns(['status', 'completed'])
        .execute();
      await db.schema
        .createIndex('catalog_batch_replay')
        .on('catalog_batch')
        .columns(['scope', 'dataset', 'status', 'replay'])
        .where('replay', 'is not', null)
        .execute();
    },
  },
  {
    id: 'catalog-005',
    async up(db) {
      await db.schema.alterTable('catalog_file').addColumn('sums', 'text').execute();
    },
  },
];
