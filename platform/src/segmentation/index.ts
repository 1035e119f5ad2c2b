import type { PqlChoices } from '@meniscus/languages/pql';
import type { Field } from '@meniscus/languages/xdm';
import type { Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { KeyedStore, Tables } from '../stores/index.ts';
import { audienceRoutes } from './api/audiences/audiences.ts';
import { conversionRoutes } from './api/conversion/conversion.ts';
import { definitionRoutes } from './api/definitions/definitions.ts';
import { previewRoutes } from './api/previews/previews.ts';
import type { AudienceIndex } from './audience-index.ts';
import { type AudienceListener, Audiences } from './audiences.ts';
import { Memberships } from './memberships/memberships.ts';
import { type Population, Previews } from './preview.ts';

export type { Audience } from './audience.ts';
export { AudienceIndex, type PersonChange } from './audience-index.ts';
export type { AudienceListener } from './audiences.ts';
export { Evaluator, type PeopleSource } from './evaluator.ts';
export {
  type Change,
  carrierOf,
  type Membership,
  Memberships,
  type Regrouping,
  type SegmentMembership,
  segmentMembershipOf,
} from './memberships/memberships.ts';
export type { PersonState } from './memberships/person-state.ts';
export type { Timer } from './memberships/timers.ts';
export type { Population, Somebody } from './preview.ts';

/** The segmentation stage: audiences, and who is in them. */
export interface SegmentationStage {
  readonly routes: readonly Route[];
  /** Reads and compiles all audiences. Once, before anything else is asked. */
  load(): Promise<void>;
  /** The evaluated audiences of a scope key, from memory; kept fresh by this stage's own writes. */
  audiencesOf(scopeKey: string): AudienceIndex;
  /** Who is in which audience: changed by the process loop only. */
  readonly memberships: Memberships;
  /** Told after each write that changes who is in; the listener evaluates the audience for everybody. */
  onChange(listener: AudienceListener): void;
}

const PROFILE_CLASS = 'https://ns.adobe.com/xdm/context/profile';
const EVENT_CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

/** `unionOf` gives the merged root of all schemas of a class that take part in Profile. */
export function createSegmentation(deps: {
  tables: Tables;
  keyed: KeyedStore;
  clock: Clock;
  ids: Ids;
  unionOf(scope: Scope, classId: string): Promise<Field>;
  /** How open points of PQL are read. */
  pqlChoices?: PqlChoices;
  scopeByKey(key: string): Scope | undefined;
  /** Answered by profile, for previews. */
  population: Population;
}): SegmentationStage {
  const roots = async (scope: Scope) => {
    const [root, eventRoot] = await Promise.all([deps.unionOf(scope, PROFILE_CLASS), deps.unionOf(scope, EVENT_CLASS)]);
    return { root, eventRoot, ...(deps.pqlChoices === undefined ? {} : { choices: deps.pqlChoices }) };
  };
  const { tables, clock, ids, scopeByKey } = deps;
  const memberships = new Memberships(deps.keyed);
  const audiences = new Audiences({ tables, clock, ids, roots, scopeByKey });
  return {
    routes: [
      ...definitionRoutes(audiences),
      ...audienceRoutes(audiences),
      ...conversionRoutes(),
      ...previewRoutes(new Previews({ population: deps.population, clock, ids }), roots),
    ],
    load: () => audiences.load(),
    audiencesOf: (scopeKey) => audiences.of(scopeKey),
    memberships,
    onChange: (listener) => audiences.onChange(listener),
  };
}
