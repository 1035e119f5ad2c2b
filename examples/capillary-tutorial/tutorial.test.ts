import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIALS, type RunningPlatform, scratchDirectory, startPlatform } from '../../tools/harness/process.ts';

/** The published tutorial with curl, on the real process. */
const scratch = scratchDirectory('tutorial');
let platform: RunningPlatform;

beforeAll(async () => {
  platform = await startPlatform({ dataDir: scratch.path });
});

afterAll(async () => {
  await platform?.kill('SIGTERM');
  scratch.remove();
});

function tutorial(secret: string): Promise<{ status: number | null; output: string }> {
  const env = {
    ...process.env,
    MENISCUS_URL: platform.url,
    MENISCUS_ORG_ID: CREDENTIALS.orgId,
    MENISCUS_CLIENT_ID: CREDENTIALS.clientId,
    MENISCUS_CLIENT_SECRET: secret,
    MENISCUS_SANDBOX: CREDENTIALS.sandbox,
  };
  const child = spawn('bash', [fileURLToPath(new URL('tutorial.sh', import.meta.url))], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}

describe('the Capillary tutorial', () => {
  it('runs from token to audience, and again with names of its own', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { status, output } = await tutorial(CREDENTIALS.clientSecret);
      expect(status, output).toBe(0);
      expect(output).toContain('Done: the record arrived everywhere.');
    }
  });

  it('stops at the first call that is refused and repeats the answer', async () => {
    const { status, output } = await tutorial('wrong');
    expect(status).toBe(1);
    expect(output).toMatch(/FAILED: POST .*\/ims\/token answered 40\d/);
  });
});
