import type { KeyedStore, PendingWrites } from '../../stores/index.ts';

/** Somebody whose rules may answer otherwise from `at` on, epoch milliseconds. */
export interface Timer {
  readonly at: number;
  readonly scope: string;
  readonly node: string;
}

const PREFIX = 'segment-timer/';
const PASSED = 'segment-clock';
const DIGITS = 15;
/** The key says it all. */
const NOTHING = Buffer.from('1');
const END = 10 ** DIGITS - 1;
/** Timers read at once. */
const PAGE = 500;

function keyOf({ at, scope, node }: Timer): string {
  return `${PREFIX}${String(Math.min(END, at)).padStart(DIGITS, '0')}/${scope}/${node}`;
}

function timerOf(key: string): Timer {
  const rest = key.slice(PREFIX.length);
  const scope = rest.indexOf('/', DIGITS + 1);
  return { at: Number(rest.slice(0, DIGITS)), scope: rest.slice(DIGITS + 1, scope), node: rest.slice(scope + 1) };
}

/**
 * Whose rules change by time passing, in order of time: rows of the keyed store, written with the states they belong to.
 * In memory are only the rows since the last checkpoint and the time of the first stored one, so a million timers cost
 * nothing there.
 */
export class Timers {
  readonly #store: KeyedStore;
  /** Key to whether it is there; what the store does not have yet. */
  #changes = new Map<string, boolean>();
  #inFlight: Map<string, boolean>[] = [];
  /** No timer is before this; undefined: has to be asked again. */
  #earliest: number | undefined;

  /** Up to when time has passed; undefined: has to be read. */
  #passed: number | undefined;
  #passedChanged = false;

  constructor(store: KeyedStore) {
    this.#store = store;
  }

  /** The moment up to which timers have been looked at, ever; it goes back only by `pass`. */
  async passed(): Promise<number> {
    if (this.#passed === undefined) {
      const [bytes] = await this.#store.getMany([PASSED]);
      this.#passed ??= bytes === undefined ? 0 : Number(Buffer.from(bytes).toString());
    }
    return this.#passed;
  }

  pass(moment: number): void {
    if (this.#passed === moment) return;
    this.#passed = moment;
    this.#passedChanged = true;
  }

  set(timer: Timer): void {
    this.#changes.set(keyOf(timer), true);
    if (this.#earliest !== undefined) this.#earliest = Math.min(this.#earliest, timer.at);
  }

  clear(timer: Timer): void {
    this.#changes.set(keyOf(timer), false);
  }

  /** No timer is before this moment; infinite when there is none. A moment at which nothing is due does no harm. */
  async earliest(): Promise<number> {
    if (this.#earliest !== undefined) return this.#earliest;
    const [first] = await this.#first(`${PREFIX}:`, 1);
    this.#earliest = first === undefined ? Number.POSITIVE_INFINITY : timerOf(first).at;
    return this.#earliest;
  }

  /** The first timers up to a moment, in order of time; at most a page. */
  async due(until: number): Promise<readonly Timer[]> {
    this.#earliest = undefined;
    return (await this.#first(`${PREFIX}${String(Math.min(END, until) + 1).padStart(DIGITS, '0')}`, PAGE)).map(timerOf);
  }

  /** The first keys before another, of the store and of what it does not have yet. */
  async #first(end: string, count: number): Promise<readonly string[]> {
    const newest = new Map<string, boolean>();
    for (const changes of [...this.#inFlight, this.#changes])
      for (const [key, there] of changes) newest.set(key, there);
    let gone = 0;
    for (const there of newest.values()) if (!there) gone += 1;
    const rows = await this.#store.range({ from: PREFIX, to: end, limit: count + gone });
    const keys = new Set(rows.map(([key]) => key).filter((key) => newest.get(key) !== false));
    for (const [key, there] of newest) if (there && key < end) keys.add(key);
    return [...keys].sort().slice(0, count);
  }

  get dirtyCount(): number {
    return this.#changes.size + (this.#passedChanged ? 1 : 0);
  }

  take(into: PendingWrites): { settle(): void } {
    if (this.#passedChanged) into.puts.push([PASSED, Buffer.from(String(this.#passed))]);
    this.#passedChanged = false;
    const taken = this.#changes;
    this.#changes = new Map();
    this.#inFlight.push(taken);
    for (const [key, there] of taken) {
      if (there) into.puts.push([key, NOTHING]);
      else into.deletes.push(key);
    }
    return {
      settle: () => {
        this.#inFlight = this.#inFlight.filter((changes) => changes !== taken);
        this.#earliest = undefined;
      },
    };
  }
}
