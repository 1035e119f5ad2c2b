import type { Field } from '@meniscus/languages/xdm';
import { validatorFor } from '@meniscus/languages/xdm';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { countingIds, createMeter, manualClock, type Scope } from '../kernel/index.ts';
import { openMemoryKeyedStore, openMemoryLog } from '../stores/index.ts';
import { createIngest, decodeValidated, type Ingest, type IngestDeps, VALIDATED_TOPIC } from './index.ts';

const SCOPE: Scope = {
  org: 'A@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 's',
  sandboxType: 'production',
  tenant: 'a',
  key: 'k1',
};
const ROOT: Field = { type: 'object', fields: { n: { type: 'int' } } };
const LOAD = { scope: SCOPE, id: 'file-1', to: { dataset: 'd' } };

const log = openMemoryLog();
const keyed = openMemoryKeyedStore();
let running: Ingest | undefined;
afterEach(() => running?.stop());

/** The stage on the stores of this file, as a start makes it; `held` keeps the loop from finishing a run. */
async function start(held: Promise<void> = Promise.resolve()): Promise<Ingest> {
  await running?.stop();
  const target = { id: 'd', schemaRef: { id: 's' }, tags: {} };
  const schema = { id: 's', root: ROOT, behavior: 'record', identities: [], validate: validatorFor(ROOT) };
  const unchanged = { revision: () => 0 };
  running = createIngest({
    log,
    keyed,
    flows: { ...unchanged, inlet: () => undefined, plan: () => undefined },
    catalog: { ...unchanged, dataset: () => Promise.resolve(target) },
    schemas: { ...unchanged, compiled: () => Promise.resolve(schema) },
    mapping: unchanged,
    states: { load: () => Promise.resolve(), dirtyCount: 0, take: () => ({ settle() {} }) },
    access: { scopeByKey: () => SCOPE },
    follower: { apply: () => held.then(() => []), dirtyCount: 0, take: () => ({ settle() {} }) },
    observer: { ran: () => Promise.resolve(), dirtyCount: 0, take: () => ({ settle() {} }) },
    later: {},
    repeatWindowMs: 0,
    rateLimits: { requestsPerSecond: 1, messagesPerSecond: 1, enforce: false },
    clock: manualClock(),
    ids: countingIds(),
    meter: createMeter(),
    logger: pino({ level: 'silent' }),
  } as unknown as IngestDeps);
  await running.start();
  return running;
}

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => Buffer.from(JSON.stringify({ n: from + index })));

/** Rows of a dataset in topic `validated`, in order. */
async function validated(): Promise<readonly number[]> {
  const found: number[] = [];
  for (const { value } of await log.read(VALIDATED_TOPIC, 0, 100_000, 1e9)) {
    const { meta, lines } = decodeValidated(value);
    if (meta.failed === true) continue;
    for (const line of Buffer.from(lines).toString().split('\n'))
      if (line !== '') found.push((JSON.parse(line) as { n: number }).n);
  }
  return found;
}

describe('the door for the rows of files', () => {
  it('takes rows in order, tells where to go on, and enters none twice', async () => {
    const first = await start();
    const load = await first.loads.open(LOAD);
    await expect(first.loads.open(LOAD)).rejects.toThrow('open already');
    await load.write(rows(0, 300));
    await load.write([Buffer.from('"not json {"'), Buffer.from('{"n":"text"}'), ...rows(302, 500)]);
    expect(load.next).toBe(500);

    const second = await start();
    expect(await second.loads.progress('k1', 'file-1')).toEqual({
      rows: 500,
      validated: 498,
      failed: 2,
      skipped: 0,
      ended: false,
    });
    const again = await second.loads.open(LOAD);
    expect(again.next).toBe(500);
    await again.write(rows(500, 700));
    await again.end();
    await expect(again.write(rows(700, 701))).rejects.toThrow('has ended');
    again.close();

    const third = await start();
    expect(await third.loads.open(LOAD)).toMatchObject({ next: 700, ended: true });
    expect(await validated()).toEqual([...Array(700).keys()].filter((n) => n !== 300 && n !== 301));
  });

  it('waits while much is on its way', async () => {
    let release = () => {};
    const ingest = await start(
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    const load = await ingest.loads.open({ ...LOAD, id: 'file-2' });
    for (let page = 0; page < 8; page += 1) await load.write(rows(page * 500, page * 500 + 500));
    let through = false;
    const ninth = load.write(rows(4000, 4500)).then(() => {
      through = true;
    });
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(through).toBe(false);
    release();
    await ninth;
    expect(load.next).toBe(4500);
  });
});
