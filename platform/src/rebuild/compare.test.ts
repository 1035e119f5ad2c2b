import { describe, expect, it } from 'vitest';
import { ProfileEvents } from '../profile/index.ts';
import { type KeyedStore, openMemoryKeyedStore, type PendingWrites } from '../stores/index.ts';
import { compareKeyed, Findings } from './compare.ts';

/** Sandbox, identity, `_id` and the text of an event. */
type Event = readonly [scope: string, node: string, id: string, json: string];

/** A store with some events, so many in each checkpoint. */
async function storeOf(all: readonly Event[], inCheckpoint: number): Promise<KeyedStore> {
  const store = openMemoryKeyedStore();
  const events = new ProfileEvents(store, (error) => {
    throw error;
  });
  for (let from = 0; from < all.length; from += inCheckpoint) {
    for (const [scope, node, id, json] of all.slice(from, from + inCheckpoint)) {
      const event = { id, timestamp: 7, entity: {}, dataset: 'd', record: 'r', receivedAt: 1 };
      events.add(scope, node, event, json, from);
    }
    await events.prepare();
    const pending: PendingWrites = { puts: [], deletes: [] };
    const taken = events.take(pending);
    await store.write({ ...pending, positions: [] });
    taken.settle();
  }
  return store;
}

const many: readonly Event[] = Array.from({ length: 400 }, (_, at) => {
  const scope = ['first', 'second'][at % 2]!;
  return [scope, `6:${at % 31}`, `e${at}`, `{"_id":"e${at}","value":${at}}`] as const;
});

describe('events of two stores compared', () => {
  it('are equal however they came into either, and where only their text is another one', async () => {
    const respelled = many.map(
      ([scope, node, id, json]) => [scope, node, id, json.replace(/(\d+)}/, '$1.0}')] as const,
    );
    const findings = new Findings(100);
    await compareKeyed(await storeOf(many, 7), await storeOf(respelled.toReversed(), 150), findings);
    expect(findings.examples).toEqual([]);
  });

  it('are told where they came, went, and say something else, of all sandboxes or of one', async () => {
    const [first, last] = [many[0]!, many.at(-1)!];
    const others = many.slice(1, -1).map((one) => {
      const [scope, node, id, json] = one;
      return id === 'e100' ? ([scope, node, id, json.replace('100}', '"more"}')] as const) : one;
    });
    const before = await storeOf([...many.slice(0, -1)], 50);
    const after = await storeOf([...others, last], 80);
    const findings = new Findings(100);
    await compareKeyed(before, after, findings);
    expect(findings.counts).toEqual({ event: { appeared: 1, gone: 1, changed: 1 } });
    const told = findings.examples.map(({ scope, of, how, what }) => [scope, of, how, what.join()]);
    expect(told.toSorted()).toEqual(
      [
        [
          first[0],
          '6:0/7/e0',
          'gone',
          'event._id: "e0" → nothing,event.value: 0 → nothing,record: ["d","r",1] → nothing',
        ],
        [many[100]![0], '6:7/7/e100', 'changed', 'event.value: 100 → "more"'],
        [
          last[0],
          '6:27/7/e399',
          'appeared',
          'event._id: nothing → "e399",event.value: nothing → 399,record: nothing → ["d","r",1]',
        ],
      ].toSorted(),
    );
    const ofOne = new Findings(100);
    await compareKeyed(before, after, ofOne, 'second');
    expect(ofOne.examples.map(({ how }) => how)).toEqual(['appeared']);
  });
});
