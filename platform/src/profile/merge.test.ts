import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedPaths, type Entity, type Fragment, mergeFragments, pick } from './merge.ts';

const leaf = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('a', 'b'),
  fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
);
const entity: fc.Arbitrary<Entity> = fc.dictionary(
  fc.constantFrom('loyalty', 'person', 'points'),
  fc.oneof(leaf, fc.dictionary(fc.constantFrom('tier', 'status', 'name'), leaf, { maxKeys: 3 })),
  { maxKeys: 3 },
);
const fragments = fc.uniqueArray(
  fc.record({ t: fc.integer({ min: 0, max: 3 }), p: fc.integer({ min: 0, max: 50 }), e: entity }),
  {
    selector: (one) => one.p,
    minLength: 1,
    maxLength: 5,
  },
);

/** All leaves by dotted path, as a slow and plain reading of an entity. */
function flat(value: Entity, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [name, child] of Object.entries(value)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof child === 'object' && child !== null && !Array.isArray(child))
      for (const [p, v] of flat(child as Entity, path)) out.set(p, v);
    else out.set(path, JSON.stringify(child));
  }
  return out;
}

describe('mergeFragments', () => {
  it('lets the value received last win, leaf by leaf', () => {
    const merged = mergeFragments([
      { t: 2, p: 2, e: { loyalty: { tier: 'gold' } } },
      { t: 1, p: 1, e: { loyalty: { tier: 'silver', points: 5 }, person: { name: 'Ana' } } },
    ]);
    expect(merged).toEqual({ loyalty: { tier: 'gold', points: 5 }, person: { name: 'Ana' } });
  });

  it('takes arrays whole and leaves identityMap and segmentMembership to their stages', () => {
    const merged = mergeFragments([
      { t: 1, p: 1, e: { tags: [1, 2], identityMap: { Email: [] } } },
      { t: 2, p: 2, e: { tags: [3], segmentMembership: {} } },
    ]);
    expect(merged).toEqual({ tags: [3] });
  });

  it('gives the same view for every order of the fragments, and changes none of them', () => {
    fc.assert(
      fc.property(fragments, fc.infiniteStream(fc.nat()), (list: Fragment[], picks) => {
        const before = JSON.stringify(list);
        const shuffled = [...list].sort(() => ([...picks.take(1)][0]! % 3) - 1);
        expect(mergeFragments(shuffled)).toEqual(mergeFragments(list));
        expect(JSON.stringify(list)).toBe(before);
      }),
    );
  });
});

describe('changedPaths', () => {
  it('names exactly the leaves that differ', () => {
    fc.assert(
      fc.property(entity, entity, (before, after) => {
        const a = flat(before);
        const b = flat(after);
        const expected = [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
        expect([...changedPaths(before, after)].sort()).toEqual(expected.sort());
      }),
    );
  });

  it('names every leaf of more maps than paths are kept of, and names of any length', () => {
    const keys = Array.from({ length: 12_000 }, (_, at) => `key${at}`);
    const map = Object.fromEntries([...keys, 'x'.repeat(300), '__proto__x', 'a.b'].map((key) => [key, { value: 1 }]));
    for (const root of ['stores', 'partners', 'stores']) {
      const view = { [root]: map };
      expect(changedPaths({}, view)).toEqual([...flat(view).keys()]);
      expect(changedPaths(view, {})).toEqual([...flat(view).keys()]);
    }
  });

  it('finds nothing between a view and itself', () => {
    const view = { loyalty: { tier: 'gold' } };
    expect(changedPaths(view, view)).toEqual([]);
  });
});

describe('pick', () => {
  it('takes the asked paths, whole objects included, and ignores what is not there', () => {
    const view = { loyalty: { tier: 'gold', points: 5 }, person: { name: 'Ana' } };
    expect(pick(view, ['loyalty.tier', 'person', 'nobody.here'])).toEqual({
      loyalty: { tier: 'gold' },
      person: { name: 'Ana' },
    });
  });

  it('does not reach the prototype', () => {
    expect(pick({}, ['__proto__.polluted', 'constructor'])).toEqual({});
  });
});
