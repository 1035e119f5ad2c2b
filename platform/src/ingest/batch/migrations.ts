import type { Migration } from '../../stores/index.ts';

/** What batch ingestion keeps of a batch until its rows are in the log: options, files as they come, what was staged. */
export interface ImportRows {
  import_batch: {
    scope: string;
    id: string;
    dataset: string;
    created: number;
    /** `BatchOptions` as JSON. */
    options: string;
    /** Object with the staged rows; null while there are none. */
    staged: string | null;
    /** Its sums; null in rows of before there were any. */
    staged_sums: string | null;
  };
  import_file: {
    scope: string;
    batch: string;
    name: string;
    /** 0 while a large file is not complete. */
    complete: number;
    created: number;
  };
  import_part: {
    scope: string;
    batch: string;
    name: string;
    /** First and last byte, both included. */
    first: number;
    last: number;
    path: string;
    /** Sums of the object; null in rows of before there were any. */
    sums: string | null;
  };
}

export const importMigrations: readonly Migration[] = [
  {
    id: 'ingest-001',
    async up(db) {
      await db.schema
        .createTable('import_batch')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('dataset', 'text', (c) => c.notNull())
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addColumn('options', 'text', (c) => c.notNull())
        .addColumn('staged', 'text')
        .addPrimaryKeyConstraint('import_batch_key', ['scope', 'id'])
        .execute();
      await db.schema
        .createTable('import_file')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('batch', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('complete', 'integer', (c) => c.notNull())
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('import_file_key', ['scope', 'batch', 'name'])
        .execute();
      await db.schema
        .createTable('import_part')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('batch', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('first', 'bigint', (c) => c.notNull())
        .addColumn('last', 'bigint', (c) => c.notNull())
        .addColumn('path', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('import_part_key', ['scope', 'batch', 'name', 'first'])
        .execute();
    },
  },
  {
    id: 'ingest-002',
    async up(db) {
      await db.schema.alterTable('import_batch').addColumn('staged_sums', 'text').execute();
      await db.schema.alterTable('import_part').addColumn('sums', 'text').execute();
    },
  },
];
