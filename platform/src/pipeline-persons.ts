import { type GraphChange, type IdentityStage, xidOf } from './identity/index.ts';
import type { Meter } from './kernel/index.ts';
import type { ProfileStage } from './profile/index.ts';
import { Evaluator, type PersonChange, type SegmentationStage, type Somebody } from './segmentation/index.ts';

/** What people are made of: three stages, and what only `pipeline.ts` can tell. */
export interface PersonsParts {
  readonly identity: IdentityStage;
  readonly profile: ProfileStage;
  readonly segmentation: SegmentationStage;
  /** Code of a namespace by its id, for the organisation of a scope key. */
  codesOf(scope: string): (namespaceId: number) => string;
  /** Timers were looked at for moments that are still to come: whatever hangs on time has to be evaluated again. */
  clockSetBack(): void;
  readonly meter: Meter;
}

/** Namespace code to identities. */
type IdentityMap = Readonly<Record<string, readonly { readonly id: string }[]>>;

/**
 * People in memory: loaded with everybody whom a change around them can concern, worked on without waiting, with profile and
 * memberships kept in step. What is done with them record by record is `pipeline-people.ts`, what is done with everybody
 * `pipeline-everybody.ts`; both only inside the process loop.
 */
export class Persons {
  readonly identity: IdentityStage;
  readonly profile: ProfileStage;
  readonly segmentation: SegmentationStage;
  readonly evaluator: Evaluator;
  readonly #parts: PersonsParts;
  readonly #alarming;

  constructor(parts: PersonsParts) {
    this.#parts = parts;
    this.identity = parts.identity;
    this.profile = parts.profile;
    this.segmentation = parts.segmentation;
    this.evaluator = new Evaluator({
      memberships: this.memberships,
      indexOf: (scope) => this.segmentation.audiencesOf(scope),
      people: {
        view: (scope, members, policyId) => this.people.view(scope, members, policyId),
        mergesOtherwise: (scope, policyId) => this.people.mergesOtherwise(scope, policyId),
        events: (scope, members) => this.events.of(scope, members).map(({ entity }) => entity),
        identityMap: (scope, members) => this.identityMap(scope, members),
      },
      meter: parts.meter,
    });
    this.#alarming = parts.meter.gauge(
      'meniscus_identity_graphs_alarming',
      'Graphs with so many identities that they may be on their way to collapse',
      ['sandbox'],
    );
  }

  get graph() {
    return this.identity.graph;
  }

  get people() {
    return this.profile.people;
  }

  get events() {
    return this.profile.events;
  }

  get memberships() {
    return this.segmentation.memberships;
  }

  /** `identityMap` of a person: every identity of the graph, by the code of its namespace. */
  identityMap(scope: string, members: readonly string[]): IdentityMap {
    const code = this.#parts.codesOf(scope);
    const map: Record<string, { id: string }[]> = {};
    for (const node of members) {
      const colon = node.indexOf(':');
      const name = code(Number(node.slice(0, colon)));
      map[name] ??= [];
      map[name].push({ id: node.slice(colon + 1) });
    }
    return map;
  }

  /** Sets the metric of large graphs. */
  showAlarms(scope: string): void {
    this.#alarming.set({ sandbox: scope }, this.graph.sizes.atLeast(scope, this.identity.alarmAt(scope)));
  }

  /** The clock of the machine went back behind moments that timers were looked at for. */
  clockSetBack(): void {
    this.#parts.clockSetBack();
  }

  /**
   * People by their nodes, and everybody whom a change of links around them can concern, with everything about them that an
   * evaluation reads.
   */
  async load(scope: string, nodes: readonly string[], withEvents: boolean): Promise<void> {
    await this.graph.load(scope, nodes);
    const people: (readonly string[])[] = [];
    const all = new Set<string>();
    for (const node of nodes) {
      if (all.has(node)) continue;
      for (const members of this.graph.concernedBy(scope, node)) {
        people.push(members);
        for (const member of members) all.add(member);
      }
    }
    await this.people.load(scope, all);
    await this.memberships.load(scope, people);
    if (withEvents || this.profile.computed.of(scope) !== undefined) await this.events.load(scope, all);
  }

  /** The people some nodes belong to, each once: with the node that comes first of those that exist. */
  async groups(scope: string, nodes: readonly string[], withEvents: boolean): Promise<(readonly string[])[]> {
    await this.load(scope, nodes, withEvents);
    const groups = nodes.map((node) => ({ node, members: this.graph.membersOf(scope, node) }));
    return groups
      .filter(({ node, members }) => this.people.isFirst(scope, members, node))
      .map(({ members }) => members);
  }

  /** A loaded person, merged by the policy of an id or the default. */
  somebody(scope: string, members: readonly string[], withEvents: boolean, policyId?: string): Somebody {
    const state = this.memberships.state(scope, members);
    const { ns, id } = this.people.first(scope, members)!;
    return {
      xid: xidOf(ns, id),
      namespaceId: ns,
      profile: this.people.view(scope, members, policyId),
      events: withEvents ? this.events.of(scope, members).map(({ entity }) => entity) : [],
      inSegment: (audience) => this.memberships.isIn(scope, state, audience),
      system: (field) => {
        if (field === 'identityMap') return this.identityMap(scope, members);
        return state === undefined ? {} : this.memberships.render(scope, state);
      },
    };
  }

  /** Works the computed attributes of a loaded person out again. Returns the paths that changed. */
  recompute(scope: string, members: readonly string[], at: number): readonly string[] {
    const attributes = this.profile.computed.of(scope);
    if (attributes === undefined) return this.people.setComputed(scope, members, undefined);
    const { values, due } = attributes.evaluate(this.events.of(scope, members), at);
    // An infinite moment has no place in JSON.
    const until = Math.min(due, Number.MAX_SAFE_INTEGER);
    const isEmpty = Object.keys(values).length === 0;
    return this.people.setComputed(scope, members, isEmpty ? undefined : { root: attributes.root, values, due: until });
  }

  /**
   * Identities changed people: profiles and memberships follow, and all of them are evaluated anew, but for the person of
   * `except`, whose record comes now.
   */
  regroup(scope: string, change: GraphChange, at: number, except?: string): void {
    this.people.regroup(scope, change.before, change.after);
    this.memberships.regroup(scope, change, at, (members) => this.people.exists(scope, members));
    for (const members of change.after) {
      if (except !== undefined && members.includes(except)) continue;
      if (!this.people.exists(scope, members)) continue;
      if (this.profile.computed.of(scope) !== undefined) this.recompute(scope, members, at);
      this.evaluator.changed(scope, members, 'everything', at);
    }
    this.showAlarms(scope);
  }

  /** Something went of a person: who is left is evaluated anew, who is gone keeps no membership. */
  lookAnew(scope: string, members: readonly string[], at: number): void {
    if (this.people.exists(scope, members)) {
      if (this.profile.computed.of(scope) !== undefined) this.recompute(scope, members, at);
      this.evaluator.changed(scope, members, 'everything', at);
    } else this.memberships.regroup(scope, { before: [members], after: [members] }, at, () => false);
  }

  /** The change with that of the computed attributes. */
  withComputed(scope: string, members: readonly string[], change: PersonChange, at: number): PersonChange {
    const before = this.people.view(scope, members);
    const paths = this.recompute(scope, members, at);
    if (paths.length === 0) return change;
    return { before, ...change, paths: [...change.paths, ...paths], after: this.people.view(scope, members) };
  }
}
