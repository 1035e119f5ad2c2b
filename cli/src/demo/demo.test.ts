import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { DemoSummary } from './demo.ts';
import { demoReport } from './report.ts';

const LAUNCHER = fileURLToPath(new URL('../../meniscus.js', import.meta.url));

describe('the demo', () => {
  it('streams a small programme through a real platform and finds every count right', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'meniscus-demo-'));
    const args = ['demo', '--exit', '--json', '--members', '120', '--events', '500', '--probes', '3', '--rate', '5000'];
    const env = { ...process.env, MENISCUS_DATA_DIR: dataDir, MENISCUS_PORT: '0' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [LAUNCHER, ...args], { env, encoding: 'utf8' });
    rmSync(dataDir, { recursive: true, force: true });
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as DemoSummary;
    expect(
      summary.checks.filter(({ ok }) => !ok),
      stderr,
    ).toEqual([]);
    expect(status).toBe(0);
    const rows = Object.values(summary.rowsInLake).reduce((sum, count) => sum + count, 0);
    expect(summary.recordsAccepted).toBe(rows + summary.eventsSkipped);
    expect(summary.eventsSkipped).toBe(1);
    expect(summary.membershipLatencyMs.measured).toBe(3);
  });

  it('names the counts that are wrong', () => {
    const none = { p50: 0, p95: 0, p99: 0 };
    const report = demoReport({
      ok: false,
      url: '',
      recordsAccepted: 3,
      recordsFailed: 0,
      eventsSkipped: 0,
      rowsInLake: { a: 2 },
      profiles: 1,
      audiences: [],
      membershipLatencyMs: { ...none, measured: 0, sent: 0 },
      delivery: {
        sent: 3,
        accepted: 3,
        acceptedBy: { profile: 3, event: 0 },
        refused: {},
        undelivered: {},
        requests: 3,
        retries: 0,
        seconds: 1,
        rate: 3,
        latencyMs: none,
      },
      checks: [
        { name: 'rows of a', expected: 3, actual: 2, ok: false },
        { name: 'profiles', expected: 1, actual: 1, ok: true },
      ],
    });
    expect(report).toContain('1 of 2 counts are WRONG');
    expect(report).toMatch(/rows of a +expected 3 +is 2/);
  });
});
