import { type IdentityStage, identitiesOf, type RecordIdentities, xidOf } from './identity/index.ts';
import {
  type Follower,
  internalFailure,
  type LedgerStage,
  type Rejection,
  type Target,
  type XdmRecord,
} from './ingest/index.ts';
import type { Failure, Meter } from './kernel/index.ts';
import type { ProfileStage } from './profile/index.ts';
import {
  type Audience,
  evaluateMemberships,
  type SegmentationStage,
  type Somebody,
  withChanges,
} from './segmentation/index.ts';

/** Stops 7 to 9, and what sweeps over everybody need of them. All of it runs inside the process loop. */
export interface PeopleStep extends Follower {
  evaluateFor(scope: string, audience: Audience, nodes: readonly string[]): Promise<void>;
  forgetAudience(scope: string, id: string, nodes: readonly string[]): Promise<void>;
  visit(
    scope: string,
    nodes: readonly string[],
    withEvents: boolean,
    visitor: (somebody: Somebody) => void,
  ): Promise<void>;
}

/** A record with what identity found in it. */
interface Identified {
  readonly record: XdmRecord;
  readonly identities: RecordIdentities;
}

interface Parts {
  readonly identity: IdentityStage;
  readonly profile: ProfileStage;
  readonly segmentation: SegmentationStage;
  readonly meter: Meter;
}

function reachesProfile({ dataset, schema }: Target): boolean {
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
  message: 'the record has no identity, so it belongs to nobody; map one into identityMap, then replay',
  retry: 'after-fix',
};

/**
 * Stops 7 to 9 of an event's way as one step of the process loop: link the identities, put the record in its place in the
 * profile, evaluate only the audiences that the changed paths touch.
 *
 * Everything is brought into memory for the whole run first; then each record is worked on from start to end without
 * waiting, so a checkpoint between two runs never sees half a record.
 */
export function createPeopleStep(parts: Parts): PeopleStep {
  const { identity, profile, segmentation } = parts;
  const { graph } = identity;
  const { people, events } = profile;
  const changes = parts.meter.counter('meniscus_membership_changes_total', 'Audience entries and exits', ['status']);

  const identify = (record: XdmRecord): Identified => ({
    record,
    identities: identitiesOf(
      record.entity as Record<string, unknown>,
      record.target.schema.identities,
      identity.namespaces.of(record.target.scope.org),
    ),
  });

  /** Everything `applyOne` will touch: graph, people, and events where an audience looks at them. */
  const load = async (all: readonly Identified[]): Promise<void> => {
    const keys = all.flatMap(({ record, identities }) =>
      identities.all.map(({ node }) => `${record.target.scope.key}/${node}`),
    );
    await graph.load(keys);
    const members = new Set<string>();
    for (const key of keys) {
      const cut = key.indexOf('/');
      const scope = key.slice(0, cut);
      for (const node of graph.membersOf(scope, key.slice(cut + 1))) members.add(`${scope}/${node}`);
    }
    await people.load([...members]);
    for (const scope of new Set(all.map(({ record }) => record.target.scope.key))) {
      if (!segmentation.audiencesOf(scope).readsEvents) continue;
      const own = [...members].filter((key) => key.startsWith(`${scope}/`)).map((key) => key.slice(scope.length + 1));
      await events.load(scope, own);
    }
  };

  const evaluate = (scope: string, members: readonly string[], audiences: readonly Audience[], at: number): void => {
    if (audiences.length === 0) return;
    const before = people.memberships(scope, members);
    const found = evaluateMemberships({
      audiences,
      profile: people.view(scope, members),
      events: () => events.of(scope, members).map(({ entity }) => entity),
      memberships: before,
      now: at,
    });
    if (found.length === 0) return;
    for (const { status } of found) changes.inc({ status });
    people.setMemberships(scope, members, withChanges(before, found));
  };

  /** One record, start to end. Returns what identity or profile had against it. */
  const applyOne = ({ record, identities }: Identified): readonly Failure[] => {
    const { target, entity, receivedAt } = record;
    const scope = target.scope.key;
    const { all, primary, failures } = identities;
    if (primary === undefined) return reachesProfile(target) ? [...failures, NO_IDENTITY] : failures;
    const linked = target.dataset.identityEnabled
      ? graph.link(scope, all, target.dataset.id, receivedAt)
      : { members: graph.membersOf(scope, primary.node), joined: undefined, evicted: [] };
    if (linked.joined !== undefined) people.join(scope, linked.members, linked.joined);
    if (!reachesProfile(target)) return failures;
    const at = { node: primary.node, ns: primary.namespace.id, id: primary.id, dataset: target.dataset.id };
    const index = segmentation.audiencesOf(scope);
    // Rules about absent values hold for a new person without any change; people who became one need a fresh look.
    const everything = linked.joined !== undefined || !people.exists(scope, linked.members);
    if (target.schema.behavior === 'time-series') {
      people.ensure(scope, linked.members, at, receivedAt);
      const event = { id: String(entity._id), timestamp: Date.parse(String(entity.timestamp)), entity };
      events.add(scope, primary.node, event, record.json);
      evaluate(scope, linked.members, everything ? index.all : index.touchedBy([], true), receivedAt);
      return failures;
    }
    const paths =
      record.observedAt === undefined
        ? (people.putFragment(scope, linked.members, at, { t: receivedAt, p: fragmentOrder(record), e: entity }) ?? [])
        : people.putUpdate(
            scope,
            linked.members,
            at,
            { t: record.observedAt, p: fragmentOrder(record), e: entity },
            receivedAt,
          );
    evaluate(scope, linked.members, everything ? index.all : index.touchedBy(paths, false), receivedAt);
    return failures;
  };

  /** The people some nodes belong to, each once: with the node that comes first of those that exist. */
  const loadGroups = async (
    scope: string,
    nodes: readonly string[],
    withEvents: boolean,
  ): Promise<(readonly string[])[]> => {
    await graph.load(nodes.map((node) => `${scope}/${node}`));
    const groups = nodes.map((node) => ({ node, members: graph.membersOf(scope, node) }));
    const all = new Set(groups.flatMap(({ members }) => members));
    await people.load([...all].map((node) => `${scope}/${node}`));
    if (withEvents) await events.load(scope, all);
    return groups.filter(({ node, members }) => people.isFirst(scope, members, node)).map(({ members }) => members);
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
      return graph.dirtyCount + people.dirtyCount + events.dirtyCount;
    },
    take(into) {
      const taken = [graph.take(into), people.take(into), events.take(into)];
      return {
        settle() {
          for (const part of taken) part.settle();
        },
      };
    },
    async evaluateFor(scope, audience, nodes) {
      const groups = await loadGroups(scope, nodes, audience.predicate.events);
      for (const members of groups) evaluate(scope, members, [audience], audience.createdAt);
    },
    async forgetAudience(scope, id, nodes) {
      for (const members of await loadGroups(scope, nodes, false)) people.forgetAudience(scope, members, id);
    },
    async visit(scope, nodes, withEvents, visitor) {
      for (const members of await loadGroups(scope, nodes, withEvents)) {
        const memberships = people.memberships(scope, members);
        const { ns, id } = people.first(scope, members)!;
        visitor({
          xid: xidOf(ns, id),
          namespaceId: ns,
          profile: people.view(scope, members),
          events: withEvents ? events.of(scope, members).map(({ entity }) => entity) : [],
          inSegment: (audience) => memberships[audience]?.status === 'realized',
        });
      }
    },
  };
}

/** A throw is our own bug: it becomes a failure of the record and holds up nobody. */
function guarded(work: () => readonly Failure[]): readonly Failure[] {
  try {
    return work();
  } catch (error) {
    return [internalFailure('profile', error)];
  }
}

/** Order of records in the log, messages of one request among themselves included. */
function fragmentOrder({ position, index }: XdmRecord): number {
  return position + index / 1_000_000;
}

/** What identity, profile and segmentation have of an entity now: the last stages on the way of a message. */
export async function explainPeople(
  { identity, profile, segmentation }: Omit<Parts, 'meter'>,
  target: Target,
  entity: Readonly<Record<string, unknown>>,
): Promise<readonly LedgerStage[]> {
  const { scope } = target;
  const table = identity.namespaces.of(scope.org);
  const { all, primary } = identitiesOf(entity as Record<string, unknown>, target.schema.identities, table);
  const skipped = (stage: string, detail: string): LedgerStage => ({ stage, at: null, outcome: 'skipped', detail });
  const done = (stage: string, detail: string): LedgerStage => ({ stage, at: null, outcome: 'done', detail });
  const linking = target.dataset.identityEnabled
    ? done('identity', all.length < 2 ? 'one identity, nothing to link' : `${all.length} identities linked`)
    : skipped('identity', 'the dataset is not enabled for identity');
  if (!reachesProfile(target) || primary === undefined) {
    const why = primary === undefined ? 'the record has no identity' : 'dataset or schema is not enabled for profile';
    return [linking, skipped('profile', why), skipped('segmentation', why)];
  }
  const found = await profile.lookup.profile(scope, primary.namespace.id, primary.id, ['segmentMembership']);
  const memberships =
    (found?.entity.segmentMembership as { ups?: Record<string, { status: string }> } | undefined)?.ups ?? {};
  const inside = Object.values(memberships).filter(({ status }) => status === 'realized').length;
  return [
    linking,
    done('profile', `in the profile of ${primary.namespace.code}`),
    done('segmentation', `${segmentation.audiencesOf(scope.key).all.length} audiences, member of ${inside} now`),
  ];
}
