import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { Actor, Scope } from '../kernel/index.ts';
import { ALL_FIELDS } from '../kernel/index.ts';
import { documentsMigration, openSqliteTables } from '../stores/index.ts';
import {
  type ExportDoors,
  type ExportedPerson,
  ExportJobs,
  type ExportOutcome,
  type ExportRequest,
} from './export-jobs.ts';
import type { CompiledPolicy } from './merge-policy.ts';

const scope = { key: 's', org: 'o', sandbox: 'prod', tenant: 'acme' } as Scope;
const actor = { userId: 'u' } as Actor;
const request: ExportRequest = {
  datasetId: 'd',
  fields: [],
  mergePolicyId: 'p',
  segments: [],
  emptyProfiles: false,
};
const person = {
  entity: {},
  isEmpty: false,
  identityMap: { Email: [{ id: 'a' }] },
  memberships: {},
  events: [],
  updated: 0,
};

/** A sandbox with these people, on one page. */
const everybody =
  (...people: readonly ExportedPerson[]): ExportDoors['everybody'] =>
  async (_scope, _policy, _events, page) => {
    await page(people);
    return true;
  };

/** A process over what an earlier one kept. `outcome`: what the batch comes to; none is known before the stop. */
async function processes() {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  let opened = 0;
  const start = (doors: Partial<ExportDoors>, outcome?: ExportOutcome) =>
    new ExportJobs({
      tables,
      clock: () => 1,
      logger: pino({ level: 'silent' }),
      policy: () => ({}) as CompiledPolicy,
      fields: async () => ALL_FIELDS,
      doors: {
        everybody: everybody(person),
        openBatch: async () => `b${++opened}`,
        write: async () => {},
        outcome: (_scope, _target, signal) =>
          outcome === undefined
            ? new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)))
            : Promise.resolve(outcome),
        ...doors,
      },
    });
  return start;
}

describe('an export job that a stop comes upon', () => {
  const body = async (jobs: ExportJobs) => (await jobs.list(scope))[0]!.body;

  it('is judged by the next start when its last row was written', async () => {
    for (const [outcome, ending] of [
      [
        { complete: true, stored: 1, failed: 0 },
        { status: 'SUCCEEDED', exported: 1, byNamespace: { email: 1 } },
      ],
      [
        { complete: true, stored: 0, failed: 1 },
        { status: 'FAILED', exported: 0, failed: 1 },
      ],
      [
        { complete: false, stored: 0, failed: 0 },
        { status: 'FAILED', phrase: { code: 'export-batch-gone', values: {} } },
      ],
    ] as const) {
      const start = await processes();
      const first = start({});
      await first.create(scope, request, {}, actor);
      await expect.poll(async () => (await body(first)).byNamespace).toEqual({ email: 1 });
      await first.stop();
      expect((await body(first)).status).toBe('PROCESSING');
      const second = start({}, outcome);
      await second.resume([scope]);
      await second.stop();
      expect(await body(second)).toMatchObject(ending);
    }
  });

  it('has failed when there were rows to come, as the next start says', async () => {
    const start = await processes();
    for (const cut of [async () => false, () => new Promise<boolean>(() => {})]) {
      const first = start({ everybody: cut });
      const { id } = await first.create(scope, request, {}, actor);
      await expect.poll(async () => (await first.get(scope, id)).body.status).toBe('PROCESSING');
      const next = start({}, { complete: true, stored: 1, failed: 0 });
      await next.resume([scope]);
      await next.stop();
      expect((await next.get(scope, id)).body).toMatchObject({
        status: 'FAILED',
        phrase: { code: 'export-stopped', values: {} },
      });
    }
  });

  it('holds up no start, however long its batch takes to end', async () => {
    const start = await processes();
    await start({ everybody: () => new Promise(() => {}) }).create(scope, request, {}, actor);
    const ended = Promise.withResolvers<void>();
    const next = start({ write: () => ended.promise });
    await next.resume([scope]);
    expect((await body(next)).status).not.toBe('FAILED');
    ended.resolve();
    await next.stop();
    expect((await body(next)).status).toBe('FAILED');
  });

  it('holds up no stop either, and is for the next start', async () => {
    const start = await processes();
    for (const stuck of [
      { write: () => new Promise<void>(() => {}) },
      { outcome: () => new Promise<undefined>(() => {}) },
    ]) {
      const jobs = start(stuck);
      const { id } = await jobs.create(scope, request, {}, actor);
      await expect.poll(async () => (await jobs.get(scope, id)).body.status).toBe('PROCESSING');
      await jobs.stop();
      const next = start({}, { complete: true, stored: 1, failed: 0 });
      await next.resume([scope]);
      await expect.poll(async () => (await next.get(scope, id)).body.ended).toBe(1);
    }
    expect((await start({}).list(scope)).map(({ body: { status } }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
  });

  it('has its batches ended once, also when it was cancelled before', async () => {
    const start = await processes();
    const segments = ['gold', 'silver'].map((id) => ({ id, namespace: 'ups', status: ['realized'] }));
    const killed = start({ everybody: () => new Promise(() => {}) });
    const { id } = await killed.create(scope, { ...request, segments }, {}, actor, true);
    await killed.cancel(scope, id);
    for (const expected of [['b1', 'b2'], []]) {
      const ended: string[] = [];
      const next = start({ write: async (_scope, { batchId }, _rows, end) => void (end && ended.push(batchId)) });
      await next.resume([scope]);
      await next.stop();
      expect(ended).toEqual(expected);
      expect(await body(next)).toMatchObject({ status: 'CANCELLED', ended: 1 });
    }
  });

  it('stays cancelled', async () => {
    const start = await processes();
    let end = () => {};
    const outcome = new Promise<ExportOutcome>((resolve) => {
      end = () => resolve({ complete: true, stored: 1, failed: 0 });
    });
    const jobs = start({ outcome: () => outcome });
    const { id } = await jobs.create(scope, request, {}, actor);
    await expect.poll(async () => (await body(jobs)).byNamespace).toBeDefined();
    await jobs.cancel(scope, id);
    end();
    await jobs.stop();
    expect((await body(jobs)).status).toBe('CANCELLED');
  });
});

describe('an export job', () => {
  it('that fails for an error of ours says so by a code, and its batch ends', async () => {
    const start = await processes();
    const ended: boolean[] = [];
    const jobs = start({
      everybody: () => Promise.reject(new Error('no room')),
      write: async (_scope, _target, _rows, end) => void ended.push(end),
    });
    const { id } = await jobs.create(scope, request, {}, actor);
    await jobs.stop();
    expect(ended).toEqual([true]);
    expect((await jobs.get(scope, id)).body).toMatchObject({
      status: 'FAILED',
      error: 'an error of the platform: no room; send it again',
      phrase: { code: 'export-ours', values: { why: 'no room' } },
    });
  });

  it('that ends in the moment it is cancelled is the one or the other', async () => {
    const start = await processes();
    const seen = new Set<string>();
    for (let wait = 0; wait < 40; wait += 1) {
      const outcome = Promise.withResolvers<ExportOutcome>();
      const jobs = start({ outcome: () => outcome.promise });
      const { id } = await jobs.create(scope, request, {}, actor);
      await expect.poll(async () => (await jobs.get(scope, id)).body.byNamespace, { interval: 1 }).toBeDefined();
      // The one a little earlier, then the other.
      const cancelled = wait < 20 ? undefined : jobs.cancel(scope, id);
      for (let turns = 0; turns < wait % 20; turns += 1) await undefined;
      outcome.resolve({ complete: true, stored: 1, failed: 0 });
      await (cancelled ?? jobs.cancel(scope, id));
      await jobs.stop();
      const { status, exported } = (await jobs.get(scope, id)).body;
      seen.add(`${status} ${exported}`);
    }
    expect([...seen].sort()).toEqual(['CANCELLED undefined', 'SUCCEEDED 1']);
  });
});

describe('export jobs asked for at the same moment', () => {
  it('have numbers and batches of their own, and each person in the batch of each audience they are in', async () => {
    const start = await processes();
    const rows: string[] = [];
    const segmentMembership = { status: 'realized', lastQualificationTime: '2026-01-01T00:00:00Z' };
    const member = { ...person, memberships: { ups: { gold: segmentMembership, old: segmentMembership } } };
    const jobs = start(
      {
        everybody: everybody(member, person),
        write: async (_scope, { batchId }, page) => void rows.push(...page.map(() => batchId)),
      },
      { complete: true, stored: 1, failed: 0 },
    );
    const segments = ['gold', 'silver', 'old'].map((id) => ({ id, namespace: 'ups', status: ['realized'] }));
    await Promise.all([
      jobs.create(scope, { ...request, segments }, {}, actor, true),
      jobs.create(scope, { ...request, segments }, {}, actor),
    ]);
    await expect.poll(async () => (await jobs.list(scope)).map(({ body }) => body.ended)).toEqual([1, 1]);
    const bodies = (await jobs.list(scope)).map(({ body }) => body);
    expect(bodies.map(({ number, exported }) => [number, exported])).toEqual([
      [1, 3],
      [2, 1],
    ]);
    expect(bodies[0]!.batches).toEqual(['b1', 'b2', 'b3']);
    expect(rows).toEqual(['b1', 'b3', bodies[1]!.batchId]);
  });
});
