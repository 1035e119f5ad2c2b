import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from './objects.ts';

/** What every object store promises. `localFile` makes a file to adopt. */
export function objectsContract(
  name: string,
  open: () => Promise<{ store: ObjectStore; localFile(content: string): Promise<string>; close(): Promise<void> }>,
): void {
  describe(`${name} keeps the promises of an object store`, () => {
    let store: ObjectStore;
    let localFile: (content: string) => Promise<string>;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ store, localFile, close } = await open());
    });
    afterEach(() => close());

    const read = async (path: string, range?: { start: number; end: number }) => {
      const stream = await store.get(path, range);
      return stream === undefined ? undefined : text(stream);
    };

    it('gives back what was put, from bytes and from a stream, whole or a range', async () => {
      expect(await store.put('a/b.txt', Buffer.from('0123456789'))).toEqual({
        path: 'a/b.txt',
        size: 10,
        sums: 'a684c7c6',
      });
      await store.put('a/c.txt', Readable.from(['first ', 'second']));
      expect(await read('a/b.txt')).toBe('0123456789');
      expect(await read('a/b.txt', { start: 2, end: 4 })).toBe('234');
      expect(await read('a/c.txt')).toBe('first second');
      expect(await store.head('a/c.txt')).toEqual({ path: 'a/c.txt', size: 12 });
    });

    it('knows nothing of what is absent, and deleting it is no error', async () => {
      expect(await store.get('nothing')).toBeUndefined();
      expect(await store.head('nothing')).toBeUndefined();
      await store.delete('nothing');
    });

    it('replaces whole, lists by prefix and deletes', async () => {
      await store.put('x/1', Buffer.from('old'));
      await store.put('x/1', Buffer.from('new one'));
      await store.put('x/2', Buffer.from('2'));
      await store.put('y/1', Buffer.from('y'));
      expect((await store.list('x/')).map(({ path, size }) => [path, size])).toEqual([
        ['x/1', 7],
        ['x/2', 1],
      ]);
      await store.delete('x/1');
      expect(await read('x/1')).toBeUndefined();
    });

    it('deletes a folder with all that is below it, and nothing beside it', async () => {
      for (const path of ['x/k1/a', 'x/k1/b/c', 'x/k10/a', 'y/k1/a']) await store.put(path, Buffer.from(path));
      await store.deleteFolder('x/k1');
      await store.deleteFolder('x/none');
      expect((await store.list('')).map(({ path }) => path)).toEqual(['x/k10/a', 'y/k1/a']);
      await expect(store.deleteFolder('../x')).rejects.toThrow('is not an object path');
    });

    it('shows nothing of an object whose writing failed', async () => {
      const failing = Readable.from(
        (function* () {
          yield 'half of it';
          throw new Error('the source broke');
        })(),
      );
      await expect(store.put('broken', failing)).rejects.toThrow('the source broke');
      expect(await store.head('broken')).toBeUndefined();
      expect(await store.list('')).toEqual([]);
    });

    it('takes a local file over and leaves none behind', async () => {
      const file = await localFile('adopted');
      await store.adopt('lake/part-0.parquet', file);
      expect(await read('lake/part-0.parquet')).toBe('adopted');
      await expect(store.adopt('again', file)).rejects.toThrow();
    });

    it.each(['../up', 'a/../../up', '/root', 'a//b', '.', 'a/..', 'space here', 'a\\b', ''])(
      'refuses the path %j',
      async (path) => {
        await expect(store.put(path, Buffer.from('x'))).rejects.toThrow('is not an object path');
      },
    );
  });
}
