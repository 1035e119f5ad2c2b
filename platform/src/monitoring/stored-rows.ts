import type { Kysely, Transaction } from 'kysely';
import type { StoredBatch } from '../lake/index.ts';
import type { Migration, Tables } from '../stores/index.ts';
import { addTo, type Histogram, record } from './histogram.ts';
import { LEVEL_NAMES, LEVELS, type Level } from './series.ts';
import { subjectKey } from './tally.ts';

/** Rows that are in the lake, of one subject in a stretch of time. */
export interface StoredCounts {
  stored: number;
  /** Rows that fit no column, in failed files. */
  unstorable: number;
  bytes: number;
  /** Milliseconds from receipt to a batch that can be read. */
  readonly latency: Histogram;
}

interface Row {
  /** Scope key: what a dead sandbox held is found by it. */
  readonly scope: string;
  readonly subject: string;
  readonly level: string;
  readonly at: number;
  readonly stored: number;
  readonly unstorable: number;
  readonly bytes: number;
  readonly latency: string;
}

interface Rows {
  readonly monitoring_stored: Row;
}

export const storedMigration: Migration = {
  id: 'monitoring-001',
  async up(db) {
    await (db as unknown as Kysely<Rows>).schema
      .createTable('monitoring_stored')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('stored', 'bigint', (column) => column.notNull())
      .addColumn('unstorable', 'bigint', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('latency', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('monitoring_stored_key', ['subject', 'level', 'at'])
      .execute();
  },
};

export function nothingStored(): StoredCounts {
  return { stored: 0, unstorable: 0, bytes: 0, latency: [] };
}

function add(
  counts: StoredCounts,
  other: Omit<StoredCounts, 'latency'> & { readonly latency: readonly number[] },
): void {
  counts.stored += other.stored;
  counts.unstorable += other.unstorable;
  counts.bytes += other.bytes;
  addTo(counts.latency, other.latency);
}

/** Which part of a batch is whose: the dataset all of it, a dataflow the share of its rows. */
function partsOf(batch: StoredBatch): readonly (readonly [subject: string, share: number])[] {
  const all = [...batch.flows.values()].reduce((sum, rows) => sum + rows, 0);
  const total = Math.max(all, batch.rows + batch.failed, 1);
  return [
    [subjectKey.dataset(batch.scope, batch.dataset), 1],
    ...[...batch.flows].map(([flow, rows]) => [subjectKey.flow(batch.scope, flow), rows / total] as const),
  ];
}

/**
 * Rows of batches by dataset and dataflow, counted in the transaction that writes the batch: exact over any crash. Where
 * several dataflows share a batch, rows that fit no column are divided by their shares.
 */
export class StoredSeries {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async add(tx: unknown, batch: StoredBatch): Promise<void> {
    const latency: Histogram = [];
    for (const { rows, since } of batch.ages) if (rows > 0) record(latency, Math.max(0, batch.at - since), rows);
    for (const [subject, share] of partsOf(batch)) {
      const part: StoredCounts = {
        stored: Math.round(batch.rows * share),
        unstorable: Math.round(batch.failed * share),
        bytes: Math.round(batch.bytes * share),
        latency: share === 1 ? latency : latency.map((count) => Math.round(count * share)),
      };
      for (const level of LEVEL_NAMES) await this.#upsert(tx as Transaction<Rows>, subject, level, batch.at, part);
    }
  }

  async #upsert(db: Transaction<Rows>, subject: string, level: Level, time: number, part: StoredCounts): Promise<void> {
    const at = time - (time % LEVELS[level].ms);
    const known = await db
      .selectFrom('monitoring_stored')
      .selectAll()
      .where('subject', '=', subject)
      .where('level', '=', level)
      .where('at', '=', at)
      .executeTakeFirst();
    const counts = known === undefined ? nothingStored() : countsOf(known);
    add(counts, part);
    const scope = subject.slice(0, subject.indexOf('/'));
    const row: Row = { scope, subject, level, at, ...counts, latency: JSON.stringify(counts.latency) };
    await db
      .insertInto('monitoring_stored')
      .values(row)
      .onConflict((conflict) => conflict.columns(['subject', 'level', 'at']).doUpdateSet(row))
      .execute();
  }

  /** Stretches of a subject that begin in `[from, to)`, oldest first. */
  async read(
    subject: string,
    level: Level,
    from: number,
    to: number,
  ): Promise<readonly { readonly from: number; readonly counts: StoredCounts }[]> {
    const rows = await this.#tables
      .of<Rows>()
      .selectFrom('monitoring_stored')
      .selectAll()
      .where('subject', '=', subject)
      .where('level', '=', level)
      .where('at', '>=', from - (from % LEVELS[level].ms))
      .where('at', '<', to)
      .orderBy('at')
      .execute();
    return rows.map((row) => ({ from: Number(row.at), counts: countsOf(row) }));
  }

  async prune(now: number): Promise<void> {
    for (const level of LEVEL_NAMES)
      await this.#tables
        .of<Rows>()
        .deleteFrom('monitoring_stored')
        .where('level', '=', level)
        .where('at', '<', now - LEVELS[level].keepMs)
        .execute();
  }
}

function countsOf(row: Row): StoredCounts {
  return {
    stored: Number(row.stored),
    unstorable: Number(row.unstorable),
    bytes: Number(row.bytes),
    latency: JSON.parse(row.latency) as Histogram,
  };
}
