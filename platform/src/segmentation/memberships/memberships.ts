import {
  jsonCodec,
  type KeyedStore,
  type PendingWrites,
  Residents,
  scopedKey,
  WriteBehind,
} from '../../stores/index.ts';
import { AudienceNumbers } from './audience-numbers.ts';
import {
  dueOf,
  eachEnd,
  eachPast,
  eachSince,
  endOf,
  fromOf,
  isEmpty,
  isMember,
  LAST_MOMENT,
  MOST_PAST,
  type PersonState,
  StateDraft,
  sinceAt,
  sinceOf,
  soonestEndOf,
  tellsOfAny,
  withoutDue,
} from './person-state.ts';
import { stateCodec } from './state-codec.ts';
import { Timers } from './timers.ts';

/** Status of a person in an audience, as `segmentMembership` shows it. */
export interface Membership {
  readonly status: 'realized' | 'exited';
  /** ISO 8601. */
  readonly lastQualificationTime: string;
  /** ISO 8601, on external memberships: when it ends unless it is said again. */
  readonly validUntil?: string;
}

/** `segmentMembership` of a person: namespace to audience id to status (page "segmentMembership" of the Profile class). */
export type SegmentMembership = Readonly<Record<string, Readonly<Record<string, Membership>>>>;

/** A membership that changes. `at`: epoch milliseconds. */
export interface Change {
  readonly audienceId: string;
  readonly status: Membership['status'];
  readonly at: number;
  /** External audiences: their namespace, and when the membership ends. */
  readonly namespace?: string;
  readonly until?: number;
}

/** Identities that were people before, and are now. Every node of one side is on the other. */
export interface Regrouping {
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
}

const NO_CHANGES: readonly Change[] = Object.freeze([]);
const STATES = 'segment/';
const EARLIER = 'segment-earlier/';
const TIME_DIGITS = 15;

/** The identity that carries the state of a person: the first by node key, so that replays agree. */
export function carrierOf(members: readonly string[]): string {
  let first = members[0]!;
  for (const node of members) if (node < first) first = node;
  return first;
}

/**
 * Who is in which audience, since when, and was before.
 *
 * Everything changes in memory and is written with the checkpoints, together with the log position it came from; doing a
 * change again changes nothing. States of all people that are touched must be loaded.
 */
export class Memberships {
  readonly #store: KeyedStore;
  readonly #states: WriteBehind<PersonState>;
  readonly #totals: WriteBehind<Record<string, number>>;
  /** Keys and states as they were until a moment. */
  #earlier: (readonly [string, PersonState])[] = [];
  readonly #draft = new StateDraft();
  readonly numbers: AudienceNumbers;
  readonly timers: Timers;

  constructor(store: KeyedStore, residents = new Residents()) {
    this.#store = store;
    this.#states = new WriteBehind({ store, prefix: STATES, codec: stateCodec, residents });
    this.#totals = new WriteBehind({
      store,
      prefix: 'segment-totals/',
      codec: jsonCodec<Record<string, number>>(),
      residents: 10_000,
    });
    this.numbers = new AudienceNumbers(store);
    this.timers = new Timers(store);
  }

  /** Brings the states of people into memory, each given by all of their nodes. */
  async load(scope: string, people: Iterable<readonly string[]>): Promise<void> {
    await this.#totals.load([scope]);
    await this.numbers.load([scope]);
    const keys: string[] = [];
    for (const members of people) keys.push(scopedKey(scope, carrierOf(members)));
    await this.#states.load(keys);
  }

  /** State of a loaded person; undefined when nothing is kept. */
  state(scope: string, members: readonly string[]): PersonState | undefined {
    return this.#states.get(scopedKey(scope, carrierOf(members)));
  }

  /** Is a loaded person a member of the audience? */
  isIn(scope: string, state: PersonState | undefined, audience: string): boolean {
    const number = this.numbers.find(scope, audience);
    return number !== undefined && state !== undefined && isMember(sinceOf(state, number));
  }

  /** Status in an audience; undefined when the person never was a member. */
  statusOf(scope: string, state: PersonState | undefined, audience: string): Membership['status'] | undefined {
    const number = this.numbers.find(scope, audience);
    const since = number === undefined || state === undefined ? undefined : sinceOf(state, number);
    return since === undefined ? undefined : since > 0 ? 'realized' : 'exited';
  }

  /** When an external membership ends; undefined when it does not. */
  untilOf(scope: string, state: PersonState | undefined, audience: string): number | undefined {
    const number = this.numbers.find(scope, audience);
    return number === undefined || state === undefined ? undefined : endOf(state, number);
  }

  /** External memberships of a state that end by themselves at or before a moment. */
  expired(scope: string, state: PersonState | undefined, at: number): readonly Change[] {
    if (state === undefined) return NO_CHANGES;
    let found: Change[] | undefined;
    eachEnd(state, (number, until) => {
      if (until > at || !isMember(sinceOf(state, number))) return;
      const { id, namespace } = this.numbers.at(scope, number);
      found ??= [];
      found.push({ audienceId: id, status: 'exited', at: until, namespace });
    });
    return found ?? NO_CHANGES;
  }

  /** Applies changes and sets the next moment a rule may answer otherwise (infinite: none). */
  apply(scope: string, members: readonly string[], changes: readonly Change[], due: number): void {
    const carrier = carrierOf(members);
    const key = scopedKey(scope, carrier);
    const known = this.#states.get(key);
    if (changes.length === 0 && (known === undefined ? 0 : dueOf(known)) === nextOf(due, known)) return;
    const draft = this.#draft.begin(known);
    for (const change of changes) this.#change(scope, members, draft, change);
    const changed = draft.state;
    const [before, next] = [dueOf(changed), nextOf(due, changed)];
    if (next !== before) {
      this.#moveTimer(scope, carrier, before, next);
      draft.setDue(next);
    }
    this.#put(key, next === before ? changed : draft.state);
  }

  #change(scope: string, members: readonly string[], draft: StateDraft, change: Change): void {
    const { audienceId, status, at, namespace, until } = change;
    const number = this.numbers.of(scope, audienceId, namespace);
    const before = draft.sinceOf(number);
    const member = status === 'realized';
    draft.setEnd(number, member ? until : undefined);
    // Said again: since when it holds stays, only its end moves.
    if (isMember(before) && member) return;
    if (before !== undefined) {
      if (draft.pastCount >= MOST_PAST) this.#archive(scope, members, draft, at);
      draft.addPast(number, before);
    }
    draft.setSince(number, member ? at : -at);
    if (isMember(before) !== member) this.#count(scope, audienceId, member ? 1 : -1);
  }

  /** The past has grown long: it moves to a row of its own, and the state tells from here on. */
  #archive(scope: string, nodes: readonly string[], draft: StateDraft, until: number): void {
    const { state } = draft;
    if (fromOf(state) >= until) return;
    this.#keepEarlier(scope, nodes, state, until);
    draft.clearPast();
    draft.setFrom(until);
  }

  /** Keeps a state as it was until a moment, for each of the identities it was so for: they may part later. */
  #keepEarlier(scope: string, nodes: readonly string[], state: PersonState, until: number): void {
    const time = String(until).padStart(TIME_DIGITS, '0');
    const kept = withoutDue(state);
    for (const node of nodes) this.#earlier.push([`${EARLIER}${scope}/${node}/${time}`, kept]);
  }

  #moveTimer(scope: string, carrier: string, from: number, to: number): void {
    if (from !== 0) this.timers.clear({ at: from, scope, node: carrier });
    if (to !== 0) this.timers.set({ at: to, scope, node: carrier });
  }

  #put(key: string, state: PersonState): void {
    if (isEmpty(state)) this.#states.delete(key);
    else this.#states.set(key, state);
  }

  /**
   * People became other people: identities were linked, or links went. Whoever takes over identities of a person takes over
   * their memberships (a member if any of them was; the evaluation that has to follow corrects it), and what was so before
   * is kept for the identities it was so for. Groups that are nobody (`isPerson`) take nothing. Carriers of `before` must be
   * loaded; those of `after` then are.
   */
  regroup(
    scope: string,
    { before, after }: Regrouping,
    at: number,
    isPerson: (nodes: readonly string[]) => boolean = () => true,
  ): void {
    const sources = before.map((nodes) => ({ nodes, carrier: carrierOf(nodes), state: this.state(scope, nodes) }));
    for (const { nodes, carrier, state } of sources) {
      if (state === undefined) continue;
      this.#countAll(scope, state, -1);
      if (fromOf(state) < at && tellsOfAny(state)) this.#keepEarlier(scope, nodes, state, at);
      this.#moveTimer(scope, carrier, dueOf(state), 0);
      this.#states.delete(scopedKey(scope, carrier));
    }
    for (const nodes of after) {
      const own = new Set(nodes);
      const taken = sources.flatMap(({ nodes: from, state }) =>
        state !== undefined && from.some((node) => own.has(node)) && isPerson(nodes) ? [state] : [],
      );
      const joined = taken.length === 0 ? this.#draft.begin().state : joinedState(this.#draft, taken, at);
      this.#countAll(scope, joined, 1);
      this.#put(scopedKey(scope, carrierOf(nodes)), joined);
    }
  }

  /** An audience is gone: nothing of it stays with a loaded person. */
  forget(scope: string, members: readonly string[], audience: string): void {
    const number = this.numbers.find(scope, audience);
    const state = this.state(scope, members);
    const since = number === undefined || state === undefined ? undefined : sinceOf(state, number);
    if (state === undefined || number === undefined || since === undefined) return;
    if (isMember(since)) this.#count(scope, audience, -1);
    const draft = this.#draft.begin(state);
    draft.forget(number);
    this.#put(scopedKey(scope, carrierOf(members)), draft.state);
  }

  #countAll(scope: string, state: PersonState, by: number): void {
    eachSince(state, (number, since) => {
      if (isMember(since)) this.#count(scope, this.numbers.at(scope, number).id, by);
    });
  }

  #count(scope: string, audience: string, by: number): void {
    const totals = this.#totals.get(scope);
    if (totals === undefined) this.#totals.set(scope, { [audience]: by });
    else {
      totals[audience] = (totals[audience] ?? 0) + by;
      this.#totals.mark(scope);
    }
  }

  /** Members of each audience of a scope, by id. For readers outside the loop. */
  async totals(scope: string): Promise<Readonly<Record<string, number>>> {
    return (await this.#totals.read(scope)) ?? {};
  }

  /** Newest memberships of a person; for readers outside the loop. */
  async read(scope: string, members: readonly string[]): Promise<SegmentMembership> {
    await this.numbers.load([scope]);
    const state = await this.#states.read(scopedKey(scope, carrierOf(members)));
    return state === undefined ? {} : this.render(scope, state);
  }

  /** A state as `segmentMembership` shows it; with a moment, as it was then. */
  render(scope: string, state: PersonState, at?: number): SegmentMembership {
    const out: Record<string, Record<string, Membership>> = {};
    eachSince(state, (number, now) => {
      const since = at === undefined ? now : sinceAt(state, number, at);
      if (since === undefined) return;
      const { id, namespace } = this.numbers.at(scope, number);
      const until = at === undefined ? endOf(state, number) : undefined;
      out[namespace] ??= {};
      out[namespace][id] = {
        status: since > 0 ? 'realized' : 'exited',
        lastQualificationTime: new Date(Math.abs(since)).toISOString(),
        ...(until === undefined ? {} : { validUntil: new Date(until).toISOString() }),
      };
    });
    return out;
  }

  /** What is kept of a person's way through an audience, oldest first. */
  historyOf(
    scope: string,
    state: PersonState | undefined,
    audience: string,
  ): readonly { readonly status: Membership['status']; readonly at: string }[] {
    const number = this.numbers.find(scope, audience);
    if (number === undefined || state === undefined) return [];
    const values: number[] = [];
    eachPast(state, (audienceThen, value) => {
      if (audienceThen === number) values.push(value);
    });
    const now = sinceOf(state, number);
    if (now !== undefined) values.push(now);
    return values.map((since) => ({
      status: since > 0 ? 'realized' : 'exited',
      at: new Date(Math.abs(since)).toISOString(),
    }));
  }

  /**
   * Memberships the platform showed for an identity at a past moment, also when it belonged to another person then.
   * `members`: the person it belongs to now. What was changed since the last checkpoint must have been written.
   */
  async asOf(scope: string, node: string, members: readonly string[], at: number): Promise<SegmentMembership> {
    await this.numbers.load([scope]);
    const prefix = `${EARLIER}${scope}/${node}/`;
    const from = `${prefix}${String(at + 1).padStart(TIME_DIGITS, '0')}`;
    const [earlier] = await this.#store.range({ from, to: `${prefix}:`, limit: 1 });
    const state =
      earlier === undefined
        ? await this.#states.read(scopedKey(scope, carrierOf(members)))
        : stateCodec.decode(earlier[1]);
    return state === undefined || at < fromOf(state) ? {} : this.render(scope, state, at);
  }

  get dirtyCount(): number {
    return (
      this.#states.dirtyCount +
      this.#totals.dirtyCount +
      this.#earlier.length +
      this.numbers.dirtyCount +
      this.timers.dirtyCount
    );
  }

  take(into: PendingWrites): { settle(): void } {
    const earlier = new Map(this.#earlier);
    for (const [key, state] of earlier) into.puts.push([key, stateCodec.encode(state)]);
    this.#earlier = [];
    const parts = [this.#states, this.#totals, this.numbers, this.timers].map((part) => part.take(into));
    return {
      settle() {
        for (const part of parts) part.settle();
      },
    };
  }
}

/** The next moment of a person: of the rules, or of an external membership that ends; 0 without any. */
function nextOf(rules: number, state: PersonState | undefined): number {
  const next = state === undefined ? rules : Math.min(rules, soonestEndOf(state));
  return Number.isFinite(next) ? Math.min(next, LAST_MOMENT) : 0;
}

/** As a field of the profile; nothing for who never was a member anywhere. */
export function segmentMembershipOf(memberships: SegmentMembership): { segmentMembership?: SegmentMembership } {
  return Object.keys(memberships).length === 0 ? {} : { segmentMembership: memberships };
}

/** One state of several: a member where any was, otherwise the later word. The same in whatever order they are given. */
function joinedState(draft: StateDraft, states: readonly PersonState[], from: number): PersonState {
  const sinces = new Map<number, number>();
  const ends = new Map<number, number>();
  for (const state of states) {
    eachSince(state, (number, value) => {
      const known = sinces.get(number);
      const stronger =
        known === undefined ||
        (isMember(value) !== isMember(known) ? isMember(value) : Math.abs(value) > Math.abs(known));
      if (stronger) sinces.set(number, value);
    });
    eachEnd(state, (number, end) => ends.set(number, Math.max(end, ends.get(number) ?? 0)));
  }
  draft.begin();
  draft.setFrom(from);
  for (const [number, since] of sinces) draft.setSince(number, since);
  for (const [number, end] of ends) draft.setEnd(number, end);
  return draft.state;
}
