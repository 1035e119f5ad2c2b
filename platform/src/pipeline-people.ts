import { type GraphChange, type IdentityStage, identitiesOf, type RecordIdentities, xidOf } from './identity/index.ts';
import {
  type Follower,
  internalFailure,
  type LedgerStage,
  type Rejection,
  type Target,
  type XdmRecord,
} from './ingest/index.ts';
import type { Failure, Meter } from './kernel/index.ts';
import {
  ALL,
  type CompiledPolicy,
  type Counted,
  changedPaths,
  datasetOf,
  type Erased,
  type Erasure,
  EVENTS_PER_PROFILE,
  type ExportedPerson,
  mergedView,
  type ProfileNode,
  type ProfileStage,
} from './profile/index.ts';
import {
  type Audience,
  type Change,
  carrierOf,
  Evaluator,
  type Known,
  type PersonChange,
  type PersonState,
  type SegmentationStage,
  type Somebody,
  type Timer,
} from './segmentation/index.ts';

/** Stops 7 to 9, and what sweeps over everybody need of them. All of it runs inside the process loop. */
export interface PeopleStep extends Follower {
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
  /** The person a node belongs to; undefined when nothing is known of them. */
  one(scope: string, node: string): Promise<Known | undefined>;
  visit(
    scope: string,
    nodes: readonly string[],
    withEvents: boolean,
    visitor: (somebody: Somebody) => void,
  ): Promise<void>;
}

/** How far the clock of the machine may go back without anything being done about it, milliseconds. */
const CLOCK_TOLERANCE = 60_000;

/** A record with what identity found in it. */
interface Identified {
  readonly record: XdmRecord;
  readonly identities: RecordIdentities;
}

interface Parts {
  readonly identity: IdentityStage;
  readonly profile: ProfileStage;
  readonly segmentation: SegmentationStage;
  /** Code of a namespace by its id, for the organisation of a scope key. */
  codesOf(scope: string): (namespaceId: number) => string;
  /** Timers were looked at for moments that are still to come: whatever hangs on time has to be evaluated again. */
  clockSetBack(): void;
  readonly meter: Meter;
}

function reachesProfile({ dataset, schema }: Target): boolean {
  return dataset.profileEnabled && schema.union && schema.behavior !== 'adhoc';
}

/** Datasets tagged for identity or profile; all others end in the lake. */
function concernsPeople(target: Target): boolean {
  return target.dataset.identityEnabled || reachesProfile(target);
}

const DAY = 86_400_000;

const NO_IDENTITY: Failure = {
  stage: 'profile',
  code: 'PROFILE-NO-IDENTITY',
  pointer: '/identityMap',
  message: 'the record has no identity, so it belongs to nobody; map one into identityMap, then replay',
  retry: 'after-fix',
};

/**
 * Stops 7 to 9 of an event's way as one step of the process loop: link the identities, put the record in its place in the
 * profile, evaluate only the audiences that the change can matter to.
 *
 * Everything is brought into memory for the whole run first; then each record is worked on from start to end without
 * waiting, so a checkpoint between two runs never sees half a record.
 */
export function createPeopleStep(parts: Parts): PeopleStep {
  const { identity, profile, segmentation } = parts;
  const { graph } = identity;
  const { people, events } = profile;
  const { memberships } = segmentation;
  const evaluator = new Evaluator({
    memberships,
    indexOf: (scope) => segmentation.audiencesOf(scope),
    people: {
      view: (scope, members) => people.view(scope, members),
      events: (scope, members) => events.of(scope, members).map(({ entity }) => entity),
      identityMap: (scope, members) => identityMapOf(members, parts.codesOf(scope)),
    },
    meter: parts.meter,
  });

  const alarming = parts.meter.gauge(
    'meniscus_identity_graphs_alarming',
    'Graphs with so many identities that they may be on their way to collapse',
    ['sandbox'],
  );

  const identify = (record: XdmRecord): Identified => ({
    record,
    identities: identitiesOf(
      record.entity as Record<string, unknown>,
      record.target.schema.identities,
      identity.namespaces.of(record.target.scope.org),
      identity.rules(record.target.scope.key),
      record.target.schema.behavior === 'time-series',
    ),
  });

  /**
   * People by their nodes, and everybody whom a change of links around them can concern, with everything about them that an
   * evaluation reads. Gives the people of the nodes, each once.
   */
  const loadPeople = async (
    scope: string,
    nodes: Iterable<string>,
    withEvents: boolean,
  ): Promise<readonly (readonly string[])[]> => {
    const wanted = [...nodes];
    await graph.load(wanted.map((node) => `${scope}/${node}`));
    const groups = new Map<string, readonly string[]>();
    const concerned = new Map<string, readonly string[]>();
    for (const node of wanted) {
      const members = graph.membersOf(scope, node);
      const carrier = carrierOf(members);
      groups.set(carrier, members);
      if (concerned.has(carrier)) continue;
      for (const group of graph.concernedBy(scope, node)) concerned.set(carrierOf(group), group);
    }
    const all = [...concerned.values()].flat();
    await people.load(all.map((node) => `${scope}/${node}`));
    await memberships.load(scope, concerned.values());
    if (withEvents || profile.computed.of(scope) !== undefined) await events.load(scope, all);
    return [...groups.values()];
  };

  /** Everything `applyOne` will touch: graph, people, memberships, and events where an audience looks at them. */
  const load = async (all: readonly Identified[]): Promise<void> => {
    const byScope = new Map<string, string[]>();
    for (const { record, identities } of all) {
      const { key } = record.target.scope;
      const nodes = byScope.get(key) ?? [];
      for (const { node } of identities.all) nodes.push(node);
      byScope.set(key, nodes);
    }
    for (const [scope, nodes] of byScope) await loadPeople(scope, nodes, segmentation.audiencesOf(scope).readsEvents);
  };

  /** Works the computed attributes of a loaded person out again. Returns the paths that changed. */
  const recompute = (scope: string, members: readonly string[], at: number): readonly string[] => {
    const attributes = profile.computed.of(scope);
    if (attributes === undefined) return people.setComputed(scope, members, undefined);
    const { values, due } = attributes.evaluate(events.of(scope, members), at);
    // An infinite moment has no place in JSON.
    const until = Math.min(due, Number.MAX_SAFE_INTEGER);
    const isEmpty = Object.keys(values).length === 0;
    return people.setComputed(scope, members, isEmpty ? undefined : { root: attributes.root, values, due: until });
  };

  /**
   * Identities changed people: profiles and memberships follow, and all of them are evaluated anew, but for the person of
   * `except`, whose record comes now.
   */
  const regroup = (scope: string, change: GraphChange, at: number, except?: string): void => {
    people.regroup(scope, change.before, change.after);
    memberships.regroup(scope, change, at, (members) => people.exists(scope, members));
    for (const members of change.after) {
      if (except !== undefined && members.includes(except)) continue;
      if (!people.exists(scope, members)) continue;
      if (profile.computed.of(scope) !== undefined) recompute(scope, members, at);
      evaluator.changed(scope, members, 'everything', at);
    }
    alarming.set({ sandbox: scope }, graph.sizes.atLeast(scope, identity.alarmAt(scope)));
  };

  /** Something went of a person: who is left is evaluated anew, who is gone keeps no membership. */
  const lookAnew = (scope: string, members: readonly string[], at: number): void => {
    if (people.exists(scope, members)) {
      if (profile.computed.of(scope) !== undefined) recompute(scope, members, at);
      evaluator.changed(scope, members, 'everything', at);
    } else memberships.regroup(scope, { before: [members], after: [members] }, at, () => false);
  };

  /** Links the identities of a record. True when the person it belongs to is another than before. */
  const link = ({ record, identities }: Identified): boolean => {
    const { all, primary, links } = identities;
    const { target, xactionId, receivedAt } = record;
    const dataset = linkingDataset(record);
    if (!links || dataset === undefined || all.length < 2) return false;
    const sighting = { dataset, record: xactionId, time: timeOf(record), receivedAt };
    const change = graph.link(target.scope.key, all, sighting);
    if (change === undefined) return false;
    const own = reachesProfile(target) ? primary?.node : undefined;
    regroup(target.scope.key, change, receivedAt, own);
    return own !== undefined && change.after.some((members) => members.includes(own));
  };

  /** One record, start to end. Returns what identity or profile had against it. */
  const applyOne = (one: Identified): readonly Failure[] => {
    const { record, identities } = one;
    const { target, receivedAt } = record;
    const scope = target.scope.key;
    const { all, primary, failures } = identities;
    for (const { node } of all)
      for (const members of graph.concernedBy(scope, node)) evaluator.passTo(scope, members, receivedAt);
    const moved = link(one);
    if (!reachesProfile(target)) return failures;
    if (primary === undefined) return all.length > 0 ? failures : [...failures, NO_IDENTITY];
    const members = graph.membersOf(scope, primary.node);
    // Rules about absent values hold for a new person without any change; people who became one need a fresh look.
    const everything = moved || !people.exists(scope, members);
    const placed = place(record, primary, members);
    const left = people.at(scope, primary.node);
    // What is deleted may have been all there was, or may never have been.
    if (record.operation === 'delete' && (left === undefined || nothingLeft(left))) {
      people.remove(scope, members, primary.node);
      lookAnew(scope, members, receivedAt);
      return failures;
    }
    const isComputed = profile.computed.of(scope) !== undefined && (moved || target.schema.behavior === 'time-series');
    const change = isComputed ? withComputed(scope, members, placed, receivedAt) : placed;
    evaluator.changed(scope, members, everything ? 'everything' : change, receivedAt);
    return failures;
  };

  /** The change with that of the computed attributes. */
  const withComputed = (scope: string, members: readonly string[], change: PersonChange, at: number): PersonChange => {
    const before = people.view(scope, members);
    const paths = recompute(scope, members, at);
    if (paths.length === 0) return change;
    return { before, ...change, paths: [...change.paths, ...paths], after: people.view(scope, members) };
  };

  /** Puts a record in its place in the profile and says what changed about the person. */
  const place = (
    record: XdmRecord,
    primary: NonNullable<RecordIdentities['primary']>,
    members: readonly string[],
  ): PersonChange => {
    const { target, entity, receivedAt, observedAt } = record;
    const scope = target.scope.key;
    const at = { node: primary.node, ns: primary.namespace.id, id: primary.id, dataset: target.dataset.id };
    if (target.schema.behavior === 'time-series') {
      const timestamp = Date.parse(String(entity.timestamp));
      if (profile.expiries.isExpired(scope, at.dataset, timestamp, receivedAt)) return { paths: [] };
      people.noteEvent(scope, members, at, receivedAt, timestamp);
      const event = {
        id: String(entity._id),
        timestamp,
        entity,
        dataset: target.dataset.id,
        record: record.xactionId,
        receivedAt,
      };
      const replaced = events.add(scope, primary.node, event, record.json);
      return { paths: [], after: people.view(scope, members), event: replaced ? 'any' : entity };
    }
    const before = people.view(scope, members);
    if (record.operation === 'delete') {
      people.dropFragments(scope, members, at.node, (dataset) => dataset === at.dataset);
      const after = people.view(scope, members);
      return { paths: changedPaths(before, after), before, after };
    }
    const fragment = { t: observedAt ?? receivedAt, p: fragmentOrder(record), e: entity };
    const paths =
      observedAt === undefined
        ? people.putFragment(scope, members, at, fragment)
        : people.putUpdate(scope, members, at, fragment, receivedAt);
    return { paths: paths ?? [], before, after: people.view(scope, members) };
  };

  return {
    async apply(records) {
      const identified = records.filter(({ target }) => concernsPeople(target)).map(identify);
      await load(identified);
      const rejections: Rejection[] = [];
      for (const one of identified) {
        const failures = guarded(() => applyOne(one));
        if (failures.length > 0) rejections.push({ record: one.record, failures });
      }
      return rejections;
    },
    get dirtyCount() {
      return graph.dirtyCount + people.dirtyCount + events.dirtyCount + memberships.dirtyCount;
    },
    take(into) {
      const taken = [graph.take(into), people.take(into), events.take(into), memberships.take(into)];
      return {
        settle() {
          for (const part of taken) part.settle();
        },
      };
    },
    async erase(scope, nodes, erasure, at) {
      const { readsEvents } = segmentation.audiencesOf(scope);
      await loadPeople(scope, nodes, readsEvents);
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
            : { removed: 0, left: new Set<string>() };
        people.forgetEvents(scope, node, went.left);
        if (dropped + went.removed === 0 && erasure !== ALL) continue;
        if (Object.keys(known.fragments).length === 0 && went.left.size === 0) people.remove(scope, members, node);
        fragments += dropped;
        removed += went.removed;
        touched.set(carrierOf(members), members);
      }
      for (const members of touched.values()) {
        if (readsEvents || profile.computed.of(scope) !== undefined) await events.load(scope, members);
        lookAnew(scope, members, at);
      }
      if (erasure.links !== undefined)
        for (const change of graph.forgetDataset(scope, nodes, erasure.links, at)) regroup(scope, change, at);
      return { fragments, events: removed };
    },
    async idle(scope, nodes, namespaces, before) {
      const groups = await loadGroups(scope, nodes, false);
      const found = groups.filter((members) =>
        members.every((name) => {
          const node = people.at(scope, name);
          if (!namespaces.has(Number(name.slice(0, name.indexOf(':'))))) return false;
          return node === undefined || Math.max(lastRecordOf(node), (node.lastEvent ?? 0) + DAY) < before;
        }),
      );
      return found.flat();
    },
    async census(scope, nodes, visit) {
      for (const members of await loadGroups(scope, nodes, false)) {
        const own = members.map((name) => people.at(scope, name)).filter((node) => node !== undefined);
        const fragments: Record<number, number> = {};
        for (const node of own) fragments[node.ns] = (fragments[node.ns] ?? 0) + Object.keys(node.fragments).length;
        const datasets = own.flatMap((node) => [
          ...Object.keys(node.fragments).map(datasetOf),
          ...(node.eventsOf ?? []),
        ]);
        const namespaces = members.map((name) => Number(name.slice(0, name.indexOf(':'))));
        // Only reports on people of one identity tell how many events they have.
        const counted =
          members.length === 1 && own.some((node) => (node.eventsOf?.length ?? 0) > 0)
            ? (await events.read(scope, members, { limit: EVENTS_PER_PROFILE })).length
            : 0;
        const lastActive = Math.max(...own.map((node) => Math.max(lastRecordOf(node), node.lastEvent ?? 0)));
        visit({ namespaces, datasets: [...new Set(datasets)], fragments, lastActive, events: counted });
      }
    },
    async reevaluate(scope, nodes, at) {
      const { readsEvents } = segmentation.audiencesOf(scope);
      for (const members of await loadGroups(scope, nodes, readsEvents)) {
        evaluator.passTo(scope, members, at);
        evaluator.changed(scope, members, 'everything', at);
      }
    },
    async exportPeople(scope, nodes, policy, withEvents) {
      const found: ExportedPerson[] = [];
      const groups = await loadGroups(scope, nodes, withEvents);
      // Without stitching each identity is a profile of its own.
      const persons = policy.stitched ? groups : groups.flatMap((members) => members.map((name) => [name]));
      for (const members of persons) {
        const own = members.map((name) => people.at(scope, name)).filter((node) => node !== undefined);
        if (own.length === 0) continue;
        const state = memberships.state(scope, graph.membersOf(scope, members[0]!));
        const entity = mergedView(own, policy);
        found.push({
          entity,
          isEmpty: Object.keys(entity).length === 0,
          identityMap: identityMapOf(members, parts.codesOf(scope)) as ExportedPerson['identityMap'],
          memberships: state === undefined ? {} : memberships.render(scope, state),
          events: withEvents ? events.of(scope, members) : [],
          updated: Math.max(...own.map(({ updated }) => updated)),
        });
      }
      return found;
    },
    async refreshComputed(scope, nodes, at, all) {
      await people.load(nodes.map((node) => `${scope}/${node}`));
      const isDue = (name: string) => (people.at(scope, name)?.computed?.due ?? Number.POSITIVE_INFINITY) <= at;
      const wanted = all ? nodes : nodes.filter(isDue);
      if (wanted.length === 0) return;
      for (const members of await loadGroups(scope, wanted, true)) {
        evaluator.passTo(scope, members, at);
        const change = withComputed(scope, members, { paths: [] }, at);
        if (change.paths.length > 0) evaluator.changed(scope, members, change, at);
      }
    },
    async showAlarms(scope) {
      await graph.sizes.load([`${scope}/`]);
      alarming.set({ sandbox: scope }, graph.sizes.atLeast(scope, identity.alarmAt(scope)));
    },
    async renewGraphs(scope, nodes, at) {
      await loadPeople(scope, nodes, segmentation.audiencesOf(scope).readsEvents);
      for (const node of nodes)
        for (const members of graph.concernedBy(scope, node)) evaluator.passTo(scope, members, at);
      for (const change of graph.renew(scope, nodes, at)) regroup(scope, change, at);
    },
    nextDue: () => memberships.timers.earliest(),
    async clockIs(now) {
      if ((await memberships.timers.passed()) <= now + CLOCK_TOLERANCE) return;
      memberships.timers.pass(now);
      parts.clockSetBack();
    },
    async passTime(until) {
      memberships.timers.pass(Math.max(until, await memberships.timers.passed()));
      const timers = await memberships.timers.due(until);
      const byScope = new Map<string, Timer[]>();
      for (const timer of timers) byScope.set(timer.scope, [...(byScope.get(timer.scope) ?? []), timer]);
      for (const [scope, due] of byScope) {
        const nodes = due.map(({ node }) => node);
        const groups = await loadPeople(scope, nodes, segmentation.audiencesOf(scope).clockedReadEvents);
        // A timer whose person has another moment by now, or is no more, is only taken away.
        for (const timer of due) {
          const state = memberships.state(scope, graph.membersOf(scope, timer.node));
          if (state?.due !== timer.at) memberships.timers.clear(timer);
        }
        for (const members of groups) evaluator.passTo(scope, members, until);
      }
    },
    async evaluateFor(scope, audiences, nodes, at, seen) {
      const readEvents = audiences.some(({ predicate }) => predicate.events);
      for (const members of await loadGroups(scope, nodes, readEvents)) {
        evaluator.evaluate(scope, members, audiences, at, false);
        seen?.(people.first(scope, members)!.ns, memberships.state(scope, members));
      }
    },
    async external(scope, rows, change, at) {
      const index = segmentation.audiencesOf(scope);
      await loadPeople(
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
      for (const members of await loadGroups(scope, nodes, readsEvents)) {
        const state = memberships.state(scope, members);
        if (!memberships.isIn(scope, state, audienceId) || memberships.untilOf(scope, state, audienceId) === until)
          continue;
        evaluator.external(scope, members, [{ audienceId, status: 'exited', at }], at);
      }
    },
    async forgetAudience(scope, id, nodes) {
      for (const members of await loadGroups(scope, nodes, false)) memberships.forget(scope, members, id);
    },
    async one(scope, node) {
      await loadPeople(scope, [node], true);
      const members = graph.membersOf(scope, node);
      if (!people.exists(scope, members)) return undefined;
      return { ...somebody(scope, members, true), node, members, state: memberships.state(scope, members) };
    },
    async visit(scope, nodes, withEvents, visitor) {
      for (const members of await loadGroups(scope, nodes, withEvents)) visitor(somebody(scope, members, withEvents));
    },
  };

  /** A loaded person. */
  function somebody(scope: string, members: readonly string[], withEvents: boolean): Somebody {
    const state = memberships.state(scope, members);
    const { ns, id } = people.first(scope, members)!;
    return {
      xid: xidOf(ns, id),
      namespaceId: ns,
      profile: people.view(scope, members),
      events: withEvents ? events.of(scope, members).map(({ entity }) => entity) : [],
      inSegment: (audience) => memberships.isIn(scope, state, audience),
      system: (field) => {
        if (field === 'identityMap') return identityMapOf(members, parts.codesOf(scope));
        return state === undefined ? {} : memberships.render(scope, state);
      },
    };
  }

  /** The people some nodes belong to, each once: with the node that comes first of those that exist. */
  async function loadGroups(
    scope: string,
    nodes: readonly string[],
    withEvents: boolean,
  ): Promise<(readonly string[])[]> {
    await loadPeople(scope, nodes, withEvents);
    const groups = nodes.map((node) => ({ node, members: graph.membersOf(scope, node) }));
    return groups.filter(({ node, members }) => people.isFirst(scope, members, node)).map(({ members }) => members);
  }
}

/** `identityMap` of a person: every identity of the graph, by the code of its namespace. */
function identityMapOf(members: readonly string[], code: (namespaceId: number) => string): object {
  const map: Record<string, { id: string }[]> = {};
  for (const node of members) {
    const colon = node.indexOf(':');
    const name = code(Number(node.slice(0, colon)));
    map[name] ??= [];
    map[name].push({ id: node.slice(colon + 1) });
  }
  return map;
}

function nothingLeft(node: ProfileNode | undefined): boolean {
  return node !== undefined && Object.keys(node.fragments).length === 0 && (node.eventsOf?.length ?? 0) === 0;
}

/** The dataset in whose name the identities of a record are linked. */
function linkingDataset({ target, identityDataset }: XdmRecord): string | undefined {
  if (identityDataset !== undefined) return identityDataset ?? undefined;
  return target.dataset.identityEnabled ? target.dataset.id : undefined;
}

/** A throw is our own bug: it becomes a failure of the record and holds up nobody. */
function guarded(work: () => readonly Failure[]): readonly Failure[] {
  try {
    return work();
  } catch (error) {
    return [internalFailure('profile', error)];
  }
}

/** Receipt of the newest record about an identity, epoch milliseconds. */
function lastRecordOf({ fragments }: ProfileNode): number {
  return Math.max(0, ...Object.values(fragments).map(({ t }) => t));
}

/** When it was what the record says, not later than it came in, so that a wrong clock cannot hold a link for ever. */
function timeOf({ target, entity, observedAt, receivedAt }: XdmRecord): number {
  if (observedAt !== undefined) return Math.min(observedAt, receivedAt);
  if (target.schema.behavior !== 'time-series') return receivedAt;
  const at = Date.parse(String(entity.timestamp));
  return Number.isNaN(at) ? receivedAt : Math.min(Math.max(0, at), receivedAt);
}

/** Order of records in the log, messages of one request among themselves included. */
function fragmentOrder({ position, index }: XdmRecord): number {
  return position + index / 1_000_000;
}

/** What identity, profile and segmentation have of an entity now: the last stages on the way of a message. */
export async function explainPeople(
  { identity, profile, segmentation }: Pick<Parts, 'identity' | 'profile' | 'segmentation'>,
  target: Target,
  entity: Readonly<Record<string, unknown>>,
): Promise<readonly LedgerStage[]> {
  const { scope } = target;
  const table = identity.namespaces.of(scope.org);
  const { all, primary } = identitiesOf(
    entity as Record<string, unknown>,
    target.schema.identities,
    table,
    identity.rules(scope.key),
    target.schema.behavior === 'time-series',
  );
  const skipped = (stage: string, detail: string): LedgerStage => ({ stage, at: null, outcome: 'skipped', detail });
  const done = (stage: string, detail: string): LedgerStage => ({ stage, at: null, outcome: 'done', detail });
  const linking = target.dataset.identityEnabled
    ? done('identity', all.length < 2 ? 'one identity, nothing to link' : `${all.length} identities linked`)
    : skipped('identity', 'the dataset is not enabled for identity');
  if (!reachesProfile(target) || primary === undefined) {
    const why = primary === undefined ? 'the record has no identity' : 'dataset or schema is not enabled for profile';
    return [linking, skipped('profile', why), skipped('segmentation', why)];
  }
  const asked = { namespaceId: primary.namespace.id, id: primary.id, policy: profile.policies.of(scope.key) };
  const found = await profile.lookup.profile(scope, asked, ['segmentMembership']);
  const memberships =
    (found?.entity.segmentMembership as { ups?: Record<string, { status: string }> } | undefined)?.ups ?? {};
  const inside = Object.values(memberships).filter(({ status }) => status === 'realized').length;
  return [
    linking,
    done('profile', `in the profile of ${primary.namespace.code}`),
    done('segmentation', `${segmentation.audiencesOf(scope.key).all.length} audiences, member of ${inside} now`),
  ];
}
