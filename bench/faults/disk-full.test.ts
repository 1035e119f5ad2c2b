import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { connect } from '../../tools/harness/api.ts';
import { scratchDirectory, startPlatform } from '../../tools/harness/process.ts';
import { setUpProgramme } from '../../tools/harness/programme.ts';

/**
 * An ext4 file system of its own on a directory, mostly taken up by one file that `makeRoom` removes; undefined where this
 * process may not mount one.
 */
function smallDisk(directory: string): { makeRoom(): void; unmount(): void } | undefined {
  const image = `${directory}.img`;
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
  try {
    run('truncate', '-s', '512M', image);
    run('mkfs.ext4', '-q', '-F', image);
    run('mount', '-o', 'loop', image, directory);
    run('fallocate', '-l', '360M', `${directory}/filler`);
  } catch {
    rmSync(image, { force: true });
    return undefined;
  }
  return {
    makeRoom: () => rmSync(`${directory}/filler`),
    unmount() {
      run('umount', '-l', directory);
      rmSync(image, { force: true });
    },
  };
}

const PAD = 'x'.repeat(4000);

it('answers 503 with Retry-After on a full disk, loses nothing acknowledged, and goes on when there is room', async (context) => {
  const scratch = scratchDirectory('disk-full');
  const disk = smallDisk(scratch.path);
  if (disk === undefined) {
    scratch.remove();
    return context.skip('a small file system could not be mounted: that needs the rights of root');
  }
  const platform = await startPlatform({ dataDir: scratch.path, env: { MENISCUS_LOG_LEVEL: 'error' } });
  context.onTestFailed(() => console.error(platform.output()));
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    const acknowledged = new Set<string>();
    const send = async (turn: number) => {
      const messages = Array.from({ length: 50 }, (_, index) => ({
        _id: `full-${turn}-${index}`,
        timestamp: '2026-03-01T00:00:00Z',
        identityMap: { email: [{ id: `full${index}@example.com`, primary: true }] },
        commerce: { commerceScope: { storeCode: PAD } },
      }));
      const response = await fetch(programme.batch(programme.eventInlet), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ messages }),
      });
      await response.arrayBuffer();
      if (response.status === 207) for (const { _id } of messages) acknowledged.add(_id);
      return response;
    };
    let refused: Response | undefined;
    for (let turn = 0; turn < 400 && refused === undefined; turn += 1) {
      const response = await send(turn);
      if (response.status !== 207) refused = response;
    }
    expect(refused?.status).toBe(503);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    await sleep(1500);
    disk.makeRoom();
    await expect.poll(async () => (await send(10_000)).status, { interval: 250 }).toBe(207);
    const totals = await api.settled();
    expect(totals.balanced).toBe(true);
    const { rows } = await api.sql(`select _id, count(*) from ${programme.eventTable} group by _id`);
    const counted = new Map(rows.map(([id, count]) => [id, Number(count)]));
    expect([...acknowledged].filter((id) => !counted.has(id))).toEqual([]);
    expect([...acknowledged].filter((id) => !id.startsWith('full-10000') && counted.get(id) !== 1)).toEqual([]);
  } finally {
    await platform.kill('SIGKILL');
    disk.unmount();
    scratch.remove();
  }
});
