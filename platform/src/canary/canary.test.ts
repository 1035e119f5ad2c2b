import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../tools/harness/api.ts';
import { type InProcess, startInProcess } from '../../../tools/harness/in-process.ts';
import { CREDENTIALS, scratchDirectory, startPlatform } from '../../../tools/harness/process.ts';
import { createMeter, steadyClock, systemClock, systemTimers } from '../kernel/index.ts';
import type { InnerCall } from '../server/index.ts';
import { Canary } from './canary.ts';

const ORG = '00000000000000000000CA4A@AdobeOrg';
let platform: InProcess;
let inside: InnerCall;

beforeAll(async () => {
  platform = await startInProcess('canary', { tables: ':memory:' });
  const { scope, actor } = await platform.pipeline.access.hiddenOrganisation(ORG, 'Canary');
  inside = platform.pipeline.inside(scope, actor);
});
afterAll(() => platform?.stop());

const hasty = { sleep: (ms: number, signal?: AbortSignal) => systemTimers.sleep(Math.min(ms, 20), signal) };

function canary(more: Partial<ConstructorParameters<typeof Canary>[0]> = {}): Canary {
  return new Canary({
    call: inside,
    org: ORG,
    origin: platform.url,
    clock: systemClock,
    steady: steadyClock,
    timers: systemTimers,
    meter: createMeter(),
    logger: pino({ level: 'silent' }),
    ...more,
  });
}

async function membership(): Promise<unknown> {
  const query = { entityId: 'canary@meniscus.example', entityIdNS: 'Email' };
  const { segmentMembership } = (await inside('getMemberships', { query })) as {
    segmentMembership: { ups: Record<string, { status: string }> };
  };
  return Object.values(segmentMembership.ups).map(({ status }) => status);
}

/** The lake writes what came two seconds ago; a query does not wait for that. */
async function beatOnceStored(bird: Canary) {
  await inside('runSql', { body: { sql: 'select count(*) from canary' } });
  return bird.beat();
}

describe('the canary', () => {
  it('goes from the collection endpoint to an audience and changes its membership each time, also after a restart', async () => {
    const first = canary();
    const report = await first.beat();
    expect(report).toEqual({
      state: 'ok',
      at: expect.any(Number),
      acknowledgedMs: expect.any(Number),
      membershipMs: expect.any(Number),
    });
    expect(await membership()).toEqual(['realized']);
    expect(await beatOnceStored(first)).toMatchObject({ state: 'ok' });
    expect(await membership()).toEqual(['exited']);
    expect(await beatOnceStored(canary())).toMatchObject({ state: 'ok' });
    expect(await membership()).toEqual(['realized']);
    const found = async (operation: string) =>
      ((await inside(operation)) as { items?: unknown[]; children?: unknown[] }).items?.length;
    expect([await found('listConnections'), Object.keys((await inside('listDataSets')) as object).length]).toEqual([
      1, 1,
    ]);
  });

  it('says at which stage it was lost, and goes on', async () => {
    expect(await canary({ origin: 'http://127.0.0.1:1' }).beat()).toMatchObject({
      state: 'failed',
      failure: { stage: 'collection', message: expect.stringContaining('ECONNREFUSED') },
    });
    expect(await canary({ org: 'another@AdobeOrg' }).beat()).toMatchObject({
      state: 'failed',
      failure: { stage: 'collection', message: expect.stringContaining('answered 400') },
    });
    const deaf: InnerCall = (operation, options) =>
      operation === 'getMemberships' ? Promise.resolve({ segmentMembership: {} }) : inside(operation, options);
    let now = 0;
    // Meanwhile the clock is set back, again and again.
    const impatient = canary({ call: deaf, steady: () => (now += 1000), clock: () => Date.UTC(2026, 0, 1) - now });
    expect(await impatient.beat()).toMatchObject({
      state: 'failed',
      acknowledgedMs: expect.any(Number),
      failure: { stage: 'audience', message: '20 seconds later the membership is still not there' },
    });
    const bird = canary();
    expect(await bird.beat()).toMatchObject({ state: 'ok' });
    const stages = [{ stage: 'lake', outcome: 'waiting', detail: 'buffered' }];
    const slow = canary({
      call: (id, options) => (id === 'getLedgerEntry' ? Promise.resolve({ stages }) : inside(id, options)),
    });
    expect(await slow.beat()).toMatchObject({ state: 'ok' });
    expect(await slow.beat()).toMatchObject({
      state: 'failed',
      failure: {
        stage: 'lake',
        message: expect.stringMatching(/^the event before \(.*\) is waiting at stage lake: buffered$/),
      },
    });
    expect(await beatOnceStored(bird)).toMatchObject({ state: 'ok' });
  });

  it('flies again and again, and shows in the metrics how it fared', async () => {
    const meter = createMeter();
    const bird = canary({ meter, timers: hasty, origin: 'http://127.0.0.1:1' });
    expect(bird.last).toBeUndefined();
    bird.start();
    await expect.poll(() => bird.last?.state).toBe('failed');
    expect(bird.shown).toEqual({ state: 'failed', at: expect.any(Number), stage: 'collection' });
    expect(await meter.text()).toContain('meniscus_canary_up 0');
    await bird.stop();
  });

  it('lives where nobody gets in: its organisation is in no list and its sandbox in no other’s', async () => {
    const api = await connect({ url: platform.url, credentials: CREDENTIALS });
    const { items } = await api.call<{ items: { id: string }[] }>('GET', '/meniscus/v1/organisations');
    expect(items.map(({ id }) => id)).toEqual([CREDENTIALS.orgId]);
    const datasets = await api.call<object>('GET', '/data/foundation/catalog/dataSets');
    expect(datasets).toEqual({});
    const foreign = await fetch(`${platform.url}/data/foundation/catalog/dataSets`, {
      headers: { ...api.headers, 'x-gw-ims-org-id': ORG },
    });
    expect(foreign.status).toBe(403);
  });

  it('is in the health of a real platform, unless it is switched off', async () => {
    const scratch = scratchDirectory('canary');
    const running = await startPlatform({ dataDir: scratch.path, env: { MENISCUS_CANARY: 'on' } });
    try {
      const health = async () => (await fetch(`${running.url}/health`)).json();
      expect(await health()).toEqual({ status: 'ready' });
      await expect
        .poll(health, { timeout: 40_000, interval: 200 })
        .toEqual({ status: 'ready', canary: expect.objectContaining({ state: 'ok' }) });
      const metrics = await (await fetch(`${running.url}/metrics`)).text();
      expect(metrics).toContain('meniscus_canary_up 1');
      expect(metrics).toMatch(/meniscus_log_sync_seconds_count\{topic="received"\} [1-9]/);
    } finally {
      await running.kill('SIGTERM');
      scratch.remove();
    }
  });
});
