/**
 * Entry of the process that reads a caller's Parquet file. Not a thread: a file made to break the reader may take memory
 * nobody counts or end the process it is read in. It writes the rows to standard output, one JSON object a line, and what
 * is wrong with the file to standard error.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../quote.ts';

/** Most columns of a row (page "Batch ingestion developer guide"). */
const MOST_LEAVES = 10_000;
/** Unpacked bytes of one row group; a reader has to hold it. */
const LARGEST_ROW_GROUP = 1_073_741_824;

class Refused extends Error {}

async function main(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '512MB',
    max_temp_directory_size: '0MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const path = literal(file);
  const leaves = await connection.runAndReadAll(
    `SELECT count(*) FROM parquet_schema(${path}) WHERE num_children IS NULL`,
  );
  if (Number(leaves.getRows()[0]?.[0]) > MOST_LEAVES) throw new Refused(`it has more than ${MOST_LEAVES} columns`);
  const groups = await connection.runAndReadAll(
    `SELECT max(bytes) FROM (SELECT sum(total_uncompressed_size) AS bytes FROM parquet_metadata(${path}) GROUP BY row_group_id)`,
  );
  if (Number(groups.getRows()[0]?.[0] ?? 0) > LARGEST_ROW_GROUP)
    throw new Refused(`a row group holds more than ${LARGEST_ROW_GROUP} bytes; write smaller ones`);
  // The engine makes the texts; a chunk of them at a time, in the order of the file, and no faster than they are read.
  const rows = await connection.stream(`SELECT CAST(to_json(file) AS VARCHAR) FROM read_parquet(${path}) AS file`);
  for (;;) {
    const chunk = await rows.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    await write(`${chunk.getColumnValues(0).join('\n')}\n`);
  }
}

function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(text.split('\n')[0]!.slice(0, 500));
  process.exitCode = 2;
});
