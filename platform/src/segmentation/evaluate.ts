import type { SystemField } from '@meniscus/languages/pql';
import type { Audience } from './audience.ts';
import type { Change, Membership } from './memberships/memberships.ts';

export interface Evaluation {
  /** In dependency order, as `AudienceIndex` gives them: an audience stands after those it asks about. */
  readonly audiences: readonly Audience[];
  /** Merged view of the person; and as another merge policy has it. */
  readonly profile: object;
  profileBy(policyId: string): object;
  /** The person's events; asked for once, and only when an audience reads events. */
  events(): readonly object[];
  /** Status that is stored now; undefined when the person never was a member. */
  status(audience: string): Membership['status'] | undefined;
  /** `identityMap` and `segmentMembership`, the latter with the changes found so far. */
  system(field: SystemField, changes: readonly Change[]): unknown;
  /** Changes that are certain before any rule is asked, such as an external membership that ended. */
  readonly certain?: readonly Change[];
  /** Epoch milliseconds: the moment windows are measured from and changes are stamped with. */
  readonly now: number;
}

export interface Evaluated {
  readonly changes: readonly Change[];
  /** The next moment one of the rules can answer otherwise by time alone; infinite when none can. */
  readonly next: number;
  /** Audiences whose rule was given up because it looked at too much. */
  readonly givenUp: readonly string[];
}

const NO_EVENTS: readonly object[] = Object.freeze([]);
const NO_CHANGES: readonly Change[] = Object.freeze([]);
const NONE: readonly string[] = Object.freeze([]);

/**
 * Which memberships change. Pure: the same input gives the same changes, and applying them makes a second run empty, so
 * an event that is handled twice changes nothing. Memberships of audiences that were not given stay as they are;
 * `inSegment` sees the changes this run has already found. Who never was a member gets no `exited` entry.
 */
export function evaluateMemberships(evaluation: Evaluation): Evaluated {
  const { audiences, now } = evaluation;
  let changes: Change[] | undefined = evaluation.certain === undefined ? undefined : [...evaluation.certain];
  let loaded: readonly object[] | undefined;
  let next = Number.POSITIVE_INFINITY;
  let givenUp: string[] | undefined;
  const statusOf = (id: string) => {
    const changed = changes?.findLast(({ audienceId }) => audienceId === id);
    return changed?.status ?? evaluation.status(id);
  };
  const inSegment = (id: string) => statusOf(id) === 'realized';
  const system = (field: SystemField) => evaluation.system(field, changes ?? NO_CHANGES);
  for (let at = 0; at < audiences.length; at += 1) {
    const { id, predicate, policyId } = audiences[at]!;
    const profile = policyId === undefined ? evaluation.profile : evaluation.profileBy(policyId);
    const guard = predicate.guards[0];
    if (guard !== undefined && guard.read(profile) !== guard.value) {
      // It cannot hold, and no time makes it hold.
      if (evaluation.status(id) !== 'realized') continue;
      changes ??= [];
      changes.push({ audienceId: id, status: 'exited', at: now });
      continue;
    }
    if (predicate.events) loaded ??= evaluation.events();
    const isIn = predicate.evaluate(profile, loaded ?? NO_EVENTS, now, inSegment, system);
    const { last } = predicate;
    if (last.nextChange < next) next = last.nextChange;
    if (last.tooMuchWork) {
      givenUp ??= [];
      givenUp.push(id);
    }
    if (isIn === (evaluation.status(id) === 'realized')) continue;
    changes ??= [];
    changes.push({ audienceId: id, status: isIn ? 'realized' : 'exited', at: now });
  }
  return { changes: changes ?? NO_CHANGES, next, givenUp: givenUp ?? NONE };
}
