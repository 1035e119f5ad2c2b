import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../tools/harness/api.ts';
import { setUpProgramme } from '../../tools/harness/programme.ts';
import { startPlatform } from './main.ts';

it('leaves nothing behind when its port is taken, and starts on the same data afterwards, secrets shown once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'main-'));
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  const env = { MENISCUS_DATA_DIR: dataDir, MENISCUS_LOG_LEVEL: 'silent' };
  try {
    await expect(startPlatform({ env: { ...env, MENISCUS_PORT: String(port) } })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    const platform = await startPlatform({ env: { ...env, MENISCUS_PORT: '0' } });
    expect((await fetch(`${platform.url}/health`)).status).toBe(200);
    expect(platform.credentials).not.toHaveProperty('clientSecret');
    await platform.stop();
    expect(statSync(join(dataDir, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'key')).mode & 0o777).toBe(0o600);

    const file = join(dataDir, 'credentials.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(':', ' '));
    await expect(startPlatform({ env: { ...env, MENISCUS_PORT: '0' } })).rejects.toThrow(
      `${file} is damaged: it is not JSON; bring it back from a copy, or remove it`,
    );
    expect(readdirSync(dataDir)).not.toContain('meniscus.lock');
  } finally {
    other.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

it('stops while it starts, before anything and once it holds its directory, and starts on the same data afterwards', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'main-'));
  const env = { MENISCUS_DATA_DIR: dataDir, MENISCUS_LOG_LEVEL: 'silent', MENISCUS_PORT: '0', MENISCUS_CANARY: 'off' };
  try {
    await expect(startPlatform({ env, stop: AbortSignal.abort('at once') })).rejects.toBe('at once');
    expect(readdirSync(dataDir)).toEqual([]);
    for (const sign of ['meniscus.lock', 'tables.sqlite']) {
      const stop = new AbortController();
      const starting = startPlatform({ env, stop: stop.signal });
      const stopped = expect(starting).rejects.toBe(sign);
      while (!existsSync(join(dataDir, sign))) await new Promise((resolve) => setImmediate(resolve));
      stop.abort(sign);
      await stopped;
      for (const left of ['meniscus.lock', 'starting']) expect(readdirSync(dataDir), sign).not.toContain(left);
    }
    const platform = await startPlatform({ env });
    const secrets = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8'));
    expect(await connect({ url: platform.url, credentials: secrets })).toBeDefined();
    await platform.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

it('does not start with settings it cannot go by', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  for (const since of [tomorrow, 'yesterday', '2026'])
    await expect(startPlatform({ env: { MENISCUS_TOKENS_SINCE: since } })).rejects.toThrow(
      `MENISCUS_TOKENS_SINCE is ${since}; it must be a moment that has passed`,
    );
  for (const days of ['0', '-3', 'all'])
    await expect(startPlatform({ env: { MENISCUS_LOG_DAYS: days } })).rejects.toThrow(
      `MENISCUS_LOG_DAYS is ${days}; it must be a number of days from 1`,
    );
});

it('does not start on a log that is damaged or shorter than what was worked on, says where, and starts once it is back', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'main-'));
  const env = { MENISCUS_DATA_DIR: dataDir, MENISCUS_LOG_LEVEL: 'silent', MENISCUS_PORT: '0' };
  try {
    const platform = await startPlatform({ env });
    const secrets = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8'));
    const api = await connect({ url: platform.url, credentials: secrets });
    const { profileInlet } = await setUpProgramme(api);
    for (let n = 0; n < 5; n += 1) {
      const member = { identityMap: { email: [{ id: `m${n}@example.com`, primary: true }] } };
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(profileInlet, { method: 'POST', headers, body: JSON.stringify(member) })).status).toBe(200);
    }
    await api.settled();
    await platform.stop();
    const folder = join(dataDir, 'log', 'received');
    const file = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(file);

    const damaged = Buffer.from(whole);
    damaged[100]! ^= 4;
    writeFileSync(file, damaged);
    await expect(startPlatform({ env })).rejects.toThrow(`${file} is damaged at byte 0`);
    expect(readFileSync(file).equals(damaged)).toBe(true);

    writeFileSync(file, whole);
    truncateSync(file, whole.length - 10);
    await expect(startPlatform({ env })).rejects.toThrow(
      'topic received of the log ends at position 4, and what stood before position 5 was worked on already',
    );

    writeFileSync(file, whole);
    const again = await startPlatform({ env });
    const back = await connect({ url: again.url, credentials: secrets });
    expect(await back.profile('email', 'm4@example.com')).toBeDefined();
    await again.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
