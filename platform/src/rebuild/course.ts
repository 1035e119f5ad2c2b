import { decodeReceived, positionAt, RECEIVED_TOPIC } from '../ingest/index.ts';
import type { Course } from '../pipeline-rebuild.ts';
import type { Log, LogEntry, LogRecord } from '../stores/index.ts';

interface Parts {
  /** The log that is worked off; nothing of it is changed. */
  readonly received: Log;
  /** Takes every other topic; closed with the course. */
  readonly own: Log;
  /** Position after the last record that is worked off. */
  readonly limit: number;
  /** Key of the one sandbox whose records are seen; all unless given. */
  readonly only?: string | undefined;
}

const NOTHING = new Uint8Array();

/**
 * The log as a rebuild sees it: topic `received` up to an end that moves on, and a log of its own for what the stages write.
 * Its clock tells the receipt of the newest record that was read, so whatever is noted with a time gets one of that time.
 */
class CourseLog implements Log {
  readonly #parts: Parts;
  #bound: number;
  #now: number;
  #waiting: (() => void)[] = [];

  constructor(parts: Parts, now: number) {
    this.#parts = parts;
    this.#now = now;
    this.#bound = parts.received.begin(RECEIVED_TOPIC);
  }

  readonly clock = (): number => this.#now;

  reach(position: number): void {
    this.#bound = Math.max(this.#bound, Math.min(position, this.#parts.limit));
    for (const wake of this.#waiting.splice(0)) wake();
  }

  timeIs(moment: number): void {
    this.#now = moment;
  }

  append(topic: string, entries: readonly LogEntry[]): Promise<number> {
    if (topic === RECEIVED_TOPIC) throw new Error('a rebuild receives nothing');
    return this.#parts.own.append(topic, entries);
  }

  async read(topic: string, from: number, maxRecords: number, maxBytes: number): Promise<readonly LogRecord[]> {
    const { own, received } = this.#parts;
    if (topic !== RECEIVED_TOPIC) return own.read(topic, from, maxRecords, maxBytes);
    const room = this.#bound - from;
    const records = room <= 0 ? [] : await received.read(topic, from, Math.min(maxRecords, room), maxBytes);
    this.#now = records.at(-1)?.time ?? this.#now;
    return this.#parts.only === undefined ? records : records.map((record) => this.#seen(record));
  }

  /** A record of another sandbox is as one that was erased. */
  #seen(record: LogRecord): LogRecord {
    if (record.erased === true || decodeReceived(record.value).meta.scope === this.#parts.only) return record;
    const { position, time } = record;
    return { position, time, key: '', value: NOTHING, erased: true };
  }

  async waitFor(topic: string, from: number, signal: AbortSignal): Promise<void> {
    if (topic !== RECEIVED_TOPIC) return this.#parts.own.waitFor(topic, from, signal);
    if (from < this.#bound || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  end(topic: string): number {
    return topic === RECEIVED_TOPIC ? this.#bound : this.#parts.own.end(topic);
  }

  begin(topic: string): number {
    return topic === RECEIVED_TOPIC ? this.#parts.received.begin(topic) : this.#parts.own.begin(topic);
  }

  passed(topic: string, position: number): void {
    (topic === RECEIVED_TOPIC ? this.#parts.received : this.#parts.own).passed(topic, position);
  }

  trim(topic: string, position: number): Promise<void> {
    return topic === RECEIVED_TOPIC ? Promise.resolve() : this.#parts.own.trim(topic, position);
  }

  erase(topic: string, matches: (value: Uint8Array) => boolean): Promise<void> {
    if (topic === RECEIVED_TOPIC) throw new Error('a rebuild erases nothing that was received');
    return this.#parts.own.erase(topic, matches);
  }

  close(): Promise<void> {
    return this.#parts.own.close();
  }
}

/** A course at its beginning: nothing may be read yet, and it is when the first record was received. `end`: see `Course`. */
export async function openCourse(parts: Parts, end: number): Promise<{ readonly course: Course; readonly log: Log }> {
  const { received } = parts;
  const [first] = await received.read(RECEIVED_TOPIC, received.begin(RECEIVED_TOPIC), 1, 1);
  const log = new CourseLog(parts, first?.time ?? end);
  const course: Course = {
    end,
    clock: log.clock,
    positionAt: (moment) => positionAt(received, RECEIVED_TOPIC, moment),
    reach: (position) => log.reach(position),
    timeIs: (moment) => log.timeIs(moment),
  };
  return { course, log };
}
