import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { keyedContract } from './keyed.contract.ts';
import { openLmdbStore } from './lmdb-store.ts';

const made: string[] = [];
function directory(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'lmdb-store-')), 'keyed');
  mkdirSync(path);
  made.push(path);
  return path;
}
afterEach(() => {
  for (const path of made.splice(0)) rmSync(join(path, '..'), { recursive: true, force: true });
});

for (const durable of [true, false])
  keyedContract(`the LMDB store, ${durable ? '' : 'not '}durable`, async () => {
    const path = directory();
    const store = await openLmdbStore({ path, durable });
    return {
      store,
      reopen: async () => {
        await store.close();
        return openLmdbStore({ path });
      },
    };
  });

/** Beyond a thousand LMDB begins to write before it has seen the end of a batch. */
const LINKED = 2500;

it('has all of a batch or none of it, and never less than it said, after SIGKILL at random moments', async () => {
  const path = directory();
  const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));
  for (let round = 0; round < 5; round += 1) {
    const child = spawn(process.execPath, [writer, path, String(LINKED)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      said = Number(chunk.toString().trim().split('\n').at(-1));
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    while (said === 0) await sleep(5);
    await sleep(20 + Math.random() * 120);
    child.kill('SIGKILL');
    await gone;
    const store = await openLmdbStore({ path });
    const position = (await store.positions('crash')).batches!;
    const values = (await store.range({ from: 'linked/', to: 'linked0', limit: 2 * LINKED })).map(([, value]) =>
      Number(Buffer.from(value).toString()),
    );
    await store.close();
    expect(values).toEqual(Array.from({ length: LINKED }, () => position));
    expect(position).toBeGreaterThanOrEqual(said);
  }
});
