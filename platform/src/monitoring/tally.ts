import type { ObservedRun, Target } from '../ingest/index.ts';
import { addReason, type Counts, noCounts } from './counts.ts';
import { record } from './histogram.ts';

/** Counts of one run by `<scope>/<subject>`; subjects are `f-<flow>`, `d-<dataset>` and `i-<inlet>`. */
export type Tally = Map<string, Counts>;

/** Key of what is counted. */
export const subjectKey = {
  flow: (scope: string, id: string) => `${scope}/f-${id}`,
  dataset: (scope: string, id: string) => `${scope}/d-${id}`,
  inlet: (scope: string, id: string) => `${scope}/i-${id}`,
};

/** The dataflow a subject is; undefined for all others. */
export function flowOf(subject: string): string | undefined {
  const name = subject.slice(subject.indexOf('/') + 1);
  return name.startsWith('f-') ? name.slice(2) : undefined;
}

/** The counts of a subject, made when there are none. */
export function countsIn(tally: Tally, key: string): Counts {
  let counts = tally.get(key);
  if (counts === undefined) {
    counts = noCounts();
    tally.set(key, counts);
  }
  return counts;
}

/** Counts of records of a target, looked up once per target and run. */
interface Lane {
  readonly flow: Counts | undefined;
  readonly dataset: Counts;
  /** Both. */
  readonly all: readonly Counts[];
  readonly profiled: boolean;
  readonly identified: boolean;
}

function laneOf(tally: Tally, { scope, dataset, flow, schema }: Target): Lane {
  const ofFlow = flow && countsIn(tally, subjectKey.flow(scope.key, flow.flowId));
  const ofDataset = countsIn(tally, subjectKey.dataset(scope.key, dataset.id));
  return {
    flow: ofFlow,
    dataset: ofDataset,
    all: ofFlow === undefined ? [ofDataset] : [ofFlow, ofDataset],
    profiled: dataset.profileEnabled && schema.union && schema.behavior !== 'adhoc',
    identified: dataset.identityEnabled,
  };
}

/** Bytes of a message: its share of the request it came in. */
function byteShares({ batch, records, failed, skipped }: ObservedRun): (position: number) => number {
  const first = batch[0]?.position ?? 0;
  const messages = new Uint32Array(batch.length);
  let before = '';
  const count = (position: number) => {
    if (messages[position - first] !== undefined) messages[position - first]! += 1;
  };
  for (const { position, xactionId } of records) {
    if (xactionId !== before) count(position);
    before = xactionId;
  }
  for (const { record: one } of failed) count(Number(one.id.slice(0, one.id.indexOf('-'))));
  for (const { position } of skipped) count(position);
  return (position) => (batch[position - first]?.value.byteLength ?? 0) / (messages[position - first] || 1);
}

/**
 * Counts a run. A message is received by the dataflow its first record goes to, or by the one it failed in, so that the
 * sums of each dataflow come out by themselves.
 */
export function tallyOf(run: ObservedRun): Tally {
  const tally: Tally = new Map();
  const bytesAt = byteShares(run);
  const lanes = new Map<Target, Lane>();
  const refused = new Set(run.rejections.map(({ record: one }) => one));
  let before = '';
  for (const one of run.records) {
    let lane = lanes.get(one.target);
    if (lane === undefined) {
      lane = laneOf(tally, one.target);
      lanes.set(one.target, lane);
    }
    if (lane.profiled) lane.dataset.profiled += 1;
    if (lane.profiled && lane.flow !== undefined) lane.flow.profiled += 1;
    if (lane.identified) lane.dataset.identified += 1;
    const isFirst = one.xactionId !== before;
    before = one.xactionId;
    // Sent again past the lake: its message is among the skipped ones.
    if (one.stored) continue;
    const bytes = isFirst ? bytesAt(one.position) : 0;
    for (const counts of lane.all) {
      addRecord(counts, isFirst, bytes);
      addOutcome(counts, one.profileOnly === true, refused.has(one));
    }
    if (lane.flow !== undefined) addLatency(lane.flow, Math.max(0, run.finishedAt - one.receivedAt));
  }
  for (const { scope, record: one } of run.failed) {
    const bytes = bytesAt(Number(one.id.slice(0, one.id.indexOf('-'))));
    for (const counts of countsOf(tally, scope, one.flowId, one.datasetId)) {
      counts.failed += 1;
      addRecord(counts, true, bytes);
      for (const { code } of one.failures.slice(0, 1)) addReason(counts, code);
    }
  }
  for (const { scope, dataset, flowId, position } of run.skipped) {
    for (const counts of countsOf(tally, scope, flowId, dataset)) {
      counts.skipped += 1;
      addRecord(counts, true, bytesAt(position));
    }
  }
  for (const { record: one, failures } of run.rejections) {
    const lane = lanes.get(one.target) ?? laneOf(tally, one.target);
    for (const counts of lane.all) {
      counts.rejected += 1;
      if (failures[0] !== undefined) addReason(counts, failures[0].code);
    }
  }
  return tally;
}

function countsOf(tally: Tally, scope: string, flow: string | undefined, dataset: string | undefined): Counts[] {
  return [
    ...(flow === undefined ? [] : [countsIn(tally, subjectKey.flow(scope, flow))]),
    ...(dataset === undefined ? [] : [countsIn(tally, subjectKey.dataset(scope, dataset))]),
  ];
}

function addRecord(counts: Counts, isFirst: boolean, bytes: number): void {
  if (isFirst) counts.received += 1;
  else counts.derived += 1;
  counts.bytes += bytes;
}

/** A record for the profile alone is done when the profile took it, and failed when it did not. */
function addOutcome(counts: Counts, profileOnly: boolean, refused: boolean): void {
  if (profileOnly && refused) counts.failed += 1;
  else counts.mapped += 1;
  if (profileOnly && !refused) counts.updated += 1;
}

function addLatency(counts: Counts, ms: number): void {
  counts.latencyMin = counts.latency.length === 0 ? ms : Math.min(counts.latencyMin, ms);
  counts.latencyMax = Math.max(counts.latencyMax, ms);
  counts.latencySum += ms;
  record(counts.latency, ms);
}
