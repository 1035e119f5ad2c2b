declare const packed: unique symbol;

/**
 * What segmentation keeps of one person, as bytes in a text, a character each: a hundred thousand of them are in memory, and one text is
 * a third of the lists and objects it stands for, and nothing for the collector of the heap to go through. Never changed; `StateDraft`
 * makes the next one. Audiences go by their number in the scope (`AudienceNumbers`), three bytes of it, which is more than their list could
 * hold; moments are whole epoch milliseconds, up to `LAST_MOMENT` before and after 1970. It holds
 *
 * - number of the audience to since when, in order of the numbers: above 0 a member since then, below 0 left then (negated);
 * - external memberships that end by themselves: number to the first moment they no longer hold, in order of the numbers;
 * - what was so before, oldest first: number and former value. Bounded (`MOST_PAST`); older ones are kept apart;
 * - `from`: it tells about moments from there on; about earlier ones, rows of their own for each identity do;
 * - `due`: the next moment a rule can answer otherwise by time alone; 0: none.
 */
export type PersonState = string & { readonly [packed]: true };

/** The largest whole number that is exact, and of seven bytes. Rules may turn later, which no clock will ever show. */
export const LAST_MOMENT = Number.MAX_SAFE_INTEGER;

/** Former values that stay with a person. More of them cost more memory and time of busy people than rows of their own do. */
export const MOST_PAST = 48;

/** The first byte. Of JSON it would be a brace, and of numbers of eight bytes 0, which states were before. */
const VERSION = 1;
const COUNT_BYTES = 3;
const MOMENT_BYTES = 7;
/** Of a number, as wide as a count, and a moment. */
const ENTRY = COUNT_BYTES + MOMENT_BYTES;
const SINCES = 1;
const ENDS = SINCES + COUNT_BYTES;
const PASTS = ENDS + COUNT_BYTES;
const FROM = PASTS + COUNT_BYTES;
const DUE = FROM + MOMENT_BYTES;
const HEAD = DUE + MOMENT_BYTES;
const WORD = 2 ** 32;

function countIn(state: PersonState, at: number): number {
  return state.charCodeAt(at) | (state.charCodeAt(at + 1) << 8) | (state.charCodeAt(at + 2) << 16);
}

function momentIn(state: PersonState, at: number): number {
  const low = (countIn(state, at) | (state.charCodeAt(at + 3) << 24)) >>> 0;
  return ((countIn(state, at + 4) << 8) >> 8) * WORD + low;
}

/** The moment of a number among `count` entries from `start` on, which are in order. */
function foundIn(state: PersonState, start: number, count: number, number: number): number | undefined {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = start + middle * ENTRY;
    const found = countIn(state, at);
    if (found === number) return momentIn(state, at + COUNT_BYTES);
    if (found < number) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

type Each = (number: number, moment: number) => void;

function eachIn(state: PersonState, start: number, count: number, each: Each): void {
  for (let at = start; at < start + count * ENTRY; at += ENTRY)
    each(countIn(state, at), momentIn(state, at + COUNT_BYTES));
}

function endsAt(state: PersonState): number {
  return HEAD + countIn(state, SINCES) * ENTRY;
}

function pastAt(state: PersonState): number {
  return endsAt(state) + countIn(state, ENDS) * ENTRY;
}

/** A text as the state it is; undefined when it is none, or not all of one. */
export function stateIn(text: string): PersonState | undefined {
  const state = text as PersonState;
  const entries = countIn(state, SINCES) + countIn(state, ENDS) + countIn(state, PASTS);
  return state.charCodeAt(0) === VERSION && state.length === HEAD + entries * ENTRY ? state : undefined;
}

/** Since when somebody is in an audience, or negated, since when no more; undefined: never was a member. */
export function sinceOf(state: PersonState, audience: number): number | undefined {
  return foundIn(state, HEAD, countIn(state, SINCES), audience);
}

export function eachSince(state: PersonState, each: Each): void {
  eachIn(state, HEAD, countIn(state, SINCES), each);
}

/** When an external membership ends by itself; undefined: it does not. */
export function endOf(state: PersonState, audience: number): number | undefined {
  const ends = countIn(state, ENDS);
  return ends === 0 ? undefined : foundIn(state, endsAt(state), ends, audience);
}

export function eachEnd(state: PersonState, each: Each): void {
  const ends = countIn(state, ENDS);
  if (ends > 0) eachIn(state, endsAt(state), ends, each);
}

/** The first moment an external membership ends by itself; infinite: none does. */
export function soonestEndOf(state: PersonState): number {
  let soonest = Number.POSITIVE_INFINITY;
  eachEnd(state, (_, until) => {
    soonest = Math.min(soonest, until);
  });
  return soonest;
}

/** What was so before, oldest first. */
export function eachPast(state: PersonState, each: Each): void {
  eachIn(state, pastAt(state), countIn(state, PASTS), each);
}

export function fromOf(state: PersonState): number {
  return momentIn(state, FROM);
}

export function dueOf(state: PersonState): number {
  return momentIn(state, DUE);
}

/** The same without a moment that time alone would change it at. */
export function withoutDue(state: PersonState): PersonState {
  return `${state.slice(0, DUE)}${'\0'.repeat(MOMENT_BYTES)}${state.slice(HEAD)}` as PersonState;
}

/** Does it tell of any audience, now or before? */
export function tellsOfAny(state: PersonState): boolean {
  return countIn(state, SINCES) > 0 || countIn(state, PASTS) > 0;
}

/** Is there anything to keep? */
export function isEmpty(state: PersonState): boolean {
  return !tellsOfAny(state) && dueOf(state) === 0 && fromOf(state) === 0;
}

/** Is a value of `since` that of a member? */
export function isMember(since: number | undefined): boolean {
  return since !== undefined && since > 0;
}

/** Value of an audience at a moment the state tells about. */
export function sinceAt(state: PersonState, audience: number, at: number): number | undefined {
  const now = sinceOf(state, audience);
  if (now === undefined || Math.abs(now) <= at) return now;
  let last: number | undefined;
  eachPast(state, (number, value) => {
    if (number === audience && Math.abs(value) <= at) last = value;
  });
  return last;
}

/**
 * Where the next state of a person is put together: bytes that are used for one person after another. They are read here, too, since making a
 * text of them for each question between two changes costs more than all that is asked.
 */
export class StateDraft {
  #bytes = Buffer.alloc(4096);
  #length = HEAD;

  /** From a state, or from nothing. */
  begin(state?: PersonState): this {
    this.#length = state?.length ?? HEAD;
    if (this.#length > this.#bytes.length) this.#bytes = Buffer.alloc(2 * this.#length);
    if (state !== undefined) this.#bytes.write(state, 0, 'latin1');
    else {
      this.#bytes.fill(0, 0, HEAD);
      this.#bytes[0] = VERSION;
    }
    return this;
  }

  /** The state as it stands. */
  get state(): PersonState {
    return this.#bytes.toString('latin1', 0, this.#length) as PersonState;
  }

  setFrom(moment: number): void {
    this.#setMoment(FROM, moment);
  }

  setDue(moment: number): void {
    this.#setMoment(DUE, moment);
  }

  get pastCount(): number {
    return this.#count(PASTS);
  }

  sinceOf(audience: number): number | undefined {
    const at = this.#placeOf(HEAD, this.#count(SINCES), audience);
    return at < 0 ? undefined : this.#moment(at + COUNT_BYTES);
  }

  setSince(audience: number, since: number): void {
    this.#set(SINCES, HEAD, audience, since);
  }

  /** Notes when an external membership ends; undefined: it does not. */
  setEnd(audience: number, until: number | undefined): void {
    if (until !== undefined) this.#set(ENDS, this.#endsAt, audience, until);
    else if (this.#count(ENDS) > 0) this.#remove(ENDS, this.#endsAt, audience);
  }

  addPast(audience: number, value: number): void {
    this.#insert(PASTS, this.#length, audience, value);
  }

  clearPast(): void {
    this.#length -= this.#count(PASTS) * ENTRY;
    this.#setCount(PASTS, 0);
  }

  /** Nothing of an audience stays. */
  forget(audience: number): void {
    this.#remove(SINCES, HEAD, audience);
    this.#remove(ENDS, this.#endsAt, audience);
    for (let at = this.#length - this.#count(PASTS) * ENTRY; at < this.#length; )
      if (this.#count(at) === audience) this.#drop(PASTS, at);
      else at += ENTRY;
  }

  get #endsAt(): number {
    return HEAD + this.#count(SINCES) * ENTRY;
  }

  #count(at: number): number {
    const bytes = this.#bytes;
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
  }

  #setCount(at: number, count: number): void {
    const bytes = this.#bytes;
    bytes[at] = count;
    bytes[at + 1] = count >> 8;
    bytes[at + 2] = count >> 16;
  }

  #moment(at: number): number {
    const low = (this.#count(at) | (this.#bytes[at + 3]! << 24)) >>> 0;
    return ((this.#count(at + 4) << 8) >> 8) * WORD + low;
  }

  #setMoment(at: number, moment: number): void {
    const high = Math.floor(moment / WORD);
    const low = moment - high * WORD;
    this.#setCount(at, low);
    this.#bytes[at + 3] = low >>> 24;
    this.#setCount(at + 4, high);
  }

  /** Where the entry of a number stands; less one and negated, where it would. */
  #placeOf(start: number, count: number, number: number): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.#count(start + middle * ENTRY);
      if (found === number) return start + middle * ENTRY;
      if (found < number) low = middle + 1;
      else high = middle;
    }
    return -1 - (start + low * ENTRY);
  }

  #set(counted: number, start: number, number: number, moment: number): void {
    const at = this.#placeOf(start, this.#count(counted), number);
    if (at < 0) this.#insert(counted, -1 - at, number, moment);
    else this.#setMoment(at + COUNT_BYTES, moment);
  }

  #insert(counted: number, at: number, number: number, moment: number): void {
    if (this.#length + ENTRY > this.#bytes.length) {
      const larger = Buffer.alloc(2 * this.#bytes.length);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    if (at < this.#length) this.#bytes.copyWithin(at + ENTRY, at, this.#length);
    this.#length += ENTRY;
    this.#setCount(at, number);
    this.#setMoment(at + COUNT_BYTES, moment);
    this.#setCount(counted, this.#count(counted) + 1);
  }

  #remove(counted: number, start: number, number: number): void {
    const at = this.#placeOf(start, this.#count(counted), number);
    if (at >= 0) this.#drop(counted, at);
  }

  #drop(counted: number, at: number): void {
    this.#bytes.copyWithin(at, at + ENTRY, this.#length);
    this.#length -= ENTRY;
    this.#setCount(counted, this.#count(counted) - 1);
  }
}
