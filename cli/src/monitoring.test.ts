import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CapillarySetUp, setUpCapillary } from '../../examples/capillary-tutorial/set-up.ts';
import { CREDENTIALS, type RunningPlatform, scratchDirectory, startPlatform } from '../../tools/harness/process.ts';
import type { Terminal } from './command.ts';
import { run } from './run.ts';

/** The commands that watch, against a real platform that enforces the published limits. */
const scratch = scratchDirectory('cli-monitoring');
let platform: RunningPlatform;
let capillary: CapillarySetUp;

beforeAll(async () => {
  platform = await startPlatform({ dataDir: scratch.path, env: { MENISCUS_GUARDRAILS: 'enforce' } });
  capillary = await setUpCapillary({ url: platform.url, ...CREDENTIALS });
});

afterAll(async () => {
  await platform?.kill('SIGTERM');
  scratch.remove();
});

async function meniscus(...line: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: false,
    env: { MENISCUS_DATA_DIR: scratch.path },
    stop: AbortSignal.timeout(20_000),
  };
  return { code: await run(line, terminal), ...said };
}

async function send(payload: unknown, to = capillary.profileInlet): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(to, { method: 'POST', headers, body: JSON.stringify(payload) });
  return ((await response.json()) as { xactionId: string }).xactionId;
}

const profile = (email: string) => ({
  identityMap: { email: [{ id: email, primary: true }] },
  loyalty: { tier: 'silver', points: 7 },
});

describe('commands that watch', () => {
  it('live shows a record at its stages and ends after so many', async () => {
    const watching = meniscus('live', '--stage', 'received,mapped,stored', '--count', '3');
    // The connection is not open at once; a record is sent until one was seen.
    const sending = setInterval(() => void send(profile('ana@example.com')), 300);
    const { code, out } = await watching;
    clearInterval(sending);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(out).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}(received|mapped|stored) +\d+:\d+:0/);
    expect(out).not.toContain('ana@example.com');
    const json = meniscus('live', '--stage', 'mapped', '--count', '1', '--payload', '--json');
    const again = setInterval(() => void send(profile('ben@example.com')), 300);
    const record = JSON.parse((await json).out) as { stage: string; payload: string };
    clearInterval(again);
    expect(record).toMatchObject({ stage: 'mapped', payload: expect.stringContaining('ben@example.com') });
  });

  it('ledger show names every stage a record went through, each with its time', async () => {
    const xactionId = await send(profile('cleo@example.com'));
    const way = async () =>
      JSON.parse((await meniscus('ledger', 'show', xactionId, '--json')).out) as {
        status: string;
        stages: { stage: string; at: number | null; outcome: string }[];
      };
    await expect.poll(async () => (await way()).status).toBe('stored');
    const { stages } = await way();
    const names = ['ingest', 'mapping', 'schemas', 'lake', 'identity', 'profile', 'segmentation'];
    expect(stages.map(({ stage }) => stage)).toEqual(names);
    for (const { stage, at, outcome } of stages) expect([stage, outcome, typeof at]).toEqual([stage, 'done', 'number']);
  });

  it('monitoring shows what passed', async () => {
    const { code, out } = await meniscus('monitoring', '--window', '1h');
    expect(code).toBe(0);
    expect(out).toMatch(/dataflow +state +received/);
    expect(out).toContain('messages wait');
    const { flows } = JSON.parse((await meniscus('monitoring', '--json')).out) as { flows: { received: number }[] };
    expect(Math.max(...flows.map(({ received }) => received))).toBeGreaterThan(1);
    expect((await meniscus('monitoring', '--window', 'long')).code).toBe(1);
  });

  it('guardrails shows what is beyond a limit, and what is enforced is kept out of the profile', async () => {
    expect((await meniscus('guardrails')).out).toBe('Nothing is beyond a published limit.\n');
    const xactionId = await send(
      {
        _id: 'large',
        timestamp: '2025-07-14T12:00:00Z',
        identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
        commerce: { commerceScope: { storeCode: 'x'.repeat(11_000) } },
        productLineItems: [],
      },
      capillary.eventInlet,
    );
    await expect.poll(async () => (await meniscus('failed', 'list')).out).toContain('GUARDRAIL-EVENT-SIZE');
    const { out } = await meniscus('guardrails');
    expect(out).toMatch(/Size of an experience event in the profile +10240 bytes +dropped +yes/);
    // Its row is stored all the same, and the way of the message says where it stopped.
    await expect.poll(async () => (await meniscus('ledger', 'show', xactionId)).out).toContain('lake');
    const way = await meniscus('ledger', 'show', xactionId);
    expect(way.out).toMatch(/profile +\S+Z +failed/);
  });

  it('alerts are subscribed to, fire, are muted, resolved and ended', async () => {
    expect((await meniscus('alerts', 'list')).out).toBe('No alerts.\n');
    expect((await meniscus('alerts', 'subscribe', 'earthquake')).code).toBe(1);
    const inside = await meniscus('alerts', 'subscribe', 'lag', '--webhook', 'http://127.0.0.1:1/');
    expect([inside.code, inside.err]).toEqual([1, expect.stringContaining('MENISCUS_OUTGOING_ALLOW')]);
    const { out } = await meniscus('alerts', 'subscribe', 'error-rate', '--threshold', '0', '--window', '60');
    const subscription = /subscription (\S+)/.exec(out)![1]!;
    expect((await meniscus('alerts', 'subscriptions')).out).toContain('error-rate');
    for (let n = 0; n < 3; n += 1) await send({ nothing: n });
    await expect.poll(async () => (await meniscus('alerts', 'list')).code).toBe(1);
    const { id } = JSON.parse((await meniscus('alerts', 'list', '--json')).out) as { id: string };
    expect((await meniscus('alerts', 'mute', id, '--minutes', '5')).out).toMatch(/^Muted until 20/);
    expect((await meniscus('alerts', 'list')).code).toBe(0);
    expect((await meniscus('alerts', 'mute', id, '--minutes', '0')).out).toBe('Not muted.\n');
    expect((await meniscus('alerts', 'resolve', id)).out).toBe('Resolved.\n');
    expect((await meniscus('alerts', 'unsubscribe', subscription)).out).toBe('Ended.\n');
    expect((await meniscus('alerts', 'subscriptions')).out).toBe('No subscriptions.\n');
  });
});
