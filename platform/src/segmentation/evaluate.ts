import type { Membership, Memberships } from '../profile/index.ts';
import type { Audience } from './audience.ts';

/** A person entered or left an audience. */
export interface MembershipChange {
  readonly audienceId: string;
  readonly status: Membership['status'];
  /** ISO 8601: when the new status was found. */
  readonly lastQualificationTime: string;
  /** Status before; undefined for the first entry. */
  readonly before: Membership['status'] | undefined;
}

export interface Evaluation {
  /** In dependency order, as `AudienceIndex` gives them: an audience stands after those it asks about. */
  readonly audiences: readonly Audience[];
  /** Merged view of the person. */
  readonly profile: object;
  /** The person's events; asked for once, and only when an audience reads events. */
  events(): readonly object[];
  /** What is stored now. */
  readonly memberships: Memberships;
  /** Epoch milliseconds: the moment windows are measured from and changes are stamped with. */
  readonly now: number;
}

const NO_EVENTS: readonly object[] = Object.freeze([]);
const NO_CHANGES: readonly MembershipChange[] = Object.freeze([]);

/**
 * Which memberships change. Pure: the same input gives the same changes, and applying them makes a second run empty, so
 * an event that is handled twice changes nothing. Memberships of audiences that were not given stay as they are;
 * `inSegment` sees the changes this run has already found. Who never was a member gets no `exited` entry.
 */
export function evaluateMemberships({
  audiences,
  profile,
  events,
  memberships,
  now,
}: Evaluation): readonly MembershipChange[] {
  let changes: MembershipChange[] | undefined;
  let loaded: readonly object[] | undefined;
  const inSegment = (id: string) => {
    const changed = changes?.find(({ audienceId }) => audienceId === id);
    return (changed ?? memberships[id])?.status === 'realized';
  };
  for (const { id, predicate } of audiences) {
    if (predicate.events) loaded ??= events();
    const isIn = predicate.evaluate(profile, loaded ?? NO_EVENTS, now, inSegment);
    const before = memberships[id]?.status;
    if (isIn === (before === 'realized')) continue;
    changes ??= [];
    const status = isIn ? 'realized' : 'exited';
    changes.push({ audienceId: id, status, lastQualificationTime: new Date(now).toISOString(), before });
  }
  return changes ?? NO_CHANGES;
}

/** Memberships after changes; the given map is not touched. */
export function withChanges(memberships: Memberships, changes: readonly MembershipChange[]): Memberships {
  const after: Record<string, Membership> = { ...memberships };
  for (const { audienceId, status, lastQualificationTime } of changes)
    after[audienceId] = { status, lastQualificationTime };
  return after;
}

/** The `segmentMembership` of a profile: own audiences stand under `ups` (page "segmentMembership" of the Profile class). */
export function segmentMembershipOf(memberships: Memberships): Readonly<Record<string, Memberships>> {
  return Object.keys(memberships).length === 0 ? {} : { ups: memberships };
}
