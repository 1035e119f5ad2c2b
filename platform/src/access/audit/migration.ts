import type { Kysely } from 'kysely';
import type { Migration } from '../../stores/index.ts';
import { namedKey } from './describe.ts';

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
    /** Which thing the event names (`assetKey`); null where it names none. */
    asset: string | null;
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

const PAGE = 1000;

/** Events say which thing they name, so that later events of it that name nothing find its name. */
export const auditNamesMigration: Migration = {
  id: 'access-004',
  async up(db) {
    await db.schema.alterTable('audit_event').addColumn('asset', 'text').execute();
    const rows = db as unknown as Kysely<AuditRows>;
    for (let last = 0; ; ) {
      const events = rows.selectFrom('audit_event').select(['seq', 'body']).where('seq', '>', last);
      const page = await events.orderBy('seq').limit(PAGE).execute();
      for (const { seq, body } of page) {
        const asset = namedKey(JSON.parse(body));
        if (asset !== null) await rows.updateTable('audit_event').set({ asset }).where('seq', '=', seq).execute();
      }
      if (page.length < PAGE) break;
      last = Number(page.at(-1)!.seq);
    }
    await db.schema.createIndex('audit_event_named').on('audit_event').columns(['org', 'asset', 'seq']).execute();
  },
};
