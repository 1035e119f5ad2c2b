import { sayingOf } from '@meniscus/languages/syntax';

/** What is said in the details of the stage's problems, English by code; of statements: `sql/said.ts`. */
export const LAKE_PHRASES = {
  'lake-sql-text': '`sql` must be a string with one SELECT statement',
  'lake-sql-long': '`sql` has {count} characters; at most {most} are allowed',
  'lake-rows': '`limit` must be a whole number of rows, 0 or more',
  'lake-file-damaged': 'file {name} of batch {batch} is not as it was written, from byte {byte} on',
} as const;

/** Says what is wrong with a call or a file, out of the table. */
export const say = sayingOf(LAKE_PHRASES);
