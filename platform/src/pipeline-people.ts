import { momentOf } from '@meniscus/languages/pql';
import { identitiesOf, type RecordIdentities } from './identity/index.ts';
import { type Follower, internalFailure, type Rejection, type Target, type XdmRecord } from './ingest/index.ts';
import { type Failure, saying } from './kernel/index.ts';
import { createPeopleWork, type PeopleWork } from './pipeline-everybody.ts';
import { Persons, type PersonsParts } from './pipeline-persons.ts';
import { changedPaths, type ProfileNode } from './profile/index.ts';
import { dueOf, type PersonChange, type Timer } from './segmentation/index.ts';
import { KeyedDamagedError } from './stores/index.ts';

/** Stops 7 to 9, and what sweeps over everybody need of them. All of it runs inside the process loop. */
export interface PeopleStep extends Follower, PeopleWork {}

/** How far the clock of the machine may go back without anything being done about it, milliseconds. */
const CLOCK_TOLERANCE = 60_000;

/** A record with what identity found in it. */
interface Identified {
  readonly record: XdmRecord;
  readonly identities: RecordIdentities;
}

/** Datasets and schemas whose records are parts of profiles. */
export function reachesProfile({ dataset, schema }: Target): boolean {
  return dataset.profileEnabled && schema.union && schema.behavior !== 'adhoc';
}

/** Datasets tagged for identity or profile; all others end in the lake. */
function concernsPeople(target: Target): boolean {
  return target.dataset.identityEnabled || reachesProfile(target);
}

const NO_IDENTITY: Failure = {
  stage: 'profile',
  code: 'PROFILE-NO-IDENTITY',
  pointer: '/identityMap',
  ...saying('no-identity'),
  retry: 'after-fix',
};

/**
 * Stops 7 to 9 of an event's way as one step of the process loop: link the identities, put the record in its place in the
 * profile, evaluate only the audiences that the change can matter to.
 *
 * Everything is brought into memory for the whole run first; then each record is worked on from start to end without
 * waiting, so a checkpoint between two runs never sees half a record.
 */
export function createPeopleStep(parts: PersonsParts): PeopleStep {
  const persons = new Persons(parts);
  const { identity, graph, people, events, memberships, profile, segmentation, evaluator } = persons;

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

  /** Everything `applyOne` will touch: graph, people, memberships, and events where an audience looks at them. */
  const load = async (all: readonly Identified[]): Promise<void> => {
    const byScope = new Map<string, string[]>();
    for (const { record, identities } of all) {
      const { key } = record.target.scope;
      const nodes = byScope.get(key) ?? [];
      for (const { node } of identities.all) nodes.push(node);
      byScope.set(key, nodes);
    }
    for (const [scope, nodes] of byScope) await persons.load(scope, nodes, segmentation.audiencesOf(scope).readsEvents);
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
    persons.regroup(target.scope.key, change, receivedAt, own);
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
    // What is deleted may have been all there was, or may never have been.
    if (record.operation === 'delete' && nothingLeft(people.at(scope, primary.node))) {
      people.remove(scope, members, primary.node);
      persons.lookAnew(scope, members, receivedAt);
      return failures;
    }
    const isComputed = profile.computed.of(scope) !== undefined && (moved || target.schema.behavior === 'time-series');
    const change = isComputed ? persons.withComputed(scope, members, placed, receivedAt) : placed;
    evaluator.changed(scope, members, everything ? 'everything' : change, receivedAt);
    return failures;
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
      const timestamp = momentOf(entity.timestamp);
      if (profile.expiries.isExpired(scope, at.dataset, timestamp, receivedAt)) return { paths: [] };
      people.noteEvent(scope, members, at, receivedAt);
      const event = {
        id: String(entity._id),
        timestamp,
        entity,
        dataset: target.dataset.id,
        record: record.xactionId,
        receivedAt,
      };
      const replaced = events.add(scope, primary.node, event, record.json, fragmentOrder(record));
      return new EventChange(replaced ? 'any' : entity, () => people.view(scope, members));
    }
    if (record.operation === 'delete') {
      const before = people.view(scope, members);
      people.dropFragments(scope, members, at.node, (dataset) => dataset === at.dataset);
      const after = people.view(scope, members);
      return { paths: changedPaths(before, after), before, after };
    }
    const fragment = { t: observedAt ?? receivedAt, p: fragmentOrder(record), e: entity };
    return observedAt === undefined
      ? people.putFragment(scope, members, at, fragment, record.json)
      : people.putUpdate(scope, members, at, fragment, receivedAt);
  };

  return {
    ...createPeopleWork(persons),
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
    prepare: () => events.prepare(),
    tidy: () => events.tidy(),
    take(into) {
      const taken = [graph.take(into), people.take(into), events.take(into), memberships.take(into)];
      return {
        settle() {
          for (const part of taken) part.settle();
        },
      };
    },
    nextDue: () => memberships.timers.earliest(),
    async clockIs(now) {
      if ((await memberships.timers.passed()) <= now + CLOCK_TOLERANCE) return;
      memberships.timers.pass(now);
      persons.clockSetBack();
    },
    async passTime(until) {
      memberships.timers.pass(Math.max(until, await memberships.timers.passed()));
      const timers = await memberships.timers.due(until);
      const byScope = new Map<string, Timer[]>();
      for (const timer of timers) byScope.set(timer.scope, [...(byScope.get(timer.scope) ?? []), timer]);
      for (const [scope, due] of byScope) {
        const nodes = due.map(({ node }) => node);
        await persons.load(scope, nodes, segmentation.audiencesOf(scope).clockedReadEvents);
        // A timer whose person has another moment by now, or is no more, is only taken away.
        for (const timer of due) {
          const state = memberships.state(scope, graph.membersOf(scope, timer.node));
          if (state === undefined || dueOf(state) !== timer.at) memberships.timers.clear(timer);
        }
        for (const node of nodes) evaluator.passTo(scope, graph.membersOf(scope, node), until);
      }
    },
  };
}

const NO_PATHS: readonly string[] = Object.freeze([]);

/** That somebody has an event. Of most events no audience asks for the profile. A class, since an object with a getter takes long to make. */
class EventChange implements PersonChange {
  readonly paths = NO_PATHS;
  readonly event: object | 'any';
  readonly #view: () => object;

  constructor(event: object | 'any', view: () => object) {
    this.event = event;
    this.#view = view;
  }

  get after(): object {
    return this.#view();
  }
}

function nothingLeft(node: ProfileNode | undefined): boolean {
  return node === undefined || (Object.keys(node.fragments).length === 0 && (node.eventsOf?.length ?? 0) === 0);
}

/** The dataset in whose name the identities of a record are linked. */
function linkingDataset({ target, identityDataset }: XdmRecord): string | undefined {
  if (identityDataset !== undefined) return identityDataset ?? undefined;
  return target.dataset.identityEnabled ? target.dataset.id : undefined;
}

/** A throw is our own bug: it becomes a failure of the record and holds up nobody, unless the store is damaged (decision 0107). */
function guarded(work: () => readonly Failure[]): readonly Failure[] {
  try {
    return work();
  } catch (error) {
    if (error instanceof KeyedDamagedError) throw error;
    return [internalFailure('profile', error)];
  }
}

/** When it was what the record says, not later than it came in, so that a wrong clock cannot hold a link for ever. */
function timeOf({ target, entity, observedAt, receivedAt }: XdmRecord): number {
  if (observedAt !== undefined) return Math.min(observedAt, receivedAt);
  if (target.schema.behavior !== 'time-series') return receivedAt;
  const at = momentOf(entity.timestamp);
  return Number.isNaN(at) ? receivedAt : Math.min(Math.max(0, at), receivedAt);
}

/** Order of records in the log, messages of one request among themselves included. */
function fragmentOrder({ position, index }: XdmRecord): number {
  return position + index / 1_000_000;
}
