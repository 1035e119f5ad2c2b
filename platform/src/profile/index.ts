import type { IdentityGraph, Namespaces } from '../identity/index.ts';
import type { Clock, Route } from '../kernel/index.ts';
import type { KeyedStore } from '../stores/index.ts';
import { entityRoutes } from './api/entities/entities.ts';
import { previewSampleStatusRoutes } from './api/preview-sample-status/preview-sample-status.ts';
import { ProfileEvents } from './events.ts';
import { Lookup } from './lookup.ts';
import { People } from './people.ts';

export { ProfileEvents, type StoredEvent } from './events.ts';
export { type FoundProfile, Lookup } from './lookup.ts';
export { changedPaths, type Entity, type Fragment, mergeFragments, pick } from './merge.ts';
export { type Membership, type Memberships, People, type ProfileNode, type ProfileTotals } from './people.ts';

/** The profile stage: fragments, merged views, events, memberships of every person. */
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
}): ProfileStage {
  const people = new People(deps.keyed);
  const events = new ProfileEvents(deps.keyed);
  const lookup = new Lookup({ people, events, graph: deps.graph, namespaces: deps.namespaces });
  return {
    routes: [...entityRoutes(lookup, deps.namespaces), ...previewSampleStatusRoutes(people, deps.clock)],
    people,
    events,
    lookup,
  };
}
