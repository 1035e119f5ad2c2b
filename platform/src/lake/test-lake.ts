/** A lake on real engines in a temporary directory. For tests only. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Field } from '@meniscus/languages/xdm';
import { pino } from 'pino';
import { type Catalog, catalogMigrations, createCatalog } from '../catalog/index.ts';
import { encodeValidated, VALIDATED_TOPIC } from '../ingest/index.ts';
import {
  type Actor,
  ALL_FIELDS,
  type Answer,
  type Call,
  countingIds,
  createMeter,
  type Scope,
  Standings,
  systemClock,
} from '../kernel/index.ts';
import {
  documentsMigration,
  type Log,
  type ObjectStore,
  openDiskObjects,
  openMemoryLog,
  openSqliteTables,
  type Tables,
} from '../stores/index.ts';
import { createLake, type Lake, type LakeOptions, positionMigrations } from './index.ts';

export const scope: Scope = {
  org: 'ORG@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 'sb-1',
  sandboxType: 'production',
  tenant: 'acme',
  key: 'k1',
};
export const otherScope: Scope = { ...scope, sandbox: 'dev', sandboxId: 'sb-2', key: 'k2' };
export const actor: Actor = { userId: 'me@techacct.adobe.com', clientId: 'client', kind: 'credential', org: scope.org };

const text: Field = { type: 'string' };
const identityMap: Field = {
  type: 'map',
  values: {
    type: 'array',
    items: { type: 'object', fields: { id: text, authenticatedState: text, primary: { type: 'boolean' } } },
  },
};

/** Profiles and events as the Capillary tutorial makes them, in short. */
export const PROFILE: Field = {
  type: 'object',
  fields: {
    _id: text,
    identityMap,
    person: {
      type: 'object',
      fields: { name: { type: 'object', fields: { firstName: text, lastName: text } }, birthDate: { type: 'date' } },
    },
    loyalty: {
      type: 'object',
      fields: { tier: text, points: { type: 'number' }, status: text, joinDate: { type: 'date-time' } },
    },
    _acme: {
      type: 'object',
      fields: { visits: { type: 'long' }, tags: { type: 'array', items: text }, free: { type: 'object', open: true } },
    },
  },
};
export const EVENT: Field = {
  type: 'object',
  fields: {
    _id: text,
    timestamp: { type: 'date-time' },
    eventType: text,
    identityMap,
    commerce: {
      type: 'object',
      fields: {
        order: { type: 'object', fields: { purchaseID: text, priceTotal: { type: 'number' }, currencyCode: text } },
      },
    },
    productListItems: {
      type: 'array',
      items: {
        type: 'object',
        fields: { SKU: text, name: text, quantity: { type: 'int' }, priceTotal: { type: 'number' } },
      },
    },
  },
};

export interface TestLake {
  readonly lake: Lake;
  readonly catalog: Catalog;
  readonly tables: Tables;
  readonly objects: ObjectStore;
  readonly log: Log;
  readonly dir: string;
  /** Schema roots by id; change them to let a schema evolve, then count up. */
  readonly schemas: Map<string, Field>;
  changeSchemas(): void;
  /** Makes a dataset of a schema and returns its id. */
  dataset(name: string, schema: string, scope?: Scope): Promise<string>;
  /** Appends rows as ingest does; positions count on by row unless given. */
  append(dataset: string, entities: readonly object[], at?: { from: number; to: number }, scope?: Scope): Promise<void>;
  /** Helpers that ended and were not ended. */
  readonly lost: readonly string[];
  readonly standings: Standings;
  call(id: string, sent?: Partial<Call>): Promise<Answer>;
  /** Stops the lake and starts another one on the same stores. */
  restart(options?: Partial<LakeOptions>): Promise<Lake>;
  close(): Promise<void>;
}

export interface TestLakeSetup {
  readonly options?: Partial<LakeOptions>;
  readonly objects?: (objects: ObjectStore) => ObjectStore;
}

export async function openTestLake({
  options = {},
  objects: wrap = (one) => one,
}: TestLakeSetup = {}): Promise<TestLake> {
  const dir = await mkdtemp(join(tmpdir(), 'lake-'));
  const tables = await openSqliteTables({ path: ':memory:' });
  const objects = wrap(await openDiskObjects({ dir: join(dir, 'objects') }));
  const log = openMemoryLog();
  const schemas = new Map([
    ['profiles', PROFILE],
    ['events', EVENT],
  ]);
  let revision = 0;
  const ids = countingIds();
  const catalog = createCatalog({
    tables,
    objects,
    schema: async (_, id) => (schemas.has(id) ? { union: true, behavior: 'record' } : undefined),
    allows: () => true,
    clock: systemClock,
    ids,
  });
  const lost: string[] = [];
  const standings = new Standings(systemClock, createMeter());
  const make = (more: Partial<LakeOptions>): Lake =>
    createLake({
      log,
      tables,
      objects,
      catalog,
      schemas: {
        async compiled(_, id) {
          const root = schemas.get(id);
          return root && { root };
        },
        revision: () => revision,
      },
      scopeByKey: (key) => [scope, otherScope].find((one) => one.key === key),
      clock: systemClock,
      ids,
      logger: pino({ level: 'silent' }),
      meter: createMeter(),
      standings,
      helperLost: (helper) => lost.push(helper),
      options: {
        workDir: join(dir, 'work'),
        publicUrl: 'http://localhost:8080/',
        flushAgeMs: 60_000,
        threads: 1,
        ...options,
        ...more,
      },
    });
  let lake = make({});
  await tables.migrate([documentsMigration, ...catalogMigrations, ...positionMigrations]);
  await lake.start();
  lake.goOn();
  let next = 0;
  return {
    get lake() {
      return lake;
    },
    catalog,
    tables,
    objects,
    log,
    dir,
    lost,
    standings,
    schemas,
    changeSchemas() {
      revision += 1;
    },
    async dataset(name, schema, of = scope) {
      const create = catalog.routes.find(({ id }) => id === 'createDataSet')!;
      const call = {
        scope: of,
        actor,
        params: {},
        query: {},
        headers: {},
        requestId: 'r',
        body: { name, schemaRef: { id: schema } },
      };
      const { body } = (await create.handle(call as Call<never>)) as { body: string[] };
      return body[0]!.slice('@/dataSets/'.length);
    },
    async append(dataset, entities, at, of = scope) {
      const from = at?.from ?? next;
      const to = at?.to ?? from + entities.length - 1;
      next = Math.max(next, to + 1);
      const lines = entities.map((entity, index) => {
        const json = JSON.stringify(entity);
        return `{"_acp_system_metadata":{"xactionId":"t${from + index}","receivedAt":1767225600000}${json === '{}' ? '}' : `,${json.slice(1)}`}\n`;
      });
      const meta = { scope: of.key, dataset, from, to, rows: entities.length, at: 1767225600000 };
      await log.append(VALIDATED_TOPIC, [
        { key: `${of.key}/${dataset}`, value: encodeValidated(meta, Buffer.from(lines.join(''))), time: meta.at },
      ]);
    },
    async call(id, sent = {}) {
      const route = lake.routes.find((one) => one.id === id)!;
      return route.handle({
        scope,
        actor,
        fields: ALL_FIELDS,
        params: {},
        query: {},
        headers: {},
        body: undefined,
        requestId: 'r',
        ...sent,
      } as Call<never>);
    },
    async restart(more = {}) {
      await lake.stop();
      lake = make(more);
      await lake.start();
      lake.goOn();
      return lake;
    },
    async close() {
      await lake.stop();
      await log.close();
      await tables.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
