import type { Inlet } from '../flows/index.ts';
import type { Excess, ObservedRun, Observer, ReceivedMeta } from '../ingest/index.ts';
import type { StoredBatch } from '../lake/index.ts';
import type { PendingWrites } from '../stores/index.ts';
import { addReason } from './counts.ts';
import { limitOf } from './guardrails/guardrails.ts';
import type { GuardrailMeter } from './guardrails/meter.ts';
import type { LiveHub } from './live/hub.ts';
import type { Series } from './series.ts';
import type { StoredSeries } from './stored-rows.ts';
import type { StreamRuns } from './stream-runs.ts';
import { countsIn, subjectKey, type Tally, tallyOf } from './tally.ts';

interface Parts {
  readonly series: Series;
  readonly stored: StoredSeries;
  readonly meter: GuardrailMeter;
  readonly live: LiveHub;
  readonly runs: StreamRuns;
  readonly clock: () => number;
}

const LAKE_LATENCY = limitOf('lake-latency');

/** Everything that watches the records pass, as one observer of the process loop and the door. */
export class Watch implements Observer {
  readonly #parts: Parts;
  /** What the door said since the loop last took it over. */
  #door: Tally = new Map();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  accepted(inlet: Inlet, meta: ReceivedMeta, position: number, time: number, bytes: number): void {
    const counts = countsIn(this.#door, subjectKey.inlet(meta.scope, inlet.id));
    counts.received += meta.count;
    counts.bytes += bytes;
    this.#parts.meter.accepted(meta.scope, inlet.id, bytes, meta.count);
    this.#parts.live.accepted(inlet, meta, position, time);
  }

  refused(inlet: Inlet, status: number, messages: number): void {
    const counts = countsIn(this.#door, subjectKey.inlet(inlet.scope.key, inlet.id));
    counts.refused += messages;
    addReason(counts, `HTTP-${status}`, messages);
  }

  exceeded(excess: Excess): void {
    this.#parts.meter.exceeded(excess);
  }

  async ran(run: ObservedRun): Promise<void> {
    const { series, meter, live, runs } = this.#parts;
    const tally = tallyOf(run);
    runs.passed(tally.keys(), run.finishedAt);
    await series.add(tally, run.finishedAt);
    meter.ran(run);
    await this.mergeDoor();
    live.ran(run);
  }

  /** What the door said waits to be handed to the loop. */
  get waits(): boolean {
    return this.#door.size > 0 || this.#parts.meter.pending > 0;
  }

  /** Hands what the door said to the checkpoint. Only by the process loop or between two of its runs. */
  async mergeDoor(): Promise<void> {
    const door = this.#door;
    this.#door = new Map();
    if (door.size > 0) await this.#parts.series.add(door, this.#parts.clock());
    await this.#parts.meter.merge();
  }

  /** In the transaction of the lake; what is returned is done once that is durable. */
  async stored(tx: unknown, batch: StoredBatch): Promise<() => void> {
    const { stored, meter, live } = this.#parts;
    await stored.add(tx, batch);
    return () => {
      const oldest = batch.ages.reduce((least, { since }) => Math.min(least, since), batch.at);
      const value = batch.at - oldest;
      if (value > LAKE_LATENCY)
        meter.exceeded({
          guardrail: 'lake-latency',
          scope: batch.scope,
          subject: batch.dataset,
          value,
          count: batch.rows,
        });
      live.stored(batch);
    };
  }

  /** Drops what was seen of a dead scope and not written yet. */
  forget(scope: string): void {
    for (const subject of this.#door.keys()) if (subject.startsWith(`${scope}/`)) this.#door.delete(subject);
    this.#parts.meter.forget(scope);
    this.#parts.live.forget(scope);
    this.#parts.runs.forget(scope);
  }

  get dirtyCount(): number {
    return this.#parts.series.dirtyCount + this.#parts.meter.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    const taken = [this.#parts.series.take(into), this.#parts.meter.take(into)];
    return {
      settle() {
        for (const part of taken) part.settle();
      },
    };
  }
}
