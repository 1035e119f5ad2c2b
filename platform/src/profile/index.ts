import type { IdentityGraph, Namespaces } from '../identity/index.ts';
import type { Clock, Route } from '../kernel/index.ts';
import type { KeyedStore } from '../stores/index.ts';
import { entityRoutes } from './api/entities/entities.ts';
import { previewSampleStatusRoutes } from './api/preview-sample-status/preview-sample-status.ts';
import { ProfileEvents } from './events.ts';
import { Lookup } from './lookup.ts';
import type { Entity } from './merge.ts';
import { People } from './people.ts';

export { ProfileEvents, type StoredEvent } from './events.ts';
export { type FoundProfile, Lookup } from './lookup.ts';
export { changedPaths, type Entity, type Fragment, mergeFragments, pick } from './merge.ts';
export { People, type ProfileNode, type ProfileTotals } from './people.ts';

/** The profile stage: fragments, merged views, events of every person. */
export interface ProfileStage {
  readonly routes: readonly Route[];
  readonly people: People;
  readonly events: ProfileEvents;
  readonly lookup: Lookup;
}

export function createProfile(deps: {
  keyed: KeyedStore;
  graph: IdentityGraph;
  namespaces: Namespaces;
  clock: Clock;
  /** Answered by segmentation: `segmentMembership` of the person with these nodes, by scope key. */
  memberships(scope: string, nodes: readonly string[]): Promise<Entity>;
}): ProfileStage {
  const people = new People(deps.keyed);
  const events = new ProfileEvents(deps.keyed);
  const { graph, namespaces, memberships } = deps;
  const lookup = new Lookup({ people, events, graph, namespaces, memberships });
  return {
    routes: [...entityRoutes(lookup, deps.namespaces), ...previewSampleStatusRoutes(people, deps.clock)],
    people,
    events,
    lookup,
  };
}
