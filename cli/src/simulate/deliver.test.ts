import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { deliver } from './deliver.ts';
import type { Message } from './documented.ts';

interface Seen {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly messages: readonly { readonly member: number; readonly n: number }[];
}

type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A collection endpoint that answers as told; keeps what it accepted. */
async function endpoint(reply: (seen: Seen, request: number) => Reply): Promise<{ url: string; requests: Seen[] }> {
  const requests: Seen[] = [];
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text);
    const seen = { url: request.url!, headers: request.headers, messages: body.messages ?? [body] };
    requests.push(seen);
    const { status, body: answer, headers } = reply(seen, requests.length);
    response.writeHead(status, headers).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/collection/abc`, requests };
}

function messages(count: number, members = 5): readonly Message[] {
  return Array.from({ length: count }, (_, n) => ({
    to: 'event',
    member: n % members,
    payload: { member: n % members, n },
  }));
}

const OK: Reply = { status: 200, body: { inletId: 'abc', xactionId: '1:2:3' } };

describe('delivering messages', () => {
  it('waits as Retry-After asks and then loses nothing', async () => {
    const { url, requests } = await endpoint((_, request) =>
      request <= 2 ? { status: request === 1 ? 429 : 503, body: {}, headers: { 'retry-after': '0' } } : OK,
    );
    const summary = await deliver(messages(3), { urls: { event: url }, batch: 1, concurrency: 1 });
    expect(summary).toMatchObject({ sent: 3, accepted: 3, retries: 2, requests: 5, refused: {}, undelivered: {} });
    expect(requests.map(({ messages: [message] }) => message!.n)).toEqual([0, 0, 0, 1, 2]);
  });

  it('gives up after the last attempt and says why', async () => {
    const { url } = await endpoint(() => ({ status: 503, body: { title: 'full' }, headers: { 'retry-after': '0' } }));
    const summary = await deliver(messages(4), { urls: { event: url }, batch: 2, concurrency: 1, attempts: 3 });
    expect(summary).toMatchObject({ sent: 4, accepted: 0, requests: 6, undelivered: { '503 full': 4 } });
  });

  it('counts refused messages of a batch by reason, without the ids in front', async () => {
    const { url, requests } = await endpoint(({ messages: all }) => ({
      status: 207,
      body: {
        responses: all.map(({ n }) =>
          n % 2 === 0
            ? { xactionId: `1:1:${n}` }
            : { statusCode: 400, message: 'inletId: [abc] imsOrgId: [X@AdobeOrg] Message is invalid' },
        ),
      },
    }));
    const summary = await deliver(messages(10), { urls: { event: url }, batch: 10, concurrency: 1 });
    expect(summary).toMatchObject({ sent: 10, accepted: 5, refused: { '400 Message is invalid': 5 } });
    expect(requests[0]!.url).toBe('/collection/batch/abc');
  });

  it('counts all messages of a refused request and does not repeat it', async () => {
    const { url, requests } = await endpoint(() => ({
      status: 400,
      body: { report: { message: 'Message has unknown xdm format' } },
    }));
    const summary = await deliver(messages(2), { urls: { event: url }, batch: 1, concurrency: 2 });
    expect(summary.refused).toEqual({ '400 Message has unknown xdm format': 2 });
    expect(requests.length).toBe(2);
  });

  it('keeps the order of each member however many requests are under way', async () => {
    const last = new Map<number, number>();
    const { url } = await endpoint(({ messages: all }, request) => {
      if (request % 7 === 0) return { status: 503, body: {}, headers: { 'retry-after': '0' } };
      for (const { member, n } of all) {
        expect(n).toBeGreaterThan(last.get(member) ?? -1);
        last.set(member, n);
      }
      return { status: 207, body: { responses: [] } };
    });
    const summary = await deliver(messages(400, 23), { urls: { event: url }, batch: 4, concurrency: 16 });
    expect(summary).toMatchObject({ accepted: 400, refused: {}, undelivered: {} });
  });

  it('leaves out messages whose destination has no URL and sends the headers it was given', async () => {
    const { url, requests } = await endpoint(() => OK);
    const both: readonly Message[] = [{ to: 'profile', member: 0, payload: { member: 0, n: 0 } }, ...messages(1)];
    const summary = await deliver(both, {
      urls: { profile: url },
      headers: { authorization: 'Bearer t' },
      batch: 1,
      concurrency: 2,
    });
    expect(summary).toMatchObject({ sent: 1, acceptedBy: { profile: 1, event: 0 } });
    expect(requests[0]!.headers.authorization).toBe('Bearer t');
  });

  it('reports an endpoint that is not there', async () => {
    const { url } = await endpoint(() => OK);
    server!.close();
    const summary = await deliver(messages(1), { urls: { event: url }, batch: 1, concurrency: 1, attempts: 2 });
    expect(summary.undelivered).toEqual({ 'network: ECONNREFUSED': 1 });
  });

  it('does not send faster than the rate', async () => {
    const { url } = await endpoint(() => OK);
    const summary = await deliver(messages(40), { urls: { event: url }, batch: 1, concurrency: 8, rate: 200 });
    expect(summary.seconds).toBeGreaterThanOrEqual(0.19);
  });
});
