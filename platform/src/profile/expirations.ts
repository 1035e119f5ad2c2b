import type { Logger } from 'pino';
import type { Clock, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';
import type { Erased, Erasing } from './erasure.ts';

/** When data leaves profiles by itself (pages "Experience Event expirations", "Pseudonymous profile data expiry"). */
export interface Expirations {
  /** Dataset id to days, counted from the time of the event. */
  readonly events: Readonly<Record<string, number>>;
  /** Profiles all of whose namespaces are listed and that nothing happened to for so many days. */
  readonly pseudonymous?: { readonly namespaces: readonly string[]; readonly days: number };
}

interface Kept {
  readonly expirations: Expirations;
  /** Epoch milliseconds; 0: not yet since it was set. */
  readonly lastRun: number;
}

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly erasing: Erasing;
  /** Removes profiles of only these namespaces without activity since a moment. */
  readonly erasePseudonymous: (scope: Scope, namespaces: ReadonlySet<number>, before: number) => Promise<Erased>;
  readonly namespaceId: (org: string, code: string) => number | undefined;
  readonly scopes: () => readonly Scope[];
}

export const DAY = 86_400_000;
const LOOK_MS = 600_000;
const ID = 'expirations';
export const NO_EXPIRATIONS: Expirations = Object.freeze({ events: Object.freeze({}) });

/** Expiry settings of every sandbox, in memory, and the run that applies them: once when they change, then daily. */
export class ExpiryRuns {
  readonly #parts: Parts;
  readonly #collection: Collection<Kept>;
  readonly #byScope = new Map<string, Kept>();
  #last: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#collection = createCollection(parts.tables, 'profile-expirations');
  }

  /** Reads what is stored. Once at start. */
  async load(): Promise<void> {
    for (const { scope, body } of await this.#collection.everywhere()) this.#byScope.set(scope, body);
  }

  start(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last;
  }

  of(scope: string): Expirations {
    return this.#byScope.get(scope)?.expirations ?? NO_EXPIRATIONS;
  }

  /** Is an event of a dataset too old to enter a profile at a moment? */
  isExpired(scope: string, dataset: string, timestamp: number, now: number): boolean {
    const days = this.#byScope.get(scope)?.expirations.events[dataset];
    return days !== undefined && timestamp < now - days * DAY;
  }

  async save(scope: Scope, expirations: Expirations, by: string): Promise<void> {
    await this.#keep(scope.key, { expirations, lastRun: 0 }, by);
    this.#look();
  }

  /** Applies what is set for a sandbox now. Doing it twice changes nothing. */
  run(scope: Scope): Promise<Erased> {
    return this.#run(scope, this.#parts.clock());
  }

  /** For a rebuild: applies what is set as it was applied last. */
  async again(scope: Scope): Promise<void> {
    const { lastRun = 0 } = this.#byScope.get(scope.key) ?? {};
    if (lastRun > 0) await this.#run(scope, lastRun);
  }

  async #run(scope: Scope, now: number): Promise<Erased> {
    const { erasing, erasePseudonymous, namespaceId } = this.#parts;
    const { expirations } = this.#byScope.get(scope.key) ?? { expirations: NO_EXPIRATIONS };
    let erased: Erased = { fragments: 0, events: 0 };
    if (Object.keys(expirations.events).length > 0)
      erased = await erasing.eraseEverywhere(scope, {
        fragments: () => false,
        event: ({ dataset, timestamp }) => this.isExpired(scope.key, dataset, timestamp, now),
      });
    const { pseudonymous } = expirations;
    if (pseudonymous !== undefined) {
      const ids = pseudonymous.namespaces.flatMap((code) => namespaceId(scope.org, code) ?? []);
      const more = await erasePseudonymous(scope, new Set(ids), now - pseudonymous.days * DAY);
      erased = { fragments: erased.fragments + more.fragments, events: erased.events + more.events };
    }
    await this.#keep(scope.key, { expirations, lastRun: now }, 'system');
    return erased;
  }

  #look(): void {
    for (const scope of this.#parts.scopes()) {
      const kept = this.#byScope.get(scope.key);
      if (kept === undefined || this.#parts.clock() - kept.lastRun < DAY) continue;
      this.#last = this.#last
        .then(() => this.run(scope))
        .then(
          () => undefined,
          (error: unknown) =>
            this.#parts.logger.error({ err: error }, 'expired profile data could not be removed; it is tried again'),
        );
    }
  }

  async #keep(scope: string, kept: Kept, by: string): Promise<void> {
    const change = { by, at: this.#parts.clock() };
    if ((await this.#collection.get(scope, ID)) === undefined) await this.#collection.insert(scope, ID, kept, change);
    else await this.#collection.update(scope, ID, undefined, kept, change);
    this.#byScope.set(scope, kept);
  }
}
