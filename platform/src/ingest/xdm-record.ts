import type { Failure } from '../kernel/index.ts';
import type { ReceivedMeta } from './received.ts';
import type { Target } from './targets.ts';

/** An XDM entity on its way to identity, profile and segmentation. */
export interface XdmRecord {
  readonly target: Target;
  readonly position: number;
  readonly index: number;
  readonly xactionId: string;
  /** Epoch milliseconds; the time of everything that is decided about the record. */
  readonly receivedAt: number;
  readonly entity: Readonly<Record<string, unknown>>;
  /** The entity as JSON, made once for lake and profile. */
  readonly json: string;
  /**
   * Epoch milliseconds, on records that say part of a profile: they change only what they have members for, and only where
   * nothing newer is known.
   */
  readonly observedAt?: number;
  /** `delete` takes away what its dataset says of the identity (page "Send partial row updates"). */
  readonly operation?: 'delete';
  /** It is for the profile alone: nothing of it is written to the lake. */
  readonly profileOnly?: true;
  /** Dataset in whose name its identities are linked; null: they are not. Absent: as its own dataset is set up. */
  readonly identityDataset?: string | null;
  /** Its row is in the dataset already: it is sent again because a stage after the lake refused it. */
  readonly stored: boolean;
  /** Name of the load it came with, `<scope>/<id>`. */
  readonly load?: string;
  /** Catalog's batch its row belongs to. */
  readonly batch?: string;
  /** The message it was made of, for the failed record should a later stage refuse it. */
  readonly origin: Origin;
}

/** Where a record came in, and as what. */
export interface Origin {
  readonly inletId: string;
  readonly flowId: string | undefined;
  /** The batch or, for rows that make no batch of their own, the load. */
  readonly batchId?: string | undefined;
  readonly payload: unknown;
  /** How the message was sent, for a replay. */
  readonly sent: Pick<ReceivedMeta, 'flow' | 'to'>;
}

/** A failure of a later stage: the row is stored, the record is kept as failed too. */
export interface Rejection {
  readonly record: XdmRecord;
  readonly failures: readonly Failure[];
}
