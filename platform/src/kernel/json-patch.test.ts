import { describe, expect, it } from 'vitest';
import { applyPatch, PatchError } from './json-patch.ts';

const document = { a: { b: [1, 2, 3] }, 'x/y': { '~': 1 } };

describe('applyPatch', () => {
  it('adds, replaces, removes, moves, copies and tests, on a copy', () => {
    const before = structuredClone(document);
    const patched = applyPatch(document, [
      { op: 'add', path: '/a/b/-', value: 4 },
      { op: 'ADD', path: '/a/b/0', value: 0 },
      { op: 'replace', path: '/x~1y/~0', value: 2 },
      { op: 'copy', from: '/a/b/0', path: '/first' },
      { op: 'move', from: '/a/b', path: '/list' },
      { op: 'test', path: '/list/4', value: 4 },
      { op: 'remove', path: '/list/1' },
    ]);
    expect(patched).toEqual({ a: {}, 'x/y': { '~': 2 }, first: 0, list: [0, 2, 3, 4] });
    expect(document).toEqual(before);
  });

  it.each([
    [{ op: 'merge', path: '/a' }, 'bad-operation'],
    [{ op: 'add', path: 'a', value: 1 }, 'bad-path'],
    [{ op: 'replace', path: '/nothing', value: 1 }, 'missing'],
    [{ op: 'remove', path: '/a/b/7' }, 'missing'],
    [{ op: 'add', path: '/a/b/01', value: 1 }, 'missing'],
    [{ op: 'test', path: '/a/b/0', value: 9 }, 'test-failed'],
    [{ op: 'add', path: '/a' }, 'bad-operation'],
    [{ op: 'remove', path: '' }, 'bad-path'],
    [{ op: 'copy', path: '/b' }, 'bad-path'],
    [{ op: 'move', from: '/a', path: '/a/b/c' }, 'bad-path'],
  ])('refuses %j as %s', (operation, code) => {
    expect(() => applyPatch(document, [operation])).toThrow(
      expect.objectContaining({ name: 'PatchError', code }) as PatchError,
    );
  });

  it('compares objects without regard to the order of their names', () => {
    const operations = [{ op: 'test', path: '', value: { b: 2, a: 1 } }];
    expect(applyPatch({ a: 1, b: 2 }, operations)).toEqual({ a: 1, b: 2 });
  });

  it('stops copies of copies before they fill the memory', () => {
    const doubling = Array.from({ length: 40 }, (_, index) => ({ op: 'copy', from: '/a', path: `/a/${index}` }));
    expect(() => applyPatch({ a: {} }, doubling)).toThrow(PatchError);
  });

  it('cannot reach a prototype', () => {
    for (const path of ['/__proto__/polluted', '/a/constructor/prototype/polluted']) {
      expect(() => applyPatch(document, [{ op: 'add', path, value: true }])).toThrow(PatchError);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
