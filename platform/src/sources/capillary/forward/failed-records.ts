import { parseJson } from '@meniscus/languages/syntax';
import type { KeyedStore } from '../../../stores/index.ts';
import type { Kind } from './target.ts';

/** What went wrong with a record. */
export type ErrorType =
  /** The webhook is neither an event nor one of the documented payloads. */
  | 'unknown-payload'
  /** The mapping found nothing in it. */
  | 'mapping'
  /** It does not fit the target's schema. */
  | 'schema'
  | 'too-large'
  /** The target refused it. */
  | 'refused'
  /** The target said "later" of it too often. */
  | 'exhausted'
  /** An error of this program. */
  | 'internal';

/** A record that did not reach the target, with all that is needed to see why and to send it again. */
export interface FailedRecord {
  /** Sorts by the order webhooks came in. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly failedAt: number;
  readonly kind: Kind | 'webhook';
  readonly errorType: ErrorType;
  readonly message: string;
  /** What helps: as for failed records of the platform. */
  readonly retry: 'never' | 'after-fix' | 'later';
  /** Requests it was part of. */
  readonly attempts: number;
  /** The record as it was sent, or would have been. */
  readonly payload: unknown;
  /** What the target answered about it. */
  readonly answer?: string;
  /** The webhook it was made of. */
  readonly webhook: unknown;
  readonly status: 'open' | 'replayed';
  /** Epoch milliseconds. */
  readonly replayedAt?: number;
}

const PREFIX = 'forward-failed/';
const RETRY: Readonly<Record<ErrorType, FailedRecord['retry']>> = {
  'unknown-payload': 'never',
  mapping: 'after-fix',
  schema: 'after-fix',
  'too-large': 'never',
  refused: 'after-fix',
  exhausted: 'later',
  internal: 'later',
};

/** Id of what failed: the same each time, so that a repeat after a crash lands on itself. */
export function failedId(from: number, kind: FailedRecord['kind']): string {
  return `${String(from).padStart(15, '0')}-${kind}`;
}

/** The record as a write of the keyed store, to go with the position it belongs to. */
export function failedPut(
  from: number,
  record: Omit<FailedRecord, 'id' | 'retry' | 'status'>,
): readonly [string, Uint8Array] {
  const { kind, errorType } = record;
  const whole: FailedRecord = { id: failedId(from, kind), ...record, retry: RETRY[errorType], status: 'open' };
  return [PREFIX + whole.id, Buffer.from(JSON.stringify(whole))];
}

/** Reads what failed. */
export class FailedRecords {
  readonly #store: KeyedStore;

  constructor(store: KeyedStore) {
    this.#store = store;
  }

  async get(id: string): Promise<FailedRecord | undefined> {
    const [bytes] = await this.#store.getMany([PREFIX + id]);
    return bytes === undefined ? undefined : decode(bytes);
  }

  /** Newest first, below `before` (an id) if given. */
  async list(limit: number, before?: string): Promise<readonly FailedRecord[]> {
    const to = before === undefined ? `${PREFIX.slice(0, -1)}0` : PREFIX + before;
    const rows = await this.#store.range({ from: PREFIX, to, limit, reverse: true });
    return rows.map(([, bytes]) => decode(bytes));
  }

  /** Notes that it was sent again. */
  async replayed(record: FailedRecord, at: number): Promise<void> {
    const noted: FailedRecord = { ...record, status: 'replayed', replayedAt: at };
    const puts = [[PREFIX + record.id, Buffer.from(JSON.stringify(noted))] as const];
    await this.#store.write({ puts, deletes: [], positions: [] });
  }
}

function decode(bytes: Uint8Array): FailedRecord {
  return parseJson(Buffer.from(bytes).toString()) as FailedRecord;
}
