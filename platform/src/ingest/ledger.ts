import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';

/** What the process loop has counted of a dataset. */
export interface DatasetCounts {
  /** Rows handed to the lake. */
  validated: number;
  failed: number;
  /** Messages that bring nothing the dataset does not have. */
  skipped: number;
}

/** Counts of a scope, written in the same transaction as the position they were counted up to. */
export interface Counts {
  /** Messages the door accepted, counted as the log is read. */
  accepted: number;
  /** Records beyond the first of a message: an event that also updates a profile makes two of one. */
  derived: number;
  validated: number;
  failed: number;
  /** Messages that bring nothing their dataset does not have: repeats of an event, replays of a stored record. */
  skipped: number;
  /** Partial updates and deletions that went to profiles and, as documented, not to the lake. */
  updated?: number;
  /** Stored records that identity or profile refused. */
  rejectedByProfile: number;
  readonly byDataset: Record<string, DatasetCounts>;
}

/** A stretch of the log that one checkpoint covered. */
export interface ProcessedRun {
  readonly from: number;
  /** Last position. */
  readonly to: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
}

const RUN_PREFIX = 'ledger/run/';
/** Where thinning goes on. */
const THINNED = 'ledger/thinned';
/** How long each checkpoint is remembered, also those of a clock that was ahead; of those before it one a minute. */
const EXACT_MS = 86_400_000;
const MINUTE_MS = 60_000;
const PAGE = 1000;

function runKey(to: number): string {
  return `${RUN_PREFIX}${String(to).padStart(15, '0')}`;
}

function runOf(bytes: Uint8Array): ProcessedRun {
  return JSON.parse(Buffer.from(bytes).toString()) as ProcessedRun;
}

function minuteOf({ finishedAt }: ProcessedRun): number {
  return Math.floor(finishedAt / MINUTE_MS);
}

/** Nothing counted yet. */
export function emptyCounts(): Counts {
  return { accepted: 0, derived: 0, validated: 0, failed: 0, skipped: 0, rejectedByProfile: 0, byDataset: {} };
}

/**
 * The books: accepted + derived = stored + updated + failed + skipped + waiting, always.
 *
 * No row is kept per message. A transaction id is a log position, a checkpoint notes which positions it covered and when,
 * and the lake notes which positions each batch holds; together they tell where any message is.
 */
export class Ledger {
  readonly #store: KeyedStore;
  readonly #counts: WriteBehind<Counts>;
  #runs: ProcessedRun[] = [];

  constructor(store: KeyedStore) {
    this.#store = store;
    this.#counts = new WriteBehind({ store, prefix: 'ledger/counts/', codec: jsonCodec<Counts>(), residents: 10_000 });
  }

  async load(scopes: Iterable<string>): Promise<void> {
    await this.#counts.load(scopes);
  }

  /** Counts of a loaded scope, to be changed in place. */
  count(scope: string): Counts {
    const counts = this.#counts.get(scope) ?? emptyCounts();
    this.#counts.set(scope, counts);
    return counts;
  }

  /** For readers. */
  async counts(scope: string): Promise<Counts> {
    return (await this.#counts.read(scope)) ?? emptyCounts();
  }

  ran(run: ProcessedRun): void {
    this.#runs.push(run);
  }

  /** The checkpoint that covered a position, or once it was thinned the last of its minute; undefined while it is not written. */
  async runAt(position: number): Promise<ProcessedRun | undefined> {
    const [row] = await this.#store.range({ from: runKey(position), to: `${RUN_PREFIX}~`, limit: 1 });
    return row === undefined ? undefined : runOf(row[1]);
  }

  /**
   * Lets go of what was noted of checkpoints, one a second at most: of those of positions before `begin`, which the log has no
   * more, and of those a day old all but the last of each minute. Harmless when it is cut short or done again: what is there
   * answers for what is gone.
   */
  async thin(begin: number, now: number): Promise<void> {
    await this.#forgetBefore(begin);
    const [mark] = await this.#store.getMany([THINNED]);
    let from: number | undefined = mark === undefined ? 0 : Number(Buffer.from(mark).toString());
    while (from !== undefined) from = await this.#thinPage(from, now);
  }

  async #forgetBefore(begin: number): Promise<void> {
    for (;;) {
      const rows = await this.#store.range({ from: RUN_PREFIX, to: runKey(begin), limit: PAGE });
      if (rows.length === 0) return;
      await this.#store.write({ puts: [], deletes: rows.map(([key]) => key), positions: [] });
    }
  }

  /** Gives where to go on; undefined when what comes next is not old enough, or not there. */
  async #thinPage(from: number, now: number): Promise<number | undefined> {
    const rows = await this.#store.range({ from: runKey(from), to: `${RUN_PREFIX}~`, limit: PAGE });
    const runs = rows.map(([, bytes]) => runOf(bytes));
    const exact = runs.findIndex(({ finishedAt }) => Math.abs(now - finishedAt) <= EXACT_MS);
    const old = runs.slice(0, exact < 0 ? runs.length : exact);
    const isFollowed = (run: ProcessedRun, next = run) => run !== next && minuteOf(run) === minuteOf(next);
    const gone = old.filter((run, index) => isFollowed(run, old[index + 1])).map(({ to }) => runKey(to));
    // The last one stays until it is known what follows it.
    const next = old.at(-1)?.to;
    if (next === undefined || next === from) return undefined;
    const puts = [[THINNED, Buffer.from(String(next))] as const];
    await this.#store.write({ puts, deletes: gone, positions: [] });
    return next;
  }

  take(into: PendingWrites): { settle(): void } {
    const first = this.#runs[0];
    const last = this.#runs.at(-1);
    if (first !== undefined && last !== undefined) {
      const run: ProcessedRun = {
        from: first.from,
        to: last.to,
        startedAt: first.startedAt,
        finishedAt: last.finishedAt,
      };
      into.puts.push([runKey(run.to), Buffer.from(JSON.stringify(run))]);
    }
    this.#runs = [];
    return this.#counts.take(into);
  }
}
