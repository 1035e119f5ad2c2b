import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchDirectory } from '../../../tools/harness/process.ts';
import { finishSwitch, openBeside } from './beside.ts';

let scratch: ReturnType<typeof scratchDirectory>;
beforeEach(() => {
  scratch = scratchDirectory('beside');
});
afterEach(() => scratch.remove());

function write(name: string, text: string): void {
  mkdirSync(dirname(join(scratch.path, name)), { recursive: true });
  writeFileSync(join(scratch.path, name), text);
}

/** Every file of the data directory with what is in it. */
function files(): Record<string, string> {
  const entries = readdirSync(scratch.path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(scratch.path.length + 1), readFileSync(path, 'utf8')]));
}

/** A data directory that was not closed, beside it what a rebuild made, whole. */
function whole(): void {
  for (const ending of ['', '-wal', '-shm', '-sums']) write(`tables.sqlite${ending}`, 'old');
  for (const name of ['keyed/data.mdb', 'log/validated/0']) write(name, 'old');
  write('objects/lake/a', 'old');
  write('log/received/0', 'kept');
  write('key', 'kept');
  for (const name of ['tables.sqlite', 'tables.sqlite-sums', 'keyed/data.mdb', 'objects/lake/b', 'log/validated/7'])
    write(`rebuild/new/${name}`, 'new');
  write('rebuild/whole', '');
}

const SWITCHED = {
  key: 'kept',
  'keyed/data.mdb': 'new',
  'log/received/0': 'kept',
  'log/validated/7': 'new',
  'objects/lake/b': 'new',
  'tables.sqlite': 'new',
  'tables.sqlite-sums': 'new',
};

describe('what lies beside a data directory', () => {
  it('takes its place whole, at whatever step a crash had cut it short', async () => {
    for (let step = 0; ; step += 1) {
      whole();
      let moved = 0;
      const crashing = async (from: string, to: string) => {
        if (moved === step) throw new Error('killed');
        moved += 1;
        await rename(from, to);
      };
      const wasCut = await finishSwitch(scratch.path, crashing).then(
        () => false,
        () => true,
      );
      if (wasCut) await finishSwitch(scratch.path);
      expect(files()).toEqual(SWITCHED);
      if (!wasCut) break;
      expect(step).toBeLessThan(30);
      rmSync(scratch.path, { recursive: true });
    }
  });

  it('goes when it is not whole, and what is there stays', async () => {
    whole();
    rmSync(join(scratch.path, 'rebuild/whole'));
    await finishSwitch(scratch.path);
    const there = files();
    expect(Object.keys(there).some((name) => name.startsWith('rebuild'))).toBe(false);
    expect(there['tables.sqlite']).toBe('old');
  });

  it('has tables and objects as they are when it is opened, over what an earlier attempt left', async () => {
    whole();
    const beside = await openBeside(scratch.path);
    expect(files()).toMatchObject({
      'rebuild/new/tables.sqlite': 'old',
      'rebuild/new/tables.sqlite-sums': 'old',
      'rebuild/new/tables.sqlite-wal': 'old',
      'rebuild/new/objects/lake/a': 'old',
    });
    expect(files()).not.toHaveProperty('rebuild/new/log/validated/7');
    await beside.drop();
    expect(Object.keys(files()).some((name) => name.startsWith('rebuild'))).toBe(false);
  });
});
