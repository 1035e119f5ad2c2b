import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
  } finally {
    other.close();
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
