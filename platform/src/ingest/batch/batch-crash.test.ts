import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, connect } from '../../../../tools/harness/api.ts';
import { batchClient } from '../../../../tools/harness/batches.ts';
import {
  childrenOf,
  type RunningPlatform,
  scratchDirectory,
  startPlatform,
} from '../../../../tools/harness/process.ts';
import { type Programme, setUpProgramme } from '../../../../tools/harness/programme.ts';

const ROWS = 6000;
const BAD = 4;

const scratch = scratchDirectory('batch-crash');
let platform: RunningPlatform;
let api: Api;
let programme: Programme;
const batches = batchClient(() => api);

const start = async () => {
  platform = await startPlatform({ dataDir: scratch.path });
  api = await connect(platform);
};

beforeAll(async () => {
  await start();
  programme = await setUpProgramme(api);
});
afterAll(async () => {
  await platform.kill('SIGTERM');
  scratch.remove();
});

const content = Buffer.from(
  Array.from({ length: ROWS }, (_, index) => {
    const points = index % 1500 === 3 && index < BAD * 1500 ? 'many' : index;
    return JSON.stringify({
      identityMap: { Email: [{ id: `k${index % 900}@crash.example`, primary: true }] },
      loyalty: { tier: 'crash', points },
    });
  }).join('\n'),
);

type Kill = 'part' | 'completed' | 'staging' | 'processing' | 'late';
const MOMENTS: readonly Kill[] = ['part', 'completed', 'staging', 'processing', 'late'];

async function crash(): Promise<void> {
  await platform.kill('SIGKILL');
  await start();
}

/** Runs a call while the process dies; what the caller hears of it does not matter. */
async function dying(call: () => Promise<unknown>, afterMs: number): Promise<void> {
  await Promise.all([call().catch(() => undefined), sleep(afterMs).then(() => platform.kill('SIGKILL'))]);
  await start();
}

/** Dies as soon as the batch is seen in a state, a little later for `late`. */
async function dieIn(id: string, moment: Kill): Promise<void> {
  const wanted = moment === 'late' ? 'processing' : moment;
  for (;;) {
    const { status } = await batches.get(id);
    if (status === wanted || status === 'success' || status === 'failed') break;
    await sleep(2);
  }
  if (moment === 'late') await sleep(100);
  await crash();
}

/** Sends a batch as a careful client does: what was not answered is sent again. */
async function sendThrough(kill: Kill): Promise<string> {
  const dataset = programme.profileDataset;
  const id = await batches.create({ datasetId: dataset, inputFormat: { format: 'json' }, partialIngestionPercent: 1 });
  const cut = Math.floor(content.length / 2);
  const file = batches.file(id, dataset, 'large.json');
  await file.act('INITIALIZE');
  if (kill === 'part') await dying(() => file.patch(content.subarray(0, cut), `bytes 0-${cut - 1}`), 4);
  await file.patch(content.subarray(0, cut), `bytes 0-${cut - 1}`);
  await file.patch(content.subarray(cut), `bytes ${cut}-${content.length - 1}`);
  await file.act('COMPLETE');
  if (kill === 'completed') await dying(() => batches.act(id, 'COMPLETE'), 3);
  await batches.act(id, 'COMPLETE');
  if (kill === 'staging' || kill === 'processing' || kill === 'late') await dieIn(id, kill);
  expect((await batches.finish(id)).metrics).toMatchObject({
    inputRecordCount: ROWS,
    outputRecordCount: ROWS - BAD,
    failedRecordCount: BAD,
  });
  return id;
}

describe('SIGKILL at any moment of a batch', () => {
  it.each(MOMENTS)('%s: every row is stored once, or kept as failed once', async (kill) => {
    const before = await api.ledger();
    await sendThrough(kill);
    const after = await api.ledger();
    expect(after).toMatchObject({
      balanced: true,
      waiting: 0,
      accepted: before.accepted + ROWS,
      stored: before.stored + ROWS - BAD,
      failed: before.failed + BAD,
    });
    const round = MOMENTS.indexOf(kill) + 1;
    const found = await api.sql(
      `SELECT count(*), count(DISTINCT loyalty.points), min(n), max(n) FROM (SELECT *, count(*) OVER (PARTITION BY loyalty.points) AS n FROM ${programme.profileTable} WHERE loyalty.tier = 'crash')`,
    );
    expect(found.rows[0]).toEqual([round * (ROWS - BAD), ROWS - BAD, round, round]);
    // The newest record of each of 900 people is the last one of the file.
    expect((await api.profile('Email', 'k0@crash.example'))?.loyalty?.points).toBe(ROWS - (ROWS % 900 || 900));
  });
});

describe('SIGKILL for the process that reads a Parquet file', () => {
  const EVENTS = 2000;
  /** Sends a batch and kills the first readers of it. */
  async function sendKilling(most: number) {
    const dataset = programme.eventDataset;
    const id = await batches.create({ datasetId: dataset, inputFormat: { format: 'parquet' } });
    const file =
      await batches.parquet(`SELECT 'k${most}-' || range AS _id, TIMESTAMP '2026-01-02 03:04:05' AS timestamp,
      {'email': [{'id': 'parquet@crash.example', 'primary': true}]} AS "identityMap" FROM range(${EVENTS})`);
    await batches.put(id, dataset, 'a.parquet', file);
    const killed = new Set<number>();
    let over = false;
    const killing = (async () => {
      for (; !over && killed.size < most; await sleep(5))
        for (const reader of childrenOf(platform.pid, '/parquet-rows/process.ts')) {
          process.kill(reader, 'SIGKILL');
          killed.add(reader);
        }
    })();
    const batch = await batches.finish(id);
    over = true;
    await killing;
    const { rows } = await api.sql(
      `SELECT count(*), count(DISTINCT _id) FROM ${programme.eventTable} WHERE _id LIKE 'k${most}-%'`,
    );
    return { batch, killed: killed.size, rows: rows[0] };
  }

  it('is followed by another: every row is stored once, and the loss is counted and in the log', async () => {
    const { batch, killed, rows } = await sendKilling(2);
    expect([killed, batch.status, rows]).toEqual([2, 'success', [EVENTS, EVENTS]]);
    const metrics = await (await fetch(`${platform.url}/metrics`)).text();
    expect(metrics).toContain('meniscus_helpers_lost_total{helper="parquet-reader"} 2');
    expect(platform.output()).toContain('a thread or process of the platform ended unexpectedly');
  });

  it('three times in a row fails the batch, which says why and has no row', async () => {
    const { batch, killed, rows } = await sendKilling(3);
    expect([killed, batch.status, rows]).toEqual([3, 'failed', [0, 0]]);
    expect(batch.errors).toEqual([
      {
        code: 'INGEST-PARQUET',
        description: 'the Parquet reader ended unexpectedly (SIGKILL)',
        phrase: { code: 'parquet-lost', values: { how: 'SIGKILL' } },
      },
    ]);
  });
});

describe('bytes of a batch that become others on the disk', () => {
  const SENT = /^[0-9a-f]{24}$/;
  /** Flips a bit of the largest object of the batch with such a name, and back. */
  function flip(id: string, name: RegExp): void {
    const files = readdirSync(join(scratch.path, 'objects', 'imports'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath.endsWith(id) && name.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort((one, other) => statSync(other).size - statSync(one).size);
    const bytes = readFileSync(files[0]!);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(files[0]!, bytes);
  }

  it('before it is complete fail it, and it says which file from where on', async () => {
    const dataset = programme.profileDataset;
    const id = await batches.create({ datasetId: dataset, inputFormat: { format: 'json' } });
    await batches.put(id, dataset, 'sent.json', content);
    flip(id, /./);
    const { status, errors } = await batches.finish(id);
    expect([status, errors]).toEqual([
      'failed',
      [
        {
          code: 'INGEST-DAMAGED',
          description: expect.stringContaining('sent.json is not as it was written here, from byte 0 on'),
          phrase: { code: 'batch-damaged', values: { name: 'sent.json', byte: 0 } },
        },
      ],
    ]);
  });

  it('while its rows enter are made again of what was sent, which holds the batch, and no other, until it is whole', async () => {
    const before = await api.ledger();
    const dataset = programme.profileDataset;
    const options = { datasetId: dataset, inputFormat: { format: 'json' }, partialIngestionPercent: 1 };
    const id = await batches.create(options);
    // So many that they enter only as they are processed.
    const TIMES = 4;
    const large = Buffer.concat(Array.from({ length: TIMES }, () => Buffer.concat([content, Buffer.from('\n')])));
    await batches.put(id, dataset, 'sent.json', large);
    await batches.act(id, 'COMPLETE');
    for (;;) if ((await batches.get(id)).status === 'processing') break;
    await platform.kill('SIGKILL');
    flip(id, /^rows-/);
    flip(id, SENT);
    await start();
    await expect
      .poll(() => platform.output())
      .toMatch(/staged rows .* are not as they were written[\s\S]*sent\.json is not as it was written here/);
    const other = await batches.create(options);
    await batches.put(
      other,
      dataset,
      'other.json',
      '{"identityMap":{"Email":[{"id":"o@crash.example","primary":true}]}}',
    );
    expect((await batches.finish(other)).status).toBe('success');
    expect((await batches.get(id)).status).toBe('processing');
    flip(id, SENT);
    await batches.finish(id);
    expect(await api.settled()).toMatchObject({
      balanced: true,
      stored: before.stored + TIMES * (ROWS - BAD) + 1,
      failed: before.failed + TIMES * BAD,
    });
  });
});
