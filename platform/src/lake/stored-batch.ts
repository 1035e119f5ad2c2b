/** Rows of one dataset that are stored. */
export interface StoredBatch {
  readonly scope: string;
  readonly dataset: string;
  readonly batch: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly rows: number;
  /** Rows that fit no column and are kept in failed files. */
  readonly failed: number;
  readonly bytes: number;
  /** First and last position of topic `received` they came from. */
  readonly from: number;
  readonly to: number;
  /** Rows by the dataflow they came by. */
  readonly flows: ReadonlyMap<string, number>;
  /** Rows and the time the oldest of them was received, by run of the process loop. */
  readonly ages: readonly { readonly rows: number; readonly since: number }[];
}

/**
 * Told of stored rows inside the transaction that stores them, so that what is counted of them is exact. What it returns
 * is called once that transaction is durable.
 */
export type StoredRows = (tx: unknown, stored: StoredBatch) => Promise<() => void>;
