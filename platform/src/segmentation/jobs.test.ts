import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_FIELDS, countingIds, manualClock, type Scope } from '../kernel/index.ts';
import { documentsMigration, openSqliteTables, type Tables } from '../stores/index.ts';
import { AudienceIndex } from './audience-index.ts';
import type { Audiences } from './audiences.ts';
import type { Everybody } from './everybody.ts';
import { Jobs } from './jobs.ts';
import { type PersonState, StateDraft } from './memberships/person-state.ts';
import { estimateOf, type Preview } from './preview.ts';
import { nextRun, Schedules } from './schedules.ts';

const scope: Scope = {
  org: 'A@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 's',
  sandboxType: 'production',
  tenant: 'a',
  key: 'k1',
};
const actor = { userId: 'dev', clientId: 'c', kind: 'credential', org: scope.org } as const;
const changing = { scope, actor, fields: ALL_FIELDS };
const MIDNIGHT = Date.UTC(2026, 0, 10);

let tables: Tables;
let clock: ReturnType<typeof manualClock>;
/** Called by a job for its work; tests hold it, or let it see people. */
let work: (seen: (namespace: number, state: PersonState | undefined) => void, signal: AbortSignal) => Promise<void>;

function member(since: Record<number, number>): PersonState {
  const draft = new StateDraft().begin();
  for (const [number, at] of Object.entries(since)) draft.setSince(Number(number), at);
  return draft.state;
}

function open() {
  const audience = { id: 'seg', type: 'SegmentDefinition', lifecycleState: 'published' };
  const audiences = {
    find: async (_: unknown, id: string) => (id === 'seg' ? audience : undefined),
    of: () => new AudienceIndex([]),
  } as unknown as Audiences;
  const everybody = {
    evaluate: (_: Scope, __: unknown, ___: number, seen: never, signal: AbortSignal) => work(seen, signal),
    written: () => Promise.resolve(),
  } as unknown as Everybody;
  const scopeByKey = (key: string) => (key === scope.key ? scope : undefined);
  const ids = countingIds();
  const jobs = new Jobs({
    tables,
    clock,
    ids,
    audiences,
    everybody,
    scopeByKey,
    audienceOf: () => 'seg',
    codeOf: () => 'Email',
  });
  return { jobs, schedules: new Schedules({ tables, clock, ids, jobs, scopeByKey }) };
}

beforeEach(async () => {
  tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  clock = manualClock(MIDNIGHT);
  work = async (seen) => seen(6, member({ 0: MIDNIGHT }));
});

describe('segment jobs', () => {
  const statusOf = async (jobs: Jobs, id: unknown) => (await jobs.get(changing, String(id))).status;

  it('run one after another, and one that is stopped ends as cancelled', async () => {
    let release: () => void = () => {};
    work = (_seen, signal) =>
      new Promise((resolve) => {
        release = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    const { jobs } = open();
    const first = await jobs.create(changing, [{ segmentId: 'seg' }], 'r');
    const second = await jobs.create(changing, [{ segmentId: '*' }], 'r');
    const third = await jobs.create(changing, [{ segmentId: '*' }], 'r');
    await expect.poll(() => statusOf(jobs, first.id)).toBe('PROCESSING');
    expect(await statusOf(jobs, second.id)).toBe('NEW');
    await jobs.remove(changing, String(third.id));
    await jobs.remove(changing, String(first.id));
    await expect.poll(() => statusOf(jobs, first.id)).toBe('CANCELLED');
    await expect.poll(() => statusOf(jobs, second.id)).toBe('PROCESSING');
    release();
    await expect.poll(() => statusOf(jobs, second.id)).toBe('SUCCEEDED');
    expect(await statusOf(jobs, third.id)).toBe('CANCELLED');
  });

  it('that a stop of the process cut short are done at the next start', async () => {
    work = (_seen, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    const before = open();
    const { id } = await before.jobs.create(changing, [{ segmentId: '*' }], 'r');
    await expect.poll(() => statusOf(before.jobs, id)).toBe('PROCESSING');
    await before.jobs.stop();
    work = async () => {};
    const after = open();
    await after.jobs.resume();
    await expect.poll(() => statusOf(after.jobs, id)).toBe('SUCCEEDED');
  });

  it('that fail say why, and hold up nobody', async () => {
    work = () => Promise.reject(new Error('no disk'));
    const { jobs } = open();
    const { id } = await jobs.create(changing, [{ segmentId: '*' }], 'r');
    await expect
      .poll(() => jobs.get(changing, String(id)))
      .toMatchObject({ status: 'FAILED', errors: [{ msg: 'Error: no disk' }] });
    work = async () => {};
    const next = await jobs.create(changing, [{ segmentId: '*' }], 'r');
    await expect.poll(() => statusOf(jobs, next.id)).toBe('SUCCEEDED');
  });
});

describe('schedules', () => {
  const schedule = { name: 'nightly', type: 'batch_segmentation', properties: { segments: ['*'] }, state: 'active' };

  it('run when their time has come, once, also for a time the platform was down', async () => {
    const { schedules, jobs } = open();
    await schedules.create(scope, actor, { ...schedule, schedule: '0 30 2 * * ?' });
    await schedules.create(scope, actor, { ...schedule, state: 'inactive' });
    await schedules.run();
    clock.set(MIDNIGHT + 2.4 * 3_600_000);
    await schedules.run();
    expect(await jobs.list(changing)).toEqual([]);
    clock.set(MIDNIGHT + 2.6 * 3_600_000);
    await schedules.run();
    await schedules.run();
    expect(await jobs.list(changing)).toMatchObject([
      { source: 'scheduler', properties: { scheduleId: expect.any(String) } },
    ]);
    clock.advance(5 * 86_400_000);
    const after = open();
    await after.schedules.run();
    await after.schedules.run();
    expect((await after.jobs.list(changing)).length).toBe(2);
  });

  it.each([
    ['0 0 1 * * ?', '2026-01-10T01:00:00.000Z'],
    ['0 0 1 ? * 1', '2026-01-11T01:00:00.000Z'],
    ['0 0 1 ? * MON', '2026-01-12T01:00:00.000Z'],
    ['0 0 1 L * ?', '2026-01-31T01:00:00.000Z'],
    ['0 0 1 1 1 ? 2030', '2030-01-01T01:00:00.000Z'],
  ])('%s after 2026-01-10 is %s', (cron, next) => {
    expect(new Date(nextRun(cron, MIDNIGHT)).toISOString()).toBe(next);
  });
});

describe('an estimate from a sample', () => {
  it('is within two standard errors of the truth for about 95 of 100 samples', () => {
    let inside = 0;
    let samples = 0;
    const random = fc.sample(fc.nat({ max: 2 ** 31 - 1 }), { numRuns: 200, seed: 7 });
    for (const seed of random) {
      const total = 20_000;
      const toRead = 1000;
      let state = seed || 1;
      const next = () => {
        state = (state * 48_271) % 2_147_483_647;
        return state / 2_147_483_647;
      };
      const truth = 0.3 * total;
      let matched = 0;
      for (let read = 0; read < toRead; read += 1) if (next() < 0.3) matched += 1;
      const { size, error } = estimateOf({ state: 'RESULT_READY', total, toRead, read: toRead, matched } as Preview);
      samples += 1;
      if (Math.abs(size - truth) <= 1.96 * error) inside += 1;
    }
    expect(inside / samples).toBeGreaterThan(0.9);
    expect(inside / samples).toBeLessThan(0.99);
  });

  it('has no error once everybody was looked at', () => {
    const preview = { state: 'RESULT_READY', total: 10, toRead: 10, read: 10, matched: 4 } as Preview;
    expect(estimateOf(preview)).toEqual({ size: 4, error: 0 });
  });
});
