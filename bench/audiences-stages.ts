import type { Field } from '@meniscus/languages/xdm';
import type { Target, XdmRecord } from '../platform/src/ingest/index.ts';
import { documentsMigration, type KeyedStore, openSqliteTables } from '../platform/src/stores/index.ts';
import { callRoute, openPeopleStages, type PeopleStages, SCOPE } from '../tools/harness/people-stages.ts';
import { type AudienceRule, loyaltyOf, pqlOf } from './audience-rules.ts';

/** The stages behind ingest, as the pipeline joins them, on a store of the caller's. */

const text: Field = { type: 'string' };
const number: Field = { type: 'number' };
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const PROFILE = object({
  loyalty: object({ tier: text, points: number, status: text, program: text }),
});
const EVENT = object({
  _id: text,
  timestamp: { type: 'date-time' },
  eventType: text,
  commerce: object({ order: object({ priceTotal: number }) }),
});

/** The moment the benchmark plays at, so that windows mean the same in every run. */
export const START = Date.UTC(2026, 5, 1, 12);

export async function openStages(keyed: KeyedStore): Promise<PeopleStages> {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  return openPeopleStages({ keyed, tables, clock: () => START, unions: { profile: PROFILE, event: EVENT } });
}

export async function makeAudiences({ segmentation }: PeopleStages, rules: readonly AudienceRule[]): Promise<void> {
  for (const rule of rules) {
    const expression = { type: 'PQL', format: 'pql/text', value: pqlOf(rule) };
    await callRoute(segmentation.routes, 'createSegmentDefinition', { name: rule.name, expression });
  }
}

/** Where records of a dataset go: into profiles, with their identities linked. */
export function target(dataset: string, behavior: 'record' | 'time-series'): Target {
  return {
    scope: SCOPE,
    dataset: { id: dataset, profileEnabled: true, identityEnabled: true },
    schema: { id: 's', identities: [], union: true, behavior },
  } as unknown as Target;
}

const MEMBER = target('members', 'record');
const PURCHASE = target('purchases', 'time-series');

/** The profile record of a member: points move with every record, tier and programme once in 200. */
export function memberRecord(person: number, position: number, next: (below: number) => number): XdmRecord {
  const seldom = next(200) === 0 ? next(500) : person;
  const entity = {
    identityMap: { Email: [{ id: `m${person}@example.com`, primary: true }] },
    loyalty: {
      ...loyaltyOf(seldom),
      points: (person * 13 + next(400)) % 10_000,
      status: loyaltyOf(person).status,
    },
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
    origin: { inletId: 'i', flowId: undefined, sent: {}, payload: entity },
  };
}
