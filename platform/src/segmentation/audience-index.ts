import { type EventTest, type Guard, plainReader } from '@meniscus/languages/pql';
import type { Audience } from './audience.ts';
import { type Touch, ValueTests } from './value-index.ts';

const NONE: readonly Audience[] = Object.freeze([]);
const NO_RANKS: readonly number[] = Object.freeze([]);

/** Ranks up to which they are put in order by inserting. */
const FEW = 40;

/** Most changed paths that are remembered, and how long one may be, in characters: keys of maps in the data are without bound. */
const MOST_REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 200;

/** What changed about a person. */
export interface PersonChange {
  /** Dotted paths of changed leaves of the profile. */
  readonly paths: readonly string[];
  /** The merged view before and after, read only when it is needed; left out, every test of a changed path counts as turned. */
  readonly before?: object;
  readonly after?: object;
  /** An experience event that is new; `any` when it took the place of another. Give `after` with it. */
  readonly event?: object | 'any';
  /** Audiences, not evaluated here, in which the person's status changed. */
  readonly memberships?: readonly string[];
}

/**
 * The published audiences of a scope, and which of them a change can matter to. Immutable: a changed definition makes a
 * new index.
 *
 * By path: a definition that reads `loyalty` is touched by a change of `loyalty.tier`, and one that reads `loyalty.tier` by
 * a change of `loyalty`. By value: one that only compares `loyalty.tier` with literals is touched when a comparison turns.
 * By event: one that chooses events by a literal is touched by events that have it. Who asks with `inSegment` about a
 * touched audience is touched too. A person seen for the first time must be evaluated against `all`: rules about absent
 * values hold without any change.
 */
export class AudienceIndex {
  /** Every audience, each after those it asks about; those that read `segmentMembership` after all others. */
  readonly all: readonly Audience[];
  /** Those whose answer can change by time alone, and those that ask about them. */
  readonly clocked: readonly Audience[];
  /** Does any audience read experience events? */
  readonly readsEvents: boolean;
  readonly clockedReadEvents: boolean;
  /** Audiences that `segmentMembership` does not show to rules. */
  readonly late: ReadonlySet<string>;
  /** Merge policy to the ranks that name it. */
  readonly #byPolicy = new Map<string, number[]>();
  readonly #rank = new Map<string, number>();
  /** Rank to the ranks that ask about it. */
  readonly #askers: readonly number[][];
  /** Audience that is not evaluated here, to the ranks that ask about it. */
  readonly #asksOthers = new Map<string, number[]>();
  /** Path to ranks that read exactly it, and to ranks that read something below it. */
  readonly #at = new Map<string, number[]>();
  readonly #below = new Map<string, number[]>();
  readonly #remembered = new Map<string, ReadersOfPath>();
  /** Path to the tests of its value; path to ranks that test something below it. */
  readonly #tests = new Map<string, ValueTests>();
  readonly #testsBelow = new Map<string, number[]>();
  readonly #anyEvent: number[] = [];
  readonly #eventTests = new Map<string, EventTests>();
  readonly #membershipReaders: readonly number[];
  /** Rank to one attribute and value without which the audience never holds. */
  readonly #guards: readonly (Guard | undefined)[];
  /** Which audiences the change under way has touched: the rank is marked with the number of the change. */
  readonly #marks: Uint32Array;
  #change = 0;

  constructor(audiences: readonly Audience[]) {
    this.late = lateAudiences(audiences);
    this.all = inOrder(audiences, this.late);
    for (const [rank, { id }] of this.all.entries()) this.#rank.set(id, rank);
    this.#askers = this.all.map(() => []);
    this.#marks = new Uint32Array(this.all.length);
    for (const [rank, { predicate }] of this.all.entries()) this.#add(rank, predicate);
    this.#guards = this.all.map(({ predicate: { guards } }) => guards[0]);
    for (const [rank, { policyId }] of this.all.entries())
      if (policyId !== undefined) push(this.#byPolicy, policyId, rank);
    const readers = this.all.flatMap(({ predicate }, rank) => (readsMemberships(predicate) ? [rank] : []));
    this.#membershipReaders = readers;
    this.readsEvents = this.all.some(({ predicate }) => predicate.events);
    this.clocked = this.#collect((touch) => {
      for (const [rank, { predicate }] of this.all.entries()) if (predicate.clock) touch(rank);
    });
    this.clockedReadEvents = this.clocked.some(({ predicate }) => predicate.events);
  }

  #add(rank: number, { wholePaths, valueTests, events, eventTests, segments, guards }: Audience['predicate']): void {
    for (const id of segments) {
      const asked = this.#rank.get(id);
      if (asked !== undefined) this.#askers[asked]!.push(rank);
      else push(this.#asksOthers, id, rank);
    }
    for (const path of wholePaths) {
      push(this.#at, path, rank);
      for (const prefix of prefixesOf(path)) push(this.#below, prefix, rank);
    }
    for (const test of valueTests) {
      let tests = this.#tests.get(test.path);
      if (tests === undefined) {
        tests = new ValueTests(test.path);
        this.#tests.set(test.path, tests);
      }
      tests.add(test, rank, guards);
      for (const prefix of prefixesOf(test.path)) push(this.#testsBelow, prefix, rank);
    }
    if (!events) return;
    if (eventTests === undefined) this.#anyEvent.push(rank);
    else for (const test of eventTests) this.#addEventTest(test, rank);
  }

  #addEventTest(test: EventTest, rank: number): void {
    const key = `${test.path}\u0000${test.folded}`;
    let tests = this.#eventTests.get(key);
    if (tests === undefined) {
      tests = { read: plainReader(test.path.split('.')), folded: test.folded, byValue: new Map(), all: [] };
      this.#eventTests.set(key, tests);
    }
    tests.all.push(rank);
    for (const value of test.values) tests.byValue.set(value, [...(tests.byValue.get(value) ?? []), rank]);
  }

  /** The audience of that id and all that ask about it, directly or through others. */
  withDependents(id: string): readonly Audience[] {
    const rank = this.#rank.get(id);
    return rank === undefined ? NONE : this.#collect((touch) => touch(rank));
  }

  /** The given audiences, each once, each after those it asks about. */
  ordered(audiences: readonly Audience[]): readonly Audience[] {
    return this.#collect((touch) => {
      for (const { id } of audiences) {
        const rank = this.#rank.get(id);
        if (rank !== undefined) touch(rank);
      }
    });
  }

  /**
   * Audiences whose answer may have changed, in dependency order. The change is told of the profile as the default policy
   * merges it: audiences of a policy that merges otherwise are touched whatever it says.
   */
  touchedBy(change: PersonChange, mergesOtherwise: (policyId: string) => boolean = () => false): readonly Audience[] {
    return this.#collect((touch) => {
      for (const [policyId, ranks] of this.#byPolicy)
        if (mergesOtherwise(policyId)) for (const rank of ranks) touch(rank);
      const { event, memberships } = change;
      for (const path of change.paths) this.#touchPath(path, change, touch);
      if (event !== undefined) this.#touchEvent(event, this.#guardedBy(change, touch));
      for (const id of memberships ?? []) for (const rank of this.#asksOthers.get(id) ?? []) touch(rank);
      if (memberships !== undefined) for (const rank of this.#membershipReaders) touch(rank);
    });
  }

  #touchPath(path: string, { before, after }: PersonChange, touch: Touch): void {
    const { ranks, tests } = this.#readersOf(path);
    for (const rank of ranks) touch(rank);
    if (tests === undefined) return;
    if (before === undefined || after === undefined) for (const rank of tests.all) touch(rank);
    else tests.turned(before, after, touch);
  }

  #readersOf(path: string): ReadersOfPath {
    const known = this.#remembered.get(path);
    if (known !== undefined) return known;
    const ranks = new Set([
      ...(this.#at.get(path) ?? NO_RANKS),
      ...(this.#below.get(path) ?? NO_RANKS),
      ...(this.#testsBelow.get(path) ?? NO_RANKS),
    ]);
    for (const prefix of prefixesOf(path)) {
      for (const rank of this.#at.get(prefix) ?? NO_RANKS) ranks.add(rank);
      for (const rank of this.#tests.get(prefix)?.all ?? NO_RANKS) ranks.add(rank);
    }
    const readers = { ranks: [...ranks], tests: this.#tests.get(path) };
    if (path.length > LONGEST_REMEMBERED) return readers;
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(path, readers);
    return readers;
  }

  /** Leaves out audiences that cannot hold whatever the events are: an attribute they ask a value of has another. */
  #guardedBy(change: PersonChange, touch: Touch): Touch {
    let profile: object | undefined;
    return (rank) => {
      const guard = this.#guards[rank];
      if (guard !== undefined) profile ??= change.after;
      if (guard === undefined || profile === undefined || guard.read(profile) === guard.value) touch(rank);
    };
  }

  #touchEvent(event: object | 'any', touch: Touch): void {
    for (const rank of this.#anyEvent) touch(rank);
    for (const { read, folded, byValue, all } of this.#eventTests.values()) {
      const value = event === 'any' ? event : read(event);
      const one = folded && typeof value === 'string' ? value.toLowerCase() : value;
      const ranks = event === 'any' || (typeof one === 'object' && one !== null) ? all : byValue.get(one as string);
      for (const rank of ranks ?? NO_RANKS) touch(rank);
    }
  }

  /** What is touched, whoever asks about it, and whoever reads memberships, since these may follow; in order. */
  #collect(visit: (touch: Touch) => void): readonly Audience[] {
    this.#change += 1;
    const ranks: number[] = [];
    const touch = (rank: number) => {
      if (this.#marks[rank] === this.#change) return;
      this.#marks[rank] = this.#change;
      ranks.push(rank);
    };
    visit(touch);
    if (ranks.length === 0) return NONE;
    for (const rank of this.#membershipReaders) touch(rank);
    for (let at = 0; at < ranks.length; at += 1) for (const asker of this.#askers[ranks[at]!]!) touch(asker);
    return inGrowingOrder(ranks).map((rank) => this.all[rank]!);
  }
}

/** Who looks at a path. */
interface ReadersOfPath {
  /** Ranks that read it whole, or test something above or below it. */
  readonly ranks: readonly number[];
  /** The tests of its value. */
  readonly tests: ValueTests | undefined;
}

interface EventTests {
  readonly read: (event: unknown) => unknown;
  readonly folded: boolean;
  readonly byValue: Map<string | number | boolean, number[]>;
  readonly all: number[];
}

/** Sorted in place: a change touches a few, for which the sort of arrays is dear. */
function inGrowingOrder(ranks: number[]): number[] {
  if (ranks.length > FEW) return ranks.sort((a, b) => a - b);
  for (let at = 1; at < ranks.length; at += 1) {
    const rank = ranks[at]!;
    let to = at;
    for (; to > 0 && ranks[to - 1]! > rank; to -= 1) ranks[to] = ranks[to - 1]!;
    ranks[to] = rank;
  }
  return ranks;
}

function prefixesOf(path: string): readonly string[] {
  const prefixes: string[] = [];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1))
    prefixes.push(path.slice(0, dot));
  return prefixes;
}

function push(map: Map<string, number[]>, key: string, rank: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [rank]);
  else if (list.at(-1) !== rank) list.push(rank);
}

const MEMBERSHIPS = 'segmentMembership';

/** Does a rule read `segmentMembership` itself? */
function readsMemberships({ wholePaths, valueTests }: Audience['predicate']): boolean {
  const isIt = (path: string) => path === MEMBERSHIPS || path.startsWith(`${MEMBERSHIPS}.`);
  return wholePaths.some(isIt) || valueTests.some(({ path }) => isIt(path));
}

/**
 * Audiences that read `segmentMembership`, or ask about one that does. They are evaluated last, and the map shows them none
 * of themselves, so that the answer does not hang on who was evaluated first.
 */
function lateAudiences(audiences: readonly Audience[]): ReadonlySet<string> {
  const late = new Set(audiences.filter(({ predicate }) => readsMemberships(predicate)).map(({ id }) => id));
  if (late.size === 0) return late;
  for (let before = -1; before !== late.size; ) {
    before = late.size;
    for (const { id, predicate } of audiences) if (predicate.segments.some((asked) => late.has(asked))) late.add(id);
  }
  return late;
}

/** Each audience after those it asks about; otherwise in the given order. Definitions never form a cycle: writes refuse it. */
function inOrder(audiences: readonly Audience[], late: ReadonlySet<string>): readonly Audience[] {
  const given = [...audiences.filter(({ id }) => !late.has(id)), ...audiences.filter(({ id }) => late.has(id))];
  const byId = new Map(given.map((audience) => [audience.id, audience]));
  const placed = new Set<Audience>();
  const visiting = new Set<Audience>();
  const place = (audience: Audience): void => {
    if (placed.has(audience) || visiting.has(audience)) return;
    visiting.add(audience);
    for (const id of audience.predicate.segments) {
      const asked = byId.get(id);
      if (asked !== undefined) place(asked);
    }
    placed.add(audience);
  };
  for (const audience of given) place(audience);
  return [...placed];
}

/** A scope without audiences. */
export const NO_AUDIENCES = new AudienceIndex([]);
