import { parseJson } from '@meniscus/languages/syntax';
import type { Flows, Inlet } from '../flows/index.ts';
import { type Clock, type Failure, type Scope, saying } from '../kernel/index.ts';
import type { TranslatorStates } from '../sources/index.ts';
import type { LogRecord } from '../stores/index.ts';
import {
  type Converted,
  convert,
  corruptRow,
  type Message,
  resolveMessage,
  rowRefusal,
  unroutable,
} from './convert.ts';
import { type FailedRecord, failedRecordId } from './failed-records.ts';
import { failedRow } from './failed-rows.ts';
import { type LoadProgress, type LoadStates, plus } from './loads.ts';
import type { ObservedRun, SkippedMessage } from './observer.ts';
import { type Operations, operationsOf } from './operations.ts';
import { type Part, stateNameOf, type Taken, takeApart } from './parts.ts';
import type { ReceivedAttachment } from './receive.ts';
import { decodeReceived, type LoadTarget, type ReceivedMeta, transactionId } from './received.ts';
import type { Repeats } from './repeated.ts';
import { found, type Resolution, type Target, type Targets } from './targets.ts';
import { laneOf, type SpareLines } from './validated.ts';
import { type LaneRows, type RowsLane, ValidatedRows } from './validated-rows.ts';
import type { Origin, XdmRecord } from './xdm-record.ts';

/** Position of a message: a log record and its place in the request. */
interface At {
  readonly record: LogRecord;
  readonly meta: ReceivedMeta;
  readonly index: number;
  readonly payload: unknown;
}

interface Parts {
  readonly flows: Pick<Flows, 'inlet'>;
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly loads: LoadStates;
  readonly targets: Targets;
  readonly states: TranslatorStates;
  readonly repeats: Repeats;
  readonly clock: Clock;
  /** `<scope>/<lane>` to the last position whose rows are in `validated` already. */
  readonly alreadyThere: ReadonlyMap<string, number>;
  readonly spare: SpareLines;
}

/** What one run over the log made of its messages, before anything of it is kept. */
export class Run {
  records: XdmRecord[] = [];
  readonly failed: { readonly scope: string; readonly record: FailedRecord; readonly load: string | undefined }[] = [];
  readonly replays: { readonly scope: string; readonly id: string; readonly as: string }[] = [];
  /** Messages read, by scope. */
  readonly accepted = new Map<string, number>();
  /** Messages their dataset has already: counted, not stored again. */
  readonly skipped: SkippedMessage[] = [];
  /** Attributes left out by mappings. */
  warnings = 0;
  /** Records beyond the first of a message, by scope. */
  readonly derived = new Map<string, number>();
  /** What translators remember after this run; kept only when all of it has been, or a second try would see repeats. */
  readonly #states = new Map<string, unknown>();
  /** Rows of loads in this run, by name. */
  readonly #loads = new Map<string, LoadProgress>();
  /** Ends of batches in this run. */
  readonly #ends: { readonly meta: ReceivedMeta; readonly record: LogRecord }[] = [];
  /** The rows for topic `validated`. */
  readonly rows: ValidatedRows;
  #lastLane: { readonly target: Target; readonly lane: RowsLane } | undefined;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.rows = new ValidatedRows(parts.spare);
  }

  /** Converts all messages of some log records, in order. */
  static async over(batch: readonly LogRecord[], parts: Parts): Promise<Run> {
    const run = new Run(parts);
    for (const record of batch) {
      // Awaiting nothing would cost a turn for each record.
      const reading = run.#read(record);
      if (reading !== undefined) await reading;
    }
    await run.#skipRepeated();
    for (const record of run.records) if (!record.stored && record.profileOnly !== true) run.#addLine(record);
    await run.#countLoads();
    for (const { meta, record } of run.#ends) run.#addEnd(meta, record);
    return run;
  }

  /** A promise only where something must be looked up: the door has read nearly all of it, and most messages stand for themselves. */
  #read(record: LogRecord): Promise<void> | undefined {
    if (record.erased === true) return undefined;
    const known = record.attachment as ReceivedAttachment | undefined;
    const { meta, body } = known === undefined ? decodeReceived(record.value) : { meta: known.meta, body: undefined };
    this.accepted.set(meta.scope, (this.accepted.get(meta.scope) ?? 0) + meta.count);
    // The sandbox was reset or deleted after this came in: nothing of it may be kept.
    if (this.#parts.scopeByKey(meta.scope) === undefined) return undefined;
    if (known === undefined) return this.#readAgain(record, meta, body!);
    return this.#takeAll(record, meta, known.inlet, known.messages);
  }

  /** Reads and routes messages the door is no longer there for: of loads, and from before a restart. */
  async #readAgain(record: LogRecord, meta: ReceivedMeta, body: Buffer): Promise<void> {
    if (meta.load !== undefined) this.#readPage(meta, record);
    const inlet = this.#parts.flows.inlet(meta.inlet);
    const shared = await this.#sharedWay(meta, inlet);
    const messages: Message[] = [];
    for (const payload of payloadsOf(meta, body)) {
      const way = shared ?? resolveMessage(inlet!, meta.flow, payload, this.#parts.targets);
      // Awaiting what is known would cost a turn for each message.
      messages.push({ payload, resolution: way instanceof Promise ? await way : way });
    }
    await this.#takeAll(record, meta, inlet, messages);
  }

  #takeAll(
    record: LogRecord,
    meta: ReceivedMeta,
    inlet: Inlet | undefined,
    messages: readonly Message[],
  ): Promise<void> | undefined {
    const names: (string | undefined)[] = [];
    for (let index = 0; index < messages.length; index += 1) {
      const { payload, resolution } = messages[index]!;
      if (!found(resolution) || resolution.target.apart === undefined || isRefused(meta, index)) continue;
      names[index] = stateNameOf(resolution.target, payload);
    }
    const take = () => {
      for (let index = 0; index < messages.length; index += 1) {
        const message = messages[index]!;
        if (!isRefused(meta, index))
          this.#take({ record, meta, index, payload: message.payload }, inlet, message, names[index]);
      }
      if (meta.replayOf !== undefined)
        this.replays.push({ scope: meta.scope, id: meta.replayOf, as: transactionId(record.time, record.position) });
    };
    const wanted = names.filter((name) => name !== undefined);
    if (wanted.length > 0) return this.#parts.states.load(wanted).then(take);
    take();
    return undefined;
  }

  #readPage(meta: ReceivedMeta, record: LogRecord): void {
    const ended = meta.load!.end === true;
    this.#countLoad(loadOf(meta), { rows: meta.count, ended });
    if (ended && meta.load!.batch !== undefined) this.#ends.push({ meta, record });
  }

  #countLoad(load: string | undefined, change: Partial<LoadProgress>): void {
    if (load === undefined) return;
    const delta = { rows: 0, validated: 0, failed: 0, skipped: 0, ended: false, ...change };
    const known = this.#loads.get(load);
    this.#loads.set(load, known === undefined ? delta : plus(known, delta));
  }

  async #countLoads(): Promise<void> {
    await this.#parts.loads.load([...this.#loads.keys()]);
    for (const { load } of this.records) this.#countLoad(load, { validated: 1 });
    for (const { load, record } of this.failed)
      this.#countLoad(load, { failed: 1, reasons: { [record.failures[0]!.code]: 1 } });
    for (const { load } of this.skipped) this.#countLoad(load, { skipped: 1 });
  }

  /** How far a load of this run is after it. */
  #loadAfter(load: string): LoadProgress {
    const before = this.#parts.loads.get(load);
    const change = this.#loads.get(load);
    return change === undefined ? before : plus(before, change);
  }

  /** Where all messages of a record go: the rows of a page, and whatever goes through a dataflow. XDM messages name their dataset each. */
  #sharedWay(meta: ReceivedMeta, inlet: Inlet | undefined): Resolution | Promise<Resolution> | undefined {
    if (meta.to !== undefined) return this.#resolveTo(meta.scope, meta.to);
    if (inlet === undefined) return { missing: 'flow', id: meta.flow ?? meta.inlet };
    return inlet.dataType === 'raw' ? resolveMessage(inlet, meta.flow, undefined, this.#parts.targets) : undefined;
  }

  #resolveTo(scopeKey: string, to: LoadTarget): Resolution | Promise<Resolution> {
    const scope = this.#parts.scopeByKey(scopeKey);
    if (scope !== undefined) return this.#parts.targets.of(scope, to);
    return 'flow' in to ? { missing: 'flow', id: to.flow } : { missing: 'dataset', id: to.dataset };
  }

  /** One message: taken apart, every record of it converted, all of them kept or none. */
  #take(at: At, inlet: Inlet | undefined, { payload, resolution }: Message, stateName: string | undefined): void {
    if (!found(resolution)) {
      this.#fail(at, undefined, [unroutable(resolution)]);
      return;
    }
    const { target } = resolution;
    const refusal = at.meta.to === undefined ? undefined : rowRefusal(payload);
    if (refusal !== undefined) {
      this.#fail({ ...at, payload: corruptRow(payload) ?? payload }, target, [refusal]);
      return;
    }
    const state = stateName === undefined ? undefined : this.#stateOf(stateName);
    const again = at.meta.replayOf !== undefined;
    let taken: Taken | BugOf;
    try {
      taken = takeApart(target, payload, { state, again }, at.record.time);
    } catch (error) {
      taken = bugOf('sources', error);
    }
    if (taken.kind === 'repeat') this.#skip(at, taken.target);
    else if (taken.kind === 'nowhere') this.#fail(at, target, [taken.failure]);
    else if (this.#convert(at, inlet, taken.parts, payload) && stateName !== undefined && taken.state !== undefined)
      this.#states.set(stateName, taken.state);
  }

  #stateOf(name: string): unknown {
    return this.#states.has(name) ? this.#states.get(name) : this.#parts.states.get(name);
  }

  /** Converts the records of a message. False when one of them failed: then the message has, and none of them is kept. */
  #convert(at: At, inlet: Inlet | undefined, parts: readonly Part[], payload: unknown): boolean {
    const xactionId = xactionOf(at);
    const raw = inlet?.dataType !== 'xdm';
    const operations = operationsOf(payload);
    const converted: Converted[] = [];
    for (let index = 0; index < parts.length; index += 1) {
      const { payload: own, target } = parts[index]!;
      const context = { now: at.record.time, seed: seedOf(xactionId, index) };
      try {
        converted.push(convert(own, target, this.#parts.targets, context, raw, operations));
      } catch (error) {
        converted.push(bugOf('mapping', error));
      }
    }
    const failed = converted.findIndex(({ ok }) => !ok);
    if (failed >= 0) {
      this.#fail(
        at,
        parts[failed]!.target,
        converted.flatMap((result) => (result.ok ? [] : result.failures)),
      );
      return false;
    }
    for (let index = 0; index < parts.length; index += 1) {
      const result = converted[index]!;
      if (result.ok) this.#keep(at, parts[index]!, result, xactionId, payload, operations);
    }
    const derived = parts.length - 1;
    if (at.meta.stored === true) this.#skip(at, parts[0]!.target);
    else if (derived > 0) count(this.derived, at.meta.scope, derived);
    return true;
  }

  #skip(at: At, target: Target): void {
    const { position, time: receivedAt } = at.record;
    const { inlet: inletId } = at.meta;
    const flowId = target.flow?.flowId ?? at.meta.flow;
    const where = { inletId, flowId, position, receivedAt, xactionId: xactionOf(at), load: loadOf(at.meta) };
    this.skipped.push({ ...where, scope: at.meta.scope, dataset: target.dataset.id });
  }

  #keep(
    at: At,
    { target, observedAt }: Part,
    result: Converted & { ok: true },
    xactionId: string,
    payload: unknown,
    operations: Operations | undefined,
  ): void {
    this.warnings += result.warnings.length;
    const { position, time } = at.record;
    const json = JSON.stringify(result.entity);
    const origin = originOf(at.meta, target, payload);
    const load = loadOf(at.meta);
    const batch = at.meta.load?.batch;
    // Rows of a batch for a dataset tagged `isUpsert` say part of a profile (page "Enable a dataset for Profile updates").
    const partial = operations?.data === 'merge' || (batch !== undefined && target.dataset.upsert);
    const observed = observedAt ?? (partial ? time : undefined);
    // Made in one shape and added to where needed: an object spread for each member of few records costs all of them.
    const record: { -readonly [K in keyof XdmRecord]: XdmRecord[K] } = {
      target,
      position,
      index: at.index,
      xactionId,
      receivedAt: time,
      entity: result.entity,
      json,
      stored: at.meta.stored === true,
      origin,
    };
    if (observed !== undefined) record.observedAt = observed;
    if (operations !== undefined) Object.assign(record, operated(operations));
    if (load !== undefined) record.load = load;
    if (batch !== undefined) record.batch = batch;
    this.records.push(record);
  }

  async #skipRepeated(): Promise<void> {
    const replayOf = new Map(this.replays.map(({ id, as }) => [as, id]));
    const { repeats } = this.#parts;
    // A batch that replaces another one brings the same events again: rows of batches are stored as they are.
    const streamed = this.records.filter(({ batch }) => batch === undefined);
    const repeated = await repeats.among(streamed, ({ xactionId }) => replayOf.get(xactionId));
    if (repeated.size === 0) return;
    // What else the message of a repeat stands for came with it the first time.
    const messages = new Set([...repeated].map(messageOf));
    for (const { target, origin, load, position, receivedAt, xactionId } of repeated) {
      const { inletId, flowId } = origin;
      const where = { inletId, flowId, position, receivedAt, xactionId, load };
      this.skipped.push({ ...where, scope: target.scope.key, dataset: target.dataset.id });
    }
    const kept = this.records.filter((record) => !messages.has(messageOf(record)));
    for (const record of this.records)
      if (messages.has(messageOf(record)) && !repeated.has(record)) count(this.derived, record.target.scope.key, -1);
    this.records = kept;
  }

  #fail(at: At, target: Target | undefined, failures: readonly Failure[]): void {
    const where = {
      position: at.record.position,
      index: at.index,
      xactionId: xactionOf(at),
      receivedAt: at.record.time,
    };
    const origin = originOf(at.meta, target, at.payload);
    const record = failedRecord(where, origin, target?.dataset.id, failures, false, this.#parts.clock());
    this.failed.push({ scope: at.meta.scope, record, load: loadOf(at.meta) });
    // The refused rows of a batch were written into the batch before it entered.
    if (target === undefined || at.meta.load?.batch !== undefined) return;
    const lane = { scope: at.meta.scope, dataset: target.dataset.id, failed: true } as const;
    this.#add(lane, at.record, 1)?.lines.add(failedRow(at.payload, failures));
  }

  #addLine({ target, position, receivedAt: time, xactionId, json, batch }: XdmRecord): void {
    const flow = target.flow === undefined ? '' : `,"flowId":"${target.flow.flowId}"`;
    const head = `{"_acp_system_metadata":{"xactionId":"${xactionId}","receivedAt":${time}${flow}},`;
    const rows = this.#add(this.#laneFor(target, batch), { position, time }, 1);
    if (rows === undefined) return;
    rows.lines.add(head, json.slice(1));
    if (target.flow === undefined) return;
    rows.flows ??= {};
    const { flowId } = target.flow;
    rows.flows[flowId] = (rows.flows[flowId] ?? 0) + 1;
  }

  /** Records come in stretches of one target: their lane is made once. */
  #laneFor(target: Target, batch: string | undefined): RowsLane {
    if (this.#lastLane === undefined || this.#lastLane.target !== target || this.#lastLane.lane.batch !== batch) {
      const lane = { scope: target.scope.key, dataset: target.dataset.id, ...(batch === undefined ? {} : { batch }) };
      this.#lastLane = { target, lane };
    }
    return this.#lastLane.lane;
  }

  #addEnd(meta: ReceivedMeta, record: LogRecord): void {
    const to = meta.to as { readonly dataset: string };
    const lane = { scope: meta.scope, dataset: to.dataset, batch: meta.load!.batch! };
    const last = this.#add(lane, record, 0);
    const { rows, failed } = this.#loadAfter(loadOf(meta)!);
    if (last !== undefined) last.end = { rows, failed };
  }

  /** The lane with some more rows, whose lines are to be added; undefined when they are in the topic already. */
  #add(lane: RowsLane, at: { readonly position: number; readonly time: number }, rows: number): LaneRows | undefined {
    const key = `${lane.scope}/${laneOf(lane)}`;
    if (at.position <= (this.#parts.alreadyThere.get(key) ?? -1)) return undefined;
    return this.rows.add(key, lane, at, rows);
  }

  /** What became of the messages, for those who watch. */
  get outcome(): Pick<ObservedRun, 'records' | 'failed' | 'skipped'> {
    return { records: this.records, failed: this.failed, skipped: this.skipped };
  }

  /** Hands over what translators remember, after everything else of the run is kept. */
  keepStates(): void {
    for (const [name, state] of this.#states) this.#parts.states.set(name, state);
    for (const name of this.#loads.keys()) this.#parts.loads.set(name, this.#loadAfter(name));
  }
}

/**
 * A failed record. `stored`: its row is in the dataset all the same.
 */
export function failedRecord(
  where: { readonly position: number; readonly index: number; readonly xactionId: string; readonly receivedAt: number },
  { inletId, flowId, batchId, payload, sent }: Origin,
  datasetId: string | undefined,
  failures: readonly Failure[],
  stored: boolean,
  failedAt: number,
): FailedRecord {
  const first = failures[0]!;
  return {
    id: failedRecordId(where.position, where.index),
    xactionId: where.xactionId,
    receivedAt: where.receivedAt,
    failedAt,
    inletId,
    ...(flowId === undefined ? {} : { flowId }),
    ...(batchId === undefined ? {} : { batchId }),
    ...(datasetId === undefined ? {} : { datasetId }),
    stage: first.stage,
    failures,
    retry: first.retry,
    payload,
    sent: {
      ...(sent.flow === undefined ? {} : { flow: sent.flow }),
      ...(sent.to === undefined ? {} : { to: sent.to }),
    },
    stored,
    status: 'open',
  };
}

/**
 * A throw is our own bug. It must neither lose the record nor hold up all others behind it, so it becomes a failure of
 * this record, to be replayed when the bug is gone.
 */
function bugOf(stage: string, error: unknown): BugOf {
  const failure = internalFailure(stage, error);
  return { ok: false, kind: 'nowhere', failures: [failure], failure };
}

/** Reads as a failed conversion and as a message that goes nowhere. */
interface BugOf {
  readonly ok: false;
  readonly kind: 'nowhere';
  readonly failures: readonly Failure[];
  readonly failure: Failure;
}

/** What operations make of a record. Without an identity operation an update links nothing (page "Send partial row updates"). */
function operated(operations: Operations): Partial<XdmRecord> {
  const { data, identityDataset } = operations;
  if (data === 'create') return identityDataset === undefined ? {} : { identityDataset };
  return {
    profileOnly: true,
    identityDataset: identityDataset ?? null,
    ...(data === 'delete' ? { operation: data } : {}),
  };
}

function originOf(meta: ReceivedMeta, target: Target | undefined, payload: unknown): Origin {
  const flowId = target?.flow?.flowId ?? meta.flow;
  return { inletId: meta.inlet, flowId, batchId: meta.load?.batch ?? meta.load?.id, payload, sent: meta };
}

/** Name of the load a page belongs to. */
function loadOf({ scope, load }: ReceivedMeta): string | undefined {
  return load && `${scope}/${load.id}`;
}

function messageOf({ position, index }: XdmRecord): string {
  return `${position}-${index}`;
}

function count(counts: Map<string, number>, scope: string, by = 1): void {
  counts.set(scope, (counts.get(scope) ?? 0) + by);
}

/** The failure that stands for a bug of ours in a stage. */
export function internalFailure(stage: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return { stage, code: 'INTERNAL', pointer: '', ...saying('internal', { why }), retry: 'later' };
}

/** The transaction id of a message. */
export function xactionOf({ record, meta, index }: Pick<At, 'record' | 'meta' | 'index'>): string {
  const id = transactionId(record.time, record.position);
  return meta.batch ? `${id}:${index}` : id;
}

/** What made ids are derived from: the records a message is taken apart into have ids of their own. */
function seedOf(xactionId: string, part: number): string {
  return part === 0 ? xactionId : `${xactionId}/${part}`;
}

/** The door has refused it in its answer. */
function isRefused({ refused }: ReceivedMeta, index: number): boolean {
  return refused?.includes(index) ?? false;
}

function payloadsOf(meta: ReceivedMeta, body: Buffer): readonly unknown[] {
  const parsed = parseJson(body.toString()) as { messages: unknown[] };
  return meta.batch ? parsed.messages : [parsed];
}
