import type { Audience } from './audience.ts';

const NONE: readonly Audience[] = Object.freeze([]);

/** Most changed paths and lists that are remembered: keys of maps in the data are without bound. */
const MAX_REMEMBERED = 10_000;

/**
 * The published audiences of a scope, and which of them a change can matter to. Immutable: a changed definition makes a
 * new index.
 *
 * A definition that reads `loyalty` is touched by a change of `loyalty.tier`, and one that reads `loyalty.tier` by a
 * change of `loyalty`. Who asks with `inSegment` about a touched audience is touched too. A person seen for the first
 * time must be evaluated against `all`: rules about absent values hold without any change.
 */
export class AudienceIndex {
  /** Every audience, each after those it asks about. */
  readonly all: readonly Audience[];
  /** Does any audience read experience events? */
  readonly readsEvents: boolean;
  readonly #rank = new Map<string, number>();
  /** Rank to the ranks that ask about it. */
  readonly #askers: readonly number[][];
  /** Path to ranks that read exactly it, and to ranks that read something below it. */
  readonly #at = new Map<string, number[]>();
  readonly #below = new Map<string, number[]>();
  readonly #remembered = new Map<string, readonly Audience[]>();
  /** Ranks in order to the one list of them. */
  readonly #lists = new Map<string, readonly Audience[]>();
  readonly #unions = new Map<readonly Audience[], Map<readonly Audience[], readonly Audience[]>>();
  readonly #byEvents: readonly Audience[];

  constructor(audiences: readonly Audience[]) {
    this.all = inOrder(audiences);
    for (const [rank, { id }] of this.all.entries()) this.#rank.set(id, rank);
    this.#askers = this.all.map(() => []);
    for (const [rank, { predicate }] of this.all.entries()) this.#add(rank, predicate);
    this.readsEvents = this.all.some(({ predicate }) => predicate.events);
    this.#byEvents = this.#closed(this.all.flatMap(({ predicate }, rank) => (predicate.events ? [rank] : [])));
  }

  #add(rank: number, { paths, segments }: Audience['predicate']): void {
    for (const id of segments) {
      const asked = this.#rank.get(id);
      if (asked !== undefined) this.#askers[asked]!.push(rank);
    }
    for (const path of paths) {
      push(this.#at, path, rank);
      for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1))
        push(this.#below, path.slice(0, dot), rank);
    }
  }

  /** The audience of that id and all that ask about it, directly or through others. */
  withDependents(id: string): readonly Audience[] {
    const rank = this.#rank.get(id);
    return rank === undefined ? NONE : this.#closed([rank]);
  }

  /**
   * Audiences whose answer may have changed, in dependency order. `changed` are dotted paths of changed leaves of the
   * profile; `eventArrived` says that the person has a new experience event.
   */
  touchedBy(changed: ReadonlySet<string> | readonly string[], eventArrived: boolean): readonly Audience[] {
    let found: readonly Audience[] = eventArrived ? this.#byEvents : NONE;
    for (const path of changed) found = this.#union(found, this.#touchedByPath(path));
    return found;
  }

  /** Lists of the same audiences are the same object, so the union of two is worked out once. */
  #union(a: readonly Audience[], b: readonly Audience[]): readonly Audience[] {
    if (b.length === 0 || a === b) return a;
    if (a.length === 0) return b;
    let ofA = this.#unions.get(a);
    if (ofA === undefined) {
      ofA = new Map();
      this.#unions.set(a, ofA);
    }
    const known = ofA.get(b);
    if (known !== undefined) return known;
    const union = this.#closed([...a, ...b].map(({ id }) => this.#rank.get(id)!));
    ofA.set(b, union);
    return union;
  }

  #touchedByPath(path: string): readonly Audience[] {
    const known = this.#remembered.get(path);
    if (known !== undefined) return known;
    const ranks = [...(this.#at.get(path) ?? []), ...(this.#below.get(path) ?? [])];
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1))
      ranks.push(...(this.#at.get(path.slice(0, dot)) ?? []));
    const touched = this.#closed(ranks);
    if (this.#remembered.size >= MAX_REMEMBERED) this.#forget();
    this.#remembered.set(path, touched);
    return touched;
  }

  /** The ranks, all that ask about them, as audiences in order. */
  #closed(ranks: readonly number[]): readonly Audience[] {
    if (ranks.length === 0) return NONE;
    const reached = new Set(ranks);
    for (const rank of reached) for (const asker of this.#askers[rank]!) reached.add(asker);
    const order = [...reached].sort((a, b) => a - b);
    const key = order.join();
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = order.map((rank) => this.all[rank]!);
    if (this.#lists.size >= MAX_REMEMBERED) this.#forget();
    this.#lists.set(key, list);
    return list;
  }

  #forget(): void {
    this.#remembered.clear();
    this.#lists.clear();
    this.#unions.clear();
  }
}

function push(map: Map<string, number[]>, key: string, rank: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [rank]);
  else if (list.at(-1) !== rank) list.push(rank);
}

/** Each audience after those it asks about; otherwise in the given order. Definitions never form a cycle: writes refuse it. */
function inOrder(audiences: readonly Audience[]): readonly Audience[] {
  const byId = new Map(audiences.map((audience) => [audience.id, audience]));
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
  for (const audience of audiences) place(audience);
  return [...placed];
}

/** A scope without audiences. */
export const NO_AUDIENCES = new AudienceIndex([]);
