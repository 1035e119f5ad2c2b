import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { Access } from '../access/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { FlowRun, Flows } from '../flows/index.ts';
import type { Bodies, Clock, HelperLost, Ids, Meter, Route, Scope, Standings, Timers } from '../kernel/index.ts';
import type { Mapping } from '../mapping/index.ts';
import type { Schemas } from '../schemas/index.ts';
import type { Sources, TranslatorStates } from '../sources/index.ts';
import type { KeyedStore, Log, ObjectStore, Tables } from '../stores/index.ts';
import { failedRecordRoutes } from './api/failed-records/failed-records.ts';
import { historyRoutes } from './api/history/history.ts';
import { importBatchRoutes } from './api/import-batches/import-batches.ts';
import { type LedgerQuestions, type LedgerStage, ledgerRoutes } from './api/ledger/ledger.ts';
import { Backlog } from './backlog.ts';
import { BatchIngestion } from './batch/batch-ingestion.ts';
import { BatchJobs, type ParquetRows } from './batch/batch-jobs.ts';
import { previewBatch } from './batch/preview-batch.ts';
import { Uploads } from './batch/uploads.ts';
import { convert, resolveMessage } from './convert.ts';
import { type FailedRecord, FailedRecords, failedRecordId } from './failed-records.ts';
import { FileLoads } from './history/file-load.ts';
import { History } from './history/history.ts';
import { Ledger } from './ledger.ts';
import { LoadDoor, LoadStates } from './loads.ts';
import type { Observer } from './observer.ts';
import { operationsOf } from './operations.ts';
import { takeApart } from './parts.ts';
import { type CheckpointLimits, type Follower, Processor } from './process.ts';
import { type RateLimits, Rates } from './rates.ts';
import { Receiver } from './receive.ts';
import { decodeReceived, encodeReceived, RECEIVED_TOPIC, type ReceivedMeta, transactionId } from './received.ts';
import type { RecordOrigin } from './record-origin.ts';
import { Repeats } from './repeated.ts';
import { positionAt } from './retention.ts';
import { xactionOf } from './run.ts';
import { found, type Target, Targets } from './targets.ts';

export { detailed, type LedgerStage } from './api/ledger/ledger.ts';
export type { ParquetRows } from './batch/batch-jobs.ts';
export { importMigrations } from './batch/migrations.ts';
export { type Bytes, ReaderLost, UnreadableFile } from './batch/rows/rows.ts';
export { sentObjects } from './batch/uploads.ts';
export type { FailedRecord } from './failed-records.ts';
export { REJECTS_PREFIX } from './history/history-run.ts';
export type { Load, LoadProgress, LoadRequest } from './loads.ts';
export { type Excess, type ObservedRun, type Observer, type SkippedMessage, UNWATCHED } from './observer.ts';
export { FOR_THE_WHOLE, type Follower } from './process.ts';
export type { RateLimits } from './rates.ts';
export {
  decodeReceived,
  parseTransactionId,
  RECEIVED_TOPIC,
  type ReceivedMeta,
  transactionId,
} from './received.ts';
export type { RecordOrigin } from './record-origin.ts';
export { positionAt } from './retention.ts';
export { internalFailure } from './run.ts';
export type { Target } from './targets.ts';
export {
  type BatchEnd,
  decodeValidated,
  encodeValidated,
  laneOf,
  VALIDATED_REMEDY,
  VALIDATED_TOPIC,
  type ValidatedMeta,
} from './validated.ts';
export type { Rejection, XdmRecord } from './xdm-record.ts';

/** What the ledger asks of stages to the right; connected in `pipeline.ts`. */
export interface LaterStages {
  batch: LedgerQuestions['batch'];
  stored: LedgerQuestions['stored'];
  /** Rows of a Parquet file. */
  parquet: ParquetRows;
  /** Identity, profile and segmentation of one entity, for the way of a message. */
  explain(target: Target, entity: Readonly<Record<string, unknown>>): Promise<readonly LedgerStage[]>;
}

export interface IngestDeps {
  readonly log: Log;
  readonly keyed: KeyedStore;
  readonly tables: Tables;
  readonly objects: ObjectStore;
  /** Folder for the files of batches being staged; used by nothing else. */
  readonly stagingDir: string;
  /** Folder for files that are brought here to be read. */
  readonly historyDir: string;
  readonly timers: Timers;
  readonly flows: Flows;
  readonly catalog: Catalog;
  readonly schemas: Schemas;
  readonly mapping: Mapping;
  readonly sources: Sources;
  /** What the sources' translators remember: loaded, changed and written by the process loop. */
  readonly states: TranslatorStates;
  readonly access: Pick<Access, 'authenticate' | 'scopeByKey'>;
  readonly follower: Follower;
  readonly observer: Observer;
  readonly later: LaterStages;
  /** How long an event is known by its `_id` in its dataset, milliseconds; 0: every event is new. */
  readonly repeatWindowMs: number;
  readonly rateLimits: RateLimits;
  /** Messages that may wait to be processed before the door answers 503; a million unless given. */
  readonly backlogLimit?: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly bodies: Bodies;
  readonly logger: Logger;
  readonly helperLost: HelperLost;
  readonly standings: Standings;
  /** When checkpoints are due; about once a second unless given. */
  readonly checkpoints?: CheckpointLimits;
}

/** The ingest stage: the door, the log, and the loop that turns what was received into XDM records. */
export interface Ingest {
  readonly routes: readonly Route[];
  /** node:http handler of collection paths. */
  readonly collect: (request: IncomingMessage, response: ServerResponse) => void;
  /** Reads how far it got; then does what is asked for between two runs. Records that were accepted wait for `goOn`. */
  start(): Promise<void>;
  /** Works off what was accepted before and what comes in, in the background. */
  goOn(): void;
  stop(): Promise<void>;
  /** Goes on with the batches that were completed; after the lake has started. */
  startBatches(): Promise<void>;
  /** Goes on with runs over files that were begun, and looks at schedules; after the lake has started. */
  startHistory(): Promise<void>;
  /** Begins a run over the files of a source, or puts it behind those before it. */
  performRun(scope: Scope, run: FlowRun): Promise<void>;
  /** Resolves when everything accepted before the call is processed and written. */
  settled(): Promise<void>;
  /** The door by which the rows of a file enter, in order and once each. */
  readonly loads: Pick<LoadDoor, 'open' | 'progress'>;
  /** A record of a dataset read again from the log; undefined when the log has it no more. */
  recordAt(scope: Scope, position: number, index: number, datasetId: string): Promise<RecordOrigin | undefined>;
  /** The batch whose rows a position of the log holds; undefined when it was streamed, or is there no more. */
  loadAt(position: number): Promise<string | undefined>;
  /** Runs work between two runs of the loop, with nothing half done. */
  between<T>(work: () => Promise<T>): Promise<T>;
  /** The same, with no checkpoint being written meanwhile. */
  betweenCheckpoints<T>(work: () => Promise<T>): Promise<T>;
  checkpoint(): Promise<void>;
  /** How long the message that is next in line has waited, milliseconds; 0 when none waits. */
  lagMs(): Promise<number>;
  /** Position of topic `received` that is next in line. */
  position(): number;
  /** Messages accepted and not processed yet. */
  waiting(scope: string): number;
  /** Gives back the space of what was received before a time (epoch milliseconds) and is processed; whole segments only. */
  trim(before: number): Promise<void>;
  /** Lets go of what the ledger noted of checkpoints and nobody asks for; of those a day old one a minute stays. */
  thinLedger(): Promise<void>;
  /** Takes what was received for a dead scope out of the log, when all of it was read. */
  erase(scope: string): Promise<void>;
}

const TIDY_MS = 3_600_000;

export function createIngest(deps: IngestDeps): Ingest {
  const targets = new Targets(deps);
  const backlog = new Backlog(deps.backlogLimit);
  const failed = new FailedRecords(deps.keyed);
  const ledger = new Ledger(deps.keyed);
  const loads = new LoadStates(deps.keyed);
  const repeats = new Repeats({ store: deps.keyed, windowMs: deps.repeatWindowMs, secret: () => deps.ids.hex(32) });
  const rates = new Rates({ ...deps, limits: deps.rateLimits });
  const receiver = new Receiver({ ...deps, targets, backlog, rates });
  const scopeByKey = (key: string) => deps.access.scopeByKey(key);
  const processor = new Processor({ ...deps, targets, backlog, failed, ledger, repeats, loads, scopeByKey });
  const door = new LoadDoor({ ...deps, backlog, states: loads, scopeByKey, settled: () => processor.settled() });
  const history = new History({
    ...deps,
    targets,
    loads: door,
    files: new FileLoads({ ...deps, loads: door, dir: deps.historyDir }),
    settled: () => processor.settled(),
  });

  const uploads: Uploads = new Uploads({
    ...deps,
    stillOpen: (tx, scope, batch) => batches.stillOpen(tx, scope, batch),
  });
  const jobs = new BatchJobs({
    ...deps,
    uploads,
    loads: door,
    scopeByKey,
    parquet: (file) => deps.later.parquet(file),
    dir: deps.stagingDir,
    async schema(scope, datasetId) {
      const dataset = await deps.catalog.dataset(scope, datasetId);
      return dataset && (await deps.schemas.compiled(scope, dataset.schemaRef.id));
    },
  });
  const batches = new BatchIngestion({ ...deps, uploads, jobs });
  let tidying: NodeJS.Timeout | undefined;

  /** Reads one message back from the log. */
  const readBack = async (scope: Scope, position: number, index: number) => {
    if (position < deps.log.begin(RECEIVED_TOPIC) || position >= deps.log.end(RECEIVED_TOPIC)) return undefined;
    const [record] = await deps.log.read(RECEIVED_TOPIC, position, 1, 1);
    if (record === undefined || record.position !== position || record.erased === true) return undefined;
    const { meta, body } = decodeReceived(record.value);
    if (meta.scope !== scope.key) return undefined;
    const parsed = parseJson(body.toString()) as { messages?: unknown[] };
    const payload = meta.batch ? parsed.messages?.[index] : parsed;
    if (payload === undefined || (meta.refused?.includes(index) ?? false)) return undefined;
    return { record, meta, payload };
  };

  /** The records a message stands for. Without what a translator remembers an event is told as if it were the first; its own record is the same. */
  const partsOf = async (
    scope: Scope,
    { meta, payload, record }: NonNullable<Awaited<ReturnType<typeof readBack>>>,
  ) => {
    const inlet = deps.flows.inlet(meta.inlet);
    const resolution =
      meta.to !== undefined
        ? await targets.of(scope, meta.to)
        : inlet && (await resolveMessage(inlet, meta.flow, payload, targets));
    if (resolution === undefined || !found(resolution)) return { inlet, parts: [] };
    const taken = takeApart(resolution.target, payload, { state: undefined, again: true }, record.time);
    return { inlet, parts: taken.kind === 'parts' ? taken.parts : [] };
  };

  const recordAt: Ingest['recordAt'] = async (scope, position, index, datasetId) => {
    const back = await readBack(scope, position, index);
    if (back === undefined) return undefined;
    const { record, meta, payload } = back;
    const xactionId = xactionOf({ record, meta, index });
    const { inlet, parts } = await partsOf(scope, back);
    const part = parts.find(({ target }) => target.dataset.id === datasetId);
    if (part === undefined) return undefined;
    const context = { now: record.time, seed: xactionId };
    const result = convert(part.payload, part.target, targets, context, inlet?.dataType !== 'xdm');
    if (!result.ok) return undefined;
    const named = part.target.flow?.mapping;
    const set = named === undefined ? undefined : await deps.mapping.get(scope, named.id, named.version);
    return {
      xactionId,
      receivedAt: record.time,
      inletId: meta.inlet,
      ...(part.target.flow === undefined ? {} : { flowId: part.target.flow.flowId }),
      payload,
      entity: result.entity,
      ...(set === undefined ? {} : { mappingSetId: named!.id }),
      rows: set?.mappings ?? [],
    };
  };

  const ask: LedgerQuestions = {
    async message(scope, position, index) {
      const back = await readBack(scope, position, index);
      if (back === undefined) return undefined;
      const { record, meta, payload } = back;
      const operations = operationsOf(payload);
      const {
        inlet,
        parts: [first],
      } = await partsOf(scope, back);
      const target = first?.target;
      const result =
        first === undefined
          ? undefined
          : convert(
              first.payload,
              first.target,
              targets,
              { now: record.time, seed: xactionOf({ record, meta, index }) },
              inlet?.dataType !== 'xdm',
              operations,
            );
      const seen =
        target !== undefined && result?.ok === true && meta.load?.batch === undefined
          ? await repeats.before(
              { target, entity: result.entity, position, index, receivedAt: record.time },
              meta.replayOf,
            )
          : undefined;
      const later = target !== undefined && result?.ok === true ? await deps.later.explain(target, result.entity) : [];
      const warnings = result?.ok === true ? result.warnings.flatMap(({ phrase = [] }) => phrase) : [];
      return {
        receivedAt: record.time,
        messages: meta.count,
        datasetId: target?.dataset.id,
        flowId: target?.flow?.flowId ?? meta.flow,
        batchId: meta.load?.batch,
        profileOnly: operations !== undefined && operations.data !== 'create',
        warnings,
        repeatOf:
          meta.stored === true
            ? (await failed.get(scope.key, meta.replayOf!))?.xactionId
            : seen && transactionId(seen.receivedAt, seen.position),
        later,
      };
    },
    failed: (scope, position, index) => failed.get(scope.key, failedRecordId(position, index)),
    processed: () => processor.position,
    batch: deps.later.batch,
    async importedBatch(scope, id) {
      const batch = await deps.catalog.batch(scope.key, id);
      return batch?.status === 'success' || batch?.status === 'inactive'
        ? { id, at: batch.completed ?? batch.updated }
        : undefined;
    },
    stored: deps.later.stored,
    checkpoint: () => processor.checkpoint(),
  };

  /** A replay is a new record of the log, so that it goes the same way and can be counted. */
  const replay = async (scope: string, record: FailedRecord, payload: unknown): Promise<string> => {
    const again: ReceivedMeta = {
      scope,
      inlet: record.inletId,
      ...record.sent,
      batch: false,
      count: 1,
      replayOf: record.id,
      ...(record.stored && isDeepStrictEqual(payload, record.payload) ? { stored: true } : {}),
    };
    const time = deps.clock();
    backlog.accepted(scope, 1);
    const at = await deps.log.append(RECEIVED_TOPIC, [
      { key: record.inletId, value: encodeReceived(again, Buffer.from(JSON.stringify(payload))), time },
    ]);
    return transactionId(time, at);
  };

  return {
    routes: [
      ...failedRecordRoutes({ failed, checkpoint: () => processor.checkpoint(), replay }),
      ...ledgerRoutes(ledger, backlog, ask),
      ...importBatchRoutes({
        batches,
        uploads,
        preview: async (at, format, rows) =>
          previewBatch(
            { uploads, objects: deps.objects, parquet: (file) => deps.later.parquet(file) },
            await uploads.files(at.scope, at.batch),
            format,
            rows,
          ),
      }),
      ...historyRoutes({ ...deps, failed, checkpoint: () => processor.checkpoint() }),
    ],
    collect: receiver.handle,
    start: () => processor.start(),
    goOn: () => processor.goOn(),
    startHistory: () => history.start(),
    performRun: (scope, run) => history.perform(scope, run),
    async startBatches() {
      await jobs.start();
      const tidy = () =>
        batches
          .tidy(scopeByKey)
          .catch((error: unknown) => deps.logger.error({ err: error }, 'old batches were not tidied'));
      tidying = setInterval(tidy, TIDY_MS);
      tidying.unref();
    },
    async stop() {
      clearInterval(tidying);
      await history.stop();
      await jobs.stop();
      await processor.stop();
    },
    settled: () => processor.settled(),
    loads: door,
    recordAt,
    async loadAt(position) {
      if (position < deps.log.begin(RECEIVED_TOPIC) || position >= deps.log.end(RECEIVED_TOPIC)) return undefined;
      const [record] = await deps.log.read(RECEIVED_TOPIC, position, 1, 1);
      return record && decodeReceived(record.value).meta.load?.batch;
    },
    between: (work) => processor.between(work),
    betweenCheckpoints: (work) => processor.betweenCheckpoints(work),
    checkpoint: () => processor.checkpoint(),
    async lagMs() {
      const { position } = processor;
      if (position >= deps.log.end(RECEIVED_TOPIC)) return 0;
      const [next] = await deps.log.read(RECEIVED_TOPIC, position, 1, 1);
      return next === undefined ? 0 : Math.max(0, deps.clock() - next.time);
    },
    position: () => processor.position,
    waiting: (scope) => backlog.waiting(scope),
    async trim(before) {
      const end = Math.min(await positionAt(deps.log, RECEIVED_TOPIC, before), await processor.kept());
      await deps.log.trim(RECEIVED_TOPIC, end);
    },
    thinLedger: () => ledger.thin(deps.log.begin(RECEIVED_TOPIC), deps.clock()),
    async erase(scope) {
      await processor.settled();
      await deps.log.erase(RECEIVED_TOPIC, (value) => decodeReceived(value).meta.scope === scope);
      // What was under way when the scope died is erased too, and passed by now.
      await processor.settled();
      backlog.forget(scope);
    },
  };
}
