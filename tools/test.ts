import { spawnSync } from 'node:child_process';

/**
 * `npm test`: the whole suite. What could not run for want of a browser or a server is listed as unproven at the end, with
 * the reason. `MENISCUS_PROVE_ALL=1` (set by CI, which installs what is needed) makes anything unproven a failure.
 */
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
