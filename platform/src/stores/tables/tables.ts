import type { Kysely, Transaction } from 'kysely';

/** One numbered, forward-only change of a stage's tables. Ids are `<stage>-<nnn>`, applied once, in order, in a transaction. */
export interface Migration {
  readonly id: string;
  up(db: Kysely<never>): Promise<void>;
}

/**
 * Relational metadata with transactions, through one query builder over SQLite (embedded) and PostgreSQL (scale-out).
 *
 * A stage declares its own row types and asks for `tables.of<MyRows>()`. Statements are built by the query builder with
 * bound parameters; JSON goes into text columns.
 */
export interface Tables {
  of<Rows>(): Kysely<Rows>;
  /** Runs the work in one transaction: all of it is durable when this resolves, or none. Transactions run one after another. */
  transaction<Rows, T>(work: (tx: Transaction<Rows>) => Promise<T>): Promise<T>;
  /** Applies what is new. Called once at start with all stages' migrations. */
  migrate(migrations: readonly Migration[]): Promise<void>;
  /** When it resolves, what was deleted or replaced before the call is in no file any more. Others wait meanwhile. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** The file of the tables reads otherwise than it was written. The message names the place. */
export class TablesDamagedError extends Error {
  override readonly name = 'TablesDamagedError';

  constructor(where: string, what: string) {
    super(
      `${where} is damaged: ${what}. Nothing was changed. Run meniscus doctor, bring the file and those beside it back from a ` +
        'copy, and have the disk checked',
    );
  }
}
