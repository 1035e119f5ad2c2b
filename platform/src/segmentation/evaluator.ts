import type { SystemField } from '@meniscus/languages/pql';
import type { Meter } from '../kernel/index.ts';
import type { Audience } from './audience.ts';
import type { AudienceIndex, PersonChange } from './audience-index.ts';
import { evaluateMemberships } from './evaluate.ts';
import type { Change, Memberships, Regrouping, SegmentMembership } from './memberships/memberships.ts';
import { dueOf } from './memberships/person-state.ts';

/** Answered by the stages before: what is known of a loaded person, given by all nodes. */
export interface PeopleSource {
  /** Merged by the policy of an id, or by the default. */
  view(scope: string, members: readonly string[], policyId?: string): object;
  /** Can the policy of an id merge a person otherwise than the default does? */
  mergesOtherwise(scope: string, policyId: string): boolean;
  events(scope: string, members: readonly string[]): readonly object[];
  identityMap(scope: string, members: readonly string[]): object;
}

/** Moments at which one person's rules turn that are looked at one by one; a longer gap is passed in one step. */
const MOST_TURNS = 1000;

/**
 * Evaluates loaded people and applies what changed. Time passes person by person: whatever would have changed before a
 * moment is done, at its own moment, before anything is done at that one. So the same records and the same moments give the
 * same memberships, whenever the timers were really looked at.
 */
export class Evaluator {
  readonly #memberships: Memberships;
  readonly #indexOf: (scope: string) => AudienceIndex;
  readonly #people: PeopleSource;
  readonly #changed: Record<Change['status'], number>;
  readonly #givenUp;

  constructor(parts: {
    memberships: Memberships;
    indexOf: (scope: string) => AudienceIndex;
    people: PeopleSource;
    meter: Meter;
  }) {
    this.#memberships = parts.memberships;
    this.#indexOf = parts.indexOf;
    this.#people = parts.people;
    const changed = { realized: 0, exited: 0 };
    this.#changed = changed;
    // Taken over when the metrics are asked for: a counter costs more than most of what is counted.
    parts.meter.counter('meniscus_membership_changes_total', 'Audience entries and exits', ['status'], (counter) => {
      for (const status of ['realized', 'exited'] as const) counter.inc({ status }, changed[status]);
      changed.realized = 0;
      changed.exited = 0;
    });
    this.#givenUp = parts.meter.counter(
      'meniscus_audience_evaluations_given_up_total',
      'Evaluations that looked at too many items; the person is then no member',
    );
  }

  /** Something changed about a person at a moment; `everything`: they are new, or became somebody else. */
  changed(scope: string, members: readonly string[], change: PersonChange | 'everything', at: number): void {
    const index = this.#indexOf(scope);
    if (change === 'everything') this.evaluate(scope, members, index.all, at, true);
    else {
      const otherwise = (policyId: string) => this.#people.mergesOtherwise(scope, policyId);
      this.evaluate(scope, members, index.touchedBy(change, otherwise), at, false);
    }
  }

  /** People became other people. Everything about them is evaluated anew. */
  regrouped(scope: string, regrouping: Regrouping, at: number): void {
    this.#memberships.regroup(scope, regrouping, at);
    for (const members of regrouping.after) this.changed(scope, members, 'everything', at);
  }

  /** What external systems say about a person; rules that ask about these audiences follow. */
  external(scope: string, members: readonly string[], changes: readonly Change[], at: number): void {
    const memberships = changes.map(({ audienceId }) => audienceId);
    const audiences = this.#indexOf(scope).touchedBy({ paths: [], memberships });
    this.evaluate(scope, members, audiences, at, false, changes);
  }

  /**
   * Does everything that changes by time alone up to a moment, at the moments it changes. `at` of the person's next timer
   * is then after it.
   */
  passTo(scope: string, members: readonly string[], until: number): void {
    for (let turn = 0; ; turn += 1) {
      const state = this.#memberships.state(scope, members);
      const due = state === undefined ? 0 : dueOf(state);
      if (due === 0 || due > until) return;
      const at = turn < MOST_TURNS ? due : until;
      const expired = this.#memberships.expired(scope, state, at);
      const index = this.#indexOf(scope);
      const memberships = expired.map(({ audienceId }) => audienceId);
      const asking = expired.length === 0 ? [] : index.touchedBy({ paths: [], memberships });
      const audiences = asking.length === 0 ? index.clocked : index.ordered([...index.clocked, ...asking]);
      this.evaluate(scope, members, audiences, at, true, expired);
    }
  }

  /**
   * Evaluates some audiences of a person. `clocks`: all whose answer hangs on time are among them, so the next moment is
   * known anew; otherwise what was known stays, if it is sooner.
   */
  evaluate(
    scope: string,
    members: readonly string[],
    audiences: readonly Audience[],
    at: number,
    clocks: boolean,
    certain: readonly Change[] = [],
  ): void {
    if (audiences.length === 0 && certain.length === 0 && !clocks) return;
    const memberships = this.#memberships;
    const state = memberships.state(scope, members);
    const { late } = this.#indexOf(scope);
    const found = evaluateMemberships({
      audiences,
      profile: this.#people.view(scope, members),
      profileBy: (policyId) => this.#people.view(scope, members, policyId),
      events: () => this.#people.events(scope, members),
      status: (id) => memberships.statusOf(scope, state, id),
      system: (field, changes) => this.#system(scope, members, field, changes, late),
      ...(certain.length === 0 ? {} : { certain }),
      now: at,
    });
    for (const { status } of found.changes) this.#changed[status] += 1;
    if (found.givenUp.length > 0) this.#givenUp.inc(found.givenUp.length);
    const known = clocks || state === undefined ? 0 : dueOf(state);
    const due = known === 0 ? found.next : Math.min(known, found.next);
    memberships.apply(scope, members, found.changes, due);
  }

  #system(
    scope: string,
    members: readonly string[],
    field: SystemField,
    changes: readonly Change[],
    late: ReadonlySet<string>,
  ): unknown {
    if (field === 'identityMap') return this.#people.identityMap(scope, members);
    const state = this.#memberships.state(scope, members);
    const shown = state === undefined ? {} : this.#memberships.render(scope, state);
    return shownMemberships(shown, changes, late);
  }
}

/** `segmentMembership` with changes not yet applied, and without the audiences that read it themselves. */
export function shownMemberships(
  stored: SegmentMembership,
  changes: readonly Change[],
  late: ReadonlySet<string>,
): SegmentMembership {
  const shown: Record<string, Record<string, object>> = {};
  for (const [namespace, audiences] of Object.entries(stored))
    shown[namespace] = Object.fromEntries(Object.entries(audiences).filter(([id]) => !late.has(id)));
  for (const { audienceId, status, at, namespace = 'ups' } of changes) {
    if (late.has(audienceId)) continue;
    shown[namespace] ??= {};
    shown[namespace][audienceId] = { status, lastQualificationTime: new Date(at).toISOString() };
  }
  return shown as SegmentMembership;
}
