import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';
import { addCounts, type Counts, noCounts } from './counts.ts';
import type { Tally } from './tally.ts';

const MINUTE = 60_000;

/** Stretches of time that are counted by, with how long they are kept: the shorter, the less long. */
export const LEVELS = {
  minute: { ms: MINUTE, keepMs: 2 * 86_400_000 },
  quarter: { ms: 15 * MINUTE, keepMs: 35 * 86_400_000 },
  hour: { ms: 60 * MINUTE, keepMs: 400 * 86_400_000 },
} as const;
export type Level = keyof typeof LEVELS;
export const LEVEL_NAMES = Object.keys(LEVELS) as readonly Level[];

/** A stretch of time and what was counted in it. */
export interface Stretch {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly counts: Counts;
}

const PREFIX = 'monitoring/';
const PAGE = 2000;

function pad(at: number): string {
  return String(at).padStart(14, '0');
}

/** Key of the stretch a moment lies in: by subject, then by time, so that a subject's history is one range. */
function keyOf(subject: string, level: Level, at: number): string {
  return `${subject}/${level}/${pad(at - (at % LEVELS[level].ms))}`;
}

/**
 * Counts by subject and stretch of time. What is added is written with the next checkpoint of the process loop, so it is
 * counted once over any crash; what is read sees what is not written yet.
 *
 * Memory: the stretches being counted in, three per active subject, and a small cache. Everything else is in the store.
 */
export class Series {
  readonly #store: KeyedStore;
  readonly #stretches: WriteBehind<Counts>;

  constructor(store: KeyedStore) {
    this.#store = store;
    this.#stretches = new WriteBehind({ store, prefix: PREFIX, codec: jsonCodec<Counts>(), residents: 3000 });
  }

  /** Only by the process loop or between two of its runs. */
  async add(tally: Tally, at: number): Promise<void> {
    const keys = [...tally.keys()].flatMap((subject) => LEVEL_NAMES.map((level) => keyOf(subject, level, at)));
    await this.#stretches.load(keys);
    for (const [subject, counts] of tally) {
      for (const level of LEVEL_NAMES) {
        const key = keyOf(subject, level, at);
        const known = this.#stretches.get(key) ?? noCounts();
        addCounts(known, counts);
        this.#stretches.set(key, known);
      }
    }
  }

  get dirtyCount(): number {
    return this.#stretches.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#stretches.take(into);
  }

  /**
   * Stretches of a subject that begin in `[from, to)`, oldest first; those without a count are left out. Sees what the last
   * checkpoint wrote.
   */
  async read(subject: string, level: Level, from: number, to: number): Promise<readonly Stretch[]> {
    const { ms } = LEVELS[level];
    const start = `${PREFIX}${subject}/${level}/`;
    const stretches: Stretch[] = [];
    for (let at = from - (from % ms); at < to; ) {
      const rows = await this.#store.range({ from: start + pad(at), to: start + pad(to), limit: PAGE });
      for (const [key, bytes] of rows)
        stretches.push({ from: Number(key.slice(-14)), counts: JSON.parse(Buffer.from(bytes).toString()) as Counts });
      if (rows.length < PAGE) break;
      at = stretches.at(-1)!.from + 1;
    }
    return stretches;
  }

  /** Removes what is older than its level is kept. Repeating it is harmless; nothing that is written to is that old. */
  async prune(subjects: readonly string[], now: number): Promise<void> {
    for (const subject of subjects) {
      for (const level of LEVEL_NAMES) {
        const start = `${PREFIX}${subject}/${level}/`;
        const to = start + pad(Math.max(0, now - LEVELS[level].keepMs));
        const rows = await this.#store.range({ from: start, to, limit: PAGE });
        if (rows.length > 0) await this.#store.write({ puts: [], deletes: rows.map(([key]) => key), positions: [] });
      }
    }
  }

  /** Everything ever counted of a scope, by subject. Sees what the last checkpoint wrote. */
  async subjects(scope: string): Promise<readonly string[]> {
    const found: string[] = [];
    const end = `${PREFIX}${scope}/~`;
    for (let from = `${PREFIX}${scope}/`; ; ) {
      const [row] = await this.#store.range({ from, to: end, limit: 1 });
      if (row === undefined) return found;
      const subject = row[0].slice(PREFIX.length).split('/').slice(0, 2).join('/');
      found.push(subject);
      from = `${PREFIX}${subject}/~`;
    }
  }
}
