import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HiddenFields } from './field-view.ts';

const NAMES = ['a', 'b', 'c'];
const name = fc.constantFrom(...NAMES);
const path = fc.array(name, { minLength: 1, maxLength: 3 });
const entity = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

/** Paths of the leaves of a value, arrays passed through. */
function leaves(value: unknown, at: readonly string[] = []): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, at));
  if (typeof value !== 'object' || value === null) return [at.join('.')];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, [...at, key]));
}

describe('hidden fields', () => {
  it('are gone from any value, with everything below them, and nothing else is', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 4 }), entity, (paths, value) => {
        const hidden = new HiddenFields(paths);
        const isHidden = (leaf: string) => paths.some((one) => `${leaf}.`.startsWith(`${one.join('.')}.`));
        expect(leaves(hidden.without(value))).toEqual(leaves(value).filter((leaf) => !isHidden(leaf)));
      }),
    );
  });

  it('are listed as seen from any place below which they are', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 4 }), path, path, (paths, place, rest) => {
        const hidden = new HiddenFields(paths);
        const there = new HiddenFields(hidden.below(place));
        expect(there.at(rest)).toBe(hidden.at([...place, ...rest]));
        expect(new HiddenFields(hidden.below()).at(rest)).toBe(hidden.at(rest));
      }),
    );
  });

  it('say of a path what the value loses there', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 4 }), path, (paths, asked) => {
        const below = (a: readonly string[], b: readonly string[]) => b.every((one, index) => a[index] === one);
        const expected = paths.some((one) => below(asked, one))
          ? 'all'
          : paths.some((one) => below(one, asked))
            ? 'part'
            : 'nothing';
        expect(new HiddenFields(paths).at(asked)).toBe(expected);
      }),
    );
  });

  it('know arrays and maps as descriptors write them', () => {
    const hidden = new HiddenFields([
      ['items[*]', 'price'],
      ['codes', '*', 'id'],
      ['list', '0', 'x'],
    ]);
    expect(hidden.at(['items', 'price'])).toBe('all');
    expect(hidden.at(['items[3]', 'price', 'amount'])).toBe('all');
    expect(hidden.at(['list', 'x'])).toBe('all');
    expect(hidden.without({ codes: { k: { id: 1, t: 2 } }, items: [{ price: 1, n: 2 }] })).toEqual({
      codes: { k: { t: 2 } },
      items: [{ n: 2 }],
    });
    expect(new HiddenFields([[]]).without({ a: 1 })).toEqual({});
    expect([HiddenFields.NONE.isEmpty, new HiddenFields([[]]).isEmpty]).toEqual([true, false]);
  });
});
