import { parseJson } from '@meniscus/languages/syntax';
import type { Failure } from '../kernel/index.ts';
import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';
import type { ReceivedMeta } from './received.ts';

/** A record that was accepted and could not go its whole way: what it was, what was wrong, what to do (promise 2). */
export interface FailedRecord {
  /** Sorts by time of receipt; unique in the sandbox. */
  readonly id: string;
  readonly xactionId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly failedAt: number;
  readonly inletId: string;
  readonly flowId?: string;
  /** The batch of batch ingestion, or the load of a file, the record came with. */
  readonly batchId?: string;
  readonly datasetId?: string;
  /** Stage of the first failure. */
  readonly stage: string;
  readonly failures: readonly Failure[];
  readonly retry: Failure['retry'];
  /** The message as it was received. */
  readonly payload: unknown;
  /** Which way it was sent, besides its inlet: a replay goes the same, also when the log is not kept that long. */
  readonly sent: Pick<ReceivedMeta, 'flow' | 'to'>;
  /** True when the row is in the dataset all the same and only a later stage (identity, profile) refused it. */
  readonly stored: boolean;
  readonly status: 'open' | 'replayed';
  /** Transaction id of the newest replay. */
  readonly replayedAs?: string;
}

/** Which failed records a page is made of. */
export interface FailedRecordsQuery {
  readonly limit: number;
  readonly before?: string | undefined;
  readonly accepts: (record: FailedRecord) => boolean;
}

export interface FailedRecordsPage {
  readonly items: readonly FailedRecord[];
  /** The `before` of the next page; null when there is none. */
  readonly next: string | null;
}

const PREFIX = 'failed/';
/** How many records are read in one go, and how many for one page. */
const STRIDE = 500;
const MOST_LOOKED_AT = 5000;

/** Id of the failed record of a message: the same each time the message is processed, so a repeat lands on itself. */
export function failedRecordId(position: number, index: number): string {
  return `${String(position).padStart(15, '0')}-${String(index).padStart(6, '0')}`;
}

/** Failed records by scope, written with the checkpoints of the process loop. */
export class FailedRecords {
  readonly #store: KeyedStore;
  readonly #records: WriteBehind<FailedRecord>;

  constructor(store: KeyedStore) {
    this.#store = store;
    this.#records = new WriteBehind({ store, prefix: PREFIX, codec: jsonCodec<FailedRecord>(), residents: 10_000 });
  }

  put(scope: string, record: FailedRecord): void {
    this.#records.set(`${scope}/${record.id}`, record);
  }

  /** Notes that a record was sent again. */
  async replayed(scope: string, id: string, as: string): Promise<void> {
    const key = `${scope}/${id}`;
    await this.#records.load([key]);
    const record = this.#records.get(key);
    if (record !== undefined) this.#records.set(key, { ...record, status: 'replayed', replayedAs: as });
  }

  async get(scope: string, id: string): Promise<FailedRecord | undefined> {
    return this.#records.read(`${scope}/${id}`);
  }

  /**
   * One page, newest first, below `before` (an id) if given. Sees what the last checkpoint wrote. A page looks at 5,000
   * records at most, so where few are accepted it may be short, even empty, and still have a `next`.
   */
  async page(scope: string, { limit, before, accepts }: FailedRecordsQuery): Promise<FailedRecordsPage> {
    const items: FailedRecord[] = [];
    let next = before;
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += STRIDE) {
      const stride = await this.#below(scope, STRIDE, next);
      for (const record of stride) {
        next = record.id;
        if (accepts(record) && items.push(record) === limit) return { items, next };
      }
      if (stride.length < STRIDE) return { items, next: null };
    }
    return { items, next: next! };
  }

  async #below(scope: string, limit: number, before: string | undefined): Promise<readonly FailedRecord[]> {
    const from = `${PREFIX}${scope}/`;
    const to = before === undefined ? `${PREFIX}${scope}0` : `${from}${before}`;
    const rows = await this.#store.range({ from, to, limit, reverse: true });
    return rows.map(([, bytes]) => parseJson(Buffer.from(bytes).toString()) as FailedRecord);
  }

  /** Oldest first, from the record of a log position on, above `after` (an id) if given. Sees what the last checkpoint wrote. */
  async since(scope: string, position: number, limit: number, after?: string): Promise<readonly FailedRecord[]> {
    const from = `${PREFIX}${scope}/${after === undefined ? failedRecordId(position, 0) : `${after}\0`}`;
    const rows = await this.#store.range({ from, to: `${PREFIX}${scope}0`, limit });
    return rows.map(([, bytes]) => parseJson(Buffer.from(bytes).toString()) as FailedRecord);
  }

  get dirtyCount(): number {
    return this.#records.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#records.take(into);
  }
}
