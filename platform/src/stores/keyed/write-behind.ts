import { parseJson } from '@meniscus/languages/syntax';
import type { KeyedStore } from './keyed.ts';

/** What a checkpoint has to write for one cache. */
export interface PendingWrites {
  readonly puts: (readonly [key: string, value: Uint8Array])[];
  readonly deletes: string[];
}

/** How one kind of object becomes bytes and back. */
export interface ObjectCodec<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

/** The codec for plain JSON values. */
export function jsonCodec<T>(): ObjectCodec<T> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as T,
  };
}

interface Slot<T> {
  /** Undefined: known to be absent, or deleted. */
  value: T | undefined;
  dirty: boolean;
  /** Checkpoints that have taken this slot's bytes and are not durable yet; such a slot must not leave memory. */
  inFlight: number;
  /** Loaded again since it was made or last spared. */
  used: boolean;
}

function slotOf<T>(value: T | undefined): Slot<T> {
  return { value, dirty: false, inFlight: 0, used: false };
}

type Forgetting = Pick<WriteBehind<unknown>, 'prefix' | 'forget'>;

/** The caches over each store, so that a scope can be forgotten by all of them; those nobody uses any more drop out. */
const cachesOf = new WeakMap<KeyedStore, readonly WeakRef<Forgetting>[]>();

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
 * One instance has one writer (the process loop); other callers only `peek` or `read`.
 */
export class WriteBehind<T> {
  readonly #store: KeyedStore;
  readonly #codec: ObjectCodec<T>;
  readonly prefix: string;
  readonly #capacity: number;
  /** Insertion order is age; what was used meanwhile is spared once when its turn has come (`#shrink`). */
  readonly #slots = new Map<string, Slot<T>>();
  #dirty: string[] = [];
  /** The slot that was asked for last: one record asks for the same few again and again. */
  #lastKey: string | undefined;
  #lastSlot: Slot<T> | undefined;

  /** `prefix` begins every key of this cache in the store; `capacity` is the number of clean objects kept. */
  constructor(options: { store: KeyedStore; prefix: string; codec: ObjectCodec<T>; capacity: number }) {
    this.#store = options.store;
    this.#codec = options.codec;
    this.prefix = options.prefix;
    this.#capacity = options.capacity;
    const others = (cachesOf.get(this.#store) ?? []).filter((reference) => reference.deref() !== undefined);
    cachesOf.set(this.#store, [...others, new WeakRef<Forgetting>(this)]);
  }

  /** Drops a key and all below it from memory, changed or not. Between two runs, with no checkpoint under way. */
  forget(key: string): void {
    const belongs = (one: string) => one === key || one.startsWith(`${key}/`);
    for (const one of this.#slots.keys()) if (belongs(one)) this.#slots.delete(one);
    this.#forgetLast();
    this.#dirty = this.#dirty.filter((one) => !belongs(one));
  }

  /** Makes sure the keys are in memory (or known to be absent), so that `get` can answer without waiting. */
  async load(keys: Iterable<string>): Promise<void> {
    let missing: Set<string> | undefined;
    for (const key of keys) {
      const slot = this.#slots.get(key);
      if (slot !== undefined) slot.used = true;
      else if (missing === undefined) missing = new Set([key]);
      else missing.add(key);
    }
    if (missing === undefined) return;
    const wanted = [...missing];
    const found = await this.#store.getMany(wanted.map((key) => this.prefix + key));
    for (let index = 0; index < wanted.length; index += 1) {
      const key = wanted[index]!;
      if (this.#slots.has(key)) continue;
      const bytes = found[index];
      this.#slots.set(key, slotOf(bytes === undefined ? undefined : this.#codec.decode(bytes)));
    }
  }

  #slotOf(key: string): Slot<T> | undefined {
    if (key === this.#lastKey) return this.#lastSlot;
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    this.#lastKey = key;
    this.#lastSlot = slot;
    return slot;
  }

  /** After slots went. */
  #forgetLast(): void {
    this.#lastKey = undefined;
    this.#lastSlot = undefined;
  }

  /** The live object of a loaded key. Change it only together with `mark`. */
  get(key: string): T | undefined {
    const slot = this.#slotOf(key);
    if (slot === undefined) throw new Error(`key ${key} was not loaded before it was asked for`);
    return slot.value;
  }

  /** Puts a new object in place and marks it. */
  set(key: string, value: T): void {
    const slot = this.#slotOf(key);
    if (slot === undefined) this.#slots.set(key, slotOf(value));
    else slot.value = value;
    this.mark(key);
  }

  delete(key: string): void {
    const slot = this.#slotOf(key);
    if (slot === undefined) this.#slots.set(key, slotOf<T>(undefined));
    else slot.value = undefined;
    this.mark(key);
  }

  /** The object was changed in place: the next checkpoint writes it. */
  mark(key: string): void {
    const slot = this.#slotOf(key)!;
    if (slot.dirty) return;
    slot.dirty = true;
    this.#dirty.push(key);
  }

  /** For readers outside the loop: the newest value, from memory or the store, without keeping it in memory. */
  async read(key: string): Promise<T | undefined> {
    const slot = this.#slots.get(key);
    if (slot !== undefined) return slot.value;
    const [bytes] = await this.#store.getMany([this.prefix + key]);
    const now = this.#slots.get(key);
    if (now !== undefined) return now.value;
    return bytes === undefined ? undefined : this.#codec.decode(bytes);
  }

  get dirtyCount(): number {
    return this.#dirty.length;
  }

  /**
   * Takes the bytes of everything marked. The caller writes them and then calls `settle` with the same keys; between the
   * two the objects stay in memory, so that readers never see an older value than before.
   */
  take(into: PendingWrites): { settle(): void } {
    this.#shrink();
    const taken = this.#dirty;
    this.#dirty = [];
    for (const key of taken) {
      const slot = this.#slots.get(key)!;
      slot.dirty = false;
      slot.inFlight += 1;
      if (slot.value === undefined) into.deletes.push(this.prefix + key);
      else into.puts.push([this.prefix + key, this.#codec.encode(slot.value)]);
    }
    return {
      settle: () => {
        for (const key of taken) {
          const slot = this.#slots.get(key);
          if (slot !== undefined) slot.inFlight -= 1;
        }
      },
    };
  }

  /**
   * Forgets the oldest clean objects above the capacity. Only when a checkpoint is taken, which is between two runs of the
   * loop: what a run has loaded must stay until the run is over, also when an earlier checkpoint settles meanwhile.
   */
  #shrink(): void {
    let excess = this.#slots.size - this.#capacity;
    if (excess <= 0) return;
    this.#forgetLast();
    for (const [key, slot] of this.#slots) {
      if (excess <= 0) return;
      if (slot.dirty || slot.inFlight > 0) continue;
      this.#slots.delete(key);
      if (slot.used) {
        slot.used = false;
        this.#slots.set(key, slot);
      } else excess -= 1;
    }
  }
}
