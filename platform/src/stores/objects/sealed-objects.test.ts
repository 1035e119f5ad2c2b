import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDiskObjects } from './disk-objects.ts';
import { ObjectDamagedError, type SealedObjects, sealedObjects } from './sealed-objects.ts';

let dir: string;
let sealed: SealedObjects;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sealed-'));
  sealed = sealedObjects(await openDiskObjects({ dir: join(dir, 'objects') }));
});
afterAll(() => rm(dir, { recursive: true }));

const read = async (path: string) => {
  const found = await sealed.get(path);
  return found && buffer(found);
};
const stored = (path: string) => join(dir, 'objects', path);

/** None, few, and those on both sides of a mebibyte. */
const contents = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(1_048_575, 1_048_576, 1_048_577, 2_100_000), fc.nat(255))
      .map(([length, fill]) => new Uint8Array(length).fill(fill)),
  },
);

it('content comes back as it was, put or adopted, in the place of what was there', async () => {
  await fc.assert(
    fc.asyncProperty(contents, contents, async (one, other) => {
      await sealed.put('a/b', one);
      expect((await read('a/b'))!.equals(one)).toBe(true);
      const local = join(dir, 'local');
      await writeFile(local, other);
      expect(await sealed.adopt('a/b', local)).toBe(other.length);
      expect((await read('a/b'))!.equals(other)).toBe(true);
    }),
    { numRuns: 40 },
  );
  expect(await read('a/nothing')).toBeUndefined();
});

it('no flipped bit, cut or longer end is read: the object and a byte are named before anything comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      contents,
      fc.nat(),
      fc.nat(7),
      fc.constantFrom('flip', 'cut', 'longer'),
      async (content, at, bit, how) => {
        await sealed.put('a/c', content);
        const bytes = await readFile(stored('a/c'));
        if (how === 'cut') await truncate(stored('a/c'), at % bytes.length);
        else if (how === 'longer')
          await writeFile(stored('a/c'), Buffer.concat([bytes, bytes.subarray(0, 1 + (at % 30))]));
        else {
          bytes[at % bytes.length]! ^= 1 << bit;
          await writeFile(stored('a/c'), bytes);
        }
        const error = await read('a/c').catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ObjectDamagedError);
        expect((error as Error).message).toMatch(/^a\/c is not as it was written, from byte \d+ on$/);
      },
    ),
    { numRuns: 150 },
  );
});
