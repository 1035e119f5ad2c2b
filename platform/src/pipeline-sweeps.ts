import type { Logger } from 'pino';
import { type IdentityStage, nodeKey } from './identity/index.ts';
import type { Ingest } from './ingest/index.ts';
import type { Clock, Ids, Meter, Scope, Timers } from './kernel/index.ts';
import { Erasures, type NotedErasure } from './pipeline-erasures.ts';
import type { PeopleWork } from './pipeline-everybody.ts';
import {
  ALL,
  type CompiledPolicy,
  type Counted,
  type Erased,
  type Erasure,
  type ExportedPerson,
  FIRST_POLICY,
  ofDataset,
  type ProfileStage,
} from './profile/index.ts';
import type { Audience, Everybody, SegmentationStage, Turn } from './segmentation/index.ts';
import { type Collection, createCollection, type Tables } from './stores/index.ts';

/** Since when the rule reads as it did when everybody had been looked at, and how the policy it names merged; empty: as the default. */
interface Swept {
  readonly ruleSince: number;
  readonly policy?: string;
}

/** The linking rules all graphs were last worked out under. */
interface Linked {
  readonly rules: string;
}

/** The merge policy everybody was last evaluated under. */
interface Merged {
  readonly policy: string;
}

interface Parts {
  readonly tables: Tables;
  readonly ingest: Ingest;
  readonly identity: IdentityStage;
  readonly profile: ProfileStage;
  readonly segmentation: SegmentationStage;
  readonly people: PeopleWork;
  readonly scopes: () => readonly Scope[];
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly logger: Logger;
}

/** How people are gone through, a page at a time. */
interface Course {
  readonly signal?: AbortSignal | undefined;
  /** Which moment a page has to itself. */
  readonly when?: 'between' | 'betweenCheckpoints';
}

const PAGE = 500;
/** A pass for audiences begins when no further one was made for so long, or after the most, milliseconds. */
const GATHER_MS = 40;
const GATHER_MOST_MS = 1000;

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
  readonly #linked: Collection<Linked>;
  readonly #merged: Collection<Merged>;
  readonly #erasures: Erasures;
  #last: Promise<void> = Promise.resolve();
  #stopped = false;
  /** Scope to audiences that wait, with since when their rule reads so. */
  readonly #waiting = new Map<string, Map<string, number>>();
  #underWay = 0;
  readonly #gauge;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#swept = createCollection(parts.tables, 'audience-sweep');
    this.#linked = createCollection(parts.tables, 'identity-sweep');
    this.#merged = createCollection(parts.tables, 'merge-sweep');
    this.#erasures = new Erasures(parts);
    this.#gauge = parts.meter.gauge(
      'meniscus_audiences_waiting',
      'Audiences that not everybody has been evaluated for yet',
    );
    parts.segmentation.onChange((scope, change) => this.#queue(scope, change));
  }

  /** Does what an earlier process left undone. */
  async resume(): Promise<void> {
    const { identity } = this.#parts;
    for (const scope of this.#parts.scopes()) {
      const { key } = scope;
      await this.#parts.ingest.between(() => this.#parts.people.showAlarms(key));
      await this.renewGraphs(scope, identity.undoneNodes(key));
      const done = await this.#linked.get(key, key);
      if ((done?.body.rules ?? '') !== identity.rulesMark(key)) this.renewAllGraphs(scope);
      this.remerge(scope);
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

  /** Resolves when all work that waits is done. */
  async settled(): Promise<void> {
    for (let last: Promise<void> | undefined; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
  }

  /** Works the graphs around some nodes out again, with the profiles and audiences of everybody concerned; they are written when it resolves. */
  async renewGraphs({ key }: Scope, nodes: readonly string[]): Promise<void> {
    if (nodes.length === 0) return;
    const { ingest, people, clock } = this.#parts;
    await ingest.between(() => people.renewGraphs(key, nodes, clock()));
    await ingest.checkpoint();
  }

  /** Erases of some nodes; written when it resolves. */
  async erase({ key }: Scope, nodes: readonly string[]): Promise<Erased> {
    const { ingest, people, clock } = this.#parts;
    const erased = await ingest.betweenCheckpoints(async () => {
      await this.#erasures.note(key, { nodes }, ingest.position());
      return people.erase(key, nodes, ALL, clock());
    });
    await ingest.checkpoint();
    return erased;
  }

  /** Erases of everybody of a sandbox; written when it resolves. Throws when the process stops meanwhile. */
  async eraseEverywhere({ key }: Scope, erasure: Erasure): Promise<Erased> {
    const { people, clock, ingest } = this.#parts;
    const { dataset, links } = erasure;
    if (dataset !== undefined)
      await this.#erasures.note(key, { dataset, links: links !== undefined }, ingest.position());
    return this.#erasing(key, (nodes) => people.erase(key, nodes, erasure, clock()));
  }

  /** For a rebuild: what was erased on request, to be erased again at its place in the log. */
  async erasures(): Promise<readonly (Turn & { readonly position: number })[]> {
    const { ingest, people, scopeByKey } = this.#parts;
    const noted = await this.#erasures.all();
    const again = ({ scope, thing, at }: NotedErasure) =>
      'nodes' in thing
        ? ingest.betweenCheckpoints(() => people.erase(scope, thing.nodes, ALL, at))
        : this.#erasing(scope, (nodes) => people.erase(scope, nodes, ofDataset(thing.dataset, thing.links), at));
    return noted
      .filter(({ scope }) => scopeByKey(scope) !== undefined)
      .map((one) => ({ at: one.at, position: one.position, happen: async () => void (await again(one)) }));
  }

  /** Removes people of only these namespaces to whom nothing happened since a moment. */
  async eraseIdle({ key }: Scope, namespaces: ReadonlySet<number>, before: number): Promise<Erased> {
    const { people, clock } = this.#parts;
    return this.#erasing(key, async (nodes) =>
      people.erase(key, await people.idle(key, nodes, namespaces, before), ALL, clock()),
    );
  }

  async #erasing(scope: string, work: (nodes: readonly string[]) => Promise<Erased>): Promise<Erased> {
    let [fragments, events] = [0, 0];
    const erase = async (nodes: readonly string[]) => {
      const erased = await work(nodes);
      fragments += erased.fragments;
      events += erased.events;
    };
    await this.#everybody(scope, erase, { when: 'betweenCheckpoints' });
    if (this.#stopped) throw new Error('the platform stopped before everybody was looked at');
    await this.#parts.ingest.checkpoint();
    return { fragments, events };
  }

  /** Works the computed attributes of everybody out again, or of those whose values hold no longer. Throws when the process stops meanwhile. */
  async refreshComputed({ key }: Scope, all: boolean): Promise<void> {
    const { people, clock } = this.#parts;
    await this.#everybody(key, (nodes) => people.refreshComputed(key, nodes, clock(), all));
    if (this.#stopped) throw new Error('the platform stopped before everybody was looked at');
  }

  /** Everybody of a sandbox once, merged by a policy, a page at a time; records go on while a page is worked on. False when the process stops meanwhile. */
  async exportEverybody(
    { key }: Scope,
    policy: CompiledPolicy,
    withEvents: boolean,
    page: (people: readonly ExportedPerson[]) => Promise<void>,
  ): Promise<boolean> {
    const { ingest, people, profile } = this.#parts;
    await ingest.checkpoint();
    for (let from: string | undefined = ''; from !== undefined; ) {
      if (this.#stopped) return false;
      const { nodes, next }: { nodes: readonly string[]; next: string | undefined } = await profile.people.page(
        key,
        from,
        PAGE,
      );
      await page(await ingest.between(() => people.exportPeople(key, nodes, policy, withEvents)));
      from = next;
    }
    return true;
  }

  /** Everybody of a sandbox once, for reports. */
  census({ key }: Scope, visit: (person: Counted) => void): Promise<void> {
    return this.#everybody(key, (nodes) => this.#parts.people.census(key, nodes, visit));
  }

  /**
   * When profiles of a sandbox merge in another way than when everybody was last evaluated, by the default policy or by one
   * that an audience names: everybody is evaluated anew, in the background.
   */
  remerge({ key }: Scope): void {
    const { profile, people, clock } = this.#parts;
    this.#then('profiles could not be merged anew for everybody', key, async () => {
      const policy = profile.policies.mark(key);
      const audiences = await this.#mergedOtherwise(key);
      const noted = (await this.#merged.get(key, key))?.body.policy ?? FIRST_POLICY;
      if (audiences.size === 0 && policy === noted) return;
      await this.#everybody(key, (nodes) => people.reevaluate(key, nodes, clock()));
      await this.#noteIn(this.#merged, key, [[key, { policy }]]);
      await this.#noteIn(this.#swept, key, audiences);
    });
  }

  /** Audiences whose merge policy is another than when everybody was evaluated for them, with what to note when done. */
  async #mergedOtherwise(scope: string): Promise<ReadonlyMap<string, Swept>> {
    const found = new Map<string, Swept>();
    for (const audience of this.#parts.segmentation.audiencesOf(scope).all) {
      const swept = await this.#swept.get(scope, audience.id);
      const policy = this.#policyOf(scope, audience);
      if (swept !== undefined && (swept.body.policy ?? '') !== policy)
        found.set(audience.id, { ruleSince: audience.createdAt, policy });
    }
    return found;
  }

  /** How the policy an audience names merges; empty: as the default. */
  #policyOf(scope: string, { policyId }: Audience): string {
    return policyId === undefined ? '' : this.#parts.profile.policies.markOf(scope, policyId);
  }

  /** The same for all graphs of a sandbox, in the background: linking rules changed. */
  renewAllGraphs({ key }: Scope): void {
    const { identity, people, clock } = this.#parts;
    this.#then('the graphs of a sandbox could not be worked out again', key, async () => {
      const rules = identity.rulesMark(key);
      const page = (from: string) => identity.graph.page(key, from, PAGE);
      await this.#pages(key, page, (nodes) => people.renewGraphs(key, nodes, clock()));
      await this.#noteIn(this.#linked, key, [[key, { rules }]]);
    });
  }

  /** The clock had been ahead and rules were evaluated at moments still to come: all that hang on time once more, now. */
  clockSetBack(): void {
    const { people, segmentation, scopes, clock, logger } = this.#parts;
    logger.warn('the clock went back; audiences that hang on time are evaluated again for everybody');
    for (const { key } of scopes()) {
      this.#then('audiences could not be evaluated again after the clock went back', key, () =>
        this.#everybody(key, (nodes) => people.evaluateFor(key, segmentation.audiencesOf(key).clocked, nodes, clock())),
      );
    }
  }

  #queue(scope: string, change: Audience | string): void {
    const failure = 'an audience could not be brought up to date for everybody';
    if (typeof change === 'string') {
      this.#waiting.get(scope)?.delete(change);
      this.#then(failure, change, () => this.#remove(scope, change));
      return;
    }
    const waiting = this.#waiting.get(scope) ?? new Map<string, number>();
    this.#waiting.set(scope, waiting.set(change.id, change.createdAt));
    this.#count();
    this.#then(failure, change.id, () => this.#evaluate(scope));
  }

  /** How many audiences not everybody has been evaluated for. */
  #count(): void {
    let waiting = this.#underWay;
    for (const audiences of this.#waiting.values()) waiting += audiences.size;
    this.#gauge.set(waiting);
  }

  #then(failure: string, change: string, work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#parts.logger.error({ err: error, change }, failure);
    });
  }

  /** Waits while further audiences come: every pass loads everybody (decision 0058). */
  async #gather(scope: string): Promise<void> {
    let [size, waited] = [0, 0];
    for (
      let waiting = this.#waiting.get(scope);
      waiting !== undefined && waiting.size > size && waited < GATHER_MOST_MS && !this.#stopped;
      waiting = this.#waiting.get(scope)
    ) {
      ({ size } = waiting);
      await this.#parts.timers.sleep(GATHER_MS);
      waited += GATHER_MS;
    }
  }

  /** All audiences of a scope that wait, in one pass over everybody: a hundred that were made one after another are two passes. */
  async #evaluate(scope: string): Promise<void> {
    const { segmentation, people } = this.#parts;
    await this.#gather(scope);
    const taken = this.#waiting.get(scope);
    this.#waiting.delete(scope);
    if (taken === undefined || taken.size === 0) return;
    const at = Math.max(...taken.values());
    const policies = new Map(
      segmentation.audiencesOf(scope).all.map((audience) => [audience.id, this.#policyOf(scope, audience)]),
    );
    this.#underWay = taken.size;
    try {
      await this.#everybody(scope, async (nodes) => {
        const audiences = segmentation.audiencesOf(scope).all.filter(({ id }) => taken.has(id));
        if (audiences.length > 0) await people.evaluateFor(scope, audiences, nodes, at);
      });
      const notes = [...taken].map(([id, ruleSince]) => [id, { ruleSince, policy: policies.get(id) ?? '' }] as const);
      await this.#noteIn(this.#swept, scope, notes);
    } finally {
      this.#underWay = 0;
      this.#count();
    }
  }

  async #remove(scope: string, id: string): Promise<void> {
    await this.#everybody(scope, (nodes) => this.#parts.people.forgetAudience(scope, id, nodes));
    if (!this.#stopped) await this.#swept.remove(scope, id);
  }

  /** Notes sweeps as complete, by id, with what they have changed safe before. */
  async #noteIn<T>(
    collection: Collection<T>,
    scope: string,
    notes: Iterable<readonly [id: string, body: T]>,
  ): Promise<void> {
    if (this.#stopped) return;
    await this.#parts.ingest.checkpoint();
    for (const [id, body] of notes) {
      if (this.#stopped || this.#parts.scopeByKey(scope) === undefined) return;
      const change = { by: 'system', at: this.#parts.clock() };
      if ((await collection.get(scope, id)) === undefined) await collection.insert(scope, id, body, change);
      else await collection.update(scope, id, undefined, body, change);
    }
  }

  #everybody(scope: string, work: (nodes: readonly string[]) => Promise<void>, course: Course = {}): Promise<void> {
    return this.#pages(scope, (from) => this.#parts.profile.people.page(scope, from, PAGE), work, course);
  }

  async #pages(
    scope: string,
    read: (from: string) => Promise<{ nodes: readonly string[]; next: string | undefined }>,
    work: (nodes: readonly string[]) => Promise<void>,
    { signal, when = 'between' }: Course = {},
  ): Promise<void> {
    // Whoever is only in memory so far must be in the store to be found.
    await this.#parts.ingest.checkpoint();
    for (let from: string | undefined = ''; from !== undefined && !this.#stopped && signal?.aborted !== true; ) {
      const page: { nodes: readonly string[]; next: string | undefined } = await read(from);
      // Asked between two runs: a sandbox that was reset meanwhile has nobody any more.
      const dead = () => this.#parts.scopeByKey(scope) === undefined;
      await this.#parts.ingest[when](async () => (dead() ? undefined : work(page.nodes)));
      from = page.next;
    }
  }

  /** For previews, jobs and external audiences. */
  readonly everybody: Everybody = {
    one: ({ key }, namespaceId, id, policyId) =>
      this.#parts.ingest.between(() => this.#parts.people.one(key, nodeKey(namespaceId, id), policyId)),
    count: async ({ key }) => (await this.#parts.profile.people.totals(key)).profiles,
    visit: ({ key }, withEvents, visitor, { keep, signal } = {}) =>
      this.#everybody(
        key,
        (nodes) => this.#parts.people.visit(key, keep === undefined ? nodes : nodes.filter(keep), withEvents, visitor),
        { signal },
      ),
    evaluate: ({ key }, audiences, at, seen, signal) =>
      this.#everybody(key, (nodes) => this.#parts.people.evaluateFor(key, audiences, nodes, at, seen), { signal }),
    external: async ({ key }, rows, change, at) => {
      const people = rows.map(({ namespaceId, id }) => ({ node: nodeKey(namespaceId, id), ns: namespaceId, id }));
      await this.#parts.ingest.between(() => this.#parts.people.external(key, people, change, at));
    },
    leaveUnless: ({ key }, audienceId, until, at) =>
      this.#everybody(key, (nodes) => this.#parts.people.leaveUnless(key, audienceId, until, nodes, at)),
    written: () => this.#parts.ingest.checkpoint(),
  };
}

/** The same, asked for when it is used: who looks at everybody is made before. */
export function everybodyLater(everybody: () => Everybody): Everybody {
  return {
    one: (...given) => everybody().one(...given),
    count: (...given) => everybody().count(...given),
    visit: (...given) => everybody().visit(...given),
    evaluate: (...given) => everybody().evaluate(...given),
    external: (...given) => everybody().external(...given),
    leaveUnless: (...given) => everybody().leaveUnless(...given),
    written: (...given) => everybody().written(...given),
  };
}
