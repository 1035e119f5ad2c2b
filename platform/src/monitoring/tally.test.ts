import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedRun } from '../ingest/index.ts';
import { addCounts, noCounts } from './counts.ts';
import { subjectKey, tallyOf } from './tally.ts';

/** What became of one message: its records go to these dataflows, or it failed or was skipped in one of them. */
const message = fc.oneof(
  fc.record({
    kind: fc.constant('records' as const),
    flows: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
    refused: fc.boolean(),
    profileOnly: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('failed' as const, 'skipped' as const), flow: fc.integer({ min: 0, max: 2 }) }),
);
type Message = typeof message extends fc.Arbitrary<infer M> ? M : never;

const targets = [0, 1, 2].map((n) => ({
  scope: { key: 'k', org: 'o' },
  dataset: { id: `d${n}`, profileEnabled: true, identityEnabled: true },
  schema: { union: true, behavior: 'record' },
  flow: { flowId: `f${n}` },
}));

function runOf(messages: readonly Message[]): ObservedRun {
  const value = Buffer.alloc(100);
  const batch = messages.map((_, position) => ({ position, value }));
  const about = (position: number) => ({ xactionId: `0:${position}:0`, position, receivedAt: 0 });
  const records = messages.flatMap((one, position) =>
    one.kind === 'records'
      ? one.flows.map((flow) => ({
          ...about(position),
          target: targets[flow],
          stored: false,
          ...(one.profileOnly ? { profileOnly: true } : {}),
          origin: { flowId: `f${flow}` },
          refused: one.refused,
        }))
      : [],
  );
  const id = (position: number) => `${String(position).padStart(15, '0')}-000000`;
  const ended = (kind: 'failed' | 'skipped') =>
    messages.flatMap((one, position) => (one.kind === kind ? [{ position, flow: one.flow }] : []));
  return {
    batch,
    records,
    failed: ended('failed').map(({ position, flow }) => ({
      scope: 'k',
      record: { id: id(position), flowId: `f${flow}`, datasetId: `d${flow}`, failures: [{ code: 'C' }] },
    })),
    skipped: ended('skipped').map(({ position, flow }) => ({
      ...about(position),
      scope: 'k',
      flowId: `f${flow}`,
      dataset: `d${flow}`,
    })),
    rejections: records.filter(({ refused }) => refused).map((record) => ({ record, failures: [{ code: 'R' }] })),
    startedAt: 0,
    finishedAt: 10,
  } as unknown as ObservedRun;
}

describe('the tally of a run', () => {
  it('comes out for every dataflow and dataset, and counts every message once', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40, size: 'max' }), (messages) => {
        const run = runOf(messages);
        const tally = tallyOf(run);
        for (const { received, derived, mapped, failed, skipped } of tally.values())
          expect(received + derived).toBe(mapped + failed + skipped);
        const flows = noCounts();
        for (const n of [0, 1, 2]) addCounts(flows, tally.get(subjectKey.flow('k', `f${n}`)) ?? noCounts());
        expect(flows.received).toBe(messages.length);
        expect(flows.bytes).toBeCloseTo(100 * messages.length);
        expect(flows.received + flows.derived).toBe(run.records.length + run.failed.length + run.skipped.length);
        expect(flows.rejected).toBe(run.rejections.length);
        const alone = run.records.filter(({ profileOnly }) => profileOnly === true);
        const refused = new Set(run.rejections.map(({ record }) => record));
        expect(flows.updated).toBe(alone.filter((one) => !refused.has(one)).length);
      }),
    );
  });
});
