import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../../tools/harness/api.ts';
import { withPlatform } from '../../../../tools/harness/with-platform.ts';
import type { LiveEvent } from './hub.ts';
import { LiveHub } from './hub.ts';
import { LiveStream } from './stream.ts';

const stand = withPlatform('live');

interface Frame {
  readonly id?: string;
  readonly event?: string;
  readonly data: Record<string, unknown>;
}

/** Reads server-sent events as they come. */
class Tail {
  readonly frames: Frame[] = [];
  readonly status: number;
  readonly #abort: AbortController;
  readonly ended: Promise<void>;
  broken: unknown;

  private constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.#abort = abort;
    this.ended = this.#read(response).catch((error: unknown) => {
      this.broken = error;
    });
  }

  static async open(query = '', headers: Record<string, string> = {}): Promise<Tail> {
    const abort = new AbortController();
    const response = await fetch(`${stand.platform.url}/meniscus/v1/live${query}`, {
      headers: { ...stand.api.headers, ...headers },
      signal: abort.signal,
    });
    return new Tail(response, abort);
  }

  async #read(response: Response): Promise<void> {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop()!;
      for (const part of parts) {
        const lines = Object.fromEntries(part.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
        if (lines.data !== undefined)
          this.frames.push({ id: lines.id!, event: lines.event!, data: JSON.parse(lines.data) });
      }
    }
  }

  /** Waits until a record was seen at a stage. */
  async until(stage: string): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(({ data }) => data.stage === stage);
      if (found !== undefined) return found;
      await sleep(20);
    }
  }

  close(): void {
    this.#abort.abort();
  }
}

const member = (email: string) => ({
  identityMap: { email: [{ id: email, primary: true }] },
  loyalty: { tier: 'gold', points: 1 },
});

async function post(url: string, body: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return ((await response.json()) as { xactionId: string }).xactionId;
}

describe('the live tail', () => {
  it('shows a record at every stage, without payload unless it was asked for', async () => {
    const tail = await Tail.open();
    const xactionId = await post(stand.programme.profileInlet, member('ana@example.com'));
    await tail.until('stored');
    const seen = tail.frames.filter(({ data }) => data.xactionId === xactionId);
    expect(seen.map(({ data }) => data.stage)).toEqual(['received', 'mapped', 'profile', 'stored']);
    expect(seen[3]!.data).toMatchObject({
      datasetId: stand.programme.profileDataset,
      detail: expect.stringContaining('Batch'),
      phrase: { code: 'in-batch', values: { id: stand.programme.profileDataset } },
    });
    expect(JSON.stringify(seen)).not.toContain('ana@example.com');
    const times = seen.map(({ data }) => data.at as number);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    tail.close();
  });

  it('shows failures with their reason, and payloads to whom they may be shown', async () => {
    const tail = await Tail.open('?payload=true&stage=failed,mapped');
    await post(stand.programme.profileInlet, { nothing: 'dan@example.com' });
    const failed = await tail.until('failed');
    expect(failed.data).toMatchObject({
      detail: 'MAPPING-EMPTY',
      reason: expect.stringContaining('mapping'),
      payload: '{"nothing":"dan@example.com"}',
    });
    expect(tail.frames.map(({ data }) => data.stage)).toEqual(['failed']);
    tail.close();
  });

  it('filters by dataflow and inlet', async () => {
    const inlet = stand.programme.eventInlet.split('/').at(-1)!;
    const tail = await Tail.open(`?inletId=${inlet}`);
    await post(stand.programme.profileInlet, member('b@example.com'));
    await post(stand.programme.eventInlet, {
      _id: 'E1',
      timestamp: '2025-01-01T00:00:00Z',
      identityMap: { email: [{ id: 'b@example.com' }] },
    });
    await tail.until('mapped');
    expect(new Set(tail.frames.map(({ data }) => data.inletId))).toEqual(new Set([inlet]));
    tail.close();
  });

  it('goes on where a broken connection ended', async () => {
    const first = await Tail.open('?stage=mapped');
    await post(stand.programme.profileInlet, member('one@example.com'));
    const { id } = await first.until('mapped');
    first.close();
    await first.ended;
    const missed = await post(stand.programme.profileInlet, member('two@example.com'));
    await stand.api.settled();
    const second = await Tail.open('?stage=mapped', { 'last-event-id': id! });
    await second.until('mapped');
    expect(second.frames.map(({ data }) => data.xactionId)).toEqual([missed]);
    second.close();
    const third = await Tail.open('', { 'last-event-id': 'another-process-1' });
    await post(stand.programme.profileInlet, member('three@example.com'));
    await third.until('mapped');
    expect(third.frames[0]).toMatchObject({ event: 'gap' });
    third.close();
  });

  it.each(['?stage=nowhere', '?rate=0', '?rate=x'])('refuses %s', async (query) => {
    expect((await Tail.open(query)).status).toBe(400);
  });

  it('shows no payload to a caller who may see monitoring only', async () => {
    const { api, platform } = stand;
    const client = await api.call<{ clientId: string; clientSecret: string; userId: string }>(
      'POST',
      '/meniscus/v1/credentials',
      { name: 'watcher' },
    );
    const role = await api.call<{ id: string }>('POST', '/data/foundation/access-control/administration/roles', {
      name: 'watchers',
      permissionSets: ['view-monitoring-dashboard'],
      sandboxes: ['prod'],
    });
    const operations = [{ op: 'add', path: '/user', value: client.userId }];
    await api.call('PATCH', `/data/foundation/access-control/administration/roles/${role.id}/subjects`, { operations });
    const watcher = await connect({ url: platform.url, credentials: { ...platform.credentials, ...client } });
    const headers = watcher.headers as Record<string, string>;
    expect((await Tail.open('?payload=true', headers)).status).toBe(403);
    const tail = await Tail.open('', headers);
    expect(tail.status).toBe(200);
    await post(stand.programme.profileInlet, member('c@example.com'));
    await post(stand.programme.profileInlet, { nothing: 'd@example.com' });
    await tail.until('failed');
    expect(JSON.stringify(tail.frames)).not.toContain('@example.com');
    expect(tail.frames.some(({ data }) => 'payload' in data || 'reason' in data)).toBe(false);
    tail.close();
  });

  it('ends when the platform stops, and does not hold it up', async () => {
    const tail = await Tail.open();
    await stand.restart();
    await tail.ended;
    // A connection the server had to break off would be an error here.
    expect(tail.broken).toBeUndefined();
  });
});

describe('a listener', () => {
  const event = (number: number): Omit<LiveEvent, 'number'> => ({
    scope: 'k',
    stage: 'received',
    at: number,
    xactionId: String(number),
    inletId: 'i',
  });
  const inlet = { id: 'i' } as never;
  const options = { scope: 'k', filter: {}, payloads: false, details: true, rate: 1000, allowed: async () => true };

  it('that does not read loses the oldest events, is told how many, and costs a bounded memory', async () => {
    let now = 0;
    const hub = new LiveHub(() => now, 'b');
    const stream = new LiveStream(hub, options);
    for (let n = 0; n < 50_000; n += 1)
      hub.accepted(inlet, { ...event(n), inlet: 'i', batch: false, count: 1 } as never, n, n);
    await sleep(250);
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    await sleep(1500);
    const dropped = [...text.matchAll(/"count":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    const records = text.match(/^event: record$/gm)!.length;
    expect(dropped).toBe(49_000);
    expect(records).toBe(1000);
    stream.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
    now = 59_000;
    expect(hub.awake).toBe(true);
    now = 61_000;
    expect(hub.awake).toBe(false);
    expect(hub.since('k', 0)).toBeUndefined();
  });

  it('is told nothing of another scope', async () => {
    const hub = new LiveHub(() => 0, 'b');
    const stream = new LiveStream(hub, { ...options, scope: 'other' });
    hub.accepted(inlet, { scope: 'k', inlet: 'i', batch: false, count: 1 } as never, 1, 1);
    await sleep(250);
    expect(String(stream.read())).not.toContain('event: record');
    expect(hub.since('other', 0)).toEqual([]);
    stream.destroy();
  });
});
