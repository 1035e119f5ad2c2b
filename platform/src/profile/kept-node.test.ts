import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptFragment, KeptNode, type ProfileNode, sharedList } from './kept-node.ts';

const json = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
  .map((one) => JSON.stringify(one));
const times = fc.option(fc.dictionary(fc.string(), fc.nat(), { maxKeys: 3 }), { nil: undefined });
const head = fc.record({
  t: fc.nat(),
  p: fc.double({ min: 0, max: 1e15, noNaN: true }),
  w: times,
  r: times,
  b: fc.option(fc.nat(), { nil: undefined }),
});
/** Names of datasets, with those an object puts first. */
const name = fc.oneof(fc.stringMatching(/^[0-9a-f]{24}(\/updates)?$/), fc.stringMatching(/^[1-9]\d?$/));

const more = fc.record(
  {
    eventsOf: fc.array(fc.string(), { maxLength: 3 }),
    computed: fc.record({ root: fc.string(), values: fc.dictionary(fc.string(), fc.nat()), due: fc.maxSafeNat() }),
    removedEvent: fc.nat(),
  },
  { requiredKeys: [] },
);

/** A node as a store gives it back. */
const stored = (node: ProfileNode) => KeptNode.from(KeptNode.of(node).bytes);

describe('nodes and fragments kept as text', () => {
  it('come back from the store as they were, whatever their entities say and their datasets are called', () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.tuple(head, json), { maxKeys: 4 }), fc.string(), more, (kept, id, others) => {
        const fragments = Object.fromEntries(
          Object.entries(kept).map(([dataset, [one, text]]) => [dataset, new KeptFragment(one as never, text)]),
        );
        const node = { ns: 6, id, fragments, updated: 5, ...others };
        const { fragments: back, ...rest } = stored(node).node;
        expect({ ...rest, fragments: undefined }).toEqual({ ...node, fragments: undefined });
        expect(Object.keys(back)).toEqual(Object.keys(fragments));
        for (const dataset of Object.keys(back)) {
          const { t, p, w, r, b, e } = back[dataset]!;
          expect({ t, p, w, r, b, e }).toEqual({ ...kept[dataset]![0], e: JSON.parse(kept[dataset]![1]) });
        }
      }),
    );
  });

  it('are read from stores that have them as objects, and those that have the line about them so', () => {
    const e = { loyalty: { tier: 'gold' } };
    const node = { ns: 6, id: 'a', updated: 1, eventsOf: ['x'], removedEvent: 7 };
    const inLine = JSON.stringify({ ...node, fragments: { d: { t: 1, p: 2, e } } });
    const behindLine = `${JSON.stringify({ ...node, fragments: { d: { t: 1, p: 2 } } })}\n${JSON.stringify(e)}`;
    for (const text of [inLine, behindLine]) {
      const { fragments, ...rest } = KeptNode.from(Buffer.from(text)).node;
      expect(rest).toEqual(node);
      expect(fragments.d).toMatchObject({ t: 1, p: 2, e, json: JSON.stringify(e) });
    }
  });

  it('share one list of datasets among all who have events of the same ones, and no other', () => {
    const back = (eventsOf: string[]) => stored({ ns: 6, id: 'a', fragments: {}, updated: 5, eventsOf }).node.eventsOf;
    expect(back(['a', 'b'])).toBe(back(['a', 'b']));
    expect(sharedList(['a', 'b'])).toBe(back(['a', 'b']));
    for (const other of [['b', 'a'], ['a,b'], ['a","b'], ['a'], []]) expect(back(other)).toEqual(other);
  });

  it('are refused where a fragment has lost its entity', () => {
    const fragments = { d: new KeptFragment({ t: 1, p: 2 } as never, '{}') };
    const { bytes } = KeptNode.of({ ns: 6, id: 'a', fragments, updated: 5, eventsOf: [] });
    const cut = KeptNode.from(bytes.subarray(0, bytes.lastIndexOf(10)));
    expect(() => cut.node).toThrow('fragment d has no entity');
  });

  it('tell, unread, of the datasets of the list that was read last where that is all their line ends with, and of no other', () => {
    const lists = [[], ['a'], ['b'], ['a', 'b'], ['b', 'a'], ['x"a'], ['a"]]'], [''], ['b', ',["a']];
    const others = [{}, { removedEvent: 1 }, { computed: { root: ',["a"]]', values: { '': ',["a"]]' }, due: 1 } }];
    const d = new KeptFragment({ t: 1, p: 2 } as never, '{}');
    for (const own of lists)
      for (const lastRead of lists)
        for (const more of others)
          for (const id of ['m', '],["a"]]', ',["a"]]']) {
            const node = { ns: 6, id, fragments: { [id]: d }, updated: 5, ...more };
            const [kept, eventless] = [stored({ ...node, eventsOf: own }), stored(node)];
            sharedList(lastRead);
            for (const dataset of new Set(lists.flat())) {
              const isTold = more === others[0] && JSON.stringify(own) === JSON.stringify(lastRead);
              expect(kept.tellsEventsOf(dataset)).toBe(isTold && own.includes(dataset));
              expect(eventless.tellsEventsOf(dataset)).toBe(false);
            }
            expect(kept.node.eventsOf).toEqual(own);
          }
  });

  it('have their own entity however many others were asked for meanwhile', () => {
    const all = Array.from({ length: 200 }, (_, n) => new KeptFragment({ t: n, p: n }, `{"n":${n}}`, { n }));
    for (let round = 0; round < 2; round += 1)
      for (const [n, { e }] of all.entries()) {
        expect(e).toEqual({ n });
        expect(all[(n * 7) % 200]!.e).toEqual({ n: (n * 7) % 200 });
      }
  });
});
