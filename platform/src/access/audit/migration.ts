import type { Migration } from '../../stores/index.ts';

/** Rows of the audit log. There is no column `scope`: the events of a sandbox outlive it. */
export interface AuditRows {
  audit_event: {
    seq: number;
    /** Organisation, or `installation`. */
    org: string;
    sandbox: string;
    /** Epoch milliseconds. */
    at: number;
    /** HMAC over the hash before it, the time and the body. */
    hash: string;
    /** The event as JSON. */
    body: string;
  };
}

export const auditMigration: Migration = {
  id: 'access-002',
  async up(db) {
    await db.schema
      .createTable('audit_event')
      .addColumn('seq', 'bigint', (c) => c.primaryKey())
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('sandbox', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('audit_event_of').on('audit_event').columns(['org', 'seq']).execute();
  },
};
