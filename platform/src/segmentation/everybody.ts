import type { SystemField } from '@meniscus/languages/pql';
import type { Scope } from '../kernel/index.ts';
import type { Audience } from './audience.ts';
import type { Change } from './memberships/memberships.ts';
import type { PersonState } from './memberships/person-state.ts';

/** One person as a preview or an explanation sees them. */
export interface Somebody {
  /** XID of one of their identities. */
  readonly xid: string;
  readonly namespaceId: number;
  readonly profile: object;
  readonly events: readonly object[];
  readonly inSegment: (id: string) => boolean;
  readonly system: (field: SystemField) => unknown;
}

/** One person with everything an evaluation reads and what is kept of them. Events in order of time. */
export interface Known extends Somebody {
  /** The identity that was asked for, and all of the person's, by node key. */
  readonly node: string;
  readonly members: readonly string[];
  readonly state: PersonState | undefined;
}

/** A person a membership is said of, by one identity. */
export interface ExternalRow {
  readonly namespaceId: number;
  readonly id: string;
}

/**
 * Work over all people of a scope, answered by the process loop: a page at a time between two runs, so that events are not
 * held up. Ends early, without an error, when the signal aborts.
 */
export interface Everybody {
  /** How many people there are. */
  count(scope: Scope): Promise<number>;
  /** The person with an identity, merged by the policy of an id or the default; undefined when nothing is known of them. */
  one(scope: Scope, namespaceId: number, id: string, policyId?: string): Promise<Known | undefined>;
  /** Visits every person once. `keep` chooses by the node that stands for a person, before anything is read of them. */
  visit(
    scope: Scope,
    withEvents: boolean,
    visitor: (somebody: Somebody) => void,
    options?: { readonly keep?: (node: string) => boolean; readonly signal?: AbortSignal },
  ): Promise<void>;
  /** Evaluates audiences (in order) at a moment for every person, then shows what is kept of them. */
  evaluate(
    scope: Scope,
    audiences: readonly Audience[],
    at: number,
    seen: (namespaceId: number, state: PersonState | undefined) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Applies one change for each of the people; who is unknown becomes a person of that one identity. */
  external(scope: Scope, rows: readonly ExternalRow[], change: Change, at: number): Promise<void>;
  /** Members of an external audience whose membership does not end at that moment leave it. */
  leaveUnless(scope: Scope, audienceId: string, until: number, at: number): Promise<void>;
  /** Makes everything changed so far durable. */
  written(scope: Scope): Promise<void>;
}
