import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyedStore, openMemoryKeyedStore, type PendingWrites, Residents, scopedKey } from '../../stores/index.ts';
import { hashOf, type StoredEvent } from './event-entry.ts';
import { eventsIn } from './events-in.ts';
import { ProfileEvents } from './profile-events.ts';
import type { EventSizes } from './run-writer.ts';

const SCOPES = ['first', 'second'] as const;
/** Two people whose hashes are the same in the first sandbox. */
function ofOneHash(): readonly [string, string] {
  const seen = new Map<number, string>();
  for (let at = 0; ; at += 1) {
    const node = `6:${at.toString(36)}`;
    const hash = hashOf(SCOPES[0], node);
    const other = seen.get(hash);
    if (other !== undefined) return [other, node];
    seen.set(hash, node);
  }
}

const COLLIDING = ofOneHash();
const NODES = ['6:a', '6:a/000000000000001/x', ...COLLIDING];

/** So small that a few events make pages, sections and runs of runs. */
const SMALL: EventSizes = { page: 300, section: 150, fanout: 2, moved: 1, owed: 0, atOnce: 200 };

function nobodyStuck(error: unknown): void {
  throw error;
}

function opened(store: KeyedStore, sizes = SMALL): ProfileEvents {
  const residents = new Residents();
  // Some of those who have events are in memory, and others are not.
  for (const scope of SCOPES) for (const node of NODES.slice(1, 3)) residents.have(scopedKey(scope, node));
  return new ProfileEvents(store, nobodyStuck, residents, sizes);
}

/** Few enough of each that events take each other's place, go, and come again, before a checkpoint has written any of it and after. */
const of = fc.record({
  scope: fc.constantFrom(...SCOPES),
  node: fc.constantFrom(...NODES),
  id: fc.constantFrom('x', 'y/é', '000000000000001/x'),
  timestamp: fc.nat(2),
});
const step = fc.oneof(
  ...(
    [
      ['add', 8],
      ['remove', 2],
      ['take', 2],
      ['write', 4],
      ['tidy', 2],
      ['crash', 1],
    ] as const
  ).map(([what, weight]) => ({
    weight,
    arbitrary: fc.record({ do: fc.constant(what), of }),
  })),
);

function eventOf(id: string, timestamp: number, value: unknown, dataset = 'd'): StoredEvent {
  return { id, timestamp, entity: { _id: id, value }, dataset, record: 'r', receivedAt: 1 };
}

/** Place of an event to what it says. */
type Model = Map<string, { readonly value: number; readonly timestamp: number; readonly id: string }>;

function expected(model: Model, scope: string, node: string): unknown[] {
  return [...model]
    .filter(([key]) => key.startsWith(`${scope} ${node} `))
    .map(([, event]) => event)
    .sort((a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1));
}

async function held(events: ProfileEvents, scope: string, node: string, options: object = {}): Promise<unknown[]> {
  const found = await events.read(scope, [node], { limit: 100, ...options });
  return found.map(({ id, timestamp, entity }) => ({ value: entity.value, timestamp, id }));
}

/** Writes a checkpoint, and says so. */
async function checkpoint(events: ProfileEvents, store: KeyedStore): Promise<PendingWrites> {
  await events.prepare();
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = events.take(pending);
  await store.write({ ...pending, positions: [] });
  taken.settle();
  return pending;
}

describe('events of people', () => {
  it('are what a map has, whatever came, went and came again, while it is written, moved, and after a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 120, size: 'max' }),
        fc.constantFrom(0, 5000),
        async (steps, owed) => {
          const store = openMemoryKeyedStore();
          const sizes = { ...SMALL, moved: 1 + owed, owed };
          let events = opened(store, sizes);
          let model: Model = new Map();
          let written: Model = new Map();
          /** What was taken and is not written, and then what was written and is not settled. */
          let toWrite: (() => Promise<void>) | undefined;
          let toSettle: (() => void) | undefined;
          let order = 0;
          for (const one of steps) {
            const { scope, node, id, timestamp } = one.of;
            const place = `${scope} ${node} ${timestamp} ${id}`;
            if (one.do === 'add') {
              order += 1;
              const event = eventOf(id, timestamp, order);
              events.add(scope, node, event, JSON.stringify(event.entity), order);
              model.set(place, { value: order, timestamp, id });
            } else if (one.do === 'remove') {
              await toWrite?.();
              toSettle?.();
              const { removed } = await events.remove(scope, node, (event) => event.id === id);
              const going = [...model].filter(([key, event]) => key.startsWith(`${scope} ${node} `) && event.id === id);
              for (const [key] of going) model.delete(key);
              expect(removed).toBe(going.length);
            } else if (one.do === 'take' && toWrite === undefined && toSettle === undefined) {
              await events.prepare();
              const pending: PendingWrites = { puts: [], deletes: [] };
              const taken = events.take(pending);
              const kept = new Map(model);
              const touched = [...pending.puts.map(([key]) => key), ...pending.deletes];
              expect(new Set(touched).size).toBe(touched.length);
              toWrite = async () => {
                toWrite = undefined;
                await store.write({ ...pending, positions: [] });
                written = kept;
                toSettle = () => {
                  toSettle = undefined;
                  taken.settle();
                };
              };
            } else if (one.do === 'write') {
              if (toWrite !== undefined) await toWrite();
              else toSettle?.();
            } else if (one.do === 'crash') {
              [toWrite, toSettle, model] = [undefined, undefined, new Map(written)];
              events = opened(store, sizes);
              await events.open();
            } else if (one.do === 'tidy') await events.tidy();
            expect(await held(events, scope, node)).toEqual(expected(model, scope, node));
          }
          for (const scope of SCOPES)
            for (const node of NODES) expect(await held(events, scope, node)).toEqual(expected(model, scope, node));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are found by time, the newest first when so asked, over runs, pages and sections, as many as are asked for', async () => {
    const store = openMemoryKeyedStore();
    const events = opened(store);
    const all = Array.from({ length: 300 }, (_, at) => ({ value: at, timestamp: (at * 7) % 300, id: `e${at}` }));
    for (const { value, timestamp, id } of all) {
      for (const node of ['6:many', `6:${value}`]) {
        const event = eventOf(id, timestamp, value);
        events.add('first', node, event, JSON.stringify(event.entity), value);
      }
      if (value % 20 === 19) await checkpoint(events, store);
    }
    const inTime = [...all].sort((a, b) => a.timestamp - b.timestamp);
    const ask = (options: object) => held(events, 'first', '6:many', options);
    expect(await ask({ limit: 1000 })).toEqual(inTime);
    expect(await ask({ limit: 7 })).toEqual(inTime.slice(0, 7));
    expect(await ask({ limit: 7, reverse: true })).toEqual(inTime.toReversed().slice(0, 7));
    expect(await ask({ from: 40, to: 60, limit: 7 })).toEqual(inTime.slice(40, 47));
    expect(await ask({ from: 40, to: 60, limit: 100, reverse: true })).toEqual(inTime.slice(40, 60).toReversed());
    expect(await events.newest('first', ['6:many', '6:1'])).toBe(299);
    expect(await events.newest('second', ['6:many'])).toBeUndefined();
    for (const at of [0, 150, 299]) expect(await held(events, 'first', `6:${at}`)).toEqual([all[at]]);
  });

  it('are all found by who began to read before their runs became one', async () => {
    const kept = openMemoryKeyedStore();
    let first: PromiseWithResolvers<void> | undefined;
    const store: KeyedStore = {
      ...kept,
      async getMany(keys) {
        const found = await kept.getMany(keys);
        const held = first;
        first = undefined;
        await held?.promise;
        return found;
      },
    };
    const events = opened(store);
    const add = (order: number) => {
      const event = eventOf(`e${order}`, order, order);
      events.add('first', '6:a', event, JSON.stringify(event.entity), order);
    };
    const sure = Array.from({ length: 60 }, (_, at) => ({ value: at, timestamp: at, id: `e${at}` }));
    for (const { value } of sure) {
      add(value);
      await checkpoint(events, store);
      const letGo = Promise.withResolvers<void>();
      first = letGo;
      const found = held(events, 'first', '6:a', { to: value + 1 });
      for (const later of [100, 101, 102]) {
        add(later);
        await checkpoint(events, store);
      }
      letGo.resolve();
      expect(await found).toEqual(sure.slice(0, value + 1));
    }
  });

  it('are found of two people of one hash whose events are so large that each has pages and sections of their own', async () => {
    const store = openMemoryKeyedStore();
    const events = opened(store);
    for (const node of COLLIDING)
      for (const timestamp of [1, 2, 3]) {
        const event = eventOf('x', timestamp, node.repeat(100));
        events.add('first', node, event, JSON.stringify(event.entity), timestamp);
      }
    await checkpoint(events, store);
    for (const node of COLLIDING)
      for (const reverse of [false, true])
        expect(await events.read('first', [node], { limit: 10, reverse })).toEqual(
          (reverse ? [3, 2, 1] : [1, 2, 3]).map((timestamp) => eventOf('x', timestamp, node.repeat(100))),
        );
  });

  it('are in few runs however many checkpoints there were, each once, and every store that has the same gives them in one order', async () => {
    const [one, other] = [openMemoryKeyedStore(), openMemoryKeyedStore()];
    const [many, few] = [opened(one, { ...SMALL, fanout: 4 }), opened(other)];
    for (let at = 0; at < 500; at += 1) {
      const event = eventOf(`e${at % 400}`, at % 400, at);
      for (const events of [many, few])
        events.add('first', `6:${(at % 400) % 37}`, event, JSON.stringify(event.entity), at);
      await checkpoint(many, one);
    }
    await checkpoint(few, other);
    const runs = await one.range({ from: 'event-run/', to: 'event-run0', limit: 1000 });
    // 500 is below the fifth power of 4; of each size three stay, and four and more that are being moved.
    expect(runs.length).toBeLessThan(40);
    const rows = await one.range({ from: 'event-', to: 'event.', limit: 10_000 });
    const runOf = (key: string) => key.split('/').slice(1, 3).join('/');
    expect(new Set(rows.map(([key]) => runOf(key)))).toEqual(new Set(runs.map(([key]) => runOf(key))));
    const events: string[][] = [];
    for (const store of [one, other]) {
      const found: string[] = [];
      for await (const some of eventsIn(store))
        for (const event of some) found.push(`${event.scope} ${event.of} ${event.lines}`);
      events.push(found);
    }
    expect(events[0]).toHaveLength(400);
    expect(events[0]).toEqual(events[1]);
  });

  it('leave nothing of themselves in the store when they go, nor does one whose place they took', async () => {
    const store = openMemoryKeyedStore();
    const events = opened(store);
    const add = (dataset: string, order: number) => {
      const event = eventOf('x', 1, `secret of ${dataset}`, dataset);
      events.add('first', '6:a', event, JSON.stringify(event.entity), order);
    };
    const stored = async () => {
      const rows = await store.range({ from: '', to: '\u{10ffff}', limit: 1000 });
      return rows.map(([key, bytes]) => `${key} ${Buffer.from(bytes).toString('latin1')}`).join('\n');
    };
    add('oldest', 1);
    add('old', 1);
    await checkpoint(events, store);
    expect(await stored()).not.toContain('secret of oldest');
    add('new', 2);
    await checkpoint(events, store);
    expect(await stored()).toContain('secret of old');
    // The event of `new` counts: nothing that anybody sees goes.
    expect(await events.remove('first', '6:a', ({ dataset }) => dataset === 'old')).toEqual({
      removed: 0,
      newest: undefined,
      left: new Set(['new']),
    });
    await checkpoint(events, store);
    expect(await stored()).not.toContain('secret of old');
    expect(await held(events, 'first', '6:a')).toEqual([{ value: 'secret of new', timestamp: 1, id: 'x' }]);
    expect(await events.remove('first', '6:a', () => true)).toEqual({ removed: 1, newest: 1, left: new Set() });
    await checkpoint(events, store);
    expect(await stored()).not.toContain('secret');
    expect(await stored()).not.toContain('6:a');
  });

  it('are not removed while a checkpoint of their sandbox is being written: that would have them again', async () => {
    const store = openMemoryKeyedStore();
    const events = opened(store);
    const event = eventOf('x', 1, 1);
    events.add('first', '6:a', event, JSON.stringify(event.entity), 1);
    const taken = events.take({ puts: [], deletes: [] });
    await expect(events.remove('first', '6:a', () => true)).rejects.toThrow('while a checkpoint is being written');
    taken.settle();
    await events.remove('first', '6:a', () => true);
  });

  it.each([0, 5000])(
    'do not come back when they go while their run is being moved, with %i bytes that may wait',
    async (owed) => {
      const store = openMemoryKeyedStore();
      const events = opened(store, { ...SMALL, owed, moved: 1 + owed });
      const nodes = Array.from({ length: 40 }, (_, at) => `6:${at}`);
      const come = async (some: readonly string[], order: number) => {
        for (const node of some) {
          const event = eventOf('x', order, node);
          events.add('first', node, event, JSON.stringify(event.entity), order);
        }
        await checkpoint(events, store);
      };
      for (const order of [1, 2, 3, 4]) await come(nodes, order);
      for (const [at, node] of nodes.entries()) {
        await events.remove('first', node, () => true);
        await come(['6:another'], 5 + at);
        await events.tidy();
        for (const gone of nodes.slice(0, at + 1)) expect(await held(events, 'first', gone)).toEqual([]);
      }
      const rows = await store.range({ from: '', to: '\u{10ffff}', limit: 1000 });
      for (const [, bytes] of rows) expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/6:\d/);
    },
  );

  it('are right behind pages that were emptied, however many, when runs become one', async () => {
    const store = openMemoryKeyedStore();
    const events = opened(store, { ...SMALL, moved: 5000 });
    const nodes = Array.from({ length: 60 }, (_, at) => `6:${at}`).sort(
      (a, b) => hashOf('first', a) - hashOf('first', b),
    );
    const said = (node: string, order: number) => `${node} ${order} ${'x'.repeat(SMALL.page)}`;
    for (const order of [1, 2]) {
      // Each fills a page of its own.
      for (const node of nodes) {
        const event = eventOf('x', order, said(node, order));
        events.add('first', node, event, JSON.stringify(event.entity), order);
      }
      await checkpoint(events, store);
    }
    // The last of the first sixteen, which are read together, and all of the second sixteen.
    const gone = nodes.slice(15, 32);
    for (const node of gone) await events.remove('first', node, ({ timestamp }) => timestamp === 1);
    for (let order = 3; order < 30; order += 1) {
      const event = eventOf('x', order, 'another');
      events.add('first', '6:another', event, JSON.stringify(event.entity), order);
      await checkpoint(events, store);
    }
    for (const node of nodes)
      expect(await held(events, 'first', node)).toEqual(
        [1, 2]
          .filter((order) => order === 2 || !gone.includes(node))
          .map((order) => ({ value: said(node, order), timestamp: order, id: 'x' })),
      );
  });

  it('are moved when nothing else is to do, also while a checkpoint is written, and again when one of them goes', async () => {
    const store = openMemoryKeyedStore();
    const sizes = { ...SMALL, owed: 1_000_000, moved: 500_000 };
    const events = opened(store, sizes);
    const nodes = Array.from({ length: 200 }, (_, at) => `6:${at}`);
    const come = (some: readonly string[], order: number) => {
      for (const node of some) {
        const event = eventOf('x', order, order);
        events.add('first', node, event, JSON.stringify(event.entity), order);
      }
    };
    const runs = async () => {
      const rows = await store.range({ from: 'event-run/', to: 'event-run0', limit: 100 });
      return rows.map(([key]) => Number(key.split('/')[2]));
    };
    const orders = [1, 2, 3];
    const expectAll = async (gone: readonly string[]) => {
      for (const reader of [events, opened(store, sizes)]) {
        if (reader !== events) await reader.open();
        for (const node of nodes)
          expect(await held(reader, 'first', node)).toEqual(
            orders.filter(() => !gone.includes(node)).map((order) => ({ value: order, timestamp: order, id: 'x' })),
          );
      }
    };
    for (const order of orders) {
      come(nodes, order);
      await checkpoint(events, store);
    }
    expect(await runs()).toEqual([0, 1, 3]);
    for (let slice = 0; slice < 31; slice += 1) await events.tidy();
    const pending: PendingWrites = { puts: [], deletes: [] };
    const taken = events.take(pending);
    while (await events.tidy()) await expect(held(events, 'first', '6:1')).resolves.toHaveLength(3);
    await store.write({ ...pending, positions: [] });
    taken.settle();
    expect(await runs()).toEqual([0, 1, 2, 3]);
    await expectAll([]);
    await events.remove('first', '6:1', () => true);
    come(['6:another'], 4);
    await checkpoint(events, store);
    await expectAll(['6:1']);
    while (await events.tidy());
    await checkpoint(events, store);
    expect((await runs()).filter((run) => run < 2)).toEqual([]);
    await expectAll(['6:1']);
  });

  it('that were kept in rows of an earlier version come into runs, all of them, and no row is left', async () => {
    const store = openMemoryKeyedStore();
    const places = NODES.flatMap((node) => ['x', 'y/é', '000000000000001/x'].map((id) => ({ node, id })));
    const puts = places.map(({ node, id }, at) => {
      const lines = `["d","r",${at}]\n${JSON.stringify({ _id: id, value: at })}`;
      return [`event/first/${node}/${String(at).padStart(15, '0')}/${id}`, Buffer.from(lines)] as const;
    });
    await store.write({ puts, deletes: [], positions: [] });
    const events = opened(store);
    expect(await events.open()).toBe(12);
    for (const reader of [events, opened(store)]) {
      if (reader !== events) expect(await reader.open()).toBe(0);
      for (const node of NODES) {
        const wanted = places.flatMap((one, at) =>
          one.node === node ? [{ value: at, timestamp: at, id: one.id }] : [],
        );
        expect(await held(reader, 'first', node)).toEqual(wanted);
      }
    }
    expect(await store.range({ from: 'event/', to: 'event0', limit: 10 })).toEqual([]);
  });

  it('of a sandbox that is forgotten are neither written nor moved any more, and those of others are', async () => {
    const store = openMemoryKeyedStore();
    const events = opened(store);
    const come = async (order: number) => {
      for (const scope of SCOPES) {
        const event = eventOf('x', order, order);
        events.add(scope, '6:a', event, JSON.stringify(event.entity), order);
      }
    };
    for (const order of [1, 2, 3, 4, 5]) {
      await come(order);
      await checkpoint(events, store);
    }
    await come(6);
    events.forget('first');
    const { puts, deletes } = await checkpoint(events, store);
    const scopes = [...puts.map(([key]) => key), ...deletes].map((key) => key.split('/')[1]);
    expect(new Set(scopes)).toEqual(new Set(['second']));
  });

  it('stay where they are, and can be read, when a page of others is damaged', async () => {
    const kept = openMemoryKeyedStore();
    let damaged: string | undefined;
    const store: KeyedStore = {
      ...kept,
      async range(options) {
        const rows = await kept.range(options);
        if (rows.some(([key]) => key === damaged)) throw new Error('damaged');
        return rows;
      },
      async getMany(keys) {
        if (keys.some((key) => key === damaged)) throw new Error('damaged');
        return kept.getMany(keys);
      },
    };
    const errors: unknown[] = [];
    const events = new ProfileEvents(store, (error) => errors.push(error), new Residents(), { ...SMALL, moved: 3000 });
    const nodes = Array.from({ length: 60 }, (_, at) => `6:${at}`);
    const said = 'x'.repeat(SMALL.page);
    for (let order = 1; order < 8; order += 1) {
      // Each fills a page of its own, and pages are read sixteen at a time.
      for (const node of nodes) {
        const event = eventOf('x', order, said);
        events.add('first', node, event, JSON.stringify(event.entity), order);
      }
      const { puts } = await checkpoint(events, store);
      damaged ??= puts.filter(([key]) => key.startsWith('event-page/'))[20]![0];
    }
    expect(errors).toEqual([new Error('damaged')]);
    let hurt = 0;
    for (const node of nodes)
      try {
        expect(await events.read('first', [node], { limit: 100 })).toEqual(
          [1, 2, 3, 4, 5, 6, 7].map((order) => eventOf('x', order, said)),
        );
      } catch (error) {
        expect(error).toEqual(new Error('damaged'));
        hurt += 1;
      }
    // Whose page it is, and whose begins right behind it.
    expect(hurt).toBeLessThanOrEqual(2);
    expect(hurt).toBeGreaterThanOrEqual(1);
  });

  it('of many people that wait for a checkpoint are found of each, and go of each, however many there are', async () => {
    const events = new ProfileEvents(openMemoryKeyedStore(), nobodyStuck);
    const people = [...COLLIDING, ...Array.from({ length: 300 }, (_, n) => `6:waiting ${n}`)];
    const ROUNDS = 5;
    for (let round = 0; round < ROUNDS; round += 1)
      for (const node of people) {
        const event = eventOf('x', round, `${node} ${round}`);
        events.add('first', node, event, JSON.stringify(event.entity), round);
      }
    const valuesOf = async (node: string) =>
      (await events.read('first', [node], { limit: 100 })).map(({ entity }) => entity.value);
    for (const node of people)
      expect(await valuesOf(node)).toEqual(Array.from({ length: ROUNDS }, (_, round) => `${node} ${round}`));
    const [one, other] = COLLIDING;
    expect(await events.remove('first', one, () => true)).toMatchObject({ removed: ROUNDS });
    expect(await Promise.all([one, other].map(valuesOf).map(async (found) => (await found).length))).toEqual([
      0,
      ROUNDS,
    ]);
  });

  it('are as they came while they are not written and after it, however large, and so are those that come next', async () => {
    const store = openMemoryKeyedStore();
    const events = new ProfileEvents(store, nobodyStuck);
    const sizes = [10, 400_000, 400_000, 1_200_000, 10, 900_000];
    const textOf = (round: number, at: number) => String.fromCharCode(65 + 6 * round + at).repeat(sizes[at]!);
    const texts = async (round: number, of: ProfileEvents) => {
      const found = await of.read('first', [`6:${round}`], { limit: 100 });
      return found.map(({ entity }) => entity.value);
    };
    const wanted = (round: number) => sizes.map((_, at) => textOf(round, at));
    for (const round of [0, 1, 2]) {
      for (let at = 0; at < sizes.length; at += 1) {
        const event = eventOf('é', at, textOf(round, at));
        events.add('first', `6:${round}`, event, JSON.stringify(event.entity), round);
      }
      expect(await texts(round, events)).toEqual(wanted(round));
      const pending: PendingWrites = { puts: [], deletes: [] };
      const taken = events.take(pending);
      expect(await texts(round, events)).toEqual(wanted(round));
      await store.write({ ...pending, positions: [] });
      taken.settle();
      for (const earlier of [0, 1, 2].slice(0, round + 1))
        expect(await texts(earlier, events)).toEqual(wanted(earlier));
    }
  });
});
