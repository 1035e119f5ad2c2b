import type { Kysely } from 'kysely';
import type { BatchPlace } from '../catalog/index.ts';
import { laneOf } from '../ingest/index.ts';
import type { Migration, Tables } from '../stores/index.ts';

/** How far the lake has stored: one row for the reader, one for each lane (`dataset` holds its name). */
export interface PositionRows {
  lake_position: { reader: string; position: number };
  lake_source: { scope: string; dataset: string; position: number; source_to: number };
}

/** What of a lane is stored: the next position of topic `validated`, and the last of topic `received`. */
export interface Stored {
  readonly position: number;
  readonly sourceTo: number;
}

export const positionMigrations: readonly Migration[] = [
  {
    id: 'lake-001',
    async up(db) {
      await db.schema
        .createTable('lake_position')
        .addColumn('reader', 'text', (c) => c.primaryKey())
        .addColumn('position', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('lake_source')
        .addColumn('scope', 'text', (c) => c.notNull())
        .addColumn('dataset', 'text', (c) => c.notNull())
        .addColumn('position', 'bigint', (c) => c.notNull())
        .addColumn('source_to', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('lake_source_key', ['scope', 'dataset'])
        .execute();
    },
  },
];

const READER = 'lake';

/** The lake's own positions, written in the transaction that makes a batch visible. */
export class Positions {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Next position to read, and what is stored by `<scope>/<lane>`. Lanes that can no longer come up are forgotten. */
  async load(): Promise<{ next: number; stored: Map<string, Stored> }> {
    const db = this.#tables.of<PositionRows>();
    const next = await storedLakePosition(this.#tables);
    await db.deleteFrom('lake_source').where('dataset', 'like', '%/%').where('position', '<=', next).execute();
    const sources = await db.selectFrom('lake_source').selectAll().execute();
    return {
      next,
      stored: new Map(
        sources.map((row) => [
          `${row.scope}/${row.dataset}`,
          { position: Number(row.position), sourceTo: Number(row.source_to) },
        ]),
      ),
    };
  }

  /** Begins with the topic again, inside the caller's transaction; the rows of these batches are passed by. */
  async beginAnew(tx: unknown, passedBy: readonly BatchPlace[]): Promise<void> {
    const db = tx as Kysely<PositionRows>;
    await db.deleteFrom('lake_position').execute();
    await db.deleteFrom('lake_source').execute();
    for (const { scope, dataset, batch } of passedBy)
      await db
        .insertInto('lake_source')
        .values({
          scope,
          dataset: laneOf({ dataset, batch }),
          position: Number.MAX_SAFE_INTEGER,
          source_to: Number.MAX_SAFE_INTEGER,
        })
        .execute();
  }

  async store(tx: unknown, next: number, scope: string, lane: string, stored: Stored): Promise<void> {
    const db = tx as Kysely<PositionRows>;
    await db
      .insertInto('lake_position')
      .values({ reader: READER, position: next })
      .onConflict((conflict) => conflict.column('reader').doUpdateSet({ position: next }))
      .execute();
    const row = { position: stored.position, source_to: stored.sourceTo };
    await db
      .insertInto('lake_source')
      .values({ scope, dataset: lane, ...row })
      .onConflict((conflict) => conflict.columns(['scope', 'dataset']).doUpdateSet(row))
      .execute();
  }
}

/** Next position of topic `validated` the lake will read, as it is stored; 0 before the first batch. */
export async function storedLakePosition(tables: Tables): Promise<number> {
  const row = await tables
    .of<PositionRows>()
    .selectFrom('lake_position')
    .select('position')
    .where('reader', '=', READER)
    .executeTakeFirst();
  return Number(row?.position ?? 0);
}
