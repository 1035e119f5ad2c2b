import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchDirectory, startPlatform } from '../../tools/harness/process.ts';

const scratch = scratchDirectory('ending');
afterAll(() => scratch.remove());

/** In the process before anything else: a thread that works for an hour, as one that waits for good, and an error on demand. */
const PRELOAD = `
  import { pbkdf2 } from 'node:crypto';
  pbkdf2('', '', 2 ** 31 - 1, 64, 'sha512', () => {});
  process.on('SIGUSR2', () => { throw new Error('broken on purpose'); });
`;

function start(name: string) {
  const preload = `data:text/javascript,${encodeURIComponent(PRELOAD)}`;
  return startPlatform({ dataDir: join(scratch.path, name), env: { NODE_OPTIONS: `--import=${preload}` } });
}

describe('a platform whose threads are in the middle of something', () => {
  it.each([
    ['while it stops', 0],
    ['when it has stopped', 2000],
  ])('is ended at once by a second signal, %s', { timeout: 30_000 }, async (name, after) => {
    const platform = await start(name);
    process.kill(platform.pid, 'SIGTERM');
    await sleep(after);
    await platform.kill('SIGTERM');
    expect(platform.output()).toMatch(/\[the process ended with (SIGTERM|code 143)\]/);
  });

  it('is ended by an error nobody caught, which it says', { timeout: 30_000 }, async () => {
    const platform = await start('broken');
    await platform.kill('SIGUSR2');
    expect(platform.output()).toContain('Error: broken on purpose');
    expect(platform.output()).toContain('[the process ended with SIGKILL]');
  });
});
