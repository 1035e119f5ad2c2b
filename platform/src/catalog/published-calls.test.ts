import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../tools/harness/programme.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

/** A published call: what is sent, and the kind of answer. */
interface PublishedCall {
  readonly call: string;
  readonly body?: unknown;
  /** A body of bytes. */
  readonly bytes?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly answer: unknown;
  /** Name under which the id in the answer is used further down. */
  readonly keep?: string;
  /** Names for members of the answer, by their path. */
  readonly pick?: Readonly<Record<string, string>>;
  /** Repeated until the answer holds this word. */
  readonly until?: string;
}

const file = new URL('published-calls.json', import.meta.url);
const calls = JSON.parse(readFileSync(file, 'utf8')) as readonly PublishedCall[];
const stand = withPlatform('catalog-calls');

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  date: (value) => typeof value === 'number' && value > Date.UTC(2020, 0, 1),
  list: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  reference: (value) => /^@\/(dataSets|batches)\/[0-9a-f]+$/.test(String(value)),
  something: (value) => value !== undefined,
  empty: (value) => JSON.stringify(value) === '{}',
  nothing: (value) => value === undefined,
};

/** Everything the published answer has must be there, of its kind; `=x` is the very value. More members are no harm. */
function expectKind(actual: unknown, kind: unknown, at: string): void {
  if (typeof kind === 'string' && kind.startsWith('=')) expect(String(actual), at).toBe(kind.slice(1));
  else if (typeof kind === 'string')
    expect(KINDS[kind]!(actual), `${at} is ${JSON.stringify(actual)}, not ${kind}`).toBe(true);
  else if (Array.isArray(kind)) {
    expect(
      Array.isArray(actual) && actual.length > 0,
      `${at} is a list with elements, not ${JSON.stringify(actual)}`,
    ).toBe(true);
    for (const [index, element] of (actual as unknown[]).entries()) expectKind(element, kind[0], `${at}[${index}]`);
  } else
    for (const [name, member] of Object.entries(kind as object))
      expectKind((actual as Record<string, unknown> | undefined)?.[name], member, `${at}.${name}`);
}

function idIn(body: unknown): string {
  const value = Array.isArray(body) ? String(body[0]) : (body as { id: string }).id;
  return value.slice(value.lastIndexOf('/') + 1);
}

function memberAt(body: unknown, path: string): unknown {
  return path.split('.').reduce((value, step) => (value as Record<string, unknown>)[step], body);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function send({
  call,
  body,
  bytes,
  headers = {},
}: PublishedCall): Promise<{ status: number; body: unknown; text: string }> {
  const [method, path] = call.split(' ') as [string, string];
  const type = bytes === undefined ? 'application/json' : 'application/octet-stream';
  const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${stand.platform.url}/data/foundation${path}`, {
    method,
    headers: { ...stand.api.headers, ...(content === undefined ? {} : { 'content-type': type }), ...headers },
    ...(content === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  return { status: response.status, body: parsed(text), text };
}

describe('every published call of Catalog, Dataset Service, Batch Ingestion and Data Access', () => {
  it('gets the published kind of answer', async () => {
    const loyalty = ['context/profile', 'context/identitymap', 'mixins/profile/profile-loyalty-details'];
    const parts = loyalty.map((part) => `https://ns.adobe.com/xdm/${part}`);
    const known: Record<string, string> = { SCHEMA_ID: await schema(stand.api, 'Catalog calls', parts) };
    const filled = <T>(value: T): T =>
      JSON.parse(
        JSON.stringify(value).replaceAll(/\{([A-Z_]+)\}/g, (whole, name: string) => known[name] ?? whole),
      ) as T;
    for (const published of calls) {
      const call = filled(published);
      let reply = await send(call);
      for (let turn = 0; call.until !== undefined && !reply.text.includes(call.until) && turn < 200; turn += 1) {
        await sleep(50);
        reply = await send(call);
      }
      expect(reply.status, `${call.call}: ${reply.text}`).toBe(call.status ?? 200);
      expectKind(reply.body, call.answer, call.call);
      if (call.keep !== undefined) known[call.keep] = idIn(reply.body);
      for (const [name, path] of Object.entries(call.pick ?? {})) known[name] = String(memberAt(reply.body, path));
    }
  });
});

describe('several requests in one call', () => {
  it('are all taken back when a change fails, and say so; what was read stays', async () => {
    const parts = ['context/profile', 'context/identitymap'].map((part) => `https://ns.adobe.com/xdm/${part}`);
    const schemaRef = { id: await schema(stand.api, 'Multi-request', parts) };
    const create = (id: string, name: unknown) => ({
      id,
      resource: '/dataSets',
      method: 'POST',
      body: { name, schemaRef },
    });
    const listed = () =>
      stand.api.call<Record<string, { name: string }>>('GET', '/data/foundation/catalog/dataSets?limit=100');
    const names = async () => Object.values(await listed()).map(({ name }) => name);
    const answers = await stand.api.call<{ id: string; code: number }[]>('POST', '/data/foundation/catalog', [
      create('a', 'Multi A'),
      { id: 'see', resource: '/dataSets/<<a.id>>', method: 'GET' },
      { id: 'odd', resource: '/dataSets/%zz', method: 'GET' },
      create('b', ''),
      create('c', 'Multi C'),
    ]);
    expect(answers.map(({ id, code }) => [id, code])).toEqual([
      ['a', 424],
      ['see', 200],
      ['odd', 404],
      ['b', 400],
      ['c', 424],
    ]);
    expect(await names()).not.toContain('Multi A');
    const good = await stand.api.call<{ code: number; body: unknown }[]>('POST', '/data/foundation/catalog/', [
      create('a', 'Multi A'),
      { id: 'patch', resource: '/dataSets/<<a.id>>', method: 'PATCH', body: { description: 'of <<a.id>>' } },
    ]);
    expect(good.map(({ code }) => code)).toEqual([200, 200]);
    expect(await names()).toContain('Multi A');
  });
});
