import { parseJson } from '@meniscus/languages/syntax';
import { KeyedDamagedError, type KeyedStore } from './keyed.ts';
import { ABSENT, type Resident, Residents } from './residents.ts';

/** What a checkpoint has to write for one cache. */
export interface PendingWrites {
  readonly puts: (readonly [key: string, value: Uint8Array])[];
  readonly deletes: string[];
}

/** How one kind of object becomes bytes and back. */
export interface ObjectCodec<T> {
  encode(value: T): Uint8Array;
  /**
   * Throws for bytes that `encode` cannot have made; who leaves that for later names the entry then (`KeyedDamagedError`). Whether they
   * are those it did make is for the store's sum to tell. Keeps none of the bytes: others take their place.
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
 * lost in a crash and made again from the log. What stays in memory beyond that is for the `Residents` to say.
 *
 * One instance has one writer (the process loop); other callers only `read`.
 */
export class WriteBehind<T> {
  readonly #store: KeyedStore;
  readonly #codec: ObjectCodec<T>;
  readonly prefix: string;
  readonly #residents: Residents;
  readonly #kind: number;
  readonly #bit: number;
  /** Those with the bit of this kind. */
  #dirty: Resident[] = [];

  /**
   * `prefix` begins every key of this cache in the store; `residents`: how many clean objects are kept, or the keys it shares with others
   * that are asked for together with it.
   */
  constructor(options: { store: KeyedStore; prefix: string; codec: ObjectCodec<T>; residents: number | Residents }) {
    const { store, prefix, codec, residents } = options;
    this.#store = store;
    this.#codec = codec;
    this.prefix = prefix;
    this.#residents = typeof residents === 'number' ? new Residents(residents) : residents;
    this.#kind = this.#residents.kind();
    this.#bit = 1 << this.#kind;
    adoptCache(this.#store, this);
  }

  /** Drops a key and all below it from memory, changed or not. Between two runs, with no checkpoint under way. */
  forget(key: string): void {
    const below = `${key}/`;
    for (const resident of this.#residents.all()) {
      if (resident.key !== key && !resident.key.startsWith(below)) continue;
      resident.put(this.#kind, undefined);
      resident.changed &= ~this.#bit;
    }
    this.#dirty = this.#dirty.filter(({ changed }) => (changed & this.#bit) !== 0);
  }

  /** Makes sure the keys are in memory (or known to be absent), so that `get` can answer without waiting. */
  async load(keys: Iterable<string>): Promise<void> {
    const kind = this.#kind;
    const lacking = this.#residents.lacking(keys, kind);
    if (lacking.length === 0) return;
    for (const resident of lacking) resident.held += 1;
    try {
      const found = await this.#stored(lacking.map(({ key }) => key));
      for (let index = 0; index < lacking.length; index += 1) {
        const resident = lacking[index]!;
        // It may have come while the store was read.
        if (resident.at(kind) === undefined) resident.put(kind, found[index] ?? ABSENT);
      }
    } finally {
      for (const resident of lacking) resident.held -= 1;
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
    const found = this.#residents.find(key)?.at(this.#kind);
    if (found === undefined) throw notLoaded(key);
    return found === ABSENT ? undefined : (found as T);
  }

  /** Puts a new object in place and marks it. */
  set(key: string, value: T): void {
    this.#place(key, value);
  }

  delete(key: string): void {
    this.#place(key, ABSENT);
  }

  #place(key: string, value: T | typeof ABSENT): void {
    const resident = this.#residents.have(key);
    resident.put(this.#kind, value);
    this.#mark(resident);
  }

  /** The object of a loaded key was changed in place: the next checkpoint writes it. */
  mark(key: string): void {
    const resident = this.#residents.find(key);
    if (resident?.at(this.#kind) === undefined) throw notLoaded(key);
    this.#mark(resident);
  }

  #mark(resident: Resident): void {
    if ((resident.changed & this.#bit) !== 0) return;
    resident.changed |= this.#bit;
    this.#dirty.push(resident);
  }

  /** For readers outside the loop: the newest value, from memory or the store, without keeping it in memory. */
  async read(key: string): Promise<T | undefined> {
    const before = this.#residents.find(key)?.at(this.#kind);
    if (before !== undefined) return before === ABSENT ? undefined : (before as T);
    const [stored] = await this.#stored([key]);
    const now = this.#residents.find(key)?.at(this.#kind);
    if (now !== undefined) return now === ABSENT ? undefined : (now as T);
    return stored;
  }

  get dirtyCount(): number {
    return this.#dirty.length;
  }

  /**
   * Takes the bytes of everything marked. The caller writes them and then calls `settle`; between the two the objects stay in
   * memory, so that readers never see an older value than before. Only between two runs of the loop, since objects leave memory
   * here and nowhere else: what a run has loaded stays until it is over, also when an earlier checkpoint settles meanwhile.
   */
  take(into: PendingWrites): { settle(): void } {
    this.#residents.shrink();
    const taken = this.#dirty;
    this.#dirty = [];
    for (const resident of taken) {
      resident.changed &= ~this.#bit;
      resident.held += 1;
      const value = resident.at(this.#kind);
      if (value === ABSENT) into.deletes.push(this.prefix + resident.key);
      else into.puts.push([this.prefix + resident.key, this.#codec.encode(value as T)]);
    }
    return {
      settle() {
        for (const resident of taken) resident.held -= 1;
      },
    };
  }
}

function notLoaded(key: string): Error {
  return new Error(`key ${key} was not loaded before it was asked for`);
}
