import { aepProblem, Problem } from '../kernel/index.ts';
import type { QueryError } from './sql/engine.ts';
import type { FileDamaged } from './whole-files.ts';

/** Status of what can go wrong with a query; everything else is the statement's fault, 400. */
const STATUS: Readonly<Record<string, number>> = {
  'SQL-BUSY': 429,
  'SQL-ENGINE': 500,
};

const TITLES: Readonly<Record<string, string>> = {
  'SQL-BUSY': 'Too many queries',
  'SQL-ENGINE': 'The query engine failed',
  'SQL-MEMORY': 'The query needs too much memory',
  'SQL-NOT-ALLOWED': 'The statement is not allowed',
  'SQL-SYNTAX': 'The statement cannot be read',
  'SQL-TABLE-UNKNOWN': 'There is no such table',
  'SQL-TIMEOUT': 'The query took too long',
};

/** Line and column, from 1, of a position in a statement. */
function place(sql: string, position: number): { position: number; line: number; column: number } {
  const lines = sql.slice(0, position).split('\n');
  return { position, line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** A query that failed, with the place in the statement when the engine knows it. */
export function queryProblem(sql: string, error: QueryError): Problem {
  const title = TITLES[error.code] ?? 'The query failed';
  const report = { code: error.code, ...(error.position === undefined ? {} : place(sql, error.position)) };
  return aepProblem(error.code, STATUS[error.code] ?? 400, title, error.message, report);
}

/** A query names a table the sandbox does not have. */
export function tableUnknown(sql: string, name: string, position: number, nearest: string | undefined): Problem {
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  const report = { code: 'SQL-TABLE-UNKNOWN', ...place(sql, position), ...(nearest === undefined ? {} : { nearest }) };
  return aepProblem(
    'SQL-TABLE-UNKNOWN',
    400,
    TITLES['SQL-TABLE-UNKNOWN']!,
    `table ${name} does not exist${hint}`,
    report,
  );
}

/** A file the query reads is not as it was written: no answer is better than a wrong one. */
export function queryDamaged({ message }: FileDamaged): Problem {
  return aepProblem('LAKE-DAMAGED', 500, 'A file of the dataset is damaged', message);
}

/** The body of a query call is not `{sql, limit?}`. */
export function badQuery(detail: string): Problem {
  return aepProblem('SQL-BODY', 400, 'The request body is not a query', detail);
}

/** Data Access answers with the problem body Catalog uses. */
function accessProblem(
  status: number,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  return new Problem(status, { type: '/placeholder/type/uri', status, title, detail }, headers);
}

export function accessNotFound(noun: 'Batch' | 'DataSetFile' | 'DataSet' | 'Path', id: string): Problem {
  return accessProblem(404, 'NotFoundError', `${noun} with id ${id} not found`);
}

/** The file is not as it was written. */
export function accessDamaged({ message }: FileDamaged): Problem {
  return accessProblem(500, 'DamagedFileError', message);
}

/** A range outside the file (RFC 9110: 416 with the size). */
export function rangeNotSatisfiable(size: number): Problem {
  return accessProblem(416, 'RangeNotSatisfiable', `the file has ${size} bytes`, {
    'Content-Range': `bytes */${size}`,
  });
}
