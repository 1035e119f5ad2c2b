import type { CompiledPredicate, SystemField } from '@meniscus/languages/pql';
import type { Clock, Ids, Scope } from '../kernel/index.ts';

/** One person as a preview sees them. */
export interface Somebody {
  /** XID of one of their identities. */
  readonly xid: string;
  readonly namespaceId: number;
  readonly profile: object;
  readonly events: readonly object[];
  readonly inSegment: (id: string) => boolean;
  readonly system: (field: SystemField) => unknown;
}

/** Answered by profile: visits every person of a scope once, with their events if asked. */
export interface Population {
  visit(scope: Scope, withEvents: boolean, visitor: (somebody: Somebody) => void): Promise<void>;
}

/** A preview under way or done. Counts are exact, since everybody is looked at; AEP samples and extrapolates. */
export interface Preview {
  readonly id: string;
  readonly scope: string;
  state: 'RUNNING' | 'RESULT_READY' | 'FAILED';
  read: number;
  matched: number;
  /** Namespace id to people whose first identity is of it. */
  readonly byNamespace: Map<number, number>;
  /** XIDs of the first members found. */
  readonly sample: string[];
  error: string;
}

const KEPT = 100;
const SAMPLE = 100;

/** Previews of rules that are not saved: the newest hundred, in memory. */
export class Previews {
  readonly #population: Population;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #previews = new Map<string, Preview>();

  constructor(deps: { population: Population; clock: Clock; ids: Ids }) {
    this.#population = deps.population;
    this.#clock = deps.clock;
    this.#ids = deps.ids;
  }

  /** Begins to look at everybody and returns at once. */
  start(scope: Scope, predicate: CompiledPredicate): Preview {
    const preview: Preview = {
      id: Buffer.from(this.#ids.uuid()).toString('base64url'),
      scope: scope.key,
      state: 'RUNNING',
      read: 0,
      matched: 0,
      byNamespace: new Map(),
      sample: [],
      error: '',
    };
    if (this.#previews.size >= KEPT) this.#previews.delete(this.#previews.keys().next().value!);
    this.#previews.set(preview.id, preview);
    const now = this.#clock();
    this.#population
      .visit(scope, predicate.events, (somebody) => look(preview, predicate, somebody, now))
      .then(
        () => {
          preview.state = 'RESULT_READY';
        },
        (error: unknown) => {
          preview.state = 'FAILED';
          preview.error = String(error);
        },
      );
    return preview;
  }

  get(scope: Scope, id: string): Preview | undefined {
    const found = this.#previews.get(id);
    return found?.scope === scope.key ? found : undefined;
  }
}

function look(preview: Preview, predicate: CompiledPredicate, somebody: Somebody, now: number): void {
  const { profile, events, inSegment, system, namespaceId, xid } = somebody;
  preview.read += 1;
  if (!predicate.evaluate(profile, events, now, inSegment, system)) return;
  preview.matched += 1;
  preview.byNamespace.set(namespaceId, (preview.byNamespace.get(namespaceId) ?? 0) + 1);
  if (preview.sample.length < SAMPLE) preview.sample.push(xid);
}
