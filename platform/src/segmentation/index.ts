import type { Field } from '@meniscus/languages/xdm';
import type { Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { audienceRoutes } from './api/audiences/audiences.ts';
import { conversionRoutes } from './api/conversion/conversion.ts';
import { definitionRoutes } from './api/definitions/definitions.ts';
import { previewRoutes } from './api/previews/previews.ts';
import type { AudienceIndex } from './audience-index.ts';
import { type AudienceListener, Audiences } from './audiences.ts';
import { type Population, Previews } from './preview.ts';

export type { Audience } from './audience.ts';
export { AudienceIndex } from './audience-index.ts';
export type { AudienceListener } from './audiences.ts';
export {
  type Evaluation,
  evaluateMemberships,
  type MembershipChange,
  segmentMembershipOf,
  withChanges,
} from './evaluate.ts';
export type { Population, Somebody } from './preview.ts';

/** The segmentation stage: audiences, and who is in them. */
export interface SegmentationStage {
  readonly routes: readonly Route[];
  /** Reads and compiles all audiences. Once, before anything else is asked. */
  load(): Promise<void>;
  /** The evaluated audiences of a scope key, from memory; kept fresh by this stage's own writes. */
  audiencesOf(scopeKey: string): AudienceIndex;
  /** Told after each write that changes who is in; the listener evaluates the audience for everybody. */
  onChange(listener: AudienceListener): void;
}

const PROFILE_CLASS = 'https://ns.adobe.com/xdm/context/profile';
const EVENT_CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

/** `unionOf` gives the merged root of all schemas of a class that take part in Profile. */
export function createSegmentation(deps: {
  tables: Tables;
  clock: Clock;
  ids: Ids;
  unionOf(scope: Scope, classId: string): Promise<Field>;
  scopeByKey(key: string): Scope | undefined;
  /** Answered by profile, for previews. */
  population: Population;
}): SegmentationStage {
  const roots = async (scope: Scope) => {
    const [root, eventRoot] = await Promise.all([deps.unionOf(scope, PROFILE_CLASS), deps.unionOf(scope, EVENT_CLASS)]);
    return { root, eventRoot };
  };
  const { tables, clock, ids, scopeByKey } = deps;
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
    onChange: (listener) => audiences.onChange(listener),
  };
}
