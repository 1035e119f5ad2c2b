import type { Field } from '@meniscus/languages/xdm';
import { pino } from 'pino';
import { createIdentity } from '../platform/src/identity/index.ts';
import type { Target, XdmRecord } from '../platform/src/ingest/index.ts';
import { type Call, countingIds, createMeter, type Scope } from '../platform/src/kernel/index.ts';
import { createPeopleStep } from '../platform/src/pipeline-people.ts';
import { createProfile } from '../platform/src/profile/index.ts';
import { createSegmentation, type Everybody, segmentMembershipOf } from '../platform/src/segmentation/index.ts';
import {
  documentsMigration,
  type KeyedStore,
  type ObjectStore,
  openSqliteTables,
  type PendingWrites,
} from '../platform/src/stores/index.ts';
import { type AudienceRule, CITIES, pqlOf, TIERS } from './audience-rules.ts';

/** The stages behind ingest, as the pipeline joins them, on a store of the caller's. */

const text: Field = { type: 'string' };
const number: Field = { type: 'number' };
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const PROFILE = object({
  loyalty: object({ tier: text, points: number, status: text }),
  homeAddress: object({ city: text }),
});
const EVENT = object({
  _id: text,
  timestamp: { type: 'date-time' },
  eventType: text,
  commerce: object({ order: object({ priceTotal: number }) }),
});

export const SCOPE: Scope = {
  org: 'A@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 's',
  sandboxType: 'production',
  tenant: 'a',
  key: 'k1',
};
const ACTOR = { userId: 'dev', clientId: 'c', kind: 'credential', org: SCOPE.org } as const;
/** The moment the benchmark plays at, so that windows mean the same in every run. */
export const START = Date.UTC(2026, 5, 1, 12);

export async function openStages(keyed: KeyedStore) {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  const clock = () => START;
  const nothing = () => Promise.resolve();
  const questions = { batchOf: () => Promise.resolve(undefined), renew: nothing, renewAll: nothing };
  const identity = createIdentity({ tables, keyed, clock, questions });
  await identity.load(() => SCOPE.org);
  const profile = createProfile({
    tables,
    keyed,
    graph: identity.graph,
    namespaces: identity.namespaces,
    clock,
    ids: countingIds(),
    logger: pino({ enabled: false }),
    questions: {
      memberships: async (scope: string, nodes: readonly string[]) =>
        segmentMembershipOf(await segmentation.memberships.read(scope, nodes)),
      recordAt: () => Promise.resolve(undefined),
      scopes: () => [SCOPE],
    } as unknown as Parameters<typeof createProfile>[0]['questions'],
  });
  await profile.load();
  const segmentation = createSegmentation({
    tables,
    keyed,
    clock,
    ids: countingIds(),
    unionOf: (_scope, id) => Promise.resolve(id.endsWith('/profile') ? PROFILE : EVENT),
    scopeByKey: (key) => (key === SCOPE.key ? SCOPE : undefined),
    objects: {} as ObjectStore,
    everybody: {} as Everybody,
    namespaceCode: (_scope, id) => String(id),
    namespaceId: () => undefined,
  });
  await segmentation.load();
  const step = createPeopleStep({
    identity,
    profile,
    segmentation,
    codesOf: () => String,
    clockSetBack: () => {},
    meter: createMeter(),
  });
  return { identity, profile, segmentation, step };
}

export type BenchStages = Awaited<ReturnType<typeof openStages>>;

export async function makeAudiences({ segmentation }: BenchStages, rules: readonly AudienceRule[]): Promise<void> {
  const route = segmentation.routes.find(({ id }) => id === 'createSegmentDefinition')!;
  for (const rule of rules) {
    const body = { name: rule.name, expression: { type: 'PQL', format: 'pql/text', value: pqlOf(rule) } };
    const rest = { scope: SCOPE, actor: ACTOR, params: {}, query: {}, headers: {}, requestId: 'r' };
    await route.handle({ ...rest, body } as Call<never>);
  }
}

export async function writeCheckpoint({ step }: BenchStages, keyed: KeyedStore): Promise<void> {
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = step.take(pending);
  await keyed.write({ ...pending, positions: [] });
  taken.settle();
}

/** A small generator that gives the same numbers in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function target(dataset: string, behavior: 'record' | 'time-series'): Target {
  return {
    scope: SCOPE,
    dataset: { id: dataset, profileEnabled: true, identityEnabled: true },
    schema: { id: 's', identities: [], union: true, behavior },
  } as unknown as Target;
}

const MEMBER = target('members', 'record');
const PURCHASE = target('purchases', 'time-series');

/** The profile record of a member: points move with every record, tier and city once in 200. */
export function memberRecord(person: number, position: number, next: (below: number) => number): XdmRecord {
  const seldom = next(200) === 0 ? next(10) : person;
  const entity = {
    identityMap: { Email: [{ id: `m${person}@example.com`, primary: true }] },
    loyalty: {
      tier: TIERS[seldom % TIERS.length],
      points: (person * 13 + next(400)) % 10_000,
      status: person % 9 === 0 ? 'lapsed' : 'active',
    },
    homeAddress: { city: CITIES[seldom % CITIES.length] },
  };
  return recordOf(MEMBER, entity, position);
}

export function purchaseRecord(person: number, position: number, next: (below: number) => number): XdmRecord {
  const entity = {
    _id: `p${position}`,
    timestamp: new Date(START + position).toISOString(),
    eventType: next(3) === 0 ? 'purchase' : 'visit',
    identityMap: { Email: [{ id: `m${person}@example.com`, primary: true }] },
    commerce: { order: { priceTotal: next(120) } },
  };
  return recordOf(PURCHASE, entity, position);
}

function recordOf(to: Target, entity: Record<string, unknown>, position: number): XdmRecord {
  return {
    target: to,
    position,
    index: 0,
    xactionId: `0:${position}:0`,
    receivedAt: START + position,
    entity,
    stored: false,
    json: JSON.stringify(entity),
    origin: { inletId: 'i', flowId: undefined, payload: entity },
  };
}
