import { afterEach, describe, expect, it } from 'vitest';
import { openMemoryKeyedStore, openMemoryLog } from '../stores/index.ts';
import type { Ingest } from './index.ts';
import { rows, SCOPE, testIngest, validatedRows } from './test-ingest.ts';

const LOAD = { scope: SCOPE, id: 'file-1', to: { dataset: 'd' } };

const log = openMemoryLog();
const keyed = openMemoryKeyedStore();
let running: Ingest | undefined;
afterEach(() => running?.stop());

/** The stage on the stores of this file, as a start makes it; `held` keeps the loop from finishing a run. */
async function start(held: Promise<void> = Promise.resolve()): Promise<Ingest> {
  await running?.stop();
  running = testIngest({ log, keyed, apply: () => held.then(() => []) });
  await running.start();
  running.goOn();
  return running;
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
    await second.settled();
    expect(await second.loads.progress('k1', 'file-1')).toEqual({
      rows: 500,
      validated: 498,
      failed: 2,
      skipped: 0,
      reasons: { 'INGEST-1401-400': 1, 'SCHEMA-TYPE': 1 },
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
    expect(await validatedRows(log)).toEqual([...Array(700).keys()].filter((n) => n !== 300 && n !== 301));
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
