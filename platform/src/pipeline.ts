import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PqlChoices } from '@meniscus/languages/pql';
import type { Logger } from 'pino';
import { type Access, type Bootstrapped, createAccess, type FirstStart } from './access/index.ts';
import { createCatalog, type Dataset, type Decided } from './catalog/index.ts';
import { createFlows } from './flows/index.ts';
import { createIdentity } from './identity/index.ts';
import {
  createIngest,
  FOR_THE_WHOLE,
  parseTransactionId,
  type RateLimits,
  UNWATCHED,
  VALIDATED_TOPIC,
} from './ingest/index.ts';
import type { Actor, Cipher, Clock, FieldView, Ids, Meter, Route, Scope, Timers } from './kernel/index.ts';
import { ALL_FIELDS, Bodies, helperWatch, readRanges, type StandingReport, Standings } from './kernel/index.ts';
import { createLake, storedLakePosition } from './lake/index.ts';
import { createMapping } from './mapping/index.ts';
import { createMonitoring, mailer, type OutgoingSettings } from './monitoring/index.ts';
import { eraseScope } from './pipeline-erasure.ts';
import { explainPeople } from './pipeline-explain.ts';
import { exportDoors } from './pipeline-exports.ts';
import { MIGRATIONS } from './pipeline-migrations.ts';
import { createPeopleStep } from './pipeline-people.ts';
import { type Course, stored, workOff } from './pipeline-rebuild.ts';
import { everybodyLater as later, Sweeps } from './pipeline-sweeps.ts';
import { createProfile } from './profile/index.ts';
import { createSchemas } from './schemas/index.ts';
import { createSegmentation, segmentMembershipOf } from './segmentation/index.ts';
import { type InnerCall, innerCalls } from './server/index.ts';
import {
  capillaryConnectPlusRoutes,
  capillaryReconciliationRoutes,
  capillarySetupRoutes,
  createSources,
  TranslatorStates,
} from './sources/index.ts';
import { type KeyedStore, type Log, LogShortError, type ObjectStore, Residents, type Tables } from './stores/index.ts';

/** The four stores; `main.ts` chooses them. */
export interface Ports {
  readonly log: Log;
  readonly keyed: KeyedStore;
  readonly tables: Tables;
  readonly objects: ObjectStore;
}

export interface PipelineDeps extends Ports {
  readonly cipher: Cipher;
  /** How long what was received is kept after it was processed, milliseconds; undefined: for good. */
  readonly logKeptMs?: number | undefined;
  /** Epoch milliseconds: access tokens issued before count no more. */
  readonly tokensSince?: number | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly logger: Logger;
  /** Origin callers reach the platform under. */
  readonly publicUrl: string;
  readonly rateLimits: RateLimits;
  /** Where alerts may be sent, and how. */
  readonly outgoing: OutgoingSettings;
  /** How long an event is known by its `_id` in its dataset, milliseconds. */
  readonly repeatWindowMs: number;
  /** How open points of PQL are read; the defaults when left out. */
  readonly pqlChoices?: PqlChoices;
  /** Folder for files being written, on the disk of the object store. */
  readonly workDir: string;
  /** Folder for the files of batches being staged. */
  readonly stagingDir: string;
  /** Folder for files that are brought here to be read. */
  readonly historyDir: string;
  /** The one folder of this machine that dataflows may read; undefined: none. */
  readonly filesDir: string | undefined;
  readonly timers: Timers;
  /** For a rebuild, whose `clock` tells the time of the records: the time here. Nobody watches then, and rows do not age. */
  readonly rebuildClock?: Clock;
}

/** All stages, joined. */
export interface Pipeline {
  readonly access: Access;
  /** What a caller may see of the fields of a sandbox. */
  readonly fields: (actor: Actor, scope: Scope) => Promise<FieldView>;
  /** Every route of every stage. */
  readonly routes: readonly Route[];
  readonly collect: (request: IncomingMessage, response: ServerResponse) => void;
  /** Room for bodies of requests, for all doors together. */
  readonly bodies: Bodies;
  /** Operations of the API on behalf of the platform itself. */
  inside(scope: Scope, actor: Actor): InnerCall;
  /** Loops that get no further; empty when all is well. */
  readonly standing: () => readonly StandingReport[];
  /** Migrates, reads what is declared, does what must be done before requests come. Returns what a first start made. */
  start(first: FirstStart): Promise<Bootstrapped | undefined>;
  /** When the door is open: works off what was accepted before and what comes in, and gives back the space of what was worked off. */
  goOn(): void;
  /**
   * In the place of `start`: works off what was accepted and what was left undone, and ends. No door opens. Rejects with
   * `LogShortError`, with nothing begun, when the log ends before what was worked off.
   */
  catchUp(): Promise<void>;
  /**
   * In the place of `start`: works the log off into stores that hold only what is declared, and ends. No door opens and nobody is
   * told of anything. `declare` may declare something otherwise before the first record. Says what was decided about batches.
   */
  rebuild(course: Course, declare: () => Promise<void>): Promise<Decided>;
  /** Ends the loops with everything accepted safe on disk. */
  stop(): Promise<void>;
}

const TRIM_MS = 10_000;
const TRIM_RECEIVED_MS = 3_600_000;
const PROFILE_CLASS = 'https://ns.adobe.com/xdm/context/profile';
const EVENT_CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

/**
 * Joins the stages, from left to right as the import law lists them. A question that must go to the right is a function
 * given here; everything else is a constructor argument.
 */
export function createPipeline(deps: PipelineDeps): Pipeline {
  const { log, keyed, tables, objects, clock, ids, meter, logger, cipher, publicUrl } = deps;

  const sendMail = deps.outgoing.mail === undefined ? undefined : mailer(deps.outgoing.mail);
  const access = createAccess({
    tables,
    cipher,
    tokensSince: deps.tokensSince,
    clock,
    ids,
    publicUrl: () => publicUrl,
    operations: (call) => operations(call),
    fields: (actor, scope) => fields(actor, scope),
    sendMail:
      sendMail &&
      ((mail) =>
        void sendMail(mail).catch((err: unknown) => logger.warn({ err, mail: mail.id }, 'a mail could not be sent'))),
    afterAnswer: (name, work) =>
      void setImmediate(() => work().catch((err: unknown) => logger.error({ err }, `${name} failed`))),
    eraseScope: (key) => eraseScope({ tables, keyed, objects, ingest, lake, monitoring, logger }, key),
  });
  const schemas = createSchemas({
    tables,
    clock,
    ids,
    namespaceExists: (scope, code) => identity.namespaceExists(scope.org, code),
    inUse: async (scope, schemaId) => {
      const user = (await catalog.datasets(scope)).find(({ schemaRef }) => schemaRef.id === schemaId);
      return user === undefined ? undefined : { dataset: user.name };
    },
    allows: (actor, scope, permissions) => access.allows(actor, scope, permissions),
  });
  const catalog = createCatalog({
    tables,
    objects,
    clock,
    ids,
    schema: (scope, id) => schemas.compiled(scope, id),
    allows: (actor, scope, permissions) => access.allows(actor, scope, permissions),
    removed: (scope, id) => profile.datasetRemoved(scope, id),
  });
  const mapping = createMapping({
    tables,
    clock,
    ids,
    schema: (scope, id) => schemas.compiled(scope, id),
    dataflow: (scope, id): string | undefined => flows.mappedBy(scope, id),
  });
  const sources = createSources({ filesDir: deps.filesDir, allowed: readRanges(deps.outgoing.allow) });
  const flows = createFlows({
    tables,
    clock,
    ids,
    cipher,
    publicUrl: () => publicUrl,
    connectionSpecs: sources.connectionSpecs,
    performRun: (scope, run) => ingest.performRun(scope, run),
    scopeByKey: access.scopeByKey,
    questions: {
      async dataset(scope, id) {
        const dataset = await catalog.dataset(scope, id);
        return dataset === undefined ? undefined : { schemaId: dataset.schemaRef.id };
      },
      async mappingSet(scope, id, version) {
        if (!(await mapping.exists(scope, id, version))) return undefined;
        const schemaId = await mapping.outputSchemaId(scope, id, version);
        return schemaId === undefined ? {} : { schemaId };
      },
    },
    runReported: (scope, run, before) => monitoring.runReported(scope, run, before),
    ending: (scope, id) => monitoring.flowEnds(scope, id),
  });

  // A record asks for the graph, the profile and the memberships of the same identities.
  const residents = new Residents();
  const identity = createIdentity({
    tables,
    keyed,
    residents,
    clock,
    questions: {
      async batchOf(scope, dataset, record) {
        const position = parseTransactionId(record)?.position;
        return position === undefined ? undefined : (await lake.batchAt(scope, dataset, position))?.id;
      },
      renew: (scope, nodes) => sweeps.renewGraphs(scope, nodes),
      renewAll: (scope) => Promise.resolve(sweeps.renewAllGraphs(scope)),
    },
  });
  const profile = createProfile({
    tables,
    keyed,
    residents,
    graph: identity.graph,
    namespaces: identity.namespaces,
    clock,
    ids,
    logger,
    questions: {
      memberships: async (scope, nodes) => segmentMembershipOf(await segmentation.memberships.read(scope, nodes)),
      recordAt: (scope, position, index, dataset) => ingest.recordAt(scope, position, index, dataset),
      erasing: {
        erase: (scope, nodes) => sweeps.erase(scope, nodes),
        eraseEverywhere: (scope, erasure) => sweeps.eraseEverywhere(scope, erasure),
      },
      eraseIdle: (scope, namespaces, before) => sweeps.eraseIdle(scope, namespaces, before),
      census: (scope, visit) => sweeps.census(scope, visit),
      scopes: access.scopes,
      fields: (actor, scope) => fields(actor, scope),
      exports: exportDoors({
        clock,
        ids,
        timers: deps.timers,
        catalog,
        later: () => ({ ingest, lake, sweeps }),
      }),
      schemaOf: async (scope, id) => (await catalog.dataset(scope, id))?.schemaRef.id,
      refreshComputed: (scope, all) => sweeps.refreshComputed(scope, all),
      async roots(scope) {
        const [root, eventRoot] = await Promise.all([
          schemas.union(scope, PROFILE_CLASS),
          schemas.union(scope, EVENT_CLASS),
        ]);
        return { root, eventRoot };
      },
      async dataset(scope, id) {
        const dataset = await catalog.dataset(scope, id);
        const schema = dataset && (await schemas.compiled(scope, dataset.schemaRef.id));
        if (dataset === undefined || schema === undefined) return undefined;
        const { name, description, createdBy } = dataset;
        return { name, description, createdUser: createdBy, behavior: schema.behavior };
      },
      async batch(scope, id) {
        const batch = await catalog.batch(scope.key, id);
        if (batch === undefined) return undefined;
        const { dataset } = batch;
        return {
          dataset,
          async has(record) {
            const position = parseTransactionId(record)?.position;
            if (position === undefined) return false;
            const loaded = await ingest.loadAt(position);
            return (loaded ?? (await catalog.batchAt(scope.key, dataset, position))?.id) === id;
          },
        };
      },
    },
  });
  const segmentation = createSegmentation({
    tables,
    keyed,
    residents,
    clock,
    ids,
    async unionOf(scope, classId) {
      const root = await schemas.union(scope, classId);
      return classId === PROFILE_CLASS ? profile.computed.withFields(scope, root) : root;
    },
    ...(deps.pqlChoices === undefined ? {} : { pqlChoices: deps.pqlChoices }),
    scopeByKey: access.scopeByKey,
    objects,
    everybody: later(() => sweeps.everybody),
    namespaceCode: (scope, id) => identity.namespaces.of(scope.org).byId(id)?.code ?? String(id),
    namespaceId: (scope, code) => identity.namespaces.of(scope.org).byCode(code)?.id,
  });
  const people = createPeopleStep({
    identity,
    profile,
    segmentation,
    codesOf: (scope) => {
      const codes = identity.namespaces.of(access.scopeByKey(scope)?.org ?? '');
      return (id) => codes.byId(id)?.code ?? String(id);
    },
    clockSetBack: () => sweeps.clockSetBack(),
    meter,
  });

  const { stamp, of } = access.sight;
  const fieldViews = schemas.fieldViews({
    stamp,
    of,
    labelledAudiences: (scopeKey) => segmentation.labelledAudiences(scopeKey),
  });
  const fields = async (actor: Actor, scope: Scope) =>
    segmentation.fieldView(scope, await profile.labelView(scope, await fieldViews.of(actor, scope)));
  const monitoring = createMonitoring({
    fields,
    tables,
    keyed,
    cipher,
    clock,
    ids,
    meter,
    logger,
    access,
    flows,
    catalog,
    ingest: () => ingest,
    objectCounts: async (scope) =>
      countedObjects(await catalog.datasets(scope), (id) => schemas.compiled(scope, id), {
        audiences: segmentation.audiencesOf(scope.key).all.length,
      }),
    enforceGuardrails: deps.rateLimits.enforce,
    outgoing: deps.outgoing,
    publicUrl,
  });

  const states = new TranslatorStates(keyed);
  const helperLost = helperWatch(meter, logger);
  const standings = new Standings(clock, meter);
  const bodies = new Bodies(meter);
  const ingest = createIngest({
    log,
    keyed,
    tables,
    objects,
    stagingDir: deps.stagingDir,
    historyDir: deps.historyDir,
    timers: deps.timers,
    flows,
    catalog,
    schemas,
    mapping,
    sources,
    states,
    access,
    follower: monitoring.guarded(people),
    observer: deps.rebuildClock === undefined ? monitoring.observer : UNWATCHED,
    later: {
      batch: (scope, dataset, position) => lake.batchAt(scope, dataset, position),
      stored: (scope) => catalog.stored(scope),
      parquet: (file) => lake.parquetRows(file),
      explain: (target, entity) => explainPeople({ identity, profile, segmentation }, target, entity),
    },
    repeatWindowMs: deps.repeatWindowMs,
    rateLimits: deps.rateLimits,
    clock,
    ids,
    meter,
    bodies,
    logger,
    helperLost,
    standings,
    ...(deps.rebuildClock === undefined ? {} : { checkpoints: FOR_THE_WHOLE }),
  });
  const lake = createLake({
    log,
    tables,
    objects,
    catalog,
    schemas,
    scopeByKey: access.scopeByKey,
    processed: () => ingest.settled(),
    clock: deps.rebuildClock ?? clock,
    ids,
    logger,
    helperLost,
    standings,
    meter,
    ...(deps.rebuildClock === undefined ? { stored: monitoring.stored } : {}),
    options: {
      workDir: deps.workDir,
      publicUrl,
      ...(deps.rebuildClock === undefined ? {} : { flushAgeMs: Number.POSITIVE_INFINITY }),
    },
  });

  profile.policies.onChange(async (scope, { from, to }) => {
    if (from !== to) await segmentation.followDefaultPolicy(scope, from, to);
    sweeps.remerge(scope);
  });
  const sweeps = new Sweeps({
    tables,
    ingest,
    identity,
    profile,
    segmentation,
    people,
    scopes: access.scopes,
    scopeByKey: access.scopeByKey,
    clock,
    timers: deps.timers,
    ids,
    meter,
    logger,
  });

  const sourceRoutes = [
    ...capillarySetupRoutes({ flows, access, operations: (call) => operations(call), publicUrl }),
    ...capillaryConnectPlusRoutes({ flows, publicUrl }),
    ...capillaryReconciliationRoutes({ states, checkpoint: () => ingest.checkpoint() }),
  ];

  const stopping = new AbortController();
  let trimming: Promise<unknown> | undefined;
  /** Looking for a time reads old files of the log: once an hour is enough where days are meant. */
  const trimReceived = async () => {
    if (deps.logKeptMs !== undefined) await ingest.trim(clock() - deps.logKeptMs);
    await ingest.thinLedger();
  };
  const againAndAgain = async (trim: () => Promise<void>, everyMs: number) => {
    while (!stopping.signal.aborted) {
      await trim().catch((err: unknown) => logger.error({ err }, 'what is not needed any more could not be removed'));
      await deps.timers.sleep(everyMs, stopping.signal);
    }
  };
  const stages = [access, schemas, catalog, mapping, flows, ingest, lake, identity, profile, segmentation, monitoring];
  const stageRoutes = stages.flatMap(({ routes }) => routes);
  const operations = innerCalls(stageRoutes, access);
  const migrate = async () => {
    await tables.migrate(MIGRATIONS);
    await access.load();
  };
  const rest = async () => {
    await sweeps.stop();
    await ingest.stop();
    await lake.stop();
  };
  const workOn = () => {
    ingest.goOn();
    lake.goOn();
  };
  const readDeclared = async () => {
    await identity.load((key) => access.scopeByKey(key)?.org);
    await flows.load();
    await profile.load();
    await segmentation.load();
  };
  return {
    access,
    fields,
    routes: [...stageRoutes, ...sourceRoutes],
    collect: ingest.collect,
    bodies,
    standing: () => standings.reports,
    inside: (scope, actor) =>
      operations({
        scope,
        actor,
        fields: ALL_FIELDS,
        params: {},
        query: {},
        headers: {},
        body: undefined,
        requestId: ids.uuid(),
      }),
    goOn() {
      workOn();
      trimming = Promise.all([
        againAndAgain(() => log.trim(VALIDATED_TOPIC, lake.position()), TRIM_MS),
        againAndAgain(trimReceived, TRIM_RECEIVED_MS),
      ]);
    },
    async start(first) {
      await migrate();
      const made = await access.bootstrap(first);
      await readDeclared();
      await ingest.start();
      await lake.start();
      await ingest.startBatches();
      await ingest.startHistory();
      await sweeps.resume();
      await profile.start();
      await segmentation.start();
      await monitoring.start();
      await access.resume();
      return made;
    },
    async catchUp() {
      await migrate();
      // Before anything is begun that would have to be ended.
      const [taken, end] = [await storedLakePosition(tables), log.end(VALIDATED_TOPIC)];
      if (taken > end) throw new LogShortError(VALIDATED_TOPIC, end, taken);
      await readDeclared();
      await ingest.start();
      await lake.start();
      workOn();
      await sweeps.resume();
      await sweeps.settled();
      await ingest.settled();
      await stored(lake);
      await rest();
    },
    async rebuild(course, declare) {
      await migrate();
      await readDeclared();
      const { scopes } = access;
      const parts = { tables, catalog, ingest, lake, profile, segmentation, people, sweeps, scopes, declare };
      const decided = await workOff(parts, course);
      await rest();
      return decided;
    },
    async stop() {
      stopping.abort();
      await trimming;
      await access.stop();
      await monitoring.stop();
      await segmentation.stop();
      await sweeps.stop();
      await profile.stop();
      await ingest.stop();
      await lake.stop();
      await access.audit.flush();
    },
  };
}

/** Objects of a sandbox that published limits are counted in, by id of the guardrail. */
async function countedObjects(
  datasets: readonly Dataset[],
  schemaOf: (id: string) => Promise<{ readonly behavior: string } | undefined>,
  counts: Readonly<Record<string, number>>,
): Promise<Readonly<Record<string, number>>> {
  const enabled = datasets.filter(({ profileEnabled }) => profileEnabled);
  const behaviors = await Promise.all(enabled.map(async ({ schemaRef }) => (await schemaOf(schemaRef.id))?.behavior));
  const events = behaviors.filter((behavior) => behavior === 'time-series').length;
  const records = behaviors.filter((behavior) => behavior === 'record').length;
  return { ...counts, 'profile-datasets': records, 'event-datasets': events };
}
