/** A record on its way out. */
export interface Item {
  /** Place in the queue. */
  readonly position: number;
  /** Place of its webhook. */
  readonly from: number;
  /** Records of one lane go out one after the other; undefined: it has a lane of its own. */
  readonly lane: string | undefined;
  /** As the target takes it. */
  readonly json: string;
  readonly bytes: number;
  /** Requests it was part of. */
  attempts: number;
  /** Answers about this record that said "later". */
  delays: number;
  /** Not before this moment of the steady clock. */
  notBefore: number;
  /** Goes in a request of its own, because an answer for several did not tell about it. */
  alone: boolean;
}

interface Lane {
  readonly items: Item[];
  busy: boolean;
}

/**
 * Records that were read from the queue and are not done. The first of each lane may go out; the next one follows when it
 * is done. So a record that has to wait holds up its own lane and no other.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  #size = 0;
  #bytes = 0;

  /** Records waiting or under way. */
  get size(): number {
    return this.#size;
  }

  /** Their bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  add(item: Item): void {
    const key = keyOf(item);
    const lane = this.#lanes.get(key);
    if (lane === undefined) this.#lanes.set(key, { items: [item], busy: false });
    else lane.items.push(item);
    this.#size += 1;
    this.#bytes += item.bytes;
  }

  /**
   * Takes the next request: the firsts of free lanes, longest waiting lane first, up to the limits. At least one when any may
   * go. What is taken keeps its lane busy until `done` or `again`.
   */
  take(now: number, most: number, mostBytes: number): readonly Item[] {
    const taken: Item[] = [];
    let bytes = 0;
    for (const lane of this.#lanes.values()) {
      const head = lane.items[0]!;
      if (lane.busy || head.notBefore > now) continue;
      if (taken.length > 0 && (head.alone || bytes + head.bytes > mostBytes)) continue;
      lane.busy = true;
      taken.push(head);
      bytes += head.bytes;
      if (head.alone || taken.length >= most) break;
    }
    return taken;
  }

  /** The record needs no more. */
  done(item: Item): void {
    const key = keyOf(item);
    const lane = this.#lanes.get(key)!;
    lane.items.shift();
    lane.busy = false;
    this.#size -= 1;
    this.#bytes -= item.bytes;
    // A lane that goes on moves to the end, so that one with many records does not keep the others waiting.
    this.#lanes.delete(key);
    if (lane.items.length > 0) this.#lanes.set(key, lane);
  }

  /** The record stays first in its lane. */
  again(item: Item): void {
    this.#lanes.get(keyOf(item))!.busy = false;
  }

  /** When the next record that waits may go, by the steady clock; undefined when none waits for a moment. */
  nextAt(now: number): number | undefined {
    let next: number | undefined;
    for (const { busy, items } of this.#lanes.values()) {
      const at = items[0]!.notBefore;
      if (!busy && at > now && (next === undefined || at < next)) next = at;
    }
    return next;
  }

  /** Lanes whose first record waits for its next attempt. */
  delayed(now: number): number {
    let count = 0;
    for (const { busy, items } of this.#lanes.values()) if (!busy && items[0]!.notBefore > now) count += 1;
    return count;
  }

  /** The oldest place of a webhook any record here came from; undefined when empty. */
  oldestFrom(): number | undefined {
    let oldest: number | undefined;
    for (const { items } of this.#lanes.values())
      for (const { from } of items) if (oldest === undefined || from < oldest) oldest = from;
    return oldest;
  }
}

function keyOf({ lane, position }: Item): string {
  return lane === undefined ? `#${position}` : `/${lane}`;
}
