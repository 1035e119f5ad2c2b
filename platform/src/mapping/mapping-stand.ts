import type { Field } from '@meniscus/languages/xdm';
import { afterEach, beforeEach, expect } from 'vitest';
import {
  type Actor,
  ALL_FIELDS,
  type Answer,
  type Call,
  countingIds,
  manualClock,
  Problem,
  type Scope,
} from '../kernel/index.ts';
import { documentsMigration, openSqliteTables, type Tables } from '../stores/index.ts';
import { createMapping, type Mapping } from './index.ts';

const scope: Scope = {
  org: 'ORG@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 'sb-1',
  sandboxType: 'production',
  tenant: 'acme',
  key: 'k1',
};
const actor: Actor = { userId: 'me@techacct.adobe.com', clientId: 'client', kind: 'credential', org: scope.org };
const SCHEMA = 'https://ns.adobe.com/acme/schemas/profiles';
const START = Date.UTC(2026, 0, 1);

const string: Field = { type: 'string' };
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const ROOT = object({
  _id: string,
  person: object({ name: object({ firstName: string, lastName: string }) }),
  loyalty: object({
    points: { type: 'number' },
    tier: string,
    status: { type: 'string', enum: ['active', 'inactive'] },
  }),
  lines: { type: 'array', items: object({ sku: string, quantity: { type: 'int' } }) },
});

interface Sent {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly scope?: Scope;
}

/** A body as the server hands it to a route that takes a file. */
function asFile({ body, headers }: Sent): unknown {
  if (body !== undefined && !Buffer.isBuffer(body)) return body;
  return { text: String(body ?? ''), type: headers?.['content-type'] ?? '', name: '', fields: {} };
}

/** The mapping stage on tables in memory, new for each test of the file that calls this. For tests only. */
export function withMapping(schemaIds: readonly string[] = [SCHEMA]) {
  const clock = manualClock(START);
  const stand: { mapping: Mapping; tables: Tables } = {} as never;
  beforeEach(async () => {
    clock.set(START);
    stand.tables = await openSqliteTables({ path: ':memory:' });
    stand.mapping = createMapping({
      tables: stand.tables,
      clock,
      ids: countingIds(),
      dataflow: () => undefined,
      schema: async (_, id) => (schemaIds.includes(id) ? { root: ROOT } : undefined),
    });
    await stand.tables.migrate([documentsMigration]);
  });
  afterEach(() => stand.tables.close());

  /** What the route answers, read as a client reads it. */
  async function answer(id: string, sent: Sent = {}): Promise<Answer> {
    const route = stand.mapping.routes.find((one) => one.id === id)!;
    const body = route.consumes === 'file' ? asFile(sent) : sent.body;
    const full: Call = {
      scope,
      actor,
      fields: ALL_FIELDS,
      params: {},
      query: {},
      headers: {},
      requestId: 'r1',
      ...sent,
      body,
    };
    return route.handle(full as Call<never>);
  }
  // biome-ignore lint/suspicious/noExplicitAny: bodies are read as a client reads them
  async function call(id: string, sent: Sent = {}): Promise<any> {
    const { status = 200, body } = await answer(id, sent);
    expect(status).toBe(200);
    return typeof body === 'string' ? body : JSON.parse(JSON.stringify(body));
  }
  async function refusal(id: string, sent: Sent = {}): Promise<Problem> {
    try {
      await answer(id, sent);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    throw new Error(`${id} was not refused`);
  }
  return Object.assign(stand, {
    scope,
    other: { ...scope, sandbox: 'dev', key: 'k2' } satisfies Scope,
    actor,
    clock,
    schemaId: SCHEMA,
    root: ROOT,
    answer,
    call,
    refusal,
  });
}
