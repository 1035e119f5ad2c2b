import type { Said } from '@meniscus/languages/syntax';
import { aepProblem, Problem, type ProblemText, problemTexts } from '../kernel/index.ts';
import type { QueryError } from './sql/engine.ts';
import { saidOfSql } from './sql/said.ts';
import type { FileDamaged } from './whole-files.ts';

/** Title and detail of every problem of the stage, English by code. */
export const LAKE_PROBLEMS = {
  'lake-query-damaged': ['A file of the dataset is damaged', '{detail}'],
  'lake-bad-query': ['The request body is not a query', '{detail}'],
  'lake-access-not-found': ['NotFoundError', '{noun} with id {id} not found'],
  'lake-access-damaged': ['DamagedFileError', '{detail}'],
  'lake-range-not-satisfiable': ['RangeNotSatisfiable', 'the file has {size} bytes'],
  'lake-table-unknown': ['There is no such table', 'table {name} does not exist'],
  'lake-table-unknown-near': ['There is no such table', 'table {name} does not exist; did you mean {nearest}?'],
  'lake-sql-busy': ['Too many queries', '{detail}'],
  'lake-sql-engine': ['The query engine failed', '{detail}'],
  'lake-sql-memory': ['The query needs too much memory', '{detail}'],
  'lake-sql-not-allowed': ['The statement is not allowed', '{detail}'],
  'lake-sql-syntax': ['The statement cannot be read', '{detail}'],
  'lake-sql-timeout': ['The query took too long', '{detail}'],
  'lake-sql-failed': ['The query failed', '{detail}'],
} as const;

const says = problemTexts(LAKE_PROBLEMS);

/** Status of what can go wrong with a query; everything else is the statement's fault, 400. */
const STATUS: Readonly<Record<string, number>> = {
  'SQL-BUSY': 429,
  'SQL-ENGINE': 500,
};

const TEXTS: Readonly<Record<string, 'busy' | 'engine' | 'memory' | 'not-allowed' | 'syntax' | 'timeout'>> = {
  'SQL-BUSY': 'busy',
  'SQL-ENGINE': 'engine',
  'SQL-MEMORY': 'memory',
  'SQL-NOT-ALLOWED': 'not-allowed',
  'SQL-SYNTAX': 'syntax',
  'SQL-TIMEOUT': 'timeout',
};

/** Line and column, from 1, of a position in a statement. */
function place(sql: string, position: number): { position: number; line: number; column: number } {
  const lines = sql.slice(0, position).split('\n');
  return { position, line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** A query that failed, with the place in the statement when the engine knows it. */
export function queryProblem(sql: string, error: QueryError): Problem {
  const text = says(`lake-sql-${TEXTS[error.code] ?? 'failed'}`, { detail: saidOfSql(error.message) });
  const report = { code: error.code, ...(error.position === undefined ? {} : place(sql, error.position)) };
  return aepProblem(error.code, STATUS[error.code] ?? 400, text, report);
}

/** A query names a table the sandbox does not have. */
export function tableUnknown(sql: string, name: string, position: number, nearest: string | undefined): Problem {
  const report = { code: 'SQL-TABLE-UNKNOWN', ...place(sql, position), ...(nearest === undefined ? {} : { nearest }) };
  const text =
    nearest === undefined ? says('lake-table-unknown', { name }) : says('lake-table-unknown-near', { name, nearest });
  return aepProblem('SQL-TABLE-UNKNOWN', 400, text, report);
}

/** A file the query reads is not as it was written: no answer is better than a wrong one. */
export function queryDamaged({ said }: FileDamaged): Problem {
  return aepProblem('LAKE-DAMAGED', 500, says('lake-query-damaged', { detail: said }));
}

/** The body of a query call is not `{sql, limit?}`. */
export function badQuery(detail: Said): Problem {
  return aepProblem('SQL-BODY', 400, says('lake-bad-query', { detail }));
}

/** Data Access answers with the problem body Catalog uses. */
function accessProblem(
  status: number,
  { title, detail, phrase }: ProblemText,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  return new Problem(status, { type: '/placeholder/type/uri', status, title, detail, phrase }, headers);
}

export function accessNotFound(noun: 'Batch' | 'DataSetFile' | 'DataSet' | 'Path', id: string): Problem {
  return accessProblem(404, says('lake-access-not-found', { noun, id }));
}

/** The file is not as it was written. */
export function accessDamaged({ said }: FileDamaged): Problem {
  return accessProblem(500, says('lake-access-damaged', { detail: said }));
}

/** A range outside the file (RFC 9110: 416 with the size). */
export function rangeNotSatisfiable(size: number): Problem {
  return accessProblem(416, says('lake-range-not-satisfiable', { size }), {
    'Content-Range': `bytes */${size}`,
  });
}
