import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';

/**
 * A call that AEP publishes, and the kind of its answer: every member of `answer` must be there and of the kind that
 * stands for it, `=x` is the very text, `null` only null, `absent` must not be there; more members are no harm. `{NAME}` in call and body is filled
 * from what is known, `keep` adds to it: a name for the id of the answer, or names with the way to their value.
 */
interface PublishedCall {
  readonly call: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** None: the body of the answer is not looked into. */
  readonly answer?: unknown;
  readonly keep?: string | Readonly<Record<string, string>>;
  /** Repeat until the answer is of the kind, ten seconds at most: for what ends later. */
  readonly eventually?: boolean;
}

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'number' && value > Date.UTC(2020, 0, 1),
  time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(value),
  hex32: (value) => /^[0-9a-f]{32}$/.test(String(value)),
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value)),
  etag: (value) => /^"[0-9a-f]{8}-0000-0200-0000-[0-9a-f]{12}"$/.test(String(value)),
  list: Array.isArray,
  empty: (value) => Array.isArray(value) && value.length === 0,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  null: (value) => value === null,
  absent: (value) => value === undefined,
};

function expectKind(actual: unknown, kind: unknown, at: string): void {
  if (typeof kind === 'string' && kind.startsWith('=')) expect(String(actual), at).toBe(kind.slice(1));
  else if (typeof kind === 'string')
    expect(KINDS[kind]!(actual), `${at} is ${JSON.stringify(actual)}, not ${kind}`).toBe(true);
  else if (Array.isArray(kind)) {
    expect(Array.isArray(actual) && actual.length > 0, `${at} is a list with elements`).toBe(true);
    for (const [index, element] of (actual as unknown[]).entries()) expectKind(element, kind[0], `${at}[${index}]`);
  } else
    for (const [name, member] of Object.entries(kind as object))
      expectKind((actual as Record<string, unknown> | undefined)?.[name], member, `${at}.${name}`);
}

function valueAt(body: unknown, path: string): string {
  let at = body;
  for (const name of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[name];
  return String(at);
}

/** Where the calls go, and what their placeholders stand for; `known` is added to. */
export interface PublishedWalk {
  /** Origin and base path. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly known: Record<string, string>;
}

/** Walks the calls of a file one after another and expects each published kind of answer. */
export async function walkPublishedCalls(file: URL, walk: PublishedWalk): Promise<void> {
  const calls = JSON.parse(readFileSync(file, 'utf8')) as readonly PublishedCall[];
  expect(calls.length).toBeGreaterThan(0);
  for (const published of calls) await walkOne(published, walk);
}

async function walkOne(published: PublishedCall, walk: PublishedWalk): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await callOnce(published, walk);
    } catch (error) {
      if (published.eventually !== true || Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function callOnce(published: PublishedCall, { base, headers, known }: PublishedWalk): Promise<void> {
  const filled = JSON.parse(
    JSON.stringify(published).replaceAll(/\{([A-Z_0-9]+)\}/g, (whole, name: string) =>
      known[name] === undefined ? whole : JSON.stringify(known[name]).slice(1, -1),
    ),
  ) as PublishedCall;
  const { call, body, status = 200, answer, keep } = filled;
  const [method, path] = call.split(' ') as [string, string];
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...filled.headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect(response.status, `${call}: ${text}`).toBe(status);
  if (answer === undefined) return;
  expect(response.headers.get('content-type'), call).toContain('json');
  const actual = JSON.parse(text) as unknown;
  expectKind(actual, answer, call);
  const kept = typeof keep === 'string' ? { [keep]: Array.isArray(actual) ? '0.id' : 'id' } : (keep ?? {});
  for (const [name, way] of Object.entries(kept)) known[name] = valueAt(actual, way);
}
