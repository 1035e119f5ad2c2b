import { sayingOf } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import { expect } from 'vitest';
import {
  type Actor,
  ALL_FIELDS,
  type Answer,
  type Call,
  countingIds,
  createCipher,
  type FieldView,
  manualClock,
  type Problem,
  type Scope,
} from '../kernel/index.ts';
import { createSources } from '../sources/index.ts';
import { documentsMigration, openSqliteTables, type Tables } from '../stores/index.ts';
import { type ConnectionSpec, createFlows, type Flows, runMigration, SourceError } from './index.ts';

const says = sayingOf({
  'stand-password': 'the password is wrong',
  'stand-down': 'the connection was closed',
  'stand-gone': 'there is no /gone',
});

export const scope: Scope = {
  org: '0123456789ABCDEF01234567@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 'sb-1',
  sandboxType: 'production',
  tenant: 'acme',
  key: 'k1',
};
export const other: Scope = { ...scope, sandbox: 'dev', key: 'k2' };
export const actor: Actor = {
  userId: 'me@techacct.adobe.com',
  clientId: 'exc_app',
  kind: 'credential',
  org: scope.org,
};

export const CAPILLARY = { id: '6360f136-5980-4111-8bdf-15d29eab3b5a', version: '1.0' };
export const CAPILLARY_FLOW = { id: '6499120c-0b15-42dc-936e-847ea3c24d72', version: '1.0' };
export const LAKE = { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' };
export const HTTP_API = { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' };
export const PROFILES = 'https://ns.adobe.com/acme/schemas/profiles';
export const EVENTS = 'https://ns.adobe.com/acme/schemas/events';
export const SECRETS = { clientSecret: 'p8e-very-secret', accessToken: 'eyJ-also-secret' };

/** The stage under test, made anew before each test by `freshStand`. */
export const stand: { tables: Tables; flows: Flows } = {} as never;
export const clock = manualClock(Date.UTC(2026, 0, 1));
export const key = Buffer.alloc(32, 7);

/** Ids of the runs that were handed over to be performed. */
export const performed: string[] = [];

/** A batch source whose contents and troubles are what the test asks for by name. */
export const FILES: ConnectionSpec = {
  id: '7a1d2c40-0000-4000-8000-00000000f11e',
  name: 'Files',
  version: '1.0',
  providerId: '0ed90a81-07f4-4586-8190-b40eccef1c5a',
  type: 'FileSystem',
  role: 'source',
  title: 'Files',
  description: 'Files of a test',
  category: 'Cloud storage',
  beta: false,
  auth: [
    {
      name: 'Key',
      type: 'Key',
      params: Type.Object({ host: Type.String(), password: Type.String({ format: 'password' }) }),
    },
  ],
  flowSpecs: [
    {
      id: '7a1d2c40-0000-4000-8000-00000000f10e',
      name: 'FilesToAEP',
      version: '1.0',
      providerId: '0ed90a81-07f4-4586-8190-b40eccef1c5a',
      frequency: 'batch',
      mapping: 'none',
      flowRuns: true,
    },
  ],
  explorer: {
    type: 'FileSystem',
    async test({ password }) {
      if (password !== 'right') throw new SourceError('refused', says('stand-password'));
    },
    async explore({ objectType, object, fileType, preview }, { password }) {
      if (password !== 'right') throw new SourceError('refused', says('stand-password'));
      if (object === '/down') throw new SourceError('unreachable', says('stand-down'));
      if (object === '/gone') throw new SourceError('not-found', says('stand-gone'));
      if (objectType === 'root')
        return [{ type: 'file', name: 'a.csv', path: '/a.csv', canPreview: true, canFetchSchema: true }];
      return {
        format: 'flat',
        schema: { columns: [{ name: `${object}:${fileType}`, type: 'string' }] },
        ...(preview ? { data: [{ Id: '1' }] } : {}),
      };
    },
  },
};

export function stage(onto: Tables): Flows {
  return createFlows({
    tables: onto,
    clock,
    ids: countingIds(),
    cipher: createCipher(key),
    publicUrl: () => 'http://localhost:8080',
    connectionSpecs: [...createSources().connectionSpecs, FILES],
    performRun: async (_, run) => {
      performed.push(run.id);
    },
    scopeByKey: (one) => [scope, other].find((candidate) => candidate.key === one),
    questions: {
      dataset: async (_, id) => ({ 'ds-profiles': { schemaId: PROFILES }, 'ds-events': { schemaId: EVENTS } })[id],
      mappingSet: async (_, id, version) =>
        id === 'm-profiles' && (version ?? 0) === 0 ? { schemaId: '_acme.schemas.profiles' } : undefined,
    },
  });
}

/** An empty stage on empty tables. */
export async function freshStand(): Promise<void> {
  stand.tables = await openSqliteTables({ path: ':memory:' });
  stand.flows = stage(stand.tables);
  await stand.tables.migrate([documentsMigration, runMigration]);
}

export interface Sent {
  readonly query?: Record<string, string | string[]>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly scope?: Scope;
  readonly fields?: FieldView;
}
export type Item = Record<string, unknown> & { id: string; etag: string; state: string };

export async function call(id: string, objectId?: string, sent: Sent = {}): Promise<Answer & { body: never }> {
  const route = stand.flows.routes.find((one) => one.id === id)!;
  const params: Record<string, string> = objectId === undefined ? {} : { id: objectId };
  const full: Call = {
    scope,
    actor,
    fields: ALL_FIELDS,
    params,
    query: {},
    headers: {},
    body: undefined,
    requestId: 'r',
    ...sent,
  };
  return (await route.handle(full as Call<never>)) as Answer & { body: never };
}

export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = (await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as Problem | undefined;
  expect(error?.name).toBe('Problem');
  expect(error!.body.status).toBe(error!.status);
  expect(error!.body.detail).toBe((error!.body.report as Record<string, unknown>)['detailed-message']);
  return String(error!.body.type).replace('https://ns.adobe.com/aep/errors/FLOW-', '');
}

export async function create(kind: string, body: unknown, sent: Sent = {}): Promise<string> {
  const answer = await call(`create${kind}`, undefined, { ...sent, body });
  expect(answer.status).toBe(201);
  const { id, etag, ...rest } = answer.body as { id: string; etag: string };
  expect(rest).toEqual({});
  expect(etag).toMatch(/^"[0-9a-f]{8}-0000-0200-0000-[0-9a-f]{12}"$/);
  return id;
}

export async function read(kind: string, id: string): Promise<Item> {
  const { items } = (await call(`get${kind}`, id)).body as { items: Item[] };
  expect(items).toHaveLength(1);
  return items[0]!;
}

export function base(name = 'Capillary'): Promise<string> {
  return create('Connection', {
    name,
    description: 'loyalty',
    connectionSpec: CAPILLARY,
    auth: { specName: 'OAuth generic-rest-connector', params: { clientId: 'client', ...SECRETS } },
  });
}

export function target(dataSetId = 'ds-profiles', schema = PROFILES): Promise<string> {
  return create('TargetConnection', {
    name: 'target',
    connectionSpec: LAKE,
    data: { schema: { id: schema, version: 'application/vnd.adobe.xed-full+json;version=1' } },
    params: { dataSetId },
  });
}

export const MAPPING = [{ name: 'Mapping', params: { mappingId: 'm-profiles', mappingVersion: '0' } }];

/** The objects of the published tutorial, in its order. */
export async function tutorial() {
  const baseId = await base();
  const sourceId = await create('SourceConnection', {
    name: 'source',
    baseConnectionId: baseId,
    connectionSpec: CAPILLARY,
  });
  const targetId = await target();
  const flowId = await create('Flow', {
    name: 'Loyalty members',
    description: 'profiles',
    flowSpec: CAPILLARY_FLOW,
    sourceConnectionIds: sourceId,
    targetConnectionIds: targetId,
    transformations: MAPPING,
    scheduleParams: { startTime: 1_767_225_600, frequency: 'minute', interval: 15 },
  });
  return { baseId, sourceId, targetId, flowId };
}

/** A dataflow that reads files, by default once and already begun. */
export async function filesFlow(
  more: object = { scheduleParams: { startTime: 1, frequency: 'once' } },
  sent: Sent = {},
) {
  const auth = { specName: 'Key', params: { host: 'h', password: 'right' } };
  const spec = { id: FILES.id };
  const baseConnectionId = await create('Connection', { name: 'f', connectionSpec: spec, auth });
  const body = {
    flowSpec: { id: FILES.flowSpecs[0]!.id },
    sourceConnectionIds: [await create('SourceConnection', { name: 's', baseConnectionId, connectionSpec: spec })],
    targetConnectionIds: [await target()],
    ...more,
  };
  return create('Flow', body, sent);
}

export const ifMatch = (etag: string) => ({ 'if-match': etag });
