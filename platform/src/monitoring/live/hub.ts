import type { Phrase } from '@meniscus/languages/syntax';
import type { Inlet } from '../../flows/index.ts';
import type { ObservedRun, ReceivedMeta } from '../../ingest/index.ts';
import { transactionId } from '../../ingest/index.ts';
import { type Failure, saying } from '../../kernel/index.ts';
import type { StoredBatch } from '../../lake/index.ts';

/** Stages a record is seen at. `failed`, `skipped` and `stored` end its way; `rejected` ends the one to the profile. */
export const STAGES = ['received', 'mapped', 'profile', 'rejected', 'failed', 'skipped', 'stored'] as const;
export type LiveStage = (typeof STAGES)[number];

/** A record at a stage. */
export interface LiveEvent {
  /** Counts up in this process. */
  readonly number: number;
  readonly scope: string;
  readonly stage: LiveStage;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly xactionId: string;
  readonly inletId: string;
  readonly flowId?: string | undefined;
  readonly datasetId?: string | undefined;
  /** Codes and places of failures, the batch of stored rows: nothing of the record itself. */
  readonly detail?: string;
  /** The detail by its code, for other languages, where it is in words. */
  readonly phrase?: Phrase;
  /** Failures in words, which may quote the record: shown with payloads only. */
  readonly reason?: string;
  /** The message or entity as JSON, cut short: personal data, shown only to whom it may be shown. */
  readonly payload?: string;
}

/** Who is told of events, one after the other. */
export interface Listener {
  /** Scope key: nothing of another scope is told. */
  readonly scope: string;
  /** Wants payloads. */
  readonly payloads: boolean;
  offer(event: LiveEvent): void;
}

interface Seen {
  readonly scope: string;
  readonly dataset: string;
  readonly position: number;
  readonly xactionId: string;
  readonly inletId: string;
  readonly flowId: string | undefined;
}

/** Events that can be asked for again after a broken connection. */
const RING = 2000;
/** Records whose row is on its way to the lake. */
const ON_THE_WAY = 5000;
const PAYLOAD_CHARACTERS = 4096;
/** Events are still kept for a listener that lost its connection and comes again. */
const LINGER_MS = 60_000;

/**
 * Tells listeners of records passing. While nobody listens it does nothing at all; memory is bounded whatever comes.
 */
export class LiveHub {
  readonly #listeners = new Set<Listener>();
  readonly #clock: () => number;
  /** Part of event ids, so that those of an earlier process are known as such. */
  readonly boot: string;
  #ring: LiveEvent[] = [];
  #seen: Seen[] = [];
  #number = 0;
  #lastLeft = Number.NEGATIVE_INFINITY;

  constructor(clock: () => number, boot: string) {
    this.#clock = clock;
    this.boot = boot;
  }

  /** Somebody listens, or did a moment ago. */
  get awake(): boolean {
    if (this.#listeners.size > 0) return true;
    if (this.#clock() - this.#lastLeft < LINGER_MS) return true;
    if (this.#ring.length > 0) {
      this.#ring = [];
      this.#seen = [];
    }
    return false;
  }

  get #payloads(): boolean {
    for (const { payloads } of this.#listeners) if (payloads) return true;
    return false;
  }

  /** Events of the scope after that number; undefined when some of them are no longer there. */
  since(scope: string, number: number): readonly LiveEvent[] | undefined {
    const oldest = this.#ring[0]?.number ?? this.#number + 1;
    if (number > this.#number || number + 1 < oldest) return undefined;
    return this.#ring.filter((event) => event.number > number && event.scope === scope);
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener)) this.#lastLeft = this.#clock();
    };
  }

  forget(scope: string): void {
    this.#ring = this.#ring.filter((event) => event.scope !== scope);
    this.#seen = this.#seen.filter((one) => one.scope !== scope);
  }

  accepted(inlet: Inlet, meta: ReceivedMeta, position: number, time: number): void {
    if (!this.awake) return;
    const id = transactionId(time, position);
    const refused = new Set(meta.refused);
    const all = meta.count + refused.size;
    for (let index = 0; index < all; index += 1) {
      if (refused.has(index)) continue;
      const xactionId = meta.batch ? `${id}:${index}` : id;
      this.#tell({ scope: meta.scope, stage: 'received', at: time, xactionId, inletId: inlet.id, flowId: meta.flow });
    }
  }

  ran(run: ObservedRun): void {
    if (!this.awake) return;
    const at = run.finishedAt;
    const payloads = this.#payloads;
    const rejected = new Map(run.rejections.map(({ record, failures }) => [record, failures]));
    for (const record of run.records) {
      const { target, xactionId, origin, position } = record;
      const scope = target.scope.key;
      const datasetId = target.dataset.id;
      const { inletId, flowId } = origin;
      const about = { scope, at, xactionId, inletId, flowId, datasetId };
      const payload = payloads ? { payload: record.json.slice(0, PAYLOAD_CHARACTERS) } : {};
      this.#tell({ ...about, stage: 'mapped', ...payload });
      const failures = rejected.get(record);
      if (failures !== undefined) {
        this.#tell({ ...about, stage: 'rejected', ...toldOf(failures) });
      } else if (target.dataset.profileEnabled && target.schema.union) this.#tell({ ...about, stage: 'profile' });
      if (record.stored || record.profileOnly === true) continue;
      this.#seen.push({ scope, dataset: datasetId, position, xactionId, inletId, flowId });
    }
    if (this.#seen.length > ON_THE_WAY) this.#seen = this.#seen.slice(-ON_THE_WAY);
    for (const { scope, record } of run.failed) {
      const { xactionId, inletId, flowId, datasetId, failures } = record;
      const text = payloads ? { payload: JSON.stringify(record.payload).slice(0, PAYLOAD_CHARACTERS) } : {};
      this.#tell({ scope, stage: 'failed', at, xactionId, inletId, flowId, datasetId, ...toldOf(failures), ...text });
    }
    for (const { scope, dataset: datasetId, flowId, inletId, xactionId } of run.skipped)
      this.#tell({ scope, stage: 'skipped', at, xactionId, inletId, flowId, datasetId });
  }

  stored({ scope, dataset, from, to, at, batch }: StoredBatch): void {
    if (!this.awake) return;
    const kept: Seen[] = [];
    for (const one of this.#seen) {
      const isIn = one.scope === scope && one.dataset === dataset && one.position >= from && one.position <= to;
      if (!isIn) {
        kept.push(one);
        continue;
      }
      const { xactionId, inletId, flowId } = one;
      const { message: detail, phrase } = saying('in-batch', { batch, id: dataset });
      this.#tell({ scope, stage: 'stored', at, xactionId, inletId, flowId, datasetId: dataset, detail, phrase });
    }
    this.#seen = kept;
  }

  #tell(about: Omit<LiveEvent, 'number'>): void {
    this.#number += 1;
    const event = { ...about, number: this.#number };
    this.#ring.push(event);
    if (this.#ring.length >= 2 * RING) this.#ring = this.#ring.slice(-RING);
    for (const listener of this.#listeners) if (listener.scope === event.scope) listener.offer(event);
  }
}

function toldOf(failures: readonly Failure[]): { detail: string; reason: string } {
  return {
    detail: failures.map(({ code, pointer }) => (pointer === '' ? code : `${code} ${pointer}`)).join('; '),
    reason: failures.map(({ message }) => message).join('; '),
  };
}
