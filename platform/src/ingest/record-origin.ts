import type { MappingRow } from '../mapping/index.ts';

/** A record read again from the log, with what made an entity of it. */
export interface RecordOrigin {
  readonly xactionId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly inletId: string;
  readonly flowId?: string;
  readonly payload: unknown;
  /** The entity as it would be made today. */
  readonly entity: Readonly<Record<string, unknown>>;
  readonly mappingSetId?: string;
  /** Rows of the dataflow's mapping set as it is now; none where the source sends XDM or maps by itself. */
  readonly rows: readonly MappingRow[];
}
