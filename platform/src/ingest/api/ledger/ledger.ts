import type { Phrase } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import {
  type Failure,
  needs,
  ofRecord,
  type Route,
  recordSentence,
  recordText,
  route,
  type Scope,
} from '../../../kernel/index.ts';
import type { Backlog } from '../../backlog.ts';
import { noTransaction } from '../../errors.ts';
import type { FailedRecord } from '../../failed-records.ts';
import type { Counts, Ledger, ProcessedRun } from '../../ledger.ts';
import { parseTransactionId } from '../../received.ts';

const PATH = '/meniscus/v1/ledger';
const SERVICE = 'Meniscus Ingest';
const ACCESS = needs('connections', 'read', 'view-sources', 'manage-sources', 'view-monitoring-dashboard');

/** One stage on the way of a message. */
export interface LedgerStage {
  readonly stage: string;
  /** Epoch milliseconds; null while it waits. */
  readonly at: number | null;
  readonly outcome: 'done' | 'failed' | 'waiting' | 'skipped';
  readonly detail: string;
  /** What the detail says, one phrase after the other, for other languages. */
  readonly phrases: readonly Phrase[];
}

/** What a stage says, in English and for other languages: one sentence. */
export function detailed(...phrases: readonly Phrase[]): Pick<LedgerStage, 'detail' | 'phrases'> {
  const texts = phrases.map((phrase, index) => (index === 0 ? recordSentence(phrase) : recordText(phrase)));
  return { detail: texts.join('; '), phrases };
}

/** A message found again in the log. */
export interface FoundMessage {
  readonly receivedAt: number;
  readonly messages: number;
  readonly datasetId: string | undefined;
  readonly flowId: string | undefined;
  /** The batch of batch ingestion it came with. */
  readonly batchId: string | undefined;
  /** A partial update or deletion: it goes to the profile and not to the lake. */
  readonly profileOnly: boolean;
  /** Attributes that could not be mapped and were left out. */
  readonly warnings: readonly Phrase[];
  /** Transaction that brought the same event first: this one is counted and not stored again. */
  readonly repeatOf: string | undefined;
  /** Stages after the lake, answered by those who know them. */
  readonly later: readonly LedgerStage[];
}

/** Rows of a scope as the catalogue counts them. */
export interface StoredRows {
  readonly total: number;
  readonly failed: number;
  readonly byDataset: Readonly<Record<string, number>>;
}

/** What the ledger asks of others. */
export interface LedgerQuestions {
  /** The message at a log position, if the log still has it and it belongs to the scope. */
  message(scope: Scope, position: number, index: number): Promise<FoundMessage | undefined>;
  failed(scope: Scope, position: number, index: number): Promise<FailedRecord | undefined>;
  /** Next log position the process loop will read. */
  processed(): number;
  /** The batch that holds the rows of a position. */
  batch(
    scope: Scope,
    datasetId: string,
    position: number,
  ): Promise<{ readonly id: string; readonly at: number } | undefined>;
  /** A batch of batch ingestion, once its rows are stored. */
  importedBatch(scope: Scope, id: string): Promise<{ readonly id: string; readonly at: number } | undefined>;
  /** Rows that left topic `validated`, counted by the catalogue; `failed` of them the lake could not store as rows. */
  stored(scope: Scope): Promise<StoredRows>;
  checkpoint(): Promise<void>;
}

const STAGE = Type.Object({
  stage: Type.String(),
  at: Type.Union([Type.Integer(), Type.Null()]),
  outcome: Type.String(),
  detail: Type.String(),
  phrases: Type.Array(Type.Unknown({ description: 'What the detail says, by code, for other languages.' })),
});

const TOTALS = Type.Object({
  accepted: Type.Integer(),
  derived: Type.Integer(),
  stored: Type.Integer(),
  updated: Type.Integer(),
  failed: Type.Integer(),
  skipped: Type.Integer(),
  waiting: Type.Integer(),
  balanced: Type.Boolean(),
  rejectedByProfile: Type.Integer(),
  byDataset: Type.Record(
    Type.String(),
    Type.Object({ validated: Type.Integer(), stored: Type.Integer(), failed: Type.Integer(), skipped: Type.Integer() }),
  ),
});

/** The books of a sandbox and the way of one message. */
export function ledgerRoutes(ledger: Ledger, backlog: Backlog, ask: LedgerQuestions): readonly Route[] {
  return [
    route({
      id: 'getLedger',
      fields: 'none',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Totals of the sandbox: accepted + derived = stored + updated + failed + skipped + waiting.',
      access: ACCESS,
      responses: { 200: { description: 'The totals; `balanced` says whether they add up.', schema: TOTALS } },
      handle: async ({ scope }) => {
        await ask.checkpoint();
        const stored = await ask.stored(scope);
        return { body: totals(await ledger.counts(scope.key), stored, backlog.waiting(scope.key)) };
      },
    }),
    route({
      id: 'getLedgerEntry',
      method: 'GET',
      path: `${PATH}/:xactionId`,
      service: SERVICE,
      summary: 'The way of one message by its transaction id: each stage with time and outcome.',
      access: ACCESS,
      responses: {
        200: {
          description: 'The stages so far.',
          schema: Type.Object({
            xactionId: Type.String(),
            receivedAt: Type.Integer(),
            status: Type.Union(
              ['waiting', 'stored', 'updated', 'failed', 'skipped'].map((status) => Type.Literal(status)),
            ),
            messages: Type.Integer(),
            datasetId: Type.Optional(Type.String()),
            flowId: Type.Optional(Type.String()),
            failedRecordId: Type.Optional(Type.String()),
            stages: Type.Array(STAGE),
          }),
        },
      },
      handle: async ({ scope, params }) => ({ body: await entry(ledger, ask, scope, params.xactionId!) }),
    }),
  ];
}

function totals(counts: Counts, lake: StoredRows, unprocessed: number): Record<string, unknown> {
  const accepted = counts.accepted + unprocessed;
  const stored = lake.total - lake.failed;
  const failed = counts.failed + lake.failed;
  // Counted from the two ends of topic `validated`; if a row were lost on the way, the sum below would not come out.
  const waiting = unprocessed + Math.max(0, counts.validated - lake.total);
  const byDataset: Record<string, unknown> = {};
  for (const [id, { validated, failed: refused, skipped }] of Object.entries(counts.byDataset)) {
    byDataset[id] = { validated, stored: lake.byDataset[id] ?? 0, failed: refused, skipped };
  }
  const { derived, updated = 0, skipped, rejectedByProfile } = counts;
  const balanced = accepted + derived === stored + updated + failed + skipped + waiting;
  return { accepted, derived, stored, updated, failed, skipped, waiting, balanced, rejectedByProfile, byDataset };
}

async function entry(
  ledger: Ledger,
  ask: LedgerQuestions,
  scope: Scope,
  xactionId: string,
): Promise<Record<string, unknown>> {
  const parsed = parseTransactionId(xactionId);
  if (parsed === undefined) throw noTransaction(xactionId);
  const index = parsed.index ?? 0;
  const message = await ask.message(scope, parsed.position, index);
  if (message === undefined || message.receivedAt !== parsed.receivedAt) throw noTransaction(xactionId);
  await ask.checkpoint();
  const failed = await ask.failed(scope, parsed.position, index);
  const run = await ledger.runAt(parsed.position);
  const batch = await batchOf(ask, scope, message, parsed.position);
  const processed = parsed.position < ask.processed();
  const repeated = processed && message.repeatOf !== undefined;
  const refused = failed !== undefined && !failed.stored;
  return {
    xactionId,
    receivedAt: message.receivedAt,
    status: refused ? 'failed' : repeated ? 'skipped' : statusOf(message, processed, batch),
    messages: message.messages,
    ...(message.datasetId === undefined ? {} : { datasetId: message.datasetId }),
    ...(message.flowId === undefined ? {} : { flowId: message.flowId }),
    ...(failed === undefined ? {} : { failedRecordId: failed.id }),
    stages: [
      {
        stage: 'ingest',
        at: message.receivedAt,
        outcome: 'done',
        ...detailed(ofRecord('durable', { position: parsed.position })),
      },
      ...(processed
        ? processedStages(failed, run, batch, message)
        : [{ stage: 'mapping', at: null, outcome: 'waiting', ...detailed(ofRecord('not-processed')) }]),
    ],
  };
}

/** `SCHEMA-TYPE /loyalty/points: …`; without the place where the whole record is meant. */
function failureLine({ code, pointer, message }: Failure): string {
  return `${pointer === '' ? code : `${code} ${pointer}`}: ${message}`;
}

function phrasesOfFailures(failures: readonly Failure[]): readonly Phrase[] {
  return failures.flatMap(({ phrase }) => (phrase === undefined ? [] : [phrase]));
}

function firstOf([first]: readonly Failure[]): Pick<LedgerStage, 'detail' | 'phrases'> {
  return { detail: first?.message ?? '', phrases: first?.phrase === undefined ? [] : [first.phrase] };
}

/** The batch that holds the row of a message; undefined while there is none, and for what makes no row. */
function batchOf(ask: LedgerQuestions, scope: Scope, message: FoundMessage, position: number) {
  const { batchId, datasetId, profileOnly } = message;
  if (profileOnly || datasetId === undefined) return undefined;
  return batchId === undefined ? ask.batch(scope, datasetId, position) : ask.importedBatch(scope, batchId);
}

function statusOf({ profileOnly }: FoundMessage, processed: boolean, batch: unknown): 'updated' | 'stored' | 'waiting' {
  if (profileOnly && processed) return 'updated';
  return batch === undefined ? 'waiting' : 'stored';
}

function processedStages(
  failed: FailedRecord | undefined,
  run: ProcessedRun | undefined,
  batch: { id: string; at: number } | undefined,
  message: FoundMessage,
): readonly LedgerStage[] {
  const at = run?.finishedAt ?? null;
  const mapping: LedgerStage = {
    stage: 'mapping',
    at,
    outcome: 'done',
    ...detailed(
      message.flowId === undefined ? ofRecord('xdm-as-received') : ofRecord('by-flow', { id: message.flowId }),
      ...message.warnings,
    ),
  };
  if (failed !== undefined && !failed.stored) {
    const failure: LedgerStage = {
      stage: failed.stage,
      at: failed.failedAt,
      outcome: 'failed',
      detail: failed.failures.map(failureLine).join('; '),
      phrases: phrasesOfFailures(failed.failures),
    };
    return failed.stage === 'mapping' || failed.stage === 'ingest' ? [failure] : [mapping, failure];
  }
  if (message.repeatOf !== undefined) {
    const said = detailed(ofRecord('repeated', { xactionId: message.repeatOf }));
    return [mapping, { stage: 'ingest', at, outcome: 'skipped', ...said }];
  }
  const dataset = message.datasetId ?? '';
  const lake: LedgerStage = message.profileOnly
    ? { stage: 'lake', at, outcome: 'skipped', ...detailed(ofRecord('profiles-only')) }
    : batch === undefined
      ? { stage: 'lake', at: null, outcome: 'waiting', ...detailed(ofRecord('on-its-way', { id: dataset })) }
      : {
          stage: 'lake',
          at: batch.at,
          outcome: 'done',
          ...detailed(ofRecord('in-batch', { batch: batch.id, id: dataset })),
        };
  const rejected: readonly LedgerStage[] =
    failed === undefined
      ? message.later.map((stage) => (stage.outcome === 'done' ? { ...stage, at } : stage))
      : [{ stage: failed.stage, at: failed.failedAt, outcome: 'failed', ...firstOf(failed.failures) }];
  return [mapping, { stage: 'schemas', at, outcome: 'done', ...detailed(ofRecord('fits-schema')) }, lake, ...rejected];
}
