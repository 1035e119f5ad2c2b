import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to a request on its way. */
export type ProxyFault =
  /** The connection is cut before anything is passed on. */
  | { readonly does: 'refuse' }
  /** It is passed on, and the connection is cut instead of the answer. */
  | { readonly does: 'drop' }
  /** It is passed on, and the answer breaks off half way. */
  | { readonly does: 'half' }
  | { readonly does: 'slow'; readonly ms: number }
  | { readonly does: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Batches: messages of these places are not passed on and get that status in the answer. */
  | { readonly does: 'partial'; status(index: number): number | undefined };

/** A request that reached the server behind the proxy, with what it answered. */
export interface Passed {
  readonly path: string;
  readonly body: string;
  readonly status: number;
}

/** A proxy that does harm, in front of a server on this machine. */
export interface FaultProxy {
  readonly url: string;
  /** Asked for each request; undefined: it passes as it is. */
  fault: (path: string, count: number) => ProxyFault | undefined;
  /** Origin of the server behind it. */
  upstream: string;
  readonly passed: readonly Passed[];
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const OWN = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect']);

/** Starts a proxy on a free port of the loopback interface. */
export async function startFaultProxy(): Promise<FaultProxy> {
  const passed: Passed[] = [];
  let count = 0;

  const pass = async (request: IncomingMessage, path: string, body: Buffer) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name, value]) => !OWN.has(name) && typeof value === 'string'),
    ) as Record<string, string>;
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    const answer = await fetch(proxy.upstream + path, {
      method: request.method!,
      headers,
      redirect: 'manual',
      ...(hasBody ? { body: new Uint8Array(body) } : {}),
    });
    const text = await answer.text();
    passed.push({ path, body: body.toString(), status: answer.status });
    return { status: answer.status, type: answer.headers.get('content-type') ?? 'application/json', text };
  };

  const partly = async (
    request: IncomingMessage,
    path: string,
    body: Buffer,
    status: (index: number) => number | undefined,
  ) => {
    const { messages } = JSON.parse(body.toString()) as { messages: unknown[] };
    // Asked once for each: it may be chance.
    const refusals = messages.map((_, index) => status(index));
    const kept = messages.filter((_, index) => refusals[index] === undefined);
    const answer =
      kept.length === 0
        ? { status: 207, type: 'application/json', text: '{"responses":[]}' }
        : await pass(request, path, Buffer.from(JSON.stringify({ messages: kept })));
    if (answer.status !== 207) return answer;
    const parsed = JSON.parse(answer.text) as { responses: unknown[] };
    const own = [...parsed.responses];
    const responses = messages.map((_, index) => {
      const refused = refusals[index];
      return refused === undefined ? own.shift() : { statusCode: refused, message: `put off by the proxy` };
    });
    return { ...answer, text: JSON.stringify({ ...parsed, responses }) };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const body = await bodyOf(request);
    count += 1;
    const fault = proxy.fault(path, count);
    if (fault?.does === 'refuse') return void request.socket.destroy();
    if (fault?.does === 'answer') {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      return void response.end('{"title":"injected"}');
    }
    if (fault?.does === 'slow') await sleep(fault.ms);
    const answer =
      fault?.does === 'partial' ? await partly(request, path, body, fault.status) : await pass(request, path, body);
    if (fault?.does === 'drop') return void request.socket.destroy();
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'content-length': Buffer.byteLength(answer.text),
    });
    if (fault?.does !== 'half') return void response.end(answer.text);
    response.write(answer.text.slice(0, answer.text.length / 2), () => request.socket.destroy());
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: () => undefined,
    upstream: '',
    passed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
