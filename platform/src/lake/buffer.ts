import type { BatchEnd, ValidatedMeta } from '../ingest/index.ts';
import type { ColumnTree } from './columns.ts';

/** Rows of one dataset waiting to become a batch: bytes as they stand in the log. */
export class RowBuffer {
  readonly scope: string;
  readonly dataset: string;
  /** Columns when the rows came; undefined when the dataset or its schema is gone. */
  readonly tree: ColumnTree | undefined;
  readonly pieces: Uint8Array[] = [];
  /** When the first row was taken in, epoch milliseconds. */
  readonly since: number;
  /** First and last position of topic `validated`. */
  readonly first: number;
  last: number;
  /** First and last position of topic `received`. */
  from: number;
  to: number;
  rows = 0;
  bytes = 0;
  /** Rows by the dataflow they came by. */
  readonly flows = new Map<string, number>();
  /** When they were received: rows and epoch milliseconds of the oldest, by run of the process loop. */
  readonly ages: { readonly rows: number; readonly since: number }[] = [];
  /** With these rows the batch of the lane is whole. */
  end: BatchEnd | undefined;
  /** The batch it becomes; chosen with the first attempt and kept for the next. */
  batch: string | undefined;
  /** Not before this time, after a failed attempt. */
  retryAt = 0;
  attempts = 0;

  constructor(meta: ValidatedMeta, tree: ColumnTree | undefined, position: number, now: number) {
    this.scope = meta.scope;
    this.dataset = meta.dataset;
    this.tree = tree;
    this.since = now;
    this.first = position;
    this.last = position;
    this.from = meta.from;
    this.to = meta.to;
  }

  /** Rows of a record, as many as said. */
  add(meta: ValidatedMeta, position: number, lines: Uint8Array, rows: number): void {
    this.pieces.push(lines);
    this.rows += rows;
    this.bytes += lines.length;
    this.last = position;
    this.from = Math.min(this.from, meta.from);
    this.to = Math.max(this.to, meta.to);
    this.end ??= meta.end;
    this.ages.push({ rows: meta.rows, since: meta.since ?? meta.at });
    for (const [flow, rows] of Object.entries(meta.flows ?? {}))
      this.flows.set(flow, (this.flows.get(flow) ?? 0) + rows);
  }
}
