import { spawnSync } from 'node:child_process';
import chromium from '@sparticuz/chromium';

/**
 * `npm test`: the whole suite. What could not run for want of a browser or a server is listed as unproven at the end, with
 * the reason. `MENISCUS_PROVE_ALL=1` (set by CI, which installs what is needed) makes anything unproven a failure.
 */

// The browser among the dependencies unpacks itself where it is first asked for: files that begin side by side would each
// meet half of it, and be unproven. Where it cannot be unpacked, the tests that need it say why.
await chromium.executablePath().catch(() => undefined);

const result = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=./tools/unproven-reporter.ts',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, NODE_NO_WARNINGS: '1' } },
);
process.exitCode = result.status ?? 1;
