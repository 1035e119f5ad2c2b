import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchDirectory, startPlatform } from '../../tools/harness/process.ts';

const scratch = scratchDirectory('ending');
afterAll(() => scratch.remove());

const NOBODY_WRITES = join(scratch.path, 'nobody-writes');
execFileSync('mkfifo', [NOBODY_WRITES]);

/** In the process before anything else: a thread that waits for good, and an error on demand. */
const PRELOAD = `
  import { open } from 'node:fs';
  open(${JSON.stringify(NOBODY_WRITES)}, () => {});
  process.on('SIGUSR2', () => { throw new Error('broken on purpose'); });
`;

function start(name: string) {
  const preload = `data:text/javascript,${encodeURIComponent(PRELOAD)}`;
  return startPlatform({ dataDir: join(scratch.path, name), env: { NODE_OPTIONS: `--import=${preload}` } });
}

describe('a platform with a thread that waits for good', () => {
  it.each([
    ['while it stops', 0],
    ['when it has stopped', 2000],
  ])('is ended by a second signal, %s', async (name, after) => {
    const platform = await start(name);
    process.kill(platform.pid, 'SIGTERM');
    await sleep(after);
    // Two that come too close to each other are one to the system.
    const again = setInterval(() => void platform.kill('SIGTERM'), 250);
    await platform.kill('SIGTERM').finally(() => clearInterval(again));
    expect(platform.output()).toMatch(/\[the process ended with (SIGTERM|code 143)\]/);
  });

  it('is ended by an error nobody caught, which it says', async () => {
    const platform = await start('broken');
    await platform.kill('SIGUSR2');
    expect(platform.output()).toContain('Error: broken on purpose');
    expect(platform.output()).toContain('[the process ended with SIGKILL]');
  });
});
