import { finished, mixedText } from './murmur.ts';

/** Slots for each key that is remembered, at least: the last of them fall on up to a third of the first. */
const SLOTS_PER_KEY = 2;
const WORDS_PER_SLOT = 2;

/**
 * Which keys left lately: eight bytes a slot and no object, whatever the keys are. A key may be forgotten before its time, and one
 * in four billion be taken for another.
 */
export class Departures {
  readonly #most: number;
  readonly #mask: number;
  /** Hash of a key and its number among those that left, at the place the hash names. Made when the first one leaves. */
  #slots: Uint32Array | undefined;
  #count: number;

  /** `most`: how many others may have left since; `count`: how many left before. */
  constructor(most: number, count = 0) {
    this.#most = most;
    this.#mask = 2 ** Math.ceil(Math.log2(most * SLOTS_PER_KEY)) - 1;
    this.#count = count;
  }

  note(key: string): void {
    this.#slots ??= new Uint32Array((this.#mask + 1) * WORDS_PER_SLOT);
    const hash = finished(mixedText(key));
    const at = (hash & this.#mask) * WORDS_PER_SLOT;
    this.#slots[at] = hash;
    this.#slots[at + 1] = this.#count;
    // Some days of traffic are more than four bytes count: from there on it begins anew, and differences stay what they are.
    this.#count = (this.#count + 1) >>> 0;
  }

  has(key: string): boolean {
    if (this.#slots === undefined) return false;
    const hash = finished(mixedText(key));
    const at = (hash & this.#mask) * WORDS_PER_SLOT;
    return this.#slots[at] === hash && (this.#count - this.#slots[at + 1]!) >>> 0 <= this.#most;
  }
}
