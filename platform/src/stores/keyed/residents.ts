import { Departures } from './departures.ts';

/** In the place of an object that is known to be absent, or deleted. */
export const ABSENT = Symbol('absent');

/** Part of the capacity for what came lately. */
const NEWCOMERS = 0.1;
/** Kinds of objects that may share their residents: each has a field of its own in every one of them. */
const MOST_KINDS = 4;

/**
 * What is in memory under one key: an object of each kind, `ABSENT`, or undefined while it is not known. A field for each kind, since a
 * list beside each of some hundred thousand residents is two things more for the collector of the heap to go through.
 */
export class Resident {
  readonly key: string;
  /** The turn in which it was asked for last. */
  turn: number;
  /** The last load that found something of it missing. */
  load = 0;
  /** A bit for each kind that is not written. */
  changed = 0;
  /** A whole number of 32 bits with a sign that somebody made of the key, once. */
  hash: number | undefined;
  /** Loads under way, and checkpoints whose bytes are not durable yet. */
  held = 0;
  #first: unknown;
  #second: unknown;
  #third: unknown;
  #fourth: unknown;

  constructor(key: string, turn: number) {
    this.key = key;
    this.turn = turn;
  }

  at(kind: number): unknown {
    return kind === 0 ? this.#first : kind === 1 ? this.#second : kind === 2 ? this.#third : this.#fourth;
  }

  put(kind: number, value: unknown): void {
    if (kind === 0) this.#first = value;
    else if (kind === 1) this.#second = value;
    else if (kind === 2) this.#third = value;
    else this.#fourth = value;
  }

  get isNeeded(): boolean {
    return (this.changed | this.held) !== 0;
  }
}

/**
 * Which keys are in memory, for one kind of objects or for several that are asked for together under the same keys: one record asks for all
 * there is about a person, and among so many keys each look-up is one of memory far away.
 *
 * What comes is a newcomer, and leaves when so many others have come (the first queue of the 2Q cache: Johnson and Shasha, VLDB
 * 1994). What comes back soon after that is a regular, and stays as long as it is asked for again before as many keys as there is
 * room for were. So a million people of whom none comes back soon, and what a sweep over all of them leaves behind, take the memory of a few,
 * and the collector of the heap has nothing to go through that is of no use.
 */
export class Residents {
  readonly #capacity: number;
  readonly #byKey = new Map<string, Resident>();
  /** Oldest first. */
  #newcomers: Resident[] = [];
  readonly #regulars: Resident[] = [];
  /** Where among the regulars it is looked at next who has to leave. */
  #hand = 0;
  /** Newcomers that left. */
  readonly #departures: Departures;
  #kinds = 0;
  /** By kind, keys asked for in this turn; a turn is over when as many of a kind were as there is room for regulars. */
  readonly #asked = new Array<number>(MOST_KINDS).fill(0);
  /** Those of the kind asked for the most when it was last looked at who has to leave. */
  #askedBefore = 0;
  #turn = 1;
  #loads = 0;
  /** Who was asked for last: one record asks for the same few again and again. */
  #last: Resident | undefined;

  /** `capacity`: how many stay that are written; unless told, as many as a platform keeps of its people. */
  constructor(capacity = 100_000) {
    this.#capacity = capacity;
    this.#departures = new Departures(capacity);
  }

  /** A kind of objects more: its number. */
  kind(): number {
    if (this.#kinds === MOST_KINDS) throw new Error(`more than ${MOST_KINDS} kinds of objects share their residents`);
    this.#kinds += 1;
    return this.#kinds - 1;
  }

  find(key: string): Resident | undefined {
    if (this.#last?.key !== key) {
      const found = this.#byKey.get(key);
      if (found === undefined) return undefined;
      this.#last = found;
    }
    return this.#last;
  }

  /** The resident of a key, who may have to come. */
  have(key: string): Resident {
    const found = this.find(key);
    if (found !== undefined) return found;
    const resident = new Resident(key, this.#turn);
    this.#byKey.set(key, resident);
    (this.#departures.has(key) ? this.#regulars : this.#newcomers).push(resident);
    this.#last = resident;
    return resident;
  }

  /** The residents of some keys of whom a kind is not known, each once. */
  lacking(keys: Iterable<string>, kind: number): readonly Resident[] {
    this.#loads += 1;
    const found: Resident[] = [];
    let asked = 0;
    for (const key of keys) {
      asked += 1;
      const resident = this.have(key);
      resident.turn = this.#turn;
      if (resident.at(kind) !== undefined || resident.load === this.#loads) continue;
      resident.load = this.#loads;
      found.push(resident);
    }
    this.#asked[kind]! += asked;
    return found;
  }

  /** Everybody in memory. */
  all(): Iterable<Resident> {
    return this.#byKey.values();
  }

  /**
   * Has the oldest newcomers leave above what there is room for, and regulars nobody asked for in the turn before this one; where there is
   * no room for all others, those nobody has asked for in this one yet. Nobody leaves who is needed.
   */
  shrink(): void {
    const newcomers = Math.ceil(this.#capacity * NEWCOMERS);
    this.#shrinkNewcomers(newcomers);
    this.#shrinkRegulars(this.#capacity - newcomers);
  }

  #shrinkNewcomers(room: number): void {
    let excess = this.#newcomers.length - room;
    if (excess <= 0) return;
    const needed: Resident[] = [];
    let at = 0;
    for (; at < this.#newcomers.length && excess > 0; at += 1) {
      const resident = this.#newcomers[at]!;
      if (resident.isNeeded) {
        needed.push(resident);
        continue;
      }
      this.#leave(resident);
      this.#departures.note(resident.key);
      excess -= 1;
    }
    this.#newcomers = [...needed, ...this.#newcomers.slice(at)];
  }

  /** A step for each key that was asked for goes round all of them once in a turn, and never takes long. */
  #shrinkRegulars(room: number): void {
    const asked = Math.max(...this.#asked);
    let steps = asked - this.#askedBefore;
    this.#askedBefore = asked;
    if (asked >= room) {
      this.#turn += 1;
      this.#asked.fill(0);
      this.#askedBefore = 0;
    }
    const regulars = this.#regulars;
    let excess = regulars.length - room;
    for (let left = regulars.length; left > 0 && (steps > 0 || excess > 0); left -= 1, steps -= 1) {
      if (this.#hand >= regulars.length) this.#hand = 0;
      const resident = regulars[this.#hand]!;
      const goes = resident.turn < this.#turn - 1 || (excess > 0 && resident.turn < this.#turn);
      if (!goes || resident.isNeeded) {
        this.#hand += 1;
        continue;
      }
      this.#leave(resident);
      const last = regulars.pop()!;
      if (last !== resident) regulars[this.#hand] = last;
      excess -= 1;
    }
  }

  #leave(resident: Resident): void {
    this.#byKey.delete(resident.key);
    if (this.#last === resident) this.#last = undefined;
  }
}
