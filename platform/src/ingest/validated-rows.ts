import type { LogEntry } from '../stores/index.ts';
import { encodeValidated, type Lines, type SpareLines, type ValidatedMeta } from './validated.ts';

/** What makes a lane. */
export type RowsLane = Pick<ValidatedMeta, 'scope' | 'dataset' | 'batch' | 'failed'>;

/** Rows of one lane on their way to topic `validated`. */
export type LaneRows = { -readonly [K in keyof ValidatedMeta]: ValidatedMeta[K] } & {
  readonly lines: Lines;
  flows?: Record<string, number>;
};

/** Rows on their way to topic `validated`, by lane: those of one run, then those of all runs since the last append. */
export class ValidatedRows {
  readonly #lanes = new Map<string, LaneRows>();
  readonly #spare: SpareLines;

  constructor(spare: SpareLines) {
    this.#spare = spare;
  }

  /** The lane with some more rows from a position of topic `received`, whose lines are still to be added. */
  add(
    key: string,
    lane: RowsLane,
    { position, time }: { readonly position: number; readonly time: number },
    rows: number,
  ): LaneRows {
    let known = this.#lanes.get(key);
    if (known === undefined) {
      known = { ...lane, from: position, to: position, rows: 0, since: time, at: time, lines: this.#spare.take() };
      this.#lanes.set(key, known);
    }
    known.to = position;
    known.at = time;
    known.rows += rows;
    return known;
  }

  /** Takes over the rows of a later run, behind its own. The other one is not to be used any more. */
  join(later: ValidatedRows): void {
    for (const [key, rows] of later.#lanes) {
      const known = this.#lanes.get(key);
      if (known === undefined) this.#lanes.set(key, rows);
      else {
        append(known, rows);
        this.#spare.give(rows.lines);
      }
    }
  }

  /** Bytes of all lines. */
  get bytes(): number {
    let bytes = 0;
    for (const { lines } of this.#lanes.values()) bytes += lines.bytes.byteLength;
    return bytes;
  }

  /** Takes all of it: one log record per lane. */
  takeEntries(): readonly LogEntry[] {
    const entries = [...this.#lanes].map(([key, { lines, ...meta }]) => {
      const value = encodeValidated(meta, lines.bytes);
      this.#spare.give(lines);
      return { key, value, time: meta.at };
    });
    this.#lanes.clear();
    return entries;
  }
}

function append(known: LaneRows, later: LaneRows): void {
  known.to = later.to;
  known.at = later.at;
  known.rows += later.rows;
  if (later.end !== undefined) known.end = later.end;
  for (const [flow, rows] of Object.entries(later.flows ?? {})) {
    known.flows ??= {};
    known.flows[flow] = (known.flows[flow] ?? 0) + rows;
  }
  known.lines.addAll(later.lines);
}
