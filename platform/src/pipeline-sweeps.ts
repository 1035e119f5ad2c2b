import type { Logger } from 'pino';
import type { Ingest } from './ingest/index.ts';
import type { Clock, Scope } from './kernel/index.ts';
import type { PeopleStep } from './pipeline-people.ts';
import type { ProfileStage } from './profile/index.ts';
import type { Audience, Population, SegmentationStage } from './segmentation/index.ts';
import { type Collection, createCollection, type Tables } from './stores/index.ts';

/** Since when the rule reads as it did when everybody had been looked at. */
interface Swept {
  readonly ruleSince: number;
}

interface Parts {
  readonly tables: Tables;
  readonly ingest: Ingest;
  readonly profile: ProfileStage;
  readonly segmentation: SegmentationStage;
  readonly people: PeopleStep;
  readonly scopes: () => readonly Scope[];
  readonly clock: Clock;
  readonly logger: Logger;
}

const PAGE = 500;

/**
 * Work over everybody there is: a new or changed audience, a removed one, a preview. People are taken a page at a time
 * between two runs of the process loop, so that events are not held up.
 *
 * Sweeps for audiences run one after another (one that asks about another finds it done), and are noted when complete: one
 * that a crash cut short is done again at the next start. Doing it twice changes nothing.
 */
export class Sweeps {
  readonly #parts: Parts;
  readonly #swept: Collection<Swept>;
  #last: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#swept = createCollection(parts.tables, 'audience-sweep');
    parts.segmentation.onChange((scope, change) => this.#queue(scope, change));
  }

  /** Does what an earlier process left undone. */
  async resume(): Promise<void> {
    for (const { key } of this.#parts.scopes()) {
      for (const audience of this.#parts.segmentation.audiencesOf(key).all) {
        const done = await this.#swept.get(key, audience.id);
        if (done?.body.ruleSince !== audience.createdAt) this.#queue(key, audience);
      }
    }
  }

  /** Lets the page under way finish; the rest is done at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last;
  }

  #queue(scope: string, change: Audience | string): void {
    const work = typeof change === 'string' ? () => this.#remove(scope, change) : () => this.#evaluate(scope, change);
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#parts.logger.error(
        { err: error, change: typeof change === 'string' ? change : change.id },
        'an audience could not be brought up to date for everybody',
      );
    });
  }

  async #evaluate(scope: string, { id, createdAt }: Audience): Promise<void> {
    const { segmentation, people } = this.#parts;
    await this.#pages(scope, async (nodes) => {
      const audience = segmentation.audiencesOf(scope).all.find((one) => one.id === id);
      if (audience !== undefined) await people.evaluateFor(scope, [audience], nodes, audience.createdAt);
    });
    await this.#note(scope, id, createdAt);
  }

  async #remove(scope: string, id: string): Promise<void> {
    await this.#pages(scope, (nodes) => this.#parts.people.forgetAudience(scope, id, nodes));
    if (!this.#stopped) await this.#swept.remove(scope, id);
  }

  async #note(scope: string, id: string, ruleSince: number): Promise<void> {
    if (this.#stopped) return;
    await this.#parts.ingest.checkpoint();
    const change = { by: 'system', at: this.#parts.clock() };
    if ((await this.#swept.get(scope, id)) === undefined) await this.#swept.insert(scope, id, { ruleSince }, change);
    else await this.#swept.update(scope, id, undefined, { ruleSince }, change);
  }

  async #pages(scope: string, work: (nodes: readonly string[]) => Promise<void>): Promise<void> {
    // Whoever is only in memory so far must be in the store to be found.
    await this.#parts.ingest.checkpoint();
    for (let from: string | undefined = ''; from !== undefined && !this.#stopped; ) {
      const page: { nodes: readonly string[]; next: string | undefined } = await this.#parts.profile.people.page(
        scope,
        from,
        PAGE,
      );
      await this.#parts.ingest.between(() => work(page.nodes));
      from = page.next;
    }
  }

  /** For previews: everybody once. */
  readonly population: Population = {
    visit: (scope, withEvents, visitor) =>
      this.#pages(scope.key, (nodes) => this.#parts.people.visit(scope.key, nodes, withEvents, visitor)),
  };
}
