import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Read at once, so that few turns of a busy loop are needed for all of it; piece by piece into the same memory, since nobody looks at it. */
const STRETCH_BYTES = 32 << 20;
const PIECE_BYTES = 1 << 20;

/** What the system has of memory, bytes. */
export interface SystemMemory {
  /** Of files, whichever they are. */
  readonly cached: number;
  /** That it can give to this process, files it would give up included. */
  readonly available: number;
}

/** Where the system does not tell (not Linux), everything counts as being in memory. */
async function systemMemory(): Promise<SystemMemory> {
  const told = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const cached = /^Cached: +(\d+) kB$/m.exec(told)?.[1];
  return {
    cached: cached === undefined ? Number.POSITIVE_INFINITY : Number(cached) * 1024,
    available: process.availableMemory(),
  };
}

/**
 * Has the system read the keyed store's file into its memory, in order, while the store is in use: after a start of the machine
 * each page would be read by itself when it is needed, with everybody waiting. Reads for half of the time, so that others get
 * the disk. Nothing is read when all of the file may be in memory, or has no room there. Resolves with the bytes it read, once
 * it is through or `stopped`; rejects when the file cannot be read.
 */
export async function warmLmdb(
  path: string,
  stopped: AbortSignal,
  memory: () => Promise<SystemMemory> = systemMemory,
): Promise<number> {
  const file = await open(join(path, 'data.mdb'));
  try {
    const { size } = await file.stat();
    const { cached, available } = await memory();
    if (cached >= size || available < size) return 0;
    const stretch = new Array<Buffer>(STRETCH_BYTES / PIECE_BYTES).fill(Buffer.allocUnsafeSlow(PIECE_BYTES));
    let read = 0;
    while (read < size && !stopped.aborted) {
      const began = performance.now();
      const { bytesRead } = await file.readv(stretch, read);
      if (bytesRead === 0) break;
      read += bytesRead;
      await sleep(performance.now() - began);
    }
    return read;
  } finally {
    await file.close();
  }
}
