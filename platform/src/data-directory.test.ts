import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataDirectory } from './data-directory.ts';
import { createCipher } from './kernel/index.ts';

const OLD = '1'.repeat(64);
const NEW = '2'.repeat(64);
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'meniscus-data-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function keyWith(configured?: string, previous?: string): Promise<string> {
  const directory = await openDataDirectory(dir);
  try {
    return Buffer.from(await directory.key(configured, previous)).toString('hex');
  } finally {
    await directory.release();
  }
}

it('tells the start after one that ended without a word', async () => {
  const first = await openDataDirectory(dir);
  expect(first.diedStarting).toBe(false);
  const second = await openDataDirectory(dir);
  expect(second.diedStarting).toBe(true);
  await second.started();
  const third = await openDataDirectory(dir);
  expect(third.diedStarting).toBe(false);
  await third.release();
  expect(readdirSync(dir)).toEqual([]);
});

describe('the key of secrets at rest', () => {
  it('stays the same when the configured key is changed, and the old one opens nothing any more', async () => {
    const key = await keyWith(OLD);
    const sealed = createCipher(Buffer.from(key, 'hex')).seal('a secret', 'here');
    expect(await keyWith(NEW, OLD)).toBe(key);
    expect(await keyWith(NEW)).toBe(key);
    await expect(keyWith(OLD)).rejects.toThrow('MENISCUS_KEY_PREVIOUS');
    expect(createCipher(Buffer.from(await keyWith(NEW), 'hex')).open(sealed, 'here')).toBe('a secret');
  });

  it('can be moved out of the directory: from the file of the first start to a configured key', async () => {
    const key = await keyWith();
    const file = readFileSync(join(dir, 'key'), 'utf8').trim();
    expect(await keyWith(NEW, file)).toBe(key);
    rmSync(join(dir, 'key'));
    expect(await keyWith(NEW)).toBe(key);
    const text = readdirSync(dir)
      .map((name) => readFileSync(join(dir, name), 'utf8'))
      .join('\n');
    expect(text).not.toContain(key);
  });

  it('is not to be had out of a damaged file, which is named', async () => {
    await keyWith();
    const [key, sealed] = [join(dir, 'key'), join(dir, 'data-key')];
    const [whole, wholeSealed] = [readFileSync(key, 'utf8'), readFileSync(sealed, 'utf8')];
    const flipped = (text: string) => (text[0] === '1' ? '2' : '1') + text.slice(1);
    writeFileSync(key, `x${whole.slice(1)}`);
    await expect(keyWith()).rejects.toThrow(`${key} holds no key`);
    writeFileSync(key, flipped(whole));
    await expect(keyWith()).rejects.toThrow(`${key} does not open ${sealed}`);
    writeFileSync(key, whole);
    writeFileSync(sealed, flipped(wholeSealed));
    await expect(keyWith()).rejects.toThrow(`${key} does not open ${sealed}`);
  });

  it('is not to be had with a wrong one, and is nobody else’s to read', async () => {
    await keyWith(OLD);
    await expect(keyWith(NEW)).rejects.toThrow('is not the key of this data directory');
    await expect(keyWith(NEW, '3'.repeat(64))).rejects.toThrow('is not the key of this data directory');
    expect(statSync(join(dir, 'data-key')).mode & 0o077).toBe(0);
  });

  it('of a directory from before stays the configured one', async () => {
    expect(await keyWith(OLD)).toBe(OLD);
  });
});
