import type { Migration } from '../stores/index.ts';

/** Rows of the record of changes. JSON stands in text columns. */
export interface ChangeRows {
  /** One change of one resource; `seq` counts up within the scope. */
  schema_change: {
    scope: string;
    seq: number;
    resource: string;
    kind: string;
    at: number;
    user_id: string;
    client: string;
    request: string;
    /** Characters of `updates`. */
    size: number;
    updates: string;
  };
  /** Under which resources a change shows: its own, and those that used it when it was made. */
  schema_change_shown: { scope: string; resource: string; seq: number };
}

export const schemaMigrations: readonly Migration[] = [
  {
    id: 'schemas-001',
    async up(db) {
      await db.schema
        .createTable('schema_change')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('resource', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('user_id', 'text', (c) => c.notNull())
        .addColumn('client', 'text', (c) => c.notNull())
        .addColumn('request', 'text', (c) => c.notNull())
        .addColumn('size', 'bigint', (c) => c.notNull())
        .addColumn('updates', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('schema_change_key', ['scope', 'seq'])
        .execute();
      await db.schema
        .createTable('schema_change_shown')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('resource', 'text', (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('schema_change_shown_key', ['scope', 'resource', 'seq'])
        .execute();
    },
  },
];
