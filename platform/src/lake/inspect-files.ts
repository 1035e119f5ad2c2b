import { open } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from './quote.ts';

const MAGIC = 'PAR1';
const TAIL = 8;

/** How many rows a Parquet file says it holds. */
export type RowCounts = (file: string) => Promise<number>;

/**
 * Opens an engine that reads footers of Parquet files, and nothing else of them. Rejects, in words, for a file whose ends are
 * not those of a Parquet file or whose footer cannot be read.
 */
export async function openRowCounts(): Promise<{ readonly rows: RowCounts; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB', threads: '1' });
  const connection = await instance.connect();
  return {
    async rows(file) {
      await checkEnds(file);
      const result = await connection
        .runAndReadAll(`SELECT num_rows FROM parquet_file_metadata(${literal(file)})`)
        .catch((error: Error) => {
          throw new Error(`its footer cannot be read: ${error.message.split('\n')[0]!.slice(0, 200)}`);
        });
      return Number(result.getRows()[0]?.[0]);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Both ends say what the file is, and the footer is inside it. */
async function checkEnds(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const [head, tail] = [Buffer.alloc(MAGIC.length), Buffer.alloc(TAIL)];
    await handle.read(head, 0, head.length, 0);
    await handle.read(tail, 0, TAIL, Math.max(0, size - TAIL));
    if (head.toString('latin1') !== MAGIC) throw new Error('it does not begin as a Parquet file (byte 0)');
    if (tail.toString('latin1', 4) !== MAGIC) throw new Error(`it does not end as a Parquet file (byte ${size - 4})`);
    if (tail.readUInt32LE(0) + TAIL + MAGIC.length > size)
      throw new Error(`its footer would be longer than the file (byte ${size - TAIL})`);
  } finally {
    await handle.close();
  }
}
