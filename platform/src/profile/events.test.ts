import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMemoryKeyedStore, type PendingWrites } from '../stores/index.ts';
import { ProfileEvents, type StoredEvent } from './events.ts';

const SCOPE = 'acme/prod';

/** Few enough of each that events take each other's place, go, and come again before a checkpoint has written any of it. */
const of = fc.record({ node: fc.constantFrom('6:a', '6:b'), id: fc.constantFrom('x', 'y'), timestamp: fc.nat(1) });
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), of, value: fc.nat(9) }),
  fc.record({ do: fc.constant('remove' as const), of }),
  fc.record({ do: fc.constantFrom('checkpoint' as const, 'settle' as const), of }),
);

function eventOf(id: string, timestamp: number, value: number): StoredEvent {
  return { id, timestamp, entity: { _id: id, value }, dataset: 'd', record: 'r', receivedAt: 1 };
}

/** What a model has of a node: by time, then by `_id`. */
function expected(model: ReadonlyMap<string, number>, node: string): unknown[] {
  return [...model].filter(([key]) => key.startsWith(node)).sort(([a], [b]) => (a < b ? -1 : 1));
}

async function held(events: ProfileEvents, node: string): Promise<unknown[]> {
  const found = await events.read(SCOPE, [node], { limit: 100 });
  return found.map(({ id, timestamp, entity }) => [`${node} ${timestamp} ${id}`, entity.value]);
}

describe('events of people', () => {
  it('are what a map has, whatever came, went and came again between checkpoints, and what a checkpoint wrote is there after a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const store = openMemoryKeyedStore();
        const events = new ProfileEvents(store);
        const model = new Map<string, number>();
        let written: ReadonlyMap<string, number> = new Map();
        const unsettled: (() => void)[] = [];
        for (const one of steps) {
          const { node, id, timestamp } = one.of;
          if (one.do === 'add') {
            const event = eventOf(id, timestamp, one.value);
            events.add(SCOPE, node, event, JSON.stringify(event.entity));
            model.set(`${node} ${timestamp} ${id}`, one.value);
          } else if (one.do === 'remove') {
            await events.remove(SCOPE, node, (event) => event.id === id);
            for (const key of model.keys()) if (key.startsWith(node) && key.endsWith(` ${id}`)) model.delete(key);
          } else if (one.do === 'checkpoint') {
            const pending: PendingWrites = { puts: [], deletes: [] };
            const taken = events.take(pending);
            await store.write({ ...pending, positions: [] });
            written = new Map(model);
            unsettled.push(() => taken.settle());
          } else unsettled.shift()?.();
          expect(await held(events, node)).toEqual(expected(model, node));
        }
        const reopened = new ProfileEvents(store);
        for (const node of ['6:a', '6:b']) expect(await held(reopened, node)).toEqual(expected(written, node));
      }),
      { numRuns: 300 },
    );
  });

  it('are as they came while they are not written and after it, however large, and so are those that come next', async () => {
    const store = openMemoryKeyedStore();
    const events = new ProfileEvents(store);
    const sizes = [10, 400_000, 400_000, 1_200_000, 10, 900_000];
    const textOf = (round: number, at: number) => String.fromCharCode(65 + 6 * round + at).repeat(sizes[at]!);
    const texts = async (round: number, of: ProfileEvents) => {
      const found = await of.read(SCOPE, [`6:${round}`], { limit: 100 });
      return found.map(({ entity }) => entity.value);
    };
    const wanted = (round: number) => sizes.map((_, at) => textOf(round, at));
    for (const round of [0, 1, 2]) {
      for (let at = 0; at < sizes.length; at += 1) {
        const event = { ...eventOf('é', at, 0), entity: { _id: 'é', value: textOf(round, at) } };
        events.add(SCOPE, `6:${round}`, event, JSON.stringify(event.entity));
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
