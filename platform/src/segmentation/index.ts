import type { PqlChoices } from '@meniscus/languages/pql';
import type { Field } from '@meniscus/languages/xdm';
import type { Clock, FieldView, Ids, Route, Scope } from '../kernel/index.ts';
import type { LabelView } from '../schemas/index.ts';
import type { KeyedStore, ObjectStore, Residents, Tables } from '../stores/index.ts';
import { audienceRoutes } from './api/audiences/audiences.ts';
import { conversionRoutes } from './api/conversion/conversion.ts';
import { definitionRoutes } from './api/definitions/definitions.ts';
import { explainRoutes } from './api/explain/explain.ts';
import { externalAudienceRoutes } from './api/external-audiences/external-audiences.ts';
import { jobRoutes } from './api/jobs/jobs.ts';
import { previewRoutes } from './api/previews/previews.ts';
import { ruleRoutes } from './api/rules/rules.ts';
import { scheduleRoutes } from './api/schedules/schedules.ts';
import { searchRoutes } from './api/search/search.ts';
import type { AudienceIndex } from './audience-index.ts';
import { type AudienceListener, Audiences } from './audiences.ts';
import type { Everybody } from './everybody.ts';
import { Explainer } from './explain.ts';
import { ExternalAudiences } from './external-audiences.ts';
import { Jobs } from './jobs.ts';
import { Memberships } from './memberships/memberships.ts';
import { Previews, type Sampling } from './preview.ts';
import { Schedules } from './schedules.ts';

export type { Audience } from './audience.ts';
export { AudienceIndex, type PersonChange } from './audience-index.ts';
export type { AudienceListener } from './audiences.ts';
export { Evaluator, type PeopleSource } from './evaluator.ts';
export type { Everybody, ExternalRow, Known, Somebody } from './everybody.ts';
export { EXTERNAL_FILES_PREFIX } from './external-audiences.ts';
export {
  type Change,
  carrierOf,
  type Membership,
  Memberships,
  type Regrouping,
  type SegmentMembership,
  segmentMembershipOf,
} from './memberships/memberships.ts';
export { dueOf, type PersonState } from './memberships/person-state.ts';
export { MEMBERSHIPS_PREFIX, membershipsIn, numbersIn, timePassedIn } from './memberships/stored.ts';
export type { Timer } from './memberships/timers.ts';

/** The segmentation stage: audiences, and who is in them. */
export interface SegmentationStage {
  readonly routes: readonly Route[];
  /** Reads and compiles all audiences. Once, before anything else is asked. */
  load(): Promise<void>;
  /** Goes on with jobs and runs an earlier process left, and looks at schedules. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The evaluated audiences of a scope key, from memory; kept fresh by this stage's own writes. */
  audiencesOf(scopeKey: string): AudienceIndex;
  /** Who is in which audience: changed by the process loop only. */
  readonly memberships: Memberships;
  /** Told after each write that changes who is in; the listener evaluates the audience for everybody. */
  onChange(listener: AudienceListener): void;
  /**
   * For a rebuild: what happened to audiences after a moment and is not in the log. From here on only rules are there that
   * read so at that moment, and each that comes to be there is announced as a new one is.
   */
  turnsAfter(moment: number): Promise<readonly Turn[]>;
  /** Another merge policy became the default of profiles: audiences that named the one before go along. */
  followDefaultPolicy(scope: Scope, from: string, to: string): Promise<void>;
  /** Audiences that carry labels. */
  labelledAudiences(scopeKey: string): readonly { readonly id: string; readonly labels: readonly string[] }[];
  /** What labels hide from a caller, audiences included whose rules read hidden fields. */
  fieldView(scope: Scope, labels: LabelView): Promise<FieldView>;
}

const PROFILE_CLASS = 'https://ns.adobe.com/xdm/context/profile';
const EVENT_CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

/** Something that happened at a moment, epoch milliseconds, and can be done again. */
export interface Turn {
  readonly at: number;
  happen(): Promise<void>;
}

/** `unionOf` gives the merged root of all schemas of a class that take part in Profile. */
export function createSegmentation(deps: {
  tables: Tables;
  keyed: KeyedStore;
  residents: Residents;
  clock: Clock;
  ids: Ids;
  unionOf(scope: Scope, classId: string): Promise<Field>;
  /** How open points of PQL are read. */
  pqlChoices?: PqlChoices;
  scopeByKey(key: string): Scope | undefined;
  objects: ObjectStore;
  /** Answered by the process loop, for whatever looks at everybody. */
  everybody: Everybody;
  /** Code and id of identity namespaces. */
  namespaceCode(scope: Scope, id: number): string;
  namespaceId(scope: Scope, code: string): number | undefined;
  /** How many people previews look at; as published when left out. */
  sampling?: Sampling;
}): SegmentationStage {
  const roots = async (scope: Scope) => {
    const [root, eventRoot] = await Promise.all([deps.unionOf(scope, PROFILE_CLASS), deps.unionOf(scope, EVENT_CLASS)]);
    return { root, eventRoot, ...(deps.pqlChoices === undefined ? {} : { choices: deps.pqlChoices }) };
  };
  const { tables, objects, clock, ids, scopeByKey, everybody, sampling } = deps;
  const memberships = new Memberships(deps.keyed, deps.residents);
  const audiences = new Audiences({ tables, clock, ids, roots, scopeByKey });
  const jobs = new Jobs({
    tables,
    clock,
    ids,
    audiences,
    everybody,
    scopeByKey,
    audienceOf: (scope, number) => memberships.numbers.at(scope, number).id,
    codeOf: deps.namespaceCode,
  });
  const explainer = new Explainer({ audiences, memberships, everybody, clock, roots });
  const schedules = new Schedules({ tables, clock, ids, jobs, scopeByKey });
  const external = new ExternalAudiences({
    tables,
    objects,
    clock,
    ids,
    audiences,
    everybody,
    scopeByKey,
    namespaceId: deps.namespaceId,
  });
  return {
    routes: [
      ...definitionRoutes(audiences),
      ...audienceRoutes(audiences, (scope) => memberships.totals(scope.key)),
      ...conversionRoutes(),
      ...ruleRoutes(roots),
      ...previewRoutes(new Previews({ everybody, clock, ids, ...(sampling && { sampling }) }), roots),
      ...jobRoutes(jobs),
      ...scheduleRoutes(schedules),
      ...searchRoutes(audiences),
      ...externalAudienceRoutes(external),
      ...explainRoutes(explainer, deps.namespaceId),
    ],
    load: () => audiences.load(),
    async start() {
      await jobs.resume();
      await external.resume();
      schedules.start();
    },
    async stop() {
      await schedules.stop();
      await Promise.all([jobs.stop(), external.stop()]);
    },
    audiencesOf: (scopeKey) => audiences.of(scopeKey),
    memberships,
    onChange: (listener) => audiences.onChange(listener),
    async turnsAfter(moment) {
      audiences.seeUpTo(moment);
      const rules = [...audiences.turnsAfter(moment)].map((at) => ({
        at,
        happen: () => Promise.resolve(audiences.seeUpTo(at)),
      }));
      return [...rules, ...(await external.turns())];
    },
    followDefaultPolicy: (scope, from, to) => audiences.followDefault(scope, from, to),
    labelledAudiences: (scopeKey) => audiences.labelled(scopeKey),
    async fieldView(scope, { allowsAudience, ...view }) {
      const seesLabels = (id: string, labels: readonly string[]) => allowsAudience(id, labels, 'read');
      return {
        ...view,
        seesAudience: view.whole ? () => true : await audiences.sight(scope, view, seesLabels),
        mayChangeAudience: (id, action) => allowsAudience(id, audiences.labelsOf(scope.key, id), action),
      };
    },
  };
}
