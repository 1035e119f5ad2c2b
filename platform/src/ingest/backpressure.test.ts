import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type KeyedStore, type Log, openFileLog, openMemoryKeyedStore } from '../stores/index.ts';
import { type Ingest, VALIDATED_TOPIC } from './index.ts';
import { INLET, SCOPE, testIngest, validatedRows } from './test-ingest.ts';

const LIMIT = 20_000;
const SIZE = 500;
const TAIL_BYTES = 1 << 20;
/** What may live in memory beside the messages that wait: one run with what it made, and the tails of two topics. */
const ROOM_BYTES = 32 << 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function livingBytes(): Promise<number> {
  collectGarbage();
  // Bytes outside the heap are given back beside the program.
  await sleep(100);
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Holds whoever comes through it until it is opened. */
class Gate {
  open: () => void = () => {};
  readonly #opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  async pass<T>(work: () => Promise<T>): Promise<T> {
    await this.#opened;
    return work();
  }
}

type Stage = 'the profile' | 'the topic of the lake' | 'the store of the checkpoints';

describe('behind a stage that stands still', () => {
  let dir: string;
  let files: Log;
  let gate: Gate;
  let server: Server;
  let ingest: Ingest;
  let applied: number[];

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'backpressure-'));
    files = await openFileLog({ dir, tailBytes: TAIL_BYTES });
    gate = new Gate();
    applied = [];
  });
  afterEach(async () => {
    gate.open();
    server.closeAllConnections();
    server.close();
    await ingest.stop();
    await files.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function start(stage: Stage): Promise<void> {
    const store = openMemoryKeyedStore();
    const log: Log = {
      ...files,
      append: (topic, entries) => {
        const append = () => files.append(topic, entries);
        return stage === 'the topic of the lake' && topic === VALIDATED_TOPIC ? gate.pass(append) : append();
      },
    };
    const keyed: KeyedStore = {
      ...store,
      write: (batch) =>
        stage === 'the store of the checkpoints' ? gate.pass(() => store.write(batch)) : store.write(batch),
    };
    const apply: Parameters<typeof testIngest>[0]['apply'] = async (records) => {
      if (stage === 'the profile') await gate.pass(() => Promise.resolve());
      for (const { entity } of records) applied.push(entity.n as number);
      return [];
    };
    ingest = testIngest({ log, keyed, apply, backlogLimit: LIMIT });
    await ingest.start();
    ingest.goOn();
    server = createServer(ingest.collect);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  function send(first: number): Promise<Response> {
    const { port } = server.address() as AddressInfo;
    const messages = Array.from({ length: SIZE }, (_, index) => ({ n: first + index, text: 'x'.repeat(300) }));
    return fetch(`http://127.0.0.1:${port}/collection/batch/${INLET.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages }),
    });
  }

  const stages: Stage[] = ['the profile', 'the topic of the lake', 'the store of the checkpoints'];
  it.each(stages)(
    '(%s) the door refuses with 503 before memory grows, loses nothing, and goes on by itself',
    async (stage) => {
      await start(stage);
      const before = await livingBytes();
      let accepted = 0;
      let answer = await send(accepted);
      while (answer.status === 207) {
        await answer.arrayBuffer();
        accepted += SIZE;
        expect(accepted).toBeLessThan(10 * LIMIT);
        answer = await send(accepted);
      }
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      await answer.arrayBuffer();
      expect(accepted).toBeGreaterThan(LIMIT);
      expect((await livingBytes()) - before).toBeLessThan(ROOM_BYTES);

      gate.open();
      await vi.waitFor(async () => expect((await send(accepted)).status).toBe(207), { timeout: 20_000, interval: 50 });
      accepted += SIZE;
      await ingest.settled();
      const all = [...Array(accepted).keys()];
      expect(applied).toEqual(all);
      expect(await validatedRows(files)).toEqual(all);
    },
  );

  it('a start opens the door and the books at once, and they know what waits since before it', async () => {
    await start('the profile');
    let accepted = 0;
    for (; (await send(accepted)).status === 207; accepted += SIZE) expect(accepted).toBeLessThan(2 * LIMIT);
    expect(ingest.waiting(SCOPE.key)).toBe(accepted);
    // A kill: whoever held these files does nothing any more.
    server.closeAllConnections();
    server.close();
    await files.close();
    files = await openFileLog({ dir, tailBytes: TAIL_BYTES });
    gate = new Gate();

    await start('the profile');
    expect(ingest.waiting(SCOPE.key)).toBe(accepted);
    expect((await send(accepted)).status).toBe(503);
    gate.open();
    await vi.waitFor(async () => expect((await send(accepted)).status).toBe(207), { timeout: 20_000, interval: 50 });
    accepted += SIZE;
    await ingest.settled();
    expect(ingest.waiting(SCOPE.key)).toBe(0);
    const all = [...Array(accepted).keys()];
    expect(applied).toEqual(all);
    expect(await validatedRows(files)).toEqual(all);
  });
});
