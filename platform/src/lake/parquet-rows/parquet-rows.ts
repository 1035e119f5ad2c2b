import { spawn } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Said } from '@meniscus/languages/syntax';
import { type Bytes, ReaderLost, UnreadableFile } from '../../ingest/index.ts';
import { sayOfParquet } from './phrases.ts';

const ENTRY = fileURLToPath(new URL('./process.ts', import.meta.url));
const MAGIC = 'PAR1';
const PAGE_BYTES = 4096;
const WATCH_MS = 200;
/** Above this the process is killed, bytes of resident memory. */
const MOST_RESIDENT = 1_610_612_736;
/** A file that gives nothing for so long is given up. */
const SILENT_MS = 60_000;
/** How much text a file may become: this many times its size, and this much in any case. Names are written in every row. */
const UNFOLDS = 200;
const UNFOLDS_ANYWAY = 268_435_456;

function refused(why: Said | string): UnreadableFile {
  return new UnreadableFile('INGEST-PARQUET', sayOfParquet('parquet-unreadable', { why }));
}

/** The format begins and ends with its name; whatever else comes is not given to the engine at all. */
async function checkMagic(file: string, size: number): Promise<void> {
  if (size < 12) throw refused(sayOfParquet('parquet-short'));
  const handle = await open(file, 'r');
  try {
    const ends = Buffer.alloc(8);
    await handle.read(ends, 0, 4, 0);
    await handle.read(ends, 4, 4, size - 4);
    if (ends.toString('latin1', 0, 4) !== MAGIC) throw refused(sayOfParquet('parquet-begin'));
    if (ends.toString('latin1', 4) !== MAGIC) throw refused(sayOfParquet('parquet-footer'));
  } finally {
    await handle.close();
  }
}

async function resident(pid: number): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/**
 * Rows of a Parquet file as lines of JSON, in the order of the file, read in a process of its own that is killed when it
 * grows, falls silent or makes far more text than the file has bytes. Throws `UnreadableFile` for what cannot be read, and
 * `ReaderLost` when the process ended without having said what is wrong.
 * Leaving the loop early ends the process.
 */
export async function* parquetRows(file: string): Bytes & AsyncGenerator<Uint8Array> {
  const { size } = await stat(file);
  await checkMagic(file, size);
  const most = size * UNFOLDS + UNFOLDS_ANYWAY;
  const child = spawn(process.execPath, [ENTRY, file], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  let killed: Said | undefined;
  const stop = (why: Said) => {
    killed ??= why;
    child.kill('SIGKILL');
  };
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(0, 1000);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  let heard = performance.now();
  const watch = setInterval(async () => {
    if (performance.now() - heard > SILENT_MS) stop(sayOfParquet('parquet-endless'));
    if ((await resident(child.pid ?? 0)) > MOST_RESIDENT) stop(sayOfParquet('parquet-memory'));
  }, WATCH_MS);
  try {
    let bytes = 0;
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) stop(sayOfParquet('parquet-unfolds', { size, most }));
      if (killed !== undefined) break;
      yield chunk;
      heard = performance.now();
    }
    const how = await ended;
    if (killed !== undefined) throw refused(killed);
    if (how === 'code 0') return;
    if (said === '' || how.startsWith('SIG'))
      throw new ReaderLost('INGEST-PARQUET', sayOfParquet('parquet-lost', { how }));
    throw refused(said.replaceAll(file, basename(file)));
  } finally {
    clearInterval(watch);
    child.kill('SIGKILL');
  }
}
