import {
  type ExplainedPart,
  type Explanation,
  explainRule,
  type Proposal,
  type Roots,
  type Subject,
} from '@meniscus/languages/pql';
import type { FieldView, Scope } from '../kernel/index.ts';
import { visibleEntity } from '../profile/index.ts';
import type { AudienceExpression } from './audience.ts';
import type { Asking, Audiences } from './audiences.ts';
import { ANYTHING, triedPredicate } from './compile-audience.ts';
import { noPerson } from './errors.ts';
import type { Everybody, Known } from './everybody.ts';
import type { Memberships, SegmentMembership } from './memberships/memberships.ts';

interface Deps {
  readonly audiences: Audiences;
  readonly memberships: Memberships;
  readonly everybody: Everybody;
  readonly clock: () => number;
  roots(scope: Scope): Promise<Roots>;
}

/** Whom to explain: one of their identities. */
export interface Asked {
  readonly namespaceId: number;
  readonly id: string;
}

/** Why a person is in an audience or not, and what was so at a past moment. */
export class Explainer {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async membership({ scope, fields }: Asking, audienceId: string, asked: Asked): Promise<Record<string, unknown>> {
    const { audiences, memberships } = this.#deps;
    const audience = await audiences.get({ scope, fields }, audienceId);
    const person = await this.#person(scope, asked, audiences.policyOf(scope.key, audienceId));
    const { state } = person;
    const stored = state === undefined ? {} : memberships.render(scope.key, state);
    const shown = Object.values(stored)
      .map((all) => all[audienceId])
      .find((one) => one !== undefined);
    const head = {
      audienceId,
      audienceName: audience.name,
      type: audience.type,
      status: shown?.status ?? 'never',
      ...(shown === undefined ? {} : { since: shown.lastQualificationTime }),
      ...(shown?.validUntil === undefined ? {} : { validUntil: shown.validUntil }),
      history: memberships.historyOf(scope.key, state, audienceId),
    };
    const predicate = audiences.predicateOf(scope.key, audienceId);
    if (predicate === undefined)
      return {
        ...head,
        explanation: 'Members of an external audience come with its file; there is no rule to explain.',
      };
    return { ...head, ...this.#explained(predicate.text, await this.#roots(scope, predicate.text), person, fields) };
  }

  /** Why a person would be in an audience with this rule or not, as their profile is merged by a policy or the default. */
  async rule(
    { scope, fields }: Asking,
    expression: AudienceExpression,
    asked: Asked,
    policyId?: string,
  ): Promise<Record<string, unknown>> {
    const roots = await this.#deps.roots(scope);
    const { text } = triedPredicate(expression, roots, fields);
    return this.#explained(text, roots, await this.#person(scope, asked, policyId), fields);
  }

  #explained(text: string, roots: Roots, person: Known, fields: FieldView): Record<string, unknown> {
    const now = this.#deps.clock();
    const explained = explainRule(text, roots, subjectOf(person, fields, now));
    return { evaluatedAt: new Date(now).toISOString(), ...renderExplanation(explained) };
  }

  /** A rule whose fields have left the schema still runs, so it is still explained. */
  async #roots(scope: Scope, text: string): Promise<Roots> {
    const roots = await this.#deps.roots(scope);
    return this.#deps.audiences.compiles(text, roots) ? roots : ANYTHING;
  }

  /** All memberships of a person, now or as they were shown at a past moment. */
  async memberships({ scope, fields }: Asking, asked: Asked, at: number | undefined): Promise<Record<string, unknown>> {
    const person = await this.#person(scope, asked);
    const { memberships, everybody, clock } = this.#deps;
    if (at === undefined) {
      const now = person.state === undefined ? {} : memberships.render(scope.key, person.state);
      return { asOf: new Date(clock()).toISOString(), segmentMembership: seen(now, fields) };
    }
    await everybody.written(scope);
    const then = await memberships.asOf(scope.key, person.node, person.members, at);
    return { asOf: new Date(at).toISOString(), segmentMembership: seen(then, fields) };
  }

  async #person(scope: Scope, { namespaceId, id }: Asked, policyId?: string): Promise<Known> {
    const person = await this.#deps.everybody.one(scope, namespaceId, id, policyId);
    if (person === undefined) throw noPerson(id);
    return person;
  }
}

/**
 * A person as a caller sees them. A rule reads a list or a map as a whole, so one that names nothing hidden may still come upon
 * it; and an event that tipped it is shown.
 */
function subjectOf({ profile, events, inSegment, system }: Known, fields: FieldView, now: number): Subject {
  if (fields.whole) return { profile, events, inSegment, system, now };
  const shown = (entity: object) => visibleEntity(entity as Record<string, unknown>, fields);
  return {
    ...{ profile: shown(profile), events: events.map(shown), inSegment, now },
    system: (field) => shown({ [field]: system(field) })[field],
  };
}

/** Memberships in the audiences somebody sees. */
function seen(all: SegmentMembership, fields: FieldView): SegmentMembership {
  if (fields.whole) return all;
  const kept = Object.entries(all).map(([namespace, audiences]) => [
    namespace,
    Object.fromEntries(Object.entries(audiences).filter(([id]) => fields.seesAudience(id))),
  ]);
  return Object.fromEntries(kept) as SegmentMembership;
}

function iso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function withoutAbsent(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function renderExplanation({
  isMember,
  rule,
  tippedBy,
  turnsAt,
  smallestChange,
}: Explanation): Record<string, unknown> {
  return withoutAbsent({
    isMember,
    rule: renderPart(rule),
    tippedBy: eventOf(tippedBy),
    changesByItselfAt: iso(turnsAt),
    smallestChange: smallestChange?.map(renderProposal),
  });
}

function renderPart(part: ExplainedPart): Record<string, unknown> {
  const { kind, text, holds, parts, reads, tippedBy, turnsAt, tooMuchWork } = part;
  return withoutAbsent({
    kind,
    text,
    holds,
    parts: parts?.map(renderPart),
    reads: reads?.map(({ path, value }) => ({ path, value: value ?? null })),
    tippedBy: eventOf(tippedBy),
    changesByItselfAt: iso(turnsAt),
    tooMuchWork,
  });
}

/** What tells an event apart. */
function eventOf(event: object | undefined): Record<string, unknown> | undefined {
  if (event === undefined) return undefined;
  const { _id, timestamp, eventType } = event as Record<string, unknown>;
  return withoutAbsent({ _id, timestamp, eventType });
}

function renderProposal(proposal: Proposal): Record<string, unknown> {
  switch (proposal.kind) {
    case 'attribute':
      return {
        change: 'attribute',
        path: proposal.path,
        from: proposal.from ?? null,
        to: proposal.to ?? null,
      };
    case 'events':
      return { change: 'new events', events: proposal.add };
    case 'without':
      return { change: 'without event', event: eventOf(proposal.event) };
    case 'time':
      return { change: 'time', at: iso(proposal.at) };
    case 'audience':
      return { change: proposal.member ? 'join audience' : 'leave audience', audienceId: proposal.audience };
  }
}
