import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openFileLog, type Repair } from './file-log.ts';
import { logContract } from './log.contract.ts';
import { LogFullError } from './log.ts';
import { Segment } from './segment.ts';

const made: string[] = [];
function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'file-log-'));
  made.push(path);
  return path;
}
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

const entry = (text: string, attachment?: unknown) => ({
  key: 'k',
  value: Buffer.from(text),
  time: 1,
  ...(attachment === undefined ? {} : { attachment }),
});

logContract('the file log', async () => {
  // Small segments and a small tail, so that reads cross files and leave memory.
  const options = { dir: directory(), segmentBytes: 4096, tailBytes: 2048 };
  const log = await openFileLog(options);
  return {
    log,
    reopen: async () => {
      await log.close();
      return openFileLog(options);
    },
  };
});

describe('the file log', () => {
  it('shares one sync between appends that wait together', async () => {
    const sync = vi.fn(async () => {});
    const log = await openFileLog({ dir: directory(), sync });
    await log.append('received', [entry('first')]);
    sync.mockClear();
    await Promise.all(Array.from({ length: 100 }, (_, n) => log.append('received', [entry(String(n))])));
    expect(sync.mock.calls.length).toBeLessThanOrEqual(2);
    await log.close();
  });

  it('gives attachments back at the tail and not from disk', async () => {
    const dir = directory();
    const log = await openFileLog({ dir });
    await log.append('received', [entry('x', { parsed: true })]);
    expect((await log.read('received', 0, 1, 1))[0]!.attachment).toEqual({ parsed: true });
    await log.close();
    const again = await openFileLog({ dir });
    expect((await again.read('received', 0, 1, 1))[0]!.attachment).toBeUndefined();
    await again.close();
  });

  it('cuts a last write torn at any byte off, says so once, and goes on without a gap', async () => {
    const whole = directory();
    const log = await openFileLog({ dir: whole });
    await log.append('received', [entry('kept')]);
    const file = join(whole, 'received', readdirSync(join(whole, 'received'))[0]!);
    const before = readFileSync(file).length;
    await log.append('received', [entry('torn apart')]);
    await log.close();
    const bytes = readFileSync(file);
    for (let cut = before + 1; cut < bytes.length; cut += 1) {
      writeFileSync(file, bytes);
      truncateSync(file, cut);
      const repairs: Repair[] = [];
      const opened = await openFileLog({ dir: whole, onRepair: (repair) => repairs.push(repair) });
      expect(repairs).toEqual([{ file, cutBytes: cut - before }]);
      expect(opened.end('received')).toBe(1);
      expect(await opened.append('received', [entry('next')])).toBe(1);
      expect((await opened.read('received', 0, 10, 1000)).map(({ value }) => Buffer.from(value).toString())).toEqual([
        'kept',
        'next',
      ]);
      await opened.close();
    }
  });

  it('cuts garbage off and damaged frames too', async () => {
    const dir = directory();
    const log = await openFileLog({ dir });
    await log.append('received', [entry('kept')]);
    await log.close();
    const file = join(dir, 'received', readdirSync(join(dir, 'received'))[0]!);
    appendFileSync(file, Buffer.from('00000010deadbeef00112233445566778899', 'hex'));
    const opened = await openFileLog({ dir });
    expect(opened.end('received')).toBe(1);
    await opened.close();
  });

  it('acknowledges nothing any more after a failed sync', async () => {
    let fail = false;
    const log = await openFileLog({
      dir: directory(),
      sync: async () => {
        if (fail) throw new Error('EIO');
      },
    });
    await log.append('received', [entry('good')]);
    fail = true;
    await expect(log.append('received', [entry('bad')])).rejects.toThrow('could not be made durable');
    fail = false;
    await expect(log.append('received', [entry('later')])).rejects.toThrow('could not be made durable');
    expect(log.end('received')).toBe(1);
    await log.close();
  });

  it('rejects with LogFullError when the disk is full, keeps nothing of it, and goes on when there is room', async () => {
    const dir = directory();
    const log = await openFileLog({ dir, sync: async ({ handle }) => handle.datasync() });
    await log.append('received', [entry('before')]);
    const full = vi.spyOn(Segment.prototype, 'handle', 'get').mockImplementation(function (this: Segment) {
      full.mockRestore();
      const real = this.handle;
      return new Proxy(real, {
        get(target, name) {
          if (name === 'write') return () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
        },
      });
    });
    await expect(log.append('received', [entry('lost')])).rejects.toThrow(LogFullError);
    expect(await log.append('received', [entry('after')])).toBe(1);
    await log.close();
    const again = await openFileLog({ dir });
    expect((await again.read('received', 0, 10, 1000)).map(({ value }) => Buffer.from(value).toString())).toEqual([
      'before',
      'after',
    ]);
    await again.close();
  });
});
