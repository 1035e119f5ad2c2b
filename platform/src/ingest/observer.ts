import type { Inlet } from '../flows/index.ts';
import type { LogRecord, PendingWrites } from '../stores/index.ts';
import type { FailedRecord } from './failed-records.ts';
import type { ReceivedMeta } from './received.ts';
import type { Rejection, XdmRecord } from './xdm-record.ts';

/** A message that brings nothing its dataset does not have. */
export interface SkippedMessage {
  readonly scope: string;
  readonly dataset: string;
  readonly flowId: string | undefined;
  readonly inletId: string;
  readonly xactionId: string;
  readonly position: number;
  readonly receivedAt: number;
  /** Name of the load it came with. */
  readonly load: string | undefined;
}

/** What one run of the process loop made of some log records, with everything of it kept. */
export interface ObservedRun {
  readonly batch: readonly LogRecord[];
  readonly records: readonly XdmRecord[];
  readonly failed: readonly { readonly scope: string; readonly record: FailedRecord }[];
  readonly skipped: readonly SkippedMessage[];
  readonly rejections: readonly Rejection[];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** A published limit that something of a record or request is beyond. */
export interface Excess {
  /** Id in the list of guardrails. */
  readonly guardrail: string;
  readonly scope: string;
  /** What is beyond it: an inlet, an organisation, a dataset or a dataflow, by id. */
  readonly subject: string;
  /** How much there was, in the unit of the limit. */
  readonly value: number;
  /** Requests, messages or records beyond the limit by this. */
  readonly count: number;
}

/**
 * Who watches the records pass: counts, live tail, guardrails. Everything but `ran` and `take` is called on the way of a
 * request and must do next to nothing.
 *
 * What is counted in `ran` is exact, as the ledger is: `take` hands it to the checkpoint that covers the run, so a crash
 * loses counts and position together. What the door tells is lost with a crash before the next checkpoint.
 */
export interface Observer {
  /** Messages were accepted and are durable. */
  accepted(inlet: Inlet, meta: ReceivedMeta, position: number, time: number, bytes: number): void;
  /** Messages of a request, or a whole request, were refused with this status. */
  refused(inlet: Inlet, status: number, messages: number): void;
  exceeded(excess: Excess): void;
  /** May see a run again after a crash, never after a checkpoint that covered it. */
  ran(run: ObservedRun): Promise<void>;
  /** Changed objects waiting for a checkpoint. */
  readonly dirtyCount: number;
  take(into: PendingWrites): { settle(): void };
}

/** Nobody watches: records are worked off that passed long ago. */
export const UNWATCHED: Observer = Object.freeze({
  accepted() {},
  refused() {},
  exceeded() {},
  ran: () => Promise.resolve(),
  dirtyCount: 0,
  take: () => ({ settle() {} }),
});
