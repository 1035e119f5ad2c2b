import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import { literal } from '../quote.ts';
import { judge, type Verdict } from './guard.ts';
import { type Json, toJson } from './values.ts';

/** Bounds of one query. */
export interface QueryLimits {
  readonly rows: number;
  /** Of the result as JSON. */
  readonly bytes: number;
  readonly timeMs: number;
  /** Of the engine, e.g. `512MB`. */
  readonly memory: string;
  readonly threads: number;
}

/** A query with everything it may see. */
export interface QueryJob {
  readonly sql: string;
  /** `CREATE VIEW` statements. */
  readonly views: readonly string[];
  /** The only files that may be read. */
  readonly paths: readonly string[];
  readonly limits: QueryLimits;
}

export interface QueryResult {
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** Their SQL types, in the same order. */
  readonly types: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  readonly rowCount: number;
  /** There was more: the row or byte limit was reached. */
  readonly truncated: boolean;
}

/** What the engine has against a statement. `position`: characters from its start. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: string;
  readonly position: number | undefined;

  constructor(code: string, message: string, position?: number) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

const LOCKED_DOWN = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  temp_directory: '',
} as const;

/** Our codes for kinds of engine errors; the others are `SQL-` and the kind. */
const CODES: Readonly<Record<string, string>> = {
  INTERRUPT: 'SQL-TIMEOUT',
  'OUT-OF-MEMORY': 'SQL-MEMORY',
  PARSER: 'SQL-SYNTAX',
};

/** What is said instead of the engine's words: nothing else can be done here about what it advises. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  'SQL-TIMEOUT': 'the query took too long and was stopped',
  'SQL-MEMORY': 'the query took too much memory and was stopped',
};

function coded(kind: string, message: string, position: number | undefined): QueryError {
  const name = kind.toUpperCase().replaceAll(/[^A-Z]+/g, '-');
  const code = CODES[name] ?? `SQL-${name}`;
  return new QueryError(code, OWN_WORDS[code] ?? message, position);
}

/** An engine message, which is JSON (`errors_as_json`), sometimes behind a word or two. */
function engineError(error: unknown): QueryError {
  const text = error instanceof Error ? error.message : String(error);
  if (text.startsWith('INTERRUPT')) return coded('interrupt', text, undefined);
  try {
    const found = JSON.parse(text.slice(text.indexOf('{'))) as Record<string, string>;
    const position = found.position === undefined ? undefined : Number(found.position);
    return coded(String(found.exception_type), String(found.exception_message), position);
  } catch {
    return new QueryError('SQL-FAILED', text);
  }
}

/** Splits and judges statements; nothing of the caller ever runs here, so one connection serves for all. */
class Parser {
  readonly #connection: DuckDBConnection;
  readonly #engineTables: ReadonlySet<string>;

  constructor(connection: DuckDBConnection, engineTables: ReadonlySet<string>) {
    this.#connection = connection;
    this.#engineTables = engineTables;
  }

  static async open(): Promise<Parser> {
    const instance = await DuckDBInstance.create(':memory:', { ...LOCKED_DOWN, memory_limit: '256MB', threads: '1' });
    const connection = await instance.connect();
    const views = await connection.runAndReadAll('SELECT lower(view_name) FROM duckdb_views() WHERE internal');
    await connection.run('SET enable_external_access = false; SET lock_configuration = true');
    return new Parser(connection, new Set(views.getRows().map(([name]) => String(name))));
  }

  async judge(sql: string): Promise<Verdict> {
    const result = await this.#connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
    const tree = JSON.parse(String(result.getRows()[0]![0])) as Record<string, unknown>;
    if (tree.error === true) {
      if (tree.error_type !== 'not implemented')
        throw new QueryError('SQL-SYNTAX', String(tree.error_message), Number(tree.position ?? 0));
      throw new QueryError(
        'SQL-NOT-ALLOWED',
        'only SELECT, WITH, VALUES, FROM, DESCRIBE, SUMMARIZE and SHOW TABLES can be run here',
        0,
      );
    }
    const statements = tree.statements as readonly unknown[];
    if (statements.length !== 1)
      throw new QueryError('SQL-NOT-ALLOWED', `exactly one statement can be run, these are ${statements.length}`, 0);
    return judge(statements[0], this.#engineTables);
  }
}

let parser: Promise<Parser> | undefined;

/** Checks one statement without running it: tables it reads and what is refused. Throws `QueryError` when it does not parse. */
export async function check(sql: string): Promise<Verdict> {
  parser ??= Parser.open();
  return (await parser).judge(sql);
}

/** A fresh engine that sees the views, may read their files, and can change neither that nor anything else. */
async function open({
  views,
  paths,
  limits,
}: QueryJob): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...LOCKED_DOWN,
    memory_limit: limits.memory,
    threads: String(limits.threads),
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`SET allowed_paths = [${paths.map(literal).join(', ')}]`);
  for (const view of views) await connection.run(view);
  await connection.run('SET errors_as_json = true');
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return { instance, connection };
}

async function collect(connection: DuckDBConnection, sql: string, limits: QueryLimits): Promise<QueryResult> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new QueryError('SQL-NOT-ALLOWED', 'exactly one statement can be run', 0);
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT)
    throw new QueryError('SQL-NOT-ALLOWED', 'only statements that read can be run', 0);
  if (statement.parameterCount > 0)
    throw new QueryError('SQL-PARAMETER', 'parameters ($1, ?) have no value here; write the value');
  const result = await statement.stream();
  const types = result.columnTypes();
  const columns = result.columnNames();
  const typeNames = types.map((type) => type.toString());
  const rows: Json[][] = [];
  let bytes = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const values of chunk.getRows()) {
      // With the types of the result: those of a chunk do not know that a column is JSON.
      const row = values.map((value, index) => toJson(value, types[index]!, toJson));
      bytes += JSON.stringify(row).length;
      if (rows.length >= limits.rows || bytes > limits.bytes)
        return { columns, types: typeNames, rows, rowCount: rows.length, truncated: true };
      rows.push(row);
    }
  }
  return { columns, types: typeNames, rows, rowCount: rows.length, truncated: false };
}

/** Runs one checked statement in an engine of its own. Throws `QueryError`. */
export async function run(job: QueryJob): Promise<QueryResult> {
  const { instance, connection } = await open(job);
  const timer = setTimeout(() => connection.interrupt(), job.limits.timeMs);
  try {
    return await collect(connection, job.sql, job.limits);
  } catch (error) {
    throw error instanceof QueryError ? error : engineError(error);
  } finally {
    clearTimeout(timer);
    connection.closeSync();
    instance.closeSync();
  }
}
