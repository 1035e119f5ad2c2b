import { type Said, sayingOf } from '@meniscus/languages/syntax';

/**
 * What is said of statements, English by code: the words of the query engine, where they are known, and our own. What says more
 * stands before what says less.
 */
export const SQL_PHRASES = {
  'sql-syntax-near': 'syntax error at or near "{near}"',
  'sql-syntax-end': 'syntax error at end of input',
  'sql-column-near': 'Referenced column "{name}" not found in FROM clause!\nCandidate bindings: {near}',
  'sql-column-unknown': 'Referenced column "{name}" not found in FROM clause!{rest}',
  'sql-column-of-table-unknown': '{kind} "{table}" does not have a column named "{name}"{rest}',
  'sql-table-unknown': 'Referenced table "{name}" not found!{rest}',
  'sql-function-near': '{kind} Function with name {name} does not exist!\nDid you mean "{near}"?',
  'sql-function-unknown': '{kind} Function with name {name} does not exist!{rest}',
  'sql-no-function-for': "No function matches the given name and argument types '{call}'.{rest}",
  'sql-not-grouped':
    'column "{name}" must appear in the GROUP BY clause or must be part of an aggregate function.{rest}',
  'sql-no-cast': 'Unimplemented type for cast ({one} -> {other})',
  'sql-no-conversion': "Could not convert string '{value}' to {type}",
  'sql-ambiguous': 'Ambiguous reference to column name "{name}"{rest}',
  'sql-aggregate-where': 'WHERE clause cannot contain aggregates!',
  'sql-unclosed-text': 'unterminated quoted string at or near "{near}"',
  'sql-unclosed-name': 'unterminated quoted identifier at or near "{near}"',
  'sql-no-field-in':
    'Cannot extract field \'{name}\' from expression "{expression}" because it is not a struct, union, map, or json',
  'sql-no-key': 'Could not find key "{name}" in struct{rest}',
  'sql-no-concat': 'Cannot concatenate types {one} and {other} - an explicit cast is required',
  'sql-no-choice':
    'Could not choose a best candidate function for the function call "{call}". In order to select one, please add explicit type casts.{rest}',
  'sql-no-date': 'invalid date field format: "{value}", expected format is {format}',
  'sql-no-timestamp': 'invalid timestamp field format: "{value}", expected format is {format}',
  'sql-no-parse': 'Could not parse string "{value}" according to format specifier "{format}"{rest}',
  'sql-no-json': 'Malformed JSON at byte {byte} of input: {rest}',
  'sql-negative-limit': 'LIMIT/OFFSET cannot be negative',
  'sql-term': '{clause} term out of range - should be between 1 and {most}',
  'sql-one-row':
    'More than one row returned by a subquery used as an expression - scalar subqueries can only return a single row.{rest}',
  'sql-subquery-columns': 'Subquery returns {count} columns - expected {wanted}',
  'sql-set-columns': 'Set operations can only apply to expressions with the same number of result columns',
  'sql-values-lengths': 'VALUES lists must all be the same length',
  'sql-nested-aggregate': 'aggregate function calls cannot be nested',
  'sql-window-where': 'WHERE clause cannot contain window functions!',
  'sql-having': 'column {name} must appear in the GROUP BY clause or be used in an aggregate function',
  'sql-overflow': 'Overflow in {operation} of {type} ({values})!',
  'sql-no-unnest': 'UNNEST() can only be applied to lists, structs and NULL, not {type}',
  'sql-excluded': 'Column "{name}" in EXCLUDE list not found in FROM clause',
  'sql-reads-only': 'only SELECT, WITH, VALUES, FROM, DESCRIBE, SUMMARIZE and SHOW TABLES can be run here',
  'sql-one-statement': 'exactly one statement can be run, these are {count}',
  'sql-only-reads': 'only statements that read can be run',
  'sql-no-parameters': 'parameters ($1, ?) have no value here; write the value',
  'sql-took-too-long': 'the query took too long and was stopped',
  'sql-too-much-memory': 'the query took too much memory and was stopped',
  'sql-ended': 'the query engine ended unexpectedly; the query may ask too much of it',
  'sql-too-many': 'too many queries are running; try again in a moment',
  'sql-stopping': 'the platform is stopping',
} as const;

type Code = keyof typeof SQL_PHRASES;

const say: (code: Code, values: Readonly<Record<string, string>>) => Said = sayingOf<Record<Code, string>>(
  SQL_PHRASES,
) as never;

const PATTERNS = (Object.entries(SQL_PHRASES) as [Code, string][]).map(([code, template]) => {
  const escaped = template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  // The rest is what an engine adds: candidates, advice. It names things, and stands as it is.
  const form = escaped.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>[^]*${name === 'rest' ? '' : '?'})`);
  return { code, pattern: new RegExp(`^${form}$`) };
});

/** Longer messages are not compared: their length is that of a statement. */
const LONGEST = 4000;

/**
 * The message of a statement that failed, by its code where it is one of the known ones. The engine has no codes for what it
 * says, so its words are read here, beside it; a sentence it words anew stands in English.
 */
export function saidOfSql(message: string): Said | string {
  if (message.length > LONGEST) return message;
  for (const { code, pattern } of PATTERNS) {
    const match = pattern.exec(message);
    if (match !== null) return say(code, match.groups ?? {});
  }
  return message;
}
