import { parseJson } from '@meniscus/languages/syntax';
import { Departures } from './departures.ts';
import { KeyedDamagedError, type KeyedStore } from './keyed.ts';

/** What a checkpoint has to write for one cache. */
export interface PendingWrites {
  readonly puts: (readonly [key: string, value: Uint8Array])[];
  readonly deletes: string[];
}

/** How one kind of object becomes bytes and back. */
export interface ObjectCodec<T> {
  encode(value: T): Uint8Array;
  /**
   * Throws for bytes that `encode` cannot have made. Whether they are those it did make is for the store's sum to tell. Keeps none of
   * the bytes: others take their place.
   */
  decode(bytes: Uint8Array): T;
}

/** The codec for plain JSON values. */
export function jsonCodec<T>(): ObjectCodec<T> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as T,
  };
}

/** In the place of a value that is known to be absent, or deleted. */
const ABSENT = Symbol('absent');
type Kept<T> = Map<string, T | typeof ABSENT>;

/** Part of the capacity for what came lately. */
const NEWCOMERS = 0.1;

type Forgetting = Pick<WriteBehind<unknown>, 'prefix' | 'forget'>;

/** The caches over each store, so that a scope can be forgotten by all of them; those nobody uses any more drop out. */
const cachesOf = new WeakMap<KeyedStore, readonly WeakRef<Forgetting>[]>();

/** Has a scope forgotten by one more that keeps something of a store in memory, as long as somebody uses it. */
export function adoptCache(store: KeyedStore, cache: Forgetting): void {
  const others = (cachesOf.get(store) ?? []).filter((reference) => reference.deref() !== undefined);
  cachesOf.set(store, [...others, new WeakRef(cache)]);
}

/** Every cache over a store. */
export function writeBehindsOf(store: KeyedStore): readonly Forgetting[] {
  return (cachesOf.get(store) ?? []).flatMap((reference) => reference.deref() ?? []);
}

/**
 * Live objects over a `KeyedStore`: read in batches, changed in memory, written by checkpoints.
 *
 * The stages after the log change the same customer many times a second; writing each change would make the disk the
 * limit. So they change the object here and mark it; a checkpoint takes the bytes of everything marked, all at one
 * moment between two records, and writes them together with the log position. What is in memory and not yet written is
 * lost in a crash and made again from the log.
 *
 * What comes is a newcomer, and leaves when so many others have come (the first queue of the 2Q cache: Johnson and Shasha, VLDB
 * 1994). What comes back soon after that is a regular, and stays as long as it is asked for again before as many keys as there is
 * room for were. So a million people of whom none comes back soon, and what a sweep over all of them leaves behind, take the memory of a few,
 * and the collector of the heap has nothing to go through that is of no use.
 *
 * One instance has one writer (the process loop); other callers only `read`.
 */
export class WriteBehind<T> {
  readonly #store: KeyedStore;
  readonly #codec: ObjectCodec<T>;
  readonly prefix: string;
  readonly #capacity: number;
  /**
   * What is in memory, by key, each in one of three; insertion order is age. Nothing stands between a key and its value: the
   * collector of the heap goes through all of it again and again, and an object more for each of some hundred thousand is most of
   * what that costs.
   */
  readonly #newcomers: Kept<T> = new Map();
  /** Regulars asked for since the last `#turn`. */
  #regulars: Kept<T> = new Map();
  /** Regulars nobody has asked for since. */
  #idle: Kept<T> = new Map();
  /** Newcomers that left. */
  readonly #departures: Departures;
  /** Keys asked for since the last `#turn`. */
  #asked = 0;
  /** Marked ones with their values: among so many keys each look-up is one of memory far away. */
  #dirty: Kept<T> = new Map();
  /** What checkpoints have taken the bytes of that are not durable yet: it must not leave memory. */
  #inFlight: ReadonlyMap<string, unknown>[] = [];
  /** Grows whenever a key comes into memory. */
  #changes = 0;
  /** What was asked for last: one record asks for the same few again and again. */
  #lastKey: string | undefined;
  #last: T | typeof ABSENT | undefined;

  /** `prefix` begins every key of this cache in the store; `capacity` is the number of clean objects kept. */
  constructor(options: { store: KeyedStore; prefix: string; codec: ObjectCodec<T>; capacity: number }) {
    this.#store = options.store;
    this.#codec = options.codec;
    this.prefix = options.prefix;
    this.#capacity = options.capacity;
    this.#departures = new Departures(options.capacity);
    adoptCache(this.#store, this);
  }

  /** Drops a key and all below it from memory, changed or not. Between two runs, with no checkpoint under way. */
  forget(key: string): void {
    const belongs = (one: string) => one === key || one.startsWith(`${key}/`);
    for (const keys of [this.#newcomers, this.#regulars, this.#idle, this.#dirty])
      for (const one of keys.keys()) if (belongs(one)) keys.delete(one);
    this.#lastKey = undefined;
  }

  /** Makes sure the keys are in memory (or known to be absent), so that `get` can answer without waiting. */
  async load(keys: Iterable<string>): Promise<void> {
    let missing: Set<string> | undefined;
    for (const key of keys) {
      this.#asked += 1;
      if (this.#regulars.has(key) || this.#newcomers.has(key)) continue;
      const idle = this.#idle.get(key);
      if (idle === undefined) {
        missing ??= new Set();
        missing.add(key);
      } else {
        this.#idle.delete(key);
        this.#regulars.set(key, idle);
      }
    }
    if (missing === undefined) return;
    const wanted = [...missing];
    const changes = this.#changes;
    const found = await this.#stored(wanted);
    // Among so many keys each look-up is one of memory far away: whether a key came meanwhile is looked up only when any did.
    const isAsBefore = this.#changes === changes;
    this.#changes += 1;
    for (let index = 0; index < wanted.length; index += 1) {
      const key = wanted[index]!;
      if (!isAsBefore && this.#inMemory(key) !== undefined) continue;
      const kept = this.#departures.has(key) ? this.#regulars : this.#newcomers;
      const value = found[index];
      kept.set(key, value === undefined ? ABSENT : value);
    }
  }

  /** Objects of keys as the store has them. Rejects with `KeyedDamagedError`, which names the entry, for bytes the codec did not write. */
  #stored(keys: readonly string[]): Promise<readonly (T | undefined)[]> {
    return this.#store.readMany(
      keys.map((key) => this.prefix + key),
      (bytes, index) => {
        try {
          return this.#codec.decode(bytes);
        } catch (error) {
          throw new KeyedDamagedError(`(entry ${this.prefix}${keys[index]})`, (error as Error).message);
        }
      },
    );
  }

  /** The live object of a loaded key. Change it only together with `mark`. */
  get(key: string): T | undefined {
    const found = this.#find(key);
    return found === ABSENT ? undefined : found;
  }

  #inMemory(key: string): T | typeof ABSENT | undefined {
    return this.#regulars.get(key) ?? this.#newcomers.get(key) ?? this.#idle.get(key);
  }

  #find(key: string): T | typeof ABSENT {
    if (key !== this.#lastKey) {
      const found = this.#inMemory(key);
      if (found === undefined) throw new Error(`key ${key} was not loaded before it was asked for`);
      this.#lastKey = key;
      this.#last = found;
    }
    return this.#last!;
  }

  /** Puts a new object in place and marks it. */
  set(key: string, value: T): void {
    this.#place(key, value);
  }

  delete(key: string): void {
    this.#place(key, ABSENT);
  }

  #place(key: string, value: T | typeof ABSENT): void {
    this.#changes += 1;
    const kept = this.#regulars.has(key) ? this.#regulars : this.#idle.has(key) ? this.#idle : this.#newcomers;
    kept.set(key, value);
    this.#lastKey = key;
    this.#last = value;
    this.#dirty.set(key, value);
  }

  /** The object of a loaded key was changed in place: the next checkpoint writes it. */
  mark(key: string): void {
    this.#dirty.set(key, this.#find(key));
  }

  /** For readers outside the loop: the newest value, from memory or the store, without keeping it in memory. */
  async read(key: string): Promise<T | undefined> {
    const before = this.#inMemory(key);
    if (before !== undefined) return before === ABSENT ? undefined : before;
    const [stored] = await this.#stored([key]);
    const now = this.#inMemory(key);
    if (now !== undefined) return now === ABSENT ? undefined : now;
    return stored;
  }

  get dirtyCount(): number {
    return this.#dirty.size;
  }

  /**
   * Takes the bytes of everything marked. The caller writes them and then calls `settle`; between the two the objects stay in
   * memory, so that readers never see an older value than before.
   */
  take(into: PendingWrites): { settle(): void } {
    this.#shrink();
    const taken = this.#dirty;
    this.#dirty = new Map();
    this.#inFlight.push(taken);
    for (const [key, value] of taken) {
      if (value === ABSENT) into.deletes.push(this.prefix + key);
      else into.puts.push([this.prefix + key, this.#codec.encode(value)]);
    }
    return {
      settle: () => {
        this.#inFlight = this.#inFlight.filter((keys) => keys !== taken);
      },
    };
  }

  #isUnwritten(key: string): boolean {
    return this.#dirty.has(key) || this.#inFlight.some((keys) => keys.has(key));
  }

  /**
   * Forgets the oldest clean objects above what there is room for, and, when as many keys were asked for as there is room for regulars, those
   * regulars that were not among them. Only when a checkpoint is taken, which is between two runs of the loop: what a run has loaded must
   * stay until the run is over, also when an earlier checkpoint settles meanwhile.
   */
  #shrink(): void {
    this.#lastKey = undefined;
    const newcomers = Math.ceil(this.#capacity * NEWCOMERS);
    const regulars = this.#capacity - newcomers;
    this.#forgetOldest(this.#newcomers, newcomers, (key) => this.#departures.note(key));
    if (this.#asked >= regulars) this.#turn();
    this.#forgetOldest(this.#idle, regulars - this.#regulars.size);
  }

  #turn(): void {
    for (const unwritten of [this.#dirty, ...this.#inFlight])
      for (const key of unwritten.keys()) {
        const idle = this.#idle.get(key);
        if (idle !== undefined) this.#regulars.set(key, idle);
      }
    this.#idle = this.#regulars;
    this.#regulars = new Map();
    this.#asked = 0;
  }

  #forgetOldest(kept: Kept<T>, most: number, left?: (key: string) => void): void {
    let excess = kept.size - most;
    for (const key of kept.keys()) {
      if (excess <= 0) return;
      if (this.#isUnwritten(key)) continue;
      kept.delete(key);
      left?.(key);
      excess -= 1;
    }
  }
}
