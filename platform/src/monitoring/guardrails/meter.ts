import type { Excess, Follower, ObservedRun, Rejection, Target, XdmRecord } from '../../ingest/index.ts';
import { type Failure, saying } from '../../kernel/index.ts';
import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../../stores/index.ts';
import { limitOf } from './guardrails.ts';

/** What was beyond a limit, for one subject. */
export interface Finding {
  readonly guardrail: string;
  readonly subject: string;
  /** Requests, messages or records beyond it, since it was first seen. */
  readonly count: number;
  /** The most there was, in the unit of the limit. */
  readonly most: number;
  /** First and last time, epoch milliseconds. */
  readonly since: number;
  readonly last: number;
}

/** One that is being counted. */
type Found = { -readonly [K in keyof Finding]: Finding[K] };

const PREFIX = 'guardrail/';
/** No array of the entity is deeper than this when arrays are measured: schemas of loyalty programmes stay above. */
const ARRAY_DEPTH = 5;
const LIMITS = {
  event: limitOf('event-size'),
  record: limitOf('record-size'),
  eventArray: limitOf('event-array'),
  recordArray: limitOf('record-array'),
  profileEvents: limitOf('profile-events'),
  messageSize: limitOf('message-size'),
  profileLatency: limitOf('profile-latency'),
};

/** Most elements of any array of a value. */
export function longestArray(value: object, depth = ARRAY_DEPTH): number {
  let longest = 0;
  if (Array.isArray(value)) {
    longest = value.length;
    if (depth > 0) for (let n = 0; n < value.length; n += 1) longest = longer(longest, value[n], depth);
  } else if (depth > 0)
    for (const key in value) longest = longer(longest, (value as Record<string, unknown>)[key], depth);
  return longest;
}

function longer(longest: number, child: unknown, depth: number): number {
  return typeof child === 'object' && child !== null ? Math.max(longest, longestArray(child, depth - 1)) : longest;
}

/** Bytes of a record as JSON, when they are beyond a limit; 0 when they are not. Characters decide where they can. */
function bytesBeyond(json: string, limit: number): number {
  if (json.length * 3 <= limit) return 0;
  const bytes = Buffer.byteLength(json);
  return bytes > limit ? bytes : 0;
}

function reachesProfile({ target }: XdmRecord): boolean {
  return target.dataset.profileEnabled && target.schema.union && target.schema.behavior !== 'adhoc';
}

/** Size of a record that Adobe's profile store would drop; undefined when it would not. */
function tooLarge(
  record: XdmRecord,
): { readonly id: 'event-size' | 'record-size'; readonly bytes: number } | undefined {
  const event = record.target.schema.behavior === 'time-series';
  const bytes = bytesBeyond(record.json, event ? LIMITS.event : LIMITS.record);
  return bytes === 0 ? undefined : { id: event ? 'event-size' : 'record-size', bytes };
}

/**
 * What Adobe's published limits would throttle or drop. It changes nothing by itself: it says what, where, how much and
 * since when. What is found in records is written with the checkpoint of the process loop; what the door finds joins it.
 */
export class GuardrailMeter {
  readonly #findings: WriteBehind<Finding>;
  readonly #store: KeyedStore;
  readonly #clock: () => number;
  /** Records for profiles by organisation in the second that is being counted. */
  readonly #seconds = new Map<string, { second: number; count: number }>();
  /** Found since they were last handed to the loop. */
  #pending = new Map<string, Found>();

  constructor(store: KeyedStore, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
    this.#findings = new WriteBehind({ store, prefix: PREFIX, codec: jsonCodec<Finding>(), residents: 2000 });
  }

  get pending(): number {
    return this.#pending.size;
  }

  exceeded({ guardrail, scope, subject, value, count }: Excess): void {
    const now = this.#clock();
    const key = `${scope}/${guardrail}/${subject}`;
    const known = this.#pending.get(key);
    if (known === undefined) this.#pending.set(key, { guardrail, subject, count, most: value, since: now, last: now });
    else {
      // On the way of each request beyond a limit: changed in place.
      known.count += count;
      known.most = Math.max(known.most, value);
      known.since = Math.min(known.since, now);
      known.last = now;
    }
  }

  accepted(scope: string, inlet: string, bytes: number, messages: number): void {
    if (bytes <= LIMITS.messageSize) return;
    const each = Math.ceil(bytes / Math.max(1, messages));
    if (each > LIMITS.messageSize)
      this.exceeded({ guardrail: 'message-size', scope, subject: inlet, value: each, count: messages });
  }

  ran(run: ObservedRun): void {
    const beyond = new Beyond();
    for (const record of run.records) {
      if (!reachesProfile(record)) continue;
      const { target, entity, origin } = record;
      const event = target.schema.behavior === 'time-series';
      const large = tooLarge(record);
      if (large !== undefined) beyond.add(large.id, target, target.dataset.id, large.bytes);
      const limit = event ? LIMITS.eventArray : LIMITS.recordArray;
      // An element and its comma are two characters of the text at least.
      const longest = record.json.length <= 2 * limit ? 0 : longestArray(entity);
      if (longest > limit) beyond.add(event ? 'event-array' : 'record-array', target, target.dataset.id, longest);
      const latency = run.finishedAt - record.receivedAt;
      if (latency > LIMITS.profileLatency)
        beyond.add('profile-latency', target, origin.flowId ?? target.dataset.id, latency);
      const inSecond = this.#countSecond(target.scope.org, record.receivedAt);
      if (inSecond > LIMITS.profileEvents) beyond.add('profile-events', target, target.scope.org, inSecond);
    }
    for (const excess of beyond.all) this.exceeded(excess);
  }

  /** Records for profiles of an organisation in the second this one was received in, this one included. */
  #countSecond(org: string, receivedAt: number): number {
    const second = Math.floor(receivedAt / 1000);
    let use = this.#seconds.get(org);
    if (use === undefined) {
      use = { second, count: 0 };
      this.#seconds.set(org, use);
    }
    if (use.second !== second) {
      use.second = second;
      use.count = 0;
    }
    use.count += 1;
    return use.count;
  }

  /** Hands what was found to the checkpoint. Only by the process loop or between two of its runs. */
  async merge(): Promise<void> {
    if (this.#pending.size === 0) return;
    const pending = this.#pending;
    this.#pending = new Map();
    await this.#findings.load(pending.keys());
    for (const [key, found] of pending) this.#findings.set(key, joined(this.#findings.get(key), found));
  }

  forget(scope: string): void {
    for (const key of this.#pending.keys()) if (key.startsWith(`${scope}/`)) this.#pending.delete(key);
  }

  get dirtyCount(): number {
    return this.#findings.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#findings.take(into);
  }

  /** Findings of a scope. Sees what the last checkpoint wrote. */
  async findings(scope: string): Promise<readonly Finding[]> {
    const rows = await this.#store.range({ from: `${PREFIX}${scope}/`, to: `${PREFIX}${scope}/~`, limit: 10_000 });
    return rows.map(([, bytes]) => JSON.parse(Buffer.from(bytes).toString()) as Finding);
  }
}

/** What is beyond limits in one run, by guardrail and place. */
class Beyond {
  readonly #found = new Map<Target, Map<string, Excess & { count: number; value: number }>>();

  add(guardrail: string, target: Target, subject: string, value: number): void {
    let places = this.#found.get(target);
    if (places === undefined) {
      places = new Map();
      this.#found.set(target, places);
    }
    const known = places.get(guardrail);
    if (known === undefined) places.set(guardrail, { guardrail, scope: target.scope.key, subject, value, count: 1 });
    else {
      known.count += 1;
      known.value = Math.max(known.value, value);
    }
  }

  get all(): readonly Excess[] {
    return [...this.#found.values()].flatMap((places) => [...places.values()]);
  }
}

function joined(before: Finding | undefined, found: Finding): Finding {
  if (before === undefined) return found;
  return {
    ...found,
    count: before.count + found.count,
    most: Math.max(before.most, found.most),
    since: Math.min(before.since, found.since),
  };
}

/**
 * The follower with the sizes enforced: a record that is too large for Adobe's profile store is kept out of ours, as a
 * failed record whose row is stored. A repeat is harmless: it depends on the record alone.
 */
export function withSizesEnforced(follower: Follower): Follower {
  return {
    async apply(records) {
      const refused: Rejection[] = [];
      const kept = records.filter((record) => {
        const large = reachesProfile(record) ? tooLarge(record) : undefined;
        if (large !== undefined) refused.push({ record, failures: [sizeFailure(large.id, large.bytes)] });
        return large === undefined;
      });
      return [...refused, ...(await follower.apply(kept))];
    },
    get dirtyCount() {
      return follower.dirtyCount;
    },
    prepare: () => follower.prepare(),
    take: (into) => follower.take(into),
    tidy: () => follower.tidy(),
    clockIs: (now) => follower.clockIs(now),
    nextDue: () => follower.nextDue(),
    passTime: (until) => follower.passTime(until),
  };
}

function sizeFailure(id: 'event-size' | 'record-size', bytes: number): Failure {
  return {
    stage: 'profile',
    code: id === 'event-size' ? 'GUARDRAIL-EVENT-SIZE' : 'GUARDRAIL-RECORD-SIZE',
    pointer: '',
    ...saying('beyond-guardrail', { bytes, limit: limitOf(id) }),
    retry: 'after-fix',
  };
}
