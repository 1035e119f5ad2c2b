import type { Field } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  callRoute,
  openPeopleStages,
  type PeopleStages,
  SCOPE,
  writeCheckpoint,
} from '../../tools/harness/people-stages.ts';
import { nodeKey } from './identity/index.ts';
import type { Target, XdmRecord } from './ingest/index.ts';
import { ALL_FIELDS, manualClock } from './kernel/index.ts';
import { ALL } from './profile/index.ts';
import {
  documentsMigration,
  type KeyedStore,
  openMemoryKeyedStore,
  openSqliteTables,
  type Tables,
} from './stores/index.ts';

const text: Field = { type: 'string' };
const PROFILE: Field = {
  type: 'object',
  fields: {
    loyalty: { type: 'object', fields: { tier: text, points: { type: 'number' } } },
    person: { type: 'object', fields: { name: text } },
  },
};
const EVENT: Field = { type: 'object', fields: { _id: text, timestamp: { type: 'date-time' }, eventType: text } };
let tables: Tables;

/** The stages behind ingest on a keyed store, as a start makes them. */
const open = (keyed: KeyedStore) =>
  openPeopleStages({ keyed, tables, clock: manualClock(), unions: { profile: PROFILE, event: EVENT } });

function target(dataset: string, behavior: 'record' | 'time-series'): Target {
  return {
    scope: SCOPE,
    dataset: { id: dataset, profileEnabled: true, identityEnabled: true },
    schema: { id: 's', identities: [], union: true, behavior },
  } as unknown as Target;
}

interface Sent {
  readonly dataset: 'd1' | 'd2' | 'events';
  readonly people: readonly (readonly [code: string, id: string])[];
  readonly tier: string;
  readonly points: number;
}

function record({ dataset, people, tier, points }: Sent, position: number): XdmRecord {
  const identityMap: Record<string, { id: string }[]> = {};
  for (const [code, id] of people) identityMap[code] = [...(identityMap[code] ?? []), { id }];
  const event = dataset === 'events';
  const entity = event
    ? {
        _id: `e${position}`,
        timestamp: new Date(1_767_225_600_000 + position * 1000).toISOString(),
        eventType: tier,
        identityMap,
      }
    : { identityMap, loyalty: { tier, points }, ...(dataset === 'd2' ? { person: { name: `n${points}` } } : {}) };
  return {
    target: target(dataset, event ? 'time-series' : 'record'),
    position,
    index: 0,
    xactionId: `0:${position}:0`,
    receivedAt: 1_767_225_600_000 + position * 1000,
    entity,
    stored: false,
    json: JSON.stringify(entity),
    origin: { inletId: 'i', flowId: undefined, sent: {}, payload: entity },
  };
}

const callIdentity = ({ identity }: PeopleStages, id: string, body: unknown) => callRoute(identity.routes, id, body);

const EMAIL_IS_UNIQUE = { namespaces: [{ code: 'Email', unique: true }, { code: 'Phone' }] };

async function makeAudience({ segmentation }: PeopleStages, name: string, value: string): Promise<void> {
  const body = {
    name,
    expression: { type: 'PQL', format: 'pql/text', value },
    schema: { name: '_xdm.context.profile' },
  };
  await callRoute(segmentation.routes, 'createSegmentDefinition', body);
}

const ASKING = { scope: SCOPE, fields: ALL_FIELDS };

/** Everything anybody can read afterwards: each identity's view, memberships and events, and the totals. */
async function state({ profile, segmentation }: PeopleStages, people: readonly (readonly [string, string])[]) {
  const ids: Record<string, number> = { Email: 6, Phone: 7 };
  const names = new Map(segmentation.audiencesOf(SCOPE.key).all.map(({ id, name }) => [id, name]));
  const out: Record<string, unknown> = {};
  for (const [code, id] of people) {
    const found = await profile.lookup.profile(
      ASKING,
      { namespaceId: ids[code]!, id, policy: profile.policies.of(SCOPE.key) },
      [],
    );
    const {
      identities: _,
      identityMap: __,
      segmentMembership,
      ...view
    } = { ...(found?.entity as Record<string, unknown>) };
    const memberships = Object.entries(
      (segmentMembership as { ups?: Record<string, { status: string }> } | undefined)?.ups ?? {},
    );
    const events = await profile.lookup.events(
      ASKING,
      { namespaceId: ids[code]!, id, policy: profile.policies.of(SCOPE.key) },
      { limit: 100, reverse: false },
    );
    out[`${code}:${id}`] = {
      view,
      members: memberships.map(([audience, { status }]) => `${names.get(audience)} ${status}`).sort(),
      events: events.map((event) => event.id),
    };
  }
  return out;
}

const somebody = fc.tuple(fc.constantFrom('Email', 'Phone'), fc.constantFrom('1', '2', '3'));
const sent: fc.Arbitrary<Sent> = fc.record({
  dataset: fc.constantFrom('d1', 'd2', 'events'),
  people: fc.uniqueArray(somebody, { selector: (one) => one.join(), minLength: 1, maxLength: 2 }),
  tier: fc.constantFrom('gold', 'silver'),
  points: fc.integer({ min: 0, max: 20 }),
});

describe('identity, profile and segmentation as one step', () => {
  beforeEach(async () => {
    tables = await openSqliteTables({ path: ':memory:' });
    await tables.migrate([documentsMigration]);
    const stages = await open(openMemoryKeyedStore());
    await makeAudience(stages, 'gold', 'loyalty.tier = "gold"');
    await makeAudience(stages, 'rich', 'loyalty.points >= 10');
    await makeAudience(stages, 'nameless', 'person.name.isNull()');
  });

  it('ends in the same state after a crash at any point: what was lost since the checkpoint is made again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sent, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        async (messages, cut, crash) => {
          const records = messages.map(record);
          const people = [...new Map(messages.flatMap((one) => one.people).map((one) => [one.join(), one])).values()];
          const straight = await open(openMemoryKeyedStore());
          for (const one of records) await straight.step.apply([one]);
          const expected = await state(straight, people);
          const totals = await straight.profile.people.totals(SCOPE.key);
          const counts = await straight.segmentation.memberships.totals(SCOPE.key);

          const keyed = openMemoryKeyedStore();
          const written = cut % (records.length + 1);
          const reached = written + (crash % (records.length - written + 1));
          const before = await open(keyed);
          await before.step.apply(records.slice(0, written));
          await writeCheckpoint(before, keyed);
          await before.step.apply(records.slice(written, reached));
          const after = await open(keyed);
          await after.step.apply(records.slice(written));
          expect(await state(after, people)).toEqual(expected);
          expect(await after.profile.people.totals(SCOPE.key)).toEqual(totals);
          expect(await after.segmentation.memberships.totals(SCOPE.key)).toEqual(counts);

          await after.step.apply(records);
          expect((await after.profile.people.totals(SCOPE.key)).profiles).toBe(totals.profiles);
        },
      ),
      { numRuns: 120 },
    );
  });

  it.each([false, true])(
    'counts each person once, and members as the memberships say; linking rules: %s',
    async (linked) => {
      if (linked) await callIdentity(await open(openMemoryKeyedStore()), 'putIdentitySettings', EMAIL_IS_UNIQUE);
      await fc.assert(
        fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 12 }), async (messages) => {
          const stages = await open(openMemoryKeyedStore());
          await stages.step.apply(messages.map(record));
          const keys: Record<string, number> = { Email: 6, Phone: 7 };
          const groups = new Map<string, string[]>();
          for (const [code, id] of messages.flatMap((one) => one.people)) {
            const members = [...stages.identity.graph.membersOf(SCOPE.key, nodeKey(keys[code]!, id))].sort();
            groups.set(members.join(), members);
          }
          const totals = await stages.profile.people.totals(SCOPE.key);
          const existing = [...groups.values()].filter((members) => stages.profile.people.exists(SCOPE.key, members));
          expect(totals.profiles).toBe(existing.length);
          const members: Record<string, number> = {};
          for (const group of existing) {
            const shown = await stages.segmentation.memberships.read(SCOPE.key, group);
            for (const [id, { status }] of Object.entries(shown.ups ?? {})) {
              if (status === 'realized') members[id] = (members[id] ?? 0) + 1;
            }
          }
          const counted = Object.fromEntries(
            Object.entries(await stages.segmentation.memberships.totals(SCOPE.key)).filter(([, count]) => count !== 0),
          );
          expect(counted).toEqual(members);
        }),
        { numRuns: 120 },
      );
    },
  );

  it('undoes a link with everything that came of it, for records that come again and for a replay of all', async () => {
    const realized = (found: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(found as Record<string, { members: string[] }>).map(([who, one]) => [
          who,
          { ...one, members: one.members.filter((member) => member.endsWith('realized')) },
        ]),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(sent, { minLength: 2, maxLength: 12 }),
        fc.nat(),
        fc.boolean(),
        async (messages, pick, linked) => {
          tables = await openSqliteTables({ path: ':memory:' });
          await tables.migrate([documentsMigration]);
          const stages = await open(openMemoryKeyedStore());
          await makeAudience(stages, 'gold', 'loyalty.tier = "gold"');
          await makeAudience(stages, 'rich', 'loyalty.points >= 10');
          await makeAudience(stages, 'nameless', 'person.name.isNull()');
          if (linked) await callIdentity(stages, 'putIdentitySettings', EMAIL_IS_UNIQUE);
          const records = messages.map(record);
          for (const one of records) await stages.step.apply([one]);
          const pairs = messages.filter(({ people }) => people.length === 2 && people[0]![0] !== people[1]![0]);
          if (pairs.length === 0) return;
          const ends = pairs[pick % pairs.length]!.people;
          const identities = ends.map(([namespace, id]) => ({ namespace, id }));
          await callIdentity(stages, 'undoLink', { identities });
          const keys: Record<string, number> = { Email: 6, Phone: 7 };
          const nodes = ends.map(([code, id]) => nodeKey(keys[code]!, id));
          await stages.step.renewGraphs(SCOPE.key, nodes, 1_777_777_777_777);
          const people = [...new Map(messages.flatMap((one) => one.people).map((one) => [one.join(), one])).values()];
          // A replay of all records on the same declarations finds the link undone from the start.
          const replayed = await open(openMemoryKeyedStore());
          for (const one of records) await replayed.step.apply([one]);
          const expected = realized(await state(replayed, people));
          expect(realized(await state(stages, people))).toEqual(expected);
          await stages.step.apply(records);
          expect(realized(await state(stages, people))).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('erases a dataset as if it had never been, a person as if nobody, and merges by precedence', async () => {
    const realized = ({ view, members, events }: { view: unknown; members: string[]; events: string[] }) => ({
      view,
      events,
      members: members.filter((member) => member.endsWith('realized')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 12 }), fc.boolean(), async (messages, byRank) => {
        tables = await openSqliteTables({ path: ':memory:' });
        await tables.migrate([documentsMigration]);
        const stages = await open(openMemoryKeyedStore());
        await makeAudience(stages, 'gold', 'loyalty.tier = "gold"');
        await makeAudience(stages, 'nameless', 'person.name.isNull()');
        if (byRank)
          await stages.profile.policies.create(
            SCOPE,
            {
              name: 'd1 first',
              schema: { name: '_xdm.context.profile' },
              identityGraph: { type: 'pdg' },
              attributeMerge: { type: 'dataSetPrecedence', order: ['d1', 'd2'] },
              default: true,
              isActiveOnEdge: false,
            },
            'dev',
          );
        const records = messages.map(record);
        for (const one of records) await stages.step.apply([one]);
        const people = [...new Map(messages.flatMap((one) => one.people).map((one) => [one.join(), one])).values()];
        const keys: Record<string, number> = { Email: 6, Phone: 7 };
        const nodes = people.map(([code, id]) => nodeKey(keys[code]!, id));
        const erasure = {
          fragments: (dataset: string) => dataset === 'd2',
          event: ({ dataset }: { dataset: string }) => dataset === 'd2',
          links: 'd2',
        };
        await stages.step.erase(SCOPE.key, nodes, erasure, 1_777_777_777_777);
        const without = await open(openMemoryKeyedStore());
        for (const one of records) if (one.target.dataset.id !== 'd2') await without.step.apply([one]);
        const [found, expected] = [await state(stages, people), await state(without, people)];
        for (const who of Object.keys(expected))
          expect(realized(found[who] as never), who).toEqual(realized(expected[who] as never));
        expect(await stages.profile.people.totals(SCOPE.key)).toEqual(await without.profile.people.totals(SCOPE.key));

        await stages.step.erase(SCOPE.key, nodes, ALL, 1_777_777_777_778);
        expect(await stages.profile.people.totals(SCOPE.key)).toEqual({ profiles: 0, fragments: 0 });
        const totals = Object.values(await stages.segmentation.memberships.totals(SCOPE.key));
        expect(totals.filter((count) => count !== 0)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('deletes what a dataset says of somebody, and somebody of whom nothing is left', async () => {
    const stages = await open(openMemoryKeyedStore());
    const one = (dataset: Sent['dataset'], id: string, position: number) =>
      record({ dataset, people: [['Email', id]], tier: 'gold', points: 12 }, position);
    const gone = (dataset: Sent['dataset'], id: string, position: number) => ({
      ...one(dataset, id, position),
      operation: 'delete' as const,
    });
    await stages.step.apply([one('d1', '1', 0), one('d2', '1', 1), one('d1', '2', 2), one('events', '3', 3)]);
    const members = async () =>
      Object.values(await stages.segmentation.memberships.totals(SCOPE.key)).filter((count) => count !== 0);
    await stages.step.apply([gone('d1', '1', 4), gone('d1', '2', 5), gone('d1', '3', 6), gone('d1', '9', 7)]);
    expect(await stages.profile.people.totals(SCOPE.key)).toEqual({ profiles: 2, fragments: 1 });
    expect((await state(stages, [['Email', '1']]))['Email:1']).toMatchObject({ view: { person: { name: 'n12' } } });
    await stages.step.apply([gone('d2', '1', 8)]);
    expect(await stages.profile.people.totals(SCOPE.key)).toEqual({ profiles: 1, fragments: 0 });
    // Only who is known by an event alone is left, and has no name.
    expect(await members()).toEqual([1]);
  });

  it('knows since when nothing happened to somebody, by their newest event, also when that was removed', async () => {
    const keyed = openMemoryKeyedStore();
    const stages = await open(keyed);
    const visit = (id: string, position: number) =>
      record({ dataset: 'events', people: [['Email', id]], tier: 'visit', points: 0 }, position);
    const nodes = ['1', '2'].map((id) => nodeKey(6, id));
    const at = (position: number) => 1_767_225_600_000 + position * 1000;
    const idle = ({ step }: PeopleStages, before: number) => step.idle(SCOPE.key, nodes, new Set([6]), before);
    await stages.step.apply([visit('1', 30), visit('2', 5), visit('1', 10)]);
    expect(await idle(stages, at(30))).toEqual([nodes[1]]);
    await writeCheckpoint(stages, keyed);
    const isNewest = ({ id }: { id: string }) => id === 'e30';
    await stages.step.erase(SCOPE.key, nodes, { fragments: () => false, event: isNewest }, at(40));
    for (const known of [stages, await open(keyed)]) {
      expect(await idle(known, at(30))).toEqual([nodes[1]]);
      expect(await idle(known, at(30) + 1)).toEqual(nodes);
      await writeCheckpoint(stages, keyed);
    }
  });

  it('finds a person known by an event alone, joins two people into one, and re-evaluates them at once', async () => {
    const stages = await open(openMemoryKeyedStore());
    const one = (dataset: Sent['dataset'], people: Sent['people'], tier: string, points: number, position: number) =>
      stages.step.apply([record({ dataset, people, tier, points }, position)]);
    await one('events', [['Phone', '1']], 'visit', 0, 0);
    await one('d1', [['Email', '1']], 'gold', 12, 1);
    expect((await stages.profile.people.totals(SCOPE.key)).profiles).toBe(2);
    await one(
      'd2',
      [
        ['Email', '1'],
        ['Phone', '1'],
      ],
      'silver',
      3,
      2,
    );
    expect((await stages.profile.people.totals(SCOPE.key)).profiles).toBe(1);
    const found = await state(stages, [['Phone', '1']]);
    expect(found['Phone:1']).toEqual({
      view: { loyalty: { tier: 'silver', points: 3 }, person: { name: 'n3' } },
      members: ['gold exited', 'nameless exited', 'rich exited'],
      events: ['e0'],
    });
  });

  it('stands still at a person the store has as something else, and names the entry, for records, events and readers', async () => {
    const keyed = openMemoryKeyedStore();
    const entry = `profile/${SCOPE.key}/${nodeKey(6, '1')}`;
    await keyed.write({ puts: [[entry, Buffer.from('[6,"1",5,[["d1",1,2]],["other"]]')]], deletes: [], positions: [] });
    const of = (dataset: Sent['dataset'], id: string) =>
      record({ dataset, people: [['Email', id]], tier: 'gold', points: 1 }, 9);
    for (const dataset of ['d1', 'events'] as const) {
      const stages = await open(keyed);
      await expect(stages.step.apply([of(dataset, '1')])).rejects.toThrow(entry);
      await expect(stages.profile.people.node(SCOPE.key, nodeKey(6, '1'))).rejects.toThrow(entry);
      expect(await stages.step.apply([of(dataset, '2')])).toEqual([]);
    }
  });

  it('rejects a record that belongs to nobody, and one of an unknown namespace, with what to do', async () => {
    const stages = await open(openMemoryKeyedStore());
    const rejections = await stages.step.apply([
      record({ dataset: 'd1', people: [], tier: 'gold', points: 1 }, 0),
      record({ dataset: 'd1', people: [['Nowhere', '1']], tier: 'gold', points: 1 }, 1),
    ]);
    expect(rejections.map(({ failures }) => failures.map(({ code }) => code))).toEqual([
      ['PROFILE-NO-IDENTITY'],
      ['IDENTITY-NAMESPACE', 'PROFILE-NO-IDENTITY'],
    ]);
  });

  it('is not harmed by names of prototypes in a payload', async () => {
    const stages = await open(openMemoryKeyedStore());
    const entity = JSON.parse(
      '{"identityMap":{"Email":[{"id":"x"}]},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ) as Record<string, unknown>;
    for (const dataset of ['d1', 'd2'] as const) {
      await stages.step.apply([
        { ...record({ dataset, people: [['Email', 'x']], tier: 'gold', points: 1 }, dataset === 'd1' ? 0 : 1), entity },
      ]);
    }
    const policy = stages.profile.policies.of(SCOPE.key);
    await stages.profile.lookup.profile(ASKING, { namespaceId: 6, id: 'x', policy }, [
      '__proto__',
      'constructor.prototype',
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
