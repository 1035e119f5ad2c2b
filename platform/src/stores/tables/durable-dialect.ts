import type { DatabaseSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';

interface Durability {
  readonly database: DatabaseSync;
  /** Resolves when what was committed before the call is on disk. */
  readonly sync: () => Promise<void>;
}

/**
 * Kysely's SQLite on a connection whose commits do not wait for the disk (`synchronous = off`): the thread would stand still for as
 * long. What a statement outside of a transaction or a commit changed is made durable beside the thread before it is answered, and
 * until then nobody else has the connection. When that fails once, every later statement is rejected: what is on disk is unknown
 * until the file is opened again.
 */
export class DurableDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #durability: Durability;

  constructor(config: SqliteDialectConfig, durability: Durability) {
    super(config);
    this.#config = config;
    this.#durability = durability;
  }

  override createDriver(): Driver {
    return new DurableDriver(this.#config, this.#durability);
  }
}

class DurableDriver extends SqliteDriver {
  readonly #durability: Durability;
  #connection: DurableConnection | undefined;

  constructor(config: SqliteDialectConfig, durability: Durability) {
    super(config);
    this.#durability = durability;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= new DurableConnection(await super.acquireConnection(), this.#durability);
    return this.#connection;
  }
}

class DurableConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #durability: Durability;
  #broken: Error | undefined;

  constructor(inner: DatabaseConnection, durability: Durability) {
    this.#inner = inner;
    this.#durability = durability;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#broken !== undefined) throw this.#broken;
    const result = await this.#inner.executeQuery<R>(query);
    if (query.query.kind !== 'SelectQueryNode' && !this.#durability.database.isTransaction) await this.#sync();
    return result;
  }

  async #sync(): Promise<void> {
    try {
      await this.#durability.sync();
    } catch (cause) {
      this.#broken = new Error('tables could not be made durable; restart to go on from what is on disk', { cause });
      throw this.#broken;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}
