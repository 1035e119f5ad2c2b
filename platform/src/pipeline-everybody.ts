import type { Persons } from './pipeline-persons.ts';
import {
  ALL,
  type CompiledPolicy,
  type Counted,
  datasetOf,
  type Erased,
  type Erasure,
  EVENTS_PER_PROFILE,
  type ExportedPerson,
  mergedView,
  type ProfileNode,
} from './profile/index.ts';
import {
  type Audience,
  type Change,
  carrierOf,
  type Known,
  type PersonState,
  type Somebody,
} from './segmentation/index.ts';

/** What sweeps over everybody do with the people of a page of nodes. All of it runs inside the process loop. */
export interface PeopleWork {
  /** Erases of some nodes, with the audiences of everybody concerned. `at`: now, epoch milliseconds. */
  erase(scope: string, nodes: readonly string[], erasure: Erasure, at: number): Promise<Erased>;
  /** Nodes among these that stand for people of only these namespaces to whom nothing happened since a moment. */
  idle(
    scope: string,
    nodes: readonly string[],
    namespaces: ReadonlySet<number>,
    before: number,
  ): Promise<readonly string[]>;
  /** The people some nodes stand for, for reports. */
  census(scope: string, nodes: readonly string[], visit: (person: Counted) => void): Promise<void>;
  /** Evaluates everything about the people of some nodes anew: profiles merge in another way. */
  reevaluate(scope: string, nodes: readonly string[], at: number): Promise<void>;
  /** The people some nodes stand for, merged by a policy, for exports. */
  exportPeople(
    scope: string,
    nodes: readonly string[],
    policy: CompiledPolicy,
    withEvents: boolean,
  ): Promise<readonly ExportedPerson[]>;
  /** Works computed attributes out again: of the people of some nodes, or of those among them whose values hold no longer. */
  refreshComputed(scope: string, nodes: readonly string[], at: number, all: boolean): Promise<void>;
  /** Sets the metric of large graphs from what is stored. */
  showAlarms(scope: string): Promise<void>;
  /** Works the graphs around some nodes out again, with the profiles and audiences of everybody who changed. `at`: now, epoch milliseconds. */
  renewGraphs(scope: string, nodes: readonly string[], at: number): Promise<void>;
  /** Evaluates audiences for whoever the nodes stand for, then shows what is kept of each person. */
  evaluateFor(
    scope: string,
    audiences: readonly Audience[],
    nodes: readonly string[],
    at: number,
    seen?: (namespaceId: number, state: PersonState | undefined) => void,
  ): Promise<void>;
  /** Applies one external membership to people; who is unknown becomes a person of that one identity. */
  external(
    scope: string,
    rows: readonly { readonly node: string; readonly ns: number; readonly id: string }[],
    change: Change,
    at: number,
  ): Promise<void>;
  /** Members of an external audience among the nodes leave it, unless their membership ends at that moment. */
  leaveUnless(scope: string, audienceId: string, until: number, nodes: readonly string[], at: number): Promise<void>;
  forgetAudience(scope: string, id: string, nodes: readonly string[]): Promise<void>;
  /** The person a node belongs to, merged by the policy of an id or the default; undefined when nothing is known of them. */
  one(scope: string, node: string, policyId?: string): Promise<Known | undefined>;
  visit(
    scope: string,
    nodes: readonly string[],
    withEvents: boolean,
    visitor: (somebody: Somebody) => void,
  ): Promise<void>;
}

/** The work of sweeps on people in memory. */
export function createPeopleWork(persons: Persons): PeopleWork {
  const { graph, people, events, memberships, profile, segmentation, evaluator } = persons;
  const knownOf = (scope: string, members: readonly string[]): ProfileNode[] =>
    members.map((name) => people.at(scope, name)).filter((node) => node !== undefined);

  /** When the last record of loaded people came, or their last event was, epoch milliseconds. */
  const lastActiveOf = async (scope: string, members: readonly string[]): Promise<number> => {
    const own = knownOf(scope, members);
    const last = Math.max(...own.map((node) => Math.max(lastRecordOf(node), node.removedEvent ?? 0)));
    return hasEvents(own) ? Math.max(last, (await events.newest(scope, members)) ?? 0) : last;
  };

  return {
    async erase(scope, nodes, erasure, at) {
      const { readsEvents } = segmentation.audiencesOf(scope);
      await persons.load(scope, nodes, readsEvents);
      const touched = new Map<string, readonly string[]>();
      let [fragments, removed] = [0, 0];
      for (const node of nodes) {
        const members = graph.membersOf(scope, node);
        const known = people.at(scope, node);
        if (known === undefined) continue;
        const dropped = people.dropFragments(scope, members, node, erasure.fragments);
        const went =
          (known.eventsOf?.length ?? 0) > 0
            ? await events.remove(scope, node, erasure.event)
            : { removed: 0, newest: undefined, left: new Set<string>() };
        people.forgetEvents(scope, node, went);
        if (dropped + went.removed === 0 && erasure !== ALL) continue;
        if (Object.keys(known.fragments).length === 0 && went.left.size === 0) people.remove(scope, members, node);
        fragments += dropped;
        removed += went.removed;
        touched.set(carrierOf(members), members);
      }
      for (const members of touched.values()) {
        if (readsEvents || profile.computed.of(scope) !== undefined) await events.load(scope, members);
        persons.lookAnew(scope, members, at);
      }
      if (erasure.links !== undefined)
        for (const change of graph.forgetDataset(scope, nodes, erasure.links, at)) persons.regroup(scope, change, at);
      return { fragments, events: removed };
    },
    async idle(scope, nodes, namespaces, before) {
      const found: string[] = [];
      for (const members of await persons.groups(scope, nodes, false)) {
        if (!members.every((name) => namespaces.has(Number(name.slice(0, name.indexOf(':')))))) continue;
        if ((await lastActiveOf(scope, members)) < before) found.push(...members);
      }
      return found;
    },
    async census(scope, nodes, visit) {
      for (const members of await persons.groups(scope, nodes, false)) {
        const own = knownOf(scope, members);
        const fragments: Record<number, number> = {};
        for (const node of own) fragments[node.ns] = (fragments[node.ns] ?? 0) + Object.keys(node.fragments).length;
        const datasets = own.flatMap((node) => [
          ...Object.keys(node.fragments).map(datasetOf),
          ...(node.eventsOf ?? []),
        ]);
        const namespaces = members.map((name) => Number(name.slice(0, name.indexOf(':'))));
        // Only reports on people of one identity tell how many events they have.
        const counted =
          members.length === 1 && hasEvents(own)
            ? (await events.read(scope, members, { limit: EVENTS_PER_PROFILE })).length
            : 0;
        const lastActive = await lastActiveOf(scope, members);
        visit({ namespaces, datasets: [...new Set(datasets)], fragments, lastActive, events: counted });
      }
    },
    async reevaluate(scope, nodes, at) {
      const { readsEvents } = segmentation.audiencesOf(scope);
      for (const members of await persons.groups(scope, nodes, readsEvents)) {
        evaluator.passTo(scope, members, at);
        evaluator.changed(scope, members, 'everything', at);
      }
    },
    async exportPeople(scope, nodes, policy, withEvents) {
      const found: ExportedPerson[] = [];
      const groups = await persons.groups(scope, nodes, withEvents);
      // Without stitching each identity is a profile of its own.
      const everyone = policy.stitched ? groups : groups.flatMap((members) => members.map((name) => [name]));
      for (const members of everyone) {
        const own = knownOf(scope, members);
        if (own.length === 0) continue;
        const state = memberships.state(scope, graph.membersOf(scope, members[0]!));
        // The schema of the union, which rows are held to, has no computed attributes.
        const entity = mergedView(own, policy, false);
        found.push({
          entity,
          isEmpty: Object.keys(entity).length === 0,
          identityMap: persons.identityMap(scope, members),
          memberships: state === undefined ? {} : memberships.render(scope, state),
          events: withEvents ? events.of(scope, members) : [],
          updated: Math.max(...own.map(({ updated }) => updated)),
        });
      }
      return found;
    },
    async refreshComputed(scope, nodes, at, all) {
      await people.load(scope, nodes);
      const isDue = (name: string) => (people.at(scope, name)?.computed?.due ?? Number.POSITIVE_INFINITY) <= at;
      const wanted = all ? nodes : nodes.filter(isDue);
      if (wanted.length === 0) return;
      for (const members of await persons.groups(scope, wanted, true)) {
        evaluator.passTo(scope, members, at);
        const change = persons.withComputed(scope, members, { paths: [] }, at);
        if (change.paths.length > 0) evaluator.changed(scope, members, change, at);
      }
    },
    async showAlarms(scope) {
      await graph.sizes.load(scope);
      persons.showAlarms(scope);
    },
    async renewGraphs(scope, nodes, at) {
      await persons.load(scope, nodes, segmentation.audiencesOf(scope).readsEvents);
      for (const node of nodes)
        for (const members of graph.concernedBy(scope, node)) evaluator.passTo(scope, members, at);
      for (const change of graph.renew(scope, nodes, at)) persons.regroup(scope, change, at);
    },
    async evaluateFor(scope, audiences, nodes, at, seen) {
      const readEvents = audiences.some(({ predicate }) => predicate.events);
      for (const members of await persons.groups(scope, nodes, readEvents)) {
        evaluator.evaluate(scope, members, audiences, at, false);
        seen?.(people.first(scope, members)!.ns, memberships.state(scope, members));
      }
    },
    async external(scope, rows, change, at) {
      const index = segmentation.audiencesOf(scope);
      await persons.load(
        scope,
        rows.map(({ node }) => node),
        index.readsEvents,
      );
      for (const row of rows) {
        const members = graph.membersOf(scope, row.node);
        evaluator.passTo(scope, members, at);
        const known = people.exists(scope, members);
        people.ensure(scope, members, row, at);
        if (!known) evaluator.changed(scope, members, 'everything', at);
        evaluator.external(scope, members, [change], at);
      }
    },
    async leaveUnless(scope, audienceId, until, nodes, at) {
      const { readsEvents } = segmentation.audiencesOf(scope);
      for (const members of await persons.groups(scope, nodes, readsEvents)) {
        const state = memberships.state(scope, members);
        if (!memberships.isIn(scope, state, audienceId) || memberships.untilOf(scope, state, audienceId) === until)
          continue;
        evaluator.external(scope, members, [{ audienceId, status: 'exited', at }], at);
      }
    },
    async forgetAudience(scope, id, nodes) {
      for (const members of await persons.groups(scope, nodes, false)) memberships.forget(scope, members, id);
    },
    async one(scope, node, policyId) {
      await persons.load(scope, [node], true);
      const members = graph.membersOf(scope, node);
      if (!people.exists(scope, members)) return undefined;
      return {
        ...persons.somebody(scope, members, true, policyId),
        node,
        members,
        state: memberships.state(scope, members),
      };
    },
    async visit(scope, nodes, withEvents, visitor) {
      for (const members of await persons.groups(scope, nodes, withEvents))
        visitor(persons.somebody(scope, members, withEvents));
    },
  };
}

function hasEvents(nodes: readonly ProfileNode[]): boolean {
  return nodes.some(({ eventsOf }) => (eventsOf?.length ?? 0) > 0);
}

/** Receipt of the newest record about an identity, epoch milliseconds. */
function lastRecordOf({ fragments }: ProfileNode): number {
  return Math.max(0, ...Object.values(fragments).map(({ t }) => t));
}
