import type { Clock, Scope } from '../kernel/index.ts';
import { jsonCodec, type KeyedStore, type Log, type PendingWrites, WriteBehind } from '../stores/index.ts';
import type { Backlog } from './backlog.ts';
import { encodeReceived, type LoadPage, type LoadTarget, RECEIVED_TOPIC, type ReceivedMeta } from './received.ts';

/** A load to open: many records that enter in order, each at most once. */
export interface LoadRequest {
  readonly scope: Scope;
  /** Names the load in its scope for ever: opened again under the same id it goes on where it stopped. */
  readonly id: string;
  readonly to: LoadTarget;
  /** Catalog's batch the rows are stored in; needs a dataset as target. */
  readonly batch?: string;
}

/** How far a load is, as the process loop counts it. */
export interface LoadProgress {
  /** Rows that entered the log. */
  readonly rows: number;
  /** Of them: on their way to the lake, kept as failed records, and those that bring nothing new. */
  readonly validated: number;
  readonly failed: number;
  readonly skipped: number;
  /** The failed ones by the code of their first failure; absent while there are none. */
  readonly reasons?: Readonly<Record<string, number>>;
  readonly ended: boolean;
}

/** An open load. One writer at a time; calls are made one after the other. */
export interface Load {
  /** Number of the next row, from 0: what is before it is in the log and must not be written again. */
  readonly next: number;
  /** True when `end` was called, now or in an earlier life. */
  readonly ended: boolean;
  /**
   * Adds rows, each the JSON text of one record, and resolves when they are durable. Waits first while much is on its way
   * already: that is the back-pressure. Rows of one call become one log record, so give some hundred at a time and at most
   * about a megabyte.
   */
  write(rows: readonly Uint8Array[]): Promise<void>;
  /** Says that no row will follow. */
  end(): Promise<void>;
  /** Lets go of the load, ended or not, so that it can be opened again. */
  close(): void;
}

const NOTHING: LoadProgress = { rows: 0, validated: 0, failed: 0, skipped: 0, ended: false };
const OPENING = Buffer.from('{"messages":[');
const COMMA = Buffer.from(',');
const CLOSING = Buffer.from(']}');
/** Rows on their way above which a load waits: a fraction of a second for a streamed event behind them. */
const MOST_WAITING = 4000;

/** What became of the rows of loads, counted by the process loop and written with the log position. */
export class LoadStates {
  readonly #states: WriteBehind<LoadProgress>;

  constructor(store: KeyedStore) {
    this.#states = new WriteBehind({ store, prefix: 'load/', codec: jsonCodec<LoadProgress>(), residents: 1000 });
  }

  /** Names are `<scope>/<load>`. */
  async load(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.#states.load(names);
  }

  /** A loaded state. */
  get(name: string): LoadProgress {
    return this.#states.get(name) ?? NOTHING;
  }

  set(name: string, progress: LoadProgress): void {
    this.#states.set(name, progress);
  }

  /** For readers. */
  async read(name: string): Promise<LoadProgress> {
    return (await this.#states.read(name)) ?? NOTHING;
  }

  get dirtyCount(): number {
    return this.#states.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#states.take(into);
  }
}

/** Failed rows by code, of two parts; undefined when none failed. */
export function reasonsTogether(
  a: LoadProgress['reasons'],
  b: LoadProgress['reasons'],
): { readonly reasons?: Readonly<Record<string, number>> } {
  if (a === undefined && b === undefined) return {};
  const reasons = { ...a };
  for (const [code, count] of Object.entries(b ?? {})) reasons[code] = (reasons[code] ?? 0) + count;
  return { reasons };
}

/** Counts added up. */
export function plus(a: LoadProgress, b: LoadProgress): LoadProgress {
  return {
    ...reasonsTogether(a.reasons, b.reasons),
    rows: a.rows + b.rows,
    validated: a.validated + b.validated,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    ended: a.ended || b.ended,
  };
}

/** The body of a page: its rows as the messages of a request, put together without parsing them. */
function bodyOf(rows: readonly Uint8Array[]): Buffer {
  const pieces: Uint8Array[] = [OPENING];
  for (const [index, row] of rows.entries()) {
    if (index > 0) pieces.push(COMMA);
    pieces.push(row);
  }
  pieces.push(CLOSING);
  return Buffer.concat(pieces);
}

interface Parts {
  readonly log: Log;
  readonly backlog: Backlog;
  readonly states: LoadStates;
  readonly clock: Clock;
  readonly scopeByKey: (key: string) => Scope | undefined;
  /** Reads everything that is in the log; until then nobody knows how far a load was. */
  readonly settled: () => Promise<void>;
}

/**
 * The door by which the rows of a file enter: topic `received`, page by page, in order, each row once.
 *
 * The log alone tells how far a load is: the process loop counts its rows as it reads them, and once it has read all there
 * is, that count is where to go on. So neither a crash nor a second run of the same file enters a row twice, and nothing
 * beside the log is needed to make everything again (decision 0032).
 */
export class LoadDoor {
  readonly #parts: Parts;
  readonly #open = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** How far a load is; all zero for one nobody opened. */
  progress(scope: string, id: string): Promise<LoadProgress> {
    return this.#parts.states.read(`${scope}/${id}`);
  }

  /** Opens a load, new or where it stopped. Throws when it is open already. */
  async open(request: LoadRequest): Promise<Load> {
    const { states, settled } = this.#parts;
    const name = `${request.scope.key}/${request.id}`;
    if (this.#open.has(name)) throw new Error(`load ${name} is open already`);
    this.#open.add(name);
    try {
      await settled();
      const { rows, ended } = await states.read(name);
      return this.#opened(request, name, rows, ended);
    } catch (error) {
      this.#open.delete(name);
      throw error;
    }
  }

  #opened(request: LoadRequest, name: string, rows: number, over: boolean): Load {
    const { backlog } = this.#parts;
    let next = rows;
    let ended = over;
    const append = async (page: readonly Uint8Array[], end: boolean) => {
      await this.#append(request, next, page, end);
      next += page.length;
    };
    return {
      get next() {
        return next;
      },
      get ended() {
        return ended;
      },
      async write(page) {
        if (ended) throw new Error(`load ${name} has ended`);
        if (page.length === 0) return;
        await backlog.below(MOST_WAITING);
        await append(page, false);
      },
      async end() {
        if (ended) return;
        await append([], true);
        ended = true;
      },
      close: () => {
        this.#open.delete(name);
      },
    };
  }

  async #append(request: LoadRequest, from: number, rows: readonly Uint8Array[], end: boolean): Promise<void> {
    const { log, backlog, clock, scopeByKey } = this.#parts;
    const { scope, id, batch, to } = request;
    if (scopeByKey(scope.key) === undefined) throw new Error(`the sandbox of load ${id} was reset or deleted`);
    const load: LoadPage = { id, ...(batch === undefined ? {} : { batch }), from, ...(end ? { end: true } : {}) };
    const meta: ReceivedMeta = { scope: scope.key, inlet: '', to, load, batch: true, count: rows.length };
    backlog.accepted(scope.key, rows.length);
    try {
      const value = encodeReceived(meta, bodyOf(rows));
      await log.append(RECEIVED_TOPIC, [{ key: `load/${id}`, value, time: clock() }]);
    } catch (error) {
      backlog.accepted(scope.key, -rows.length);
      throw error;
    }
  }
}
