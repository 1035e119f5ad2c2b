import type { Roots } from '@meniscus/languages/pql';
import type { Logger } from 'pino';
import type { IdentityGraph, Namespaces } from '../identity/index.ts';
import type { Actor, Clock, FieldView, Ids, Route, Scope } from '../kernel/index.ts';
import type { LabelView } from '../schemas/index.ts';
import type { KeyedStore, Residents, Tables } from '../stores/index.ts';
import { computedAttributeRoutes } from './api/computed-attributes/computed-attributes.ts';
import { entityRoutes } from './api/entities/entities.ts';
import { expirationRoutes } from './api/expirations/expirations.ts';
import { explainRoutes } from './api/explain/explain.ts';
import { exportJobRoutes } from './api/export-jobs/export-jobs.ts';
import { mergePolicyRoutes } from './api/merge-policies/merge-policies.ts';
import { type DatasetNames, previewSampleStatusRoutes } from './api/preview-sample-status/preview-sample-status.ts';
import { systemJobRoutes } from './api/system-jobs/system-jobs.ts';
import { type Counted, Reports } from './census.ts';
import { ComputedAttributes } from './computed-attributes.ts';
import { ComputedSight } from './computed-sight.ts';
import type { Erased, Erasing } from './erasure.ts';
import { ProfileEvents } from './events/profile-events.ts';
import { ExpiryRuns } from './expirations.ts';
import { type ExportDoors, ExportJobs } from './export-jobs.ts';
import { Lookup } from './lookup.ts';
import type { Entity } from './merge.ts';
import { MergePolicies } from './merge-policies.ts';
import { People } from './people.ts';
import type { RecordAt } from './provenance.ts';
import { type BatchContent, SystemJobs } from './system-jobs.ts';

export type { DatasetNames } from './api/preview-sample-status/preview-sample-status.ts';
export type { Counted } from './census.ts';
export { ALL, type Erased, type Erasing, type Erasure, ofDataset } from './erasure.ts';
export type { StoredEvent } from './events/event-entry.ts';
export { compareEvents, eventsIn, type KeptEvent } from './events/events-in.ts';
export { EVENTS_PER_PROFILE, ProfileEvents } from './events/profile-events.ts';
export type { ExportDoors, ExportedPerson } from './export-jobs.ts';
export type { ProfileNode } from './kept-node.ts';
export { plainNode } from './kept-node.ts';
export { type FoundProfile, Lookup } from './lookup.ts';
export { changedPaths, type Entity, type Fragment, mergeFragments, pick } from './merge.ts';
export { FIRST_POLICY, MergePolicies } from './merge-policies.ts';
export type { CompiledPolicy } from './merge-policy.ts';
export { datasetOf, mergedView, People, type ProfileTotals } from './people.ts';
export type { RecordAt } from './provenance.ts';
export type { BatchContent } from './system-jobs.ts';
export { visibleEntity } from './visible-entity.ts';

/** What profile asks of others; connected in `pipeline.ts`. */
export interface ProfileQuestions {
  /** Answered by segmentation: `segmentMembership` of the person with these nodes, by scope key. */
  memberships(scope: string, nodes: readonly string[]): Promise<Entity>;
  /** Answered by ingest: a record read again from the log. */
  readonly recordAt: RecordAt;
  readonly erasing: Erasing;
  /** Removes people of only these namespaces to whom nothing happened since a moment. */
  eraseIdle(scope: Scope, namespaces: ReadonlySet<number>, before: number): Promise<Erased>;
  /** Everybody of a sandbox once. */
  census(scope: Scope, visit: (person: Counted) => void): Promise<void>;
  scopes(): readonly Scope[];
  /** Evaluates the computed attributes of everybody, or of those whose values hold no longer. */
  refreshComputed(scope: Scope, all: boolean): Promise<void>;
  readonly exports: ExportDoors;
  /** What a caller may see of the fields of a sandbox. */
  fields(actor: Actor, scope: Scope): Promise<FieldView>;
  /** Schema of a dataset; undefined when there is none of this id. */
  schemaOf(scope: Scope, dataset: string): Promise<string | undefined>;
  /** Answered by schemas: what expressions are checked against. */
  roots(scope: Scope): Promise<Roots>;
  /** Answered by catalog and schemas. */
  dataset(scope: Scope, id: string): Promise<(DatasetNames & { readonly behavior: Behavior }) | undefined>;
  batch(scope: Scope, id: string): Promise<BatchContent | undefined>;
}

type Behavior = 'record' | 'time-series' | 'adhoc';

/** The profile stage: fragments, merged views, events of every person. */
export interface ProfileStage {
  readonly routes: readonly Route[];
  readonly people: People;
  readonly events: ProfileEvents;
  readonly lookup: Lookup;
  readonly policies: MergePolicies;
  readonly expiries: ExpiryRuns;
  readonly computed: ComputedAttributes;
  /** What labels hide, with what is computed of it. */
  labelView(scope: Scope, labels: LabelView): Promise<LabelView>;
  /** Reads what is declared. Once, before anything else is asked. */
  load(): Promise<void>;
  /** Goes on with jobs, and begins to look for what expires; after the process loop runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A dataset is gone, and so is what it brought into profiles and graphs. */
  datasetRemoved(scope: Scope, id: string): void;
}

export function createProfile(deps: {
  tables: Tables;
  keyed: KeyedStore;
  residents: Residents;
  graph: IdentityGraph;
  namespaces: Namespaces;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  questions: ProfileQuestions;
}): ProfileStage {
  const { tables, keyed, residents, graph, namespaces, clock, ids, logger, questions } = deps;
  const policies = new MergePolicies(tables, clock, ids);
  const policyOf = (scope: string, id?: string) => (id === undefined ? policies.of(scope) : policies.find(scope, id));
  const people = new People(keyed, policyOf, residents);
  const stuck = (error: unknown) =>
    logger.error(
      { err: error },
      'events of people could not be put together; they stay where they are and it is tried again after a restart',
    );
  const events = new ProfileEvents(keyed, stuck, residents);
  const lookup = new Lookup({ people, events, graph, namespaces, memberships: questions.memberships });
  const jobs = new SystemJobs({ tables, clock, ids, logger, erasing: questions.erasing, batchOf: questions.batch });
  const expiries = new ExpiryRuns({
    tables,
    clock,
    logger,
    erasing: questions.erasing,
    erasePseudonymous: questions.eraseIdle,
    namespaceId: (org, code) => namespaces.of(org).byCode(code)?.id,
    scopes: questions.scopes,
  });
  const exports = new ExportJobs({
    tables,
    clock,
    logger,
    doors: questions.exports,
    policy: (scope, id) => policies.choose(scope, id),
    fields: questions.fields,
  });
  const computed = new ComputedAttributes({
    tables,
    clock,
    ids,
    logger,
    scopes: questions.scopes,
    refresh: questions.refreshComputed,
  });
  const sight = new ComputedSight(computed, questions.roots);
  const reports = new Reports({
    tables,
    clock,
    everybody: questions.census,
    profiles: async (scope) => (await people.totals(scope)).profiles,
  });
  const erase = async (scope: Scope, nodes: readonly string[]) => {
    await questions.erasing.erase(scope, nodes);
  };
  const behaviorOf = async (scope: Scope, of: { dataSetId?: string; batchId?: string }) => {
    const dataset = of.dataSetId ?? (await questions.batch(scope, of.batchId!))?.dataset;
    return dataset === undefined ? undefined : (await questions.dataset(scope, dataset))?.behavior;
  };
  return {
    routes: [
      ...entityRoutes({ lookup, namespaces, policies, erase }),
      ...mergePolicyRoutes(policies),
      ...exportJobRoutes({ jobs: exports, policies, schemaOf: questions.schemaOf }),
      ...computedAttributeRoutes({ attributes: computed, roots: questions.roots }),
      ...explainRoutes({ lookup, namespaces, policies, recordAt: questions.recordAt }),
      ...systemJobRoutes({ jobs, behaviorOf }),
      ...expirationRoutes({
        runs: expiries,
        namespaces,
        isEventDataset: async (scope, id) => (await questions.dataset(scope, id))?.behavior === 'time-series',
      }),
      ...previewSampleStatusRoutes({
        people,
        reports,
        namespaces,
        policies,
        clock,
        datasetOf: async (scope, id) => {
          const found = await questions.dataset(scope, id);
          return found && { name: found.name, description: found.description, createdUser: found.createdUser };
        },
      }),
    ],
    people,
    events,
    lookup,
    policies,
    expiries,
    computed,
    labelView: (scope, labels) => sight.of(scope, labels),
    async load() {
      await policies.load();
      await computed.load();
      await expiries.load();
      const moved = await events.open();
      if (moved > 0) logger.info({ events: moved }, 'events of people are kept in another way from now on');
    },
    async start() {
      await jobs.resume(questions.scopes());
      await exports.resume(questions.scopes());
      expiries.start();
      computed.start();
    },
    async stop() {
      await computed.stop();
      await expiries.stop();
      await jobs.stop();
      await exports.stop();
    },
    datasetRemoved(scope, id) {
      jobs
        .create(scope, { dataSetId: id, links: true }, 'system')
        .catch((error: unknown) =>
          logger.error(
            { err: error, dataset: id },
            'what a removed dataset brought into profiles could not be removed',
          ),
        );
    },
  };
}
