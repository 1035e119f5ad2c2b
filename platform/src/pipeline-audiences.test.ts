import type { SystemField } from '@meniscus/languages/pql';
import type { Field } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callRoute, openPeopleStages, SCOPE, writeCheckpoint } from '../../tools/harness/people-stages.ts';
import { nodeKey } from './identity/index.ts';
import type { Target, XdmRecord } from './ingest/index.ts';
import { manualClock } from './kernel/index.ts';
import { mergedView } from './profile/index.ts';
import {
  documentsMigration,
  type KeyedStore,
  openMemoryKeyedStore,
  openSqliteTables,
  type Tables,
} from './stores/index.ts';

/**
 * What is kept up to date event by event must be what an evaluation from nothing gives: over random audiences and random
 * lives of people, with events that are late, repeated and out of order, identities that join and part, and time passing.
 */

const text: Field = { type: 'string' };
const number: Field = { type: 'number' };
const time: Field = { type: 'date-time' };
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const PROFILE = object({
  loyalty: object({ tier: text, points: number, expiry: time, tags: { type: 'array', items: text } }),
  person: object({ name: text }),
  identityMap: { type: 'map', values: { type: 'array', items: object({ id: text }) } },
  segmentMembership: { type: 'map', values: { type: 'map', values: object({ status: text }) } },
});
const EVENT = object({ _id: text, timestamp: time, eventType: text, channel: text, amount: number });
const START = Date.UTC(2026, 0, 28, 22);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NAMESPACES: Readonly<Record<string, number>> = { Email: 6, Phone: 7 };

/** How often the process loop was told that the clock went back. */
let setBack = 0;

async function open(keyed: KeyedStore, tables: Tables) {
  const stages = await openPeopleStages({
    keyed,
    tables,
    clock: manualClock(START),
    unions: { profile: PROFILE, event: EVENT },
    codeOf: (id) => (id === 6 ? 'Email' : 'Phone'),
    clockSetBack: () => {
      setBack += 1;
    },
  });
  return { ...stages, keyed };
}

type Stages = Awaited<ReturnType<typeof open>>;

const call = async ({ segmentation, identity }: Stages, id: string, body: unknown) =>
  (await callRoute([...segmentation.routes, ...identity.routes], id, body)) as Record<string, unknown>;

/** Rules that may name the audiences made before them as `{0}`, `{1}` … */
const limit = fc.integer({ min: 0, max: 4 });
const tier = fc.constantFrom('gold', 'silver', 'bronze');
const kind = fc.constantFrom('buy', 'visit', 'redeem');
const hours = fc.constantFrom(1, 5, 24, 30);
const clause = fc.oneof(
  tier.map((one) => `loyalty.tier = "${one}"`),
  tier.map((one) => `loyalty.tier != "${one}"`),
  fc.tuple(tier, tier).map(([a, b]) => `loyalty.tier.equals("${a}", "${b}")`),
  fc.tuple(tier, tier).map(([a, b]) => `loyalty.tier notIn ["${a}", "${b}"]`),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), limit).map(([sign, at]) => `loyalty.points ${sign} ${at}`),
  fc.constant('person.name.isNull()'),
  fc.constant('loyalty.tags.includes("x")'),
  fc.constant('identityMap.get("Email").count() > 1'),
  hours.map((count) => `loyalty.expiry occurs <= ${count} hours after now`),
  fc.constant('loyalty.expiry occurs before now'),
  fc.constant('loyalty.expiry occurs this month'),
  fc
    .tuple(kind, hours)
    .map(
      ([one, count]) => `xEvent[eventType = "${one}" and timestamp occurs <= ${count} hours before now].count() > 1`,
    ),
  fc
    .tuple(kind, hours)
    .map(
      ([one, count]) =>
        `not (exists E from xEvent where E.eventType = "${one}" and E.timestamp occurs < ${count} hours before now)`,
    ),
  fc
    .tuple(kind, kind)
    .map(
      ([a, b]) =>
        `chain(xEvent, timestamp, [A: WHAT(eventType.equals("${a.toUpperCase()}", false)), B: WHAT(eventType = "${b}") WHEN(<= 1 days before now)])`,
    ),
  kind.map((one) => `chain(xEvent, timestamp, [A: WHAT(eventType = "${one}") WHEN(today)])`),
  fc.tuple(kind, limit).map(([one, at]) => `xEvent[eventType in ["${one}", "other"]].sum(amount) > ${at}`),
  limit.map((at) => `xEvent.count() > ${at}`),
  fc.constant('xEvent[amount > ^loyalty.points].count() > 0'),
  fc.constant('xEvent.topN(timestamp, 1).eventType = "buy"'),
  fc.constant('currentDayOfMonth() > 28'),
  fc.constant('loyalty.expiry > now'),
  fc.nat({ max: 4 }).map((at) => `inSegment("{${at}}")`),
  fc.nat({ max: 4 }).map((at) => `segmentMembership.get("ups").get("{${at}}").status = "realized"`),
);
const rule = fc
  .tuple(fc.array(fc.tuple(clause, fc.boolean()), { minLength: 1, maxLength: 3 }), fc.constantFrom(' and ', ' or '))
  .map(([parts, joint]) => parts.map(([part, negated]) => (negated ? `not (${part})` : `(${part})`)).join(joint));

const person = fc.tuple(fc.constantFrom('Email', 'Phone'), fc.constantFrom('1', '2'));
const people = fc.uniqueArray(person, { selector: (one) => one.join(), minLength: 1, maxLength: 2 });
const offset = fc.constantFrom(-40 * DAY, -30 * HOUR, -24 * HOUR, -5 * HOUR, -1, 0, 3 * HOUR);
type Step =
  | {
      readonly kind: 'record';
      readonly people: readonly (readonly string[])[];
      readonly entity: object;
      readonly dataset: string;
    }
  | {
      readonly kind: 'event';
      readonly people: readonly (readonly string[])[];
      readonly id: number;
      readonly at: number;
      readonly entity: object;
    }
  | { readonly kind: 'time' };
const step: fc.Arbitrary<readonly [number, Step]> = fc.tuple(
  fc.constantFrom(0, 1, 1000, HOUR, 5 * HOUR, 24 * HOUR, 31 * DAY),
  fc.oneof(
    fc.record({
      kind: fc.constant('record' as const),
      people,
      dataset: fc.constantFrom('d1', 'd2'),
      entity: fc.record(
        {
          loyalty: fc.record(
            {
              tier,
              points: limit,
              expiry: offset.map((at) => new Date(START + 2 * DAY + at).toISOString()),
              tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
            },
            { requiredKeys: [] },
          ),
          person: fc.constant({ name: 'n' }),
        },
        { requiredKeys: [] },
      ),
    }),
    fc.record({
      kind: fc.constant('event' as const),
      people,
      // Few ids, so that some come again, with other times and content.
      id: fc.nat({ max: 12 }),
      at: offset,
      entity: fc.record({ eventType: kind, channel: fc.constant('store'), amount: limit }),
    }),
    fc.constant({ kind: 'time' as const }),
  ),
);

function recordOf(one: Exclude<Step, { kind: 'time' }>, position: number, receivedAt: number): XdmRecord {
  const identityMap: Record<string, { id: string }[]> = {};
  for (const [code, id] of one.people) identityMap[code!] = [...(identityMap[code!] ?? []), { id: id! }];
  const event = one.kind === 'event';
  const entity = event
    ? { _id: `e${one.id}`, timestamp: new Date(receivedAt + one.at).toISOString(), ...one.entity, identityMap }
    : { ...one.entity, identityMap };
  return {
    target: {
      scope: SCOPE,
      dataset: { id: event ? 'events' : one.dataset, profileEnabled: true, identityEnabled: true },
      schema: { id: 's', identities: [], union: true, behavior: event ? 'time-series' : 'record' },
    } as unknown as Target,
    position,
    index: 0,
    xactionId: `0:${position}:0`,
    receivedAt,
    entity,
    stored: false,
    json: JSON.stringify(entity),
    origin: { inletId: 'i', flowId: undefined, sent: {}, payload: entity },
  };
}

async function passTo({ step: people }: Stages, until: number): Promise<void> {
  while ((await people.nextDue()) <= until) await people.passTime(until);
}

/** Merge policies beside the default, which goes by time. */
const POLICIES = [['d2', 'd1'], ['d1']].map((order) => ({
  name: order.join(),
  schema: { name: '_xdm.context.profile' },
  identityGraph: { type: 'pdg' as const },
  attributeMerge: { type: 'dataSetPrecedence' as const, order },
  default: false,
  isActiveOnEdge: false,
}));

interface Life {
  readonly rules: readonly string[];
  /** The policy of each rule, as a place in `POLICIES`; the default beyond them. */
  readonly policies: readonly number[];
  readonly unique: boolean;
  readonly steps: readonly (readonly [number, Step])[];
  /** How time is looked at, and where the process is started anew. */
  readonly eager: boolean;
  readonly restarts: readonly number[];
}

/** Lives a life and gives the stages at its end, with all nodes there were. */
async function live({ rules, policies, unique, steps, eager, restarts }: Life) {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  const keyed = openMemoryKeyedStore();
  let stages = await open(keyed, tables);
  if (unique)
    await call(stages, 'putIdentitySettings', { namespaces: [{ code: 'Email', unique: true }, { code: 'Phone' }] });
  const policyIds: string[] = [];
  for (const policy of POLICIES) policyIds.push((await stages.profile.policies.create(SCOPE, policy, 'dev')).id);
  const ids: string[] = [];
  for (const [index, source] of rules.entries()) {
    const value = source.replaceAll(/\{(\d)\}/g, (_, at: string) => ids[Number(at)] ?? ids.at(-1) ?? '');
    const known = /"\{|\(""\)/.test(value) || value.includes('inSegment("")') ? 'loyalty.points > 1' : value;
    const expression = { type: 'PQL', format: 'pql/text', value: known };
    const mergePolicyId = policyIds[policies[index] ?? POLICIES.length];
    const body = { name: `a${index}`, expression, ...(mergePolicyId === undefined ? {} : { mergePolicyId }) };
    ids.push(String((await call(stages, 'createSegmentDefinition', body)).id));
  }
  let now = START;
  const nodes = new Set<string>();
  for (const [position, [gap, one]] of steps.entries()) {
    now += gap;
    if (restarts.includes(position)) {
      await writeCheckpoint(stages, stages.keyed);
      stages = await open(keyed, tables);
    }
    if (eager || one.kind === 'time') await passTo(stages, now - 1);
    if (one.kind === 'time') continue;
    for (const [code, id] of one.people) nodes.add(nodeKey(NAMESPACES[code!]!, id!));
    const rejections = await stages.step.apply([recordOf(one, position, now)]);
    for (const { failures } of rejections) expect(failures.map(({ code }) => code)).not.toContain('INTERNAL');
  }
  now += 3 * HOUR;
  await passTo(stages, now);
  await writeCheckpoint(stages, stages.keyed);
  return { stages, nodes: [...nodes].sort(), now, tables };
}

/** Everybody's memberships as they are kept, by the first node of each person. */
async function kept({ stages, nodes }: Awaited<ReturnType<typeof live>>) {
  const out: Record<string, unknown> = {};
  for (const members of await groupsOf(stages, nodes))
    out[members.join()] = await stages.segmentation.memberships.read(SCOPE.key, members);
  return out;
}

async function groupsOf(stages: Stages, nodes: readonly string[]): Promise<readonly (readonly string[])[]> {
  await stages.identity.graph.load(SCOPE.key, nodes);
  await stages.profile.people.load(SCOPE.key, nodes);
  const groups = new Map(nodes.map((node) => [node, [...stages.identity.graph.membersOf(SCOPE.key, node)].sort()]));
  const unique = new Map([...groups.values()].map((members) => [members.join(), members]));
  return [...unique.values()].filter((members) => stages.profile.people.exists(SCOPE.key, members));
}

/** Who is in what, worked out from nothing but the people, their events and the time. */
async function fromNothing({ stages, nodes, now }: Awaited<ReturnType<typeof live>>) {
  const { segmentation, profile } = stages;
  const index = segmentation.audiencesOf(SCOPE.key);
  const out: Record<string, readonly string[]> = {};
  for (const members of await groupsOf(stages, nodes)) {
    const found = new Set<string>();
    const own = members.map((node) => profile.people.at(SCOPE.key, node)).filter((node) => node !== undefined);
    const viewBy = (policyId: string | undefined) => mergedView(own, profile.policies.choose(SCOPE.key, policyId));
    const events = (await profile.events.read(SCOPE.key, members, { limit: 5000 })).map(({ entity }) => entity);
    const system = (field: SystemField) => {
      if (field === 'segmentMembership') {
        const shown = [...found].filter((id) => !index.late.has(id));
        return shown.length === 0 ? {} : { ups: Object.fromEntries(shown.map((id) => [id, { status: 'realized' }])) };
      }
      const map: Record<string, { id: string }[]> = {};
      for (const node of members) {
        const code = node.startsWith('6:') ? 'Email' : 'Phone';
        map[code] = [...(map[code] ?? []), { id: node.slice(2) }];
      }
      return map;
    };
    for (const { id, predicate, policyId } of index.all)
      if (predicate.evaluate(viewBy(policyId), events, now, (one) => found.has(one), system)) found.add(id);
    out[members.join()] = [...found].sort();
  }
  return out;
}

function realized(all: Record<string, unknown>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(all).map(([members, memberships]) => {
      const own = (memberships as { ups?: Record<string, { status: string }> }).ups ?? {};
      return [
        members,
        Object.keys(own)
          .filter((id) => own[id]!.status === 'realized')
          .sort(),
      ];
    }),
  );
}

const life = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 6 }),
  policies: fc.array(fc.nat({ max: POLICIES.length }), { maxLength: 6 }),
  unique: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
});

describe('audiences kept up to date', () => {
  it('are what an evaluation from nothing gives, whatever came, in whatever order, and whenever', async () => {
    await fc.assert(
      fc.asyncProperty(
        life,
        fc.boolean(),
        fc.array(fc.nat({ max: 13 }), { maxLength: 2 }),
        async (one, eager, restarts) => {
          const lived = await live({ ...one, eager, restarts });
          expect(realized(await kept(lived))).toEqual(await fromNothing(lived));
          const totals = await lived.stages.segmentation.memberships.totals(SCOPE.key);
          const counted: Record<string, number> = {};
          for (const ids of Object.values(realized(await kept(lived))))
            for (const id of ids) counted[id] = (counted[id] ?? 0) + 1;
          expect(Object.fromEntries(Object.entries(totals).filter(([, count]) => count !== 0))).toEqual(counted);
          await lived.tables.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are the same to the millisecond whenever timers are looked at, and over restarts', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.array(fc.nat({ max: 13 }), { minLength: 1, maxLength: 3 }), async (one, restarts) => {
        const steps = one.steps.filter(([, { kind: what }]) => what !== 'time');
        const lazy = await live({ ...one, steps, eager: false, restarts: [] });
        const eager = await live({ ...one, steps, eager: true, restarts });
        expect(await kept(eager)).toEqual(await kept(lazy));
        await Promise.all([lazy.tables.close(), eager.tables.close()]);
      }),
      { numRuns: 80 },
    );
  });

  it('stay as they are until a moment no clock will ever show, whatever else comes', async () => {
    const rules = ['xEvent[timestamp occurs <= 600000000 days before now].count() > 0'];
    const visit = { kind: 'event' as const, people: [['Email', '1']], id: 1, at: 0, entity: { eventType: 'visit' } };
    const other = { rules, policies: [], unique: false, eager: true, restarts: [] };
    const once = await live({ ...other, steps: [[0, visit]] });
    const again = await live({
      ...other,
      steps: [
        [0, visit],
        [3, { ...visit, id: 2 }],
      ],
    });
    expect(realized(await kept(once))['6:1']).toHaveLength(1);
    expect(await kept(again)).toEqual(await kept(once));
    await Promise.all([once.tables.close(), again.tables.close()]);
  });

  it('are put right after the clock was a year ahead, and after it was behind', async () => {
    const rules = ['xEvent[timestamp occurs <= 24 hours before now].count() > 0'];
    const visit = { kind: 'event' as const, people: [['Email', '1']], id: 1, at: 0, entity: { eventType: 'visit' } };
    const lived = await live({ rules, policies: [], unique: false, steps: [[0, visit]], eager: true, restarts: [] });
    const { stages, nodes, now, tables } = lived;
    const status = async () => realized(await kept(lived))['6:1']!.length;
    expect(await status()).toBe(1);
    setBack = 0;
    await passTo(stages, now + 365 * DAY);
    expect(await status()).toBe(0);
    await stages.step.clockIs(now + 365 * DAY);
    await writeCheckpoint(stages, stages.keyed);
    const after = await open(stages.keyed, tables);
    expect(setBack).toBe(0);
    await after.step.clockIs(now + 1000);
    await after.step.clockIs(now + 2000);
    expect(setBack).toBe(1);
    const { clocked } = after.segmentation.audiencesOf(SCOPE.key);
    await after.step.evaluateFor(SCOPE.key, clocked, nodes, now + 2000);
    expect(await after.segmentation.memberships.read(SCOPE.key, nodes)).toMatchObject({
      ups: { [clocked[0]!.id]: { status: 'realized' } },
    });
    await passTo(after, START + DAY + 1);
    expect(await after.segmentation.memberships.read(SCOPE.key, nodes)).toMatchObject({
      ups: { [clocked[0]!.id]: { status: 'exited', lastQualificationTime: new Date(START + DAY + 1).toISOString() } },
    });
    await tables.close();
  });
});
