import { spawnSync } from 'node:child_process';
import { verdictOf } from './verdict.ts';

/**
 * `npm run audit`: asks the registry for known weaknesses of what is installed to run. Fails on high and critical ones. A
 * registry that does not offer the call leaves the question unproven: said with the reason, and a failure only with
 * `MENISCUS_PROVE_AUDIT=1`, for a CI whose registry does.
 */
const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
const verdict = error === undefined ? verdictOf(stdout) : ({ kind: 'failed', reason: error.message } as const);
switch (verdict.kind) {
  case 'clean':
    console.log(`ok   no known weakness of severity high or critical (${verdict.lesser} lesser)`);
    break;
  case 'unproven':
    console.log(`UNPROVEN whether dependencies have known weaknesses: ${verdict.reason}`);
    if (process.env.MENISCUS_PROVE_AUDIT === '1') process.exitCode = 1;
    break;
  case 'failed':
    console.log(`FAIL the audit could not be made: ${verdict.reason}`);
    process.exitCode = 1;
    break;
  default:
    console.log(`FAIL known weaknesses:\n${verdict.findings.map((finding) => `     ${finding}`).join('\n')}`);
    process.exitCode = 1;
}
