import type { Clock, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';

/** A person as the reports look at it. */
export interface Counted {
  readonly namespaces: readonly number[];
  /** Datasets of fragments and events. */
  readonly datasets: readonly string[];
  /** Fragments by the namespace of the identity they are kept under. */
  readonly fragments: Readonly<Record<number, number>>;
  /** Last change or event, epoch milliseconds. */
  readonly lastActive: number;
  readonly events: number;
}

/** How many merged profiles there are of what (page "Preview sample status"). */
export interface Census {
  /** ISO 8601. */
  readonly at: string;
  readonly profiles: number;
  readonly byDataset: Readonly<Record<string, number>>;
  readonly byNamespace: Readonly<Record<string, { readonly profiles: number; readonly fragments: number }>>;
  /** Sorted, comma-joined ids to the profiles that have exactly these. */
  readonly datasetOverlap: Readonly<Record<string, number>>;
  readonly namespaceOverlap: Readonly<Record<string, number>>;
  readonly unstitched: Readonly<Record<string, Unstitched>>;
}

/** Profiles of one identity without activity for so many days. */
export interface Unstitched {
  readonly countOfProfiles: number;
  readonly eventsAssociated: number;
  readonly nsDistribution: Readonly<Record<string, number>>;
}

const DAY = 86_400_000;
const INACTIVE_DAYS = [7, 30, 60, 90, 120];
/** A report is made anew when the newest is older, or the number of profiles moved by more. */
const FRESH_MS = 3_600_000;
const MOVED = 0.05;

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  /** Everybody of a sandbox, once each. */
  readonly everybody: (scope: Scope, visit: (person: Counted) => void) => Promise<void>;
  readonly profiles: (scope: string) => Promise<number>;
}

/** Reports over all profiles, one kept for each day. They count everybody, so the sample is the whole. */
export class Reports {
  readonly #parts: Parts;
  readonly #kept: Collection<Census>;
  readonly #making = new Map<string, Promise<Census>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#kept = createCollection(parts.tables, 'profile-report');
  }

  /** The report of a day (`YYYY-MM-DD`), the newest of it. */
  async of(scope: Scope, date: string): Promise<Census | undefined> {
    return (await this.#kept.get(scope.key, date))?.body;
  }

  /** The newest report, made now when there is none that still holds. */
  async newest(scope: Scope): Promise<Census> {
    const all = await this.#kept.list(scope.key);
    const last = all.map(({ body }) => body).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
    if (last !== undefined && (await this.#holds(scope, last))) return last;
    const under = this.#making.get(scope.key) ?? this.#make(scope).finally(() => this.#making.delete(scope.key));
    this.#making.set(scope.key, under);
    return under;
  }

  async #holds(scope: Scope, { at, profiles }: Census): Promise<boolean> {
    const now = await this.#parts.profiles(scope.key);
    const moved = Math.abs(now - profiles) > MOVED * Math.max(profiles, 1);
    return !moved && this.#parts.clock() - Date.parse(at) < FRESH_MS;
  }

  async #make(scope: Scope): Promise<Census> {
    const now = this.#parts.clock();
    const tally = new Tally(now);
    await this.#parts.everybody(scope, (person) => tally.add(person));
    const census = tally.census();
    const date = census.at.slice(0, 10);
    const change = { by: 'system', at: now };
    if ((await this.#kept.get(scope.key, date)) === undefined) await this.#kept.insert(scope.key, date, census, change);
    else await this.#kept.update(scope.key, date, undefined, census, change);
    return census;
  }
}

class Tally {
  readonly #now: number;
  #profiles = 0;
  readonly #byDataset: Record<string, number> = {};
  readonly #byNamespace: Record<string, { profiles: number; fragments: number }> = {};
  readonly #datasetOverlap: Record<string, number> = {};
  readonly #namespaceOverlap: Record<string, number> = {};
  readonly #unstitched: Record<
    string,
    { countOfProfiles: number; eventsAssociated: number; nsDistribution: Record<string, number> }
  > = Object.fromEntries(
    INACTIVE_DAYS.map((days) => [`${days}days`, { countOfProfiles: 0, eventsAssociated: 0, nsDistribution: {} }]),
  );

  constructor(now: number) {
    this.#now = now;
  }

  add({ namespaces, datasets, fragments, lastActive, events }: Counted): void {
    this.#profiles += 1;
    const own = [...new Set(namespaces)].sort((a, b) => a - b);
    for (const dataset of datasets) count(this.#byDataset, dataset);
    for (const ns of own) {
      this.#byNamespace[ns] ??= { profiles: 0, fragments: 0 };
      this.#byNamespace[ns].profiles += 1;
      this.#byNamespace[ns].fragments += fragments[ns] ?? 0;
    }
    if (datasets.length > 0) count(this.#datasetOverlap, [...datasets].sort().join(','));
    count(this.#namespaceOverlap, own.join(','));
    if (namespaces.length > 1) return;
    for (const days of INACTIVE_DAYS) {
      if (lastActive > this.#now - days * DAY) continue;
      const bucket = this.#unstitched[`${days}days`]!;
      bucket.countOfProfiles += 1;
      bucket.eventsAssociated += events;
      count(bucket.nsDistribution, String(own[0]));
    }
  }

  census(): Census {
    return {
      at: new Date(this.#now).toISOString(),
      profiles: this.#profiles,
      byDataset: this.#byDataset,
      byNamespace: this.#byNamespace,
      datasetOverlap: this.#datasetOverlap,
      namespaceOverlap: this.#namespaceOverlap,
      unstitched: this.#unstitched,
    };
  }
}

function count(into: Record<string, number>, name: string): void {
  into[name] = (into[name] ?? 0) + 1;
}
