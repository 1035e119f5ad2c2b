import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scopedKey } from './scoped-key.ts';

it('is scope and name whatever was asked for before, beyond what it keeps too', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.string()), { maxLength: 30, size: 'max' }), (asked) => {
      for (const [scope, name] of asked) expect(scopedKey(scope, name)).toBe(`${scope}/${name}`);
    }),
  );
  for (let n = 0; n < 25_000; n += 1) expect(scopedKey('a', `n${n % 12_000}`)).toBe(`a/n${n % 12_000}`);
});
