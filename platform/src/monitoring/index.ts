import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Access } from '../access/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { FlowRun, Flows, RunStatus } from '../flows/index.ts';
import type { Follower, Ingest, Observer } from '../ingest/index.ts';
import type { Actor, Cipher, Clock, FieldView, Ids, Meter, Route, Scope } from '../kernel/index.ts';
import { readRanges, urlComplaint } from '../kernel/index.ts';
import type { StoredRows } from '../lake/index.ts';
import type { KeyedStore, Tables } from '../stores/index.ts';
import { Alerts } from './alerts/alerts.ts';
import { Deliveries } from './alerts/deliveries.ts';
import { type MailSettings, mailer } from './alerts/email.ts';
import { AlertKeeper } from './alerts/keeper.ts';
import { Subscriptions } from './alerts/subscriptions.ts';
import { alertSubscriptionRoutes } from './api/alert-subscriptions/alert-subscriptions.ts';
import { alertRoutes } from './api/alerts/alerts.ts';
import { guardrailRoutes, type ObjectCounts } from './api/guardrails/guardrails.ts';
import { insightRoutes } from './api/insights/insights.ts';
import { liveRoutes } from './api/live/live.ts';
import { statisticsRoutes } from './api/statistics/statistics.ts';
import { GuardrailMeter, withSizesEnforced } from './guardrails/meter.ts';
import { LiveHub } from './live/hub.ts';
import { LEVELS, Series } from './series.ts';
import { Statistics } from './statistics.ts';
import { StoredSeries } from './stored-rows.ts';
import { StreamRuns } from './stream-runs.ts';
import { Watch } from './watch.ts';

export { type MailSettings, mailer } from './alerts/email.ts';
export { storedMigration } from './stored-rows.ts';

/** How the outside is told. */
export interface OutgoingSettings {
  /** Ranges outside the public internet that webhooks may be sent to, e.g. `10.0.0.0/8`. */
  readonly allow: readonly string[];
  /** Absent: there is no mail. */
  readonly mail?: MailSettings;
}

export interface MonitoringDeps {
  readonly tables: Tables;
  readonly keyed: KeyedStore;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly logger: Logger;
  readonly access: Pick<Access, 'authenticate' | 'allows' | 'scopeByKey' | 'scopes' | 'languageAt'>;
  /** What a caller may see of the fields of a sandbox. */
  readonly fields: (actor: Actor, scope: Scope) => Promise<FieldView>;
  readonly flows: Pick<Flows, 'list' | 'runs' | 'inlets'>;
  readonly catalog: Pick<Catalog, 'datasets' | 'batchTotals'>;
  /** Asked late: ingest is built with this stage's observer. */
  readonly ingest: () => Pick<Ingest, 'between' | 'checkpoint' | 'lagMs' | 'waiting'>;
  readonly objectCounts: ObjectCounts;
  /** Are published limits enforced that can be? */
  readonly enforceGuardrails: boolean;
  readonly outgoing: OutgoingSettings;
  /** Origin the platform is reached under. */
  readonly publicUrl: string;
}

/** The monitoring stage: what passes, what is wrong with it, and who is told. */
export interface Monitoring {
  readonly routes: readonly Route[];
  /** For the door and the process loop. */
  readonly observer: Observer;
  /** For the lake. */
  readonly stored: StoredRows;
  /** For Flow Service. */
  readonly runReported: (scope: Scope, run: FlowRun, before: RunStatus | undefined) => void;
  /** Ends the subscriptions that are about this dataflow alone, with their alerts: for Flow Service, before it deletes it. */
  flowEnds(scope: Scope, flowId: string): Promise<void>;
  /** The follower with published sizes enforced, where that was asked for. */
  guarded(follower: Follower): Follower;
  /** Drops what is in memory of a dead scope, so that nothing of it is written or sent again. */
  forget(scope: string): void;
  /** Reads what is subscribed to and begins to look; once ingest has started. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const TURN_MS = 1000;
const LOOK_MS = 10_000;
const REPORT_MS = 5000;
const PRUNE_MS = 3_600_000;

export function createMonitoring(deps: MonitoringDeps): Monitoring {
  const { tables, keyed, clock, ids, access, flows, logger, outgoing } = deps;
  const allowed = readRanges(outgoing.allow);
  const scopeByKey = (key: string) => access.scopeByKey(key);
  const listed = (scope: Scope) => flows.list(scope);
  const series = new Series(keyed);
  const stored = new StoredSeries(tables);
  const statistics = new Statistics({ series, stored });
  const meter = new GuardrailMeter(keyed, clock);
  const hub = new LiveHub(clock, randomBytes(6).toString('hex'));
  const streams = (scopeKey: string, flowId: string): boolean => {
    const scope = scopeByKey(scopeKey);
    return scope !== undefined && flows.list(scope).some(({ id, streaming }) => id === flowId && streaming);
  };
  const streamRuns = new StreamRuns({ series, runs: flows.runs, scopes: access.scopes, streams, scopeByKey, clock });
  const watch = new Watch({ series, stored, meter, live: hub, runs: streamRuns, clock });

  const sending = {
    email: outgoing.mail !== undefined,
    checkUrl: (url: string) => urlComplaint(url, allowed),
  };
  const subscriptions = new Subscriptions({ ...deps, sending, scopeByKey });
  const deliveries = new Deliveries({
    ...deps,
    random: Math.random,
    allowed,
    subscription: (scope, id) => subscriptions.find(scope, id),
    readers(key) {
      const scope = scopeByKey(key);
      return {
        languageAt: (address) => scope && access.languageAt(scope.org, address),
        place: `${deps.publicUrl}/@${scope?.tenant}/sname:${scope?.sandbox}`,
      };
    },
    ...(outgoing.mail === undefined ? {} : { sendMail: mailer(outgoing.mail) }),
  });
  const alerts = new Alerts({ tables, ids, clock, logger, deliveries, flows: listed });
  const lagMs = () => deps.ingest().lagMs();
  const { runs } = flows;
  const keeper = new AlertKeeper({
    alerts,
    subscriptions,
    deliveries,
    statistics,
    runs,
    flows: listed,
    scopeByKey,
    lagMs,
    clock,
    logger,
  });

  /** Brings everything that was seen into the store: for callers, who expect to find what they have just sent. */
  const checkpoint = async () => {
    await deps.ingest().between(() => watch.mergeDoor());
    await deps.ingest().checkpoint();
  };
  /** The same for what comes round, which writes nothing where nothing was seen. */
  const checkpointIfSeen = async () => {
    if (watch.waits || watch.dirtyCount > 0) await checkpoint();
  };
  const tasks = new Tasks(logger, clock, [
    { everyMs: TURN_MS, run: () => keeper.takeRuns() },
    { everyMs: REPORT_MS, run: () => checkpointIfSeen().then(() => streamRuns.report()) },
    { everyMs: LOOK_MS, run: () => checkpointIfSeen().then(() => keeper.evaluate()) },
    { everyMs: PRUNE_MS, run: () => prune() },
  ]);
  // Apart from the others: a receiver that does not answer holds up nobody.
  const sender = new Tasks(logger, clock, [{ everyMs: TURN_MS, run: () => deliveries.run() }]);
  const prune = async () => {
    const now = clock();
    for (const { key } of access.scopes()) await series.prune(await series.subjects(key), now);
    await stored.prune(now);
    await runs.prune(now - LEVELS.quarter.keepMs);
    await keeper.prune();
  };

  return {
    routes: [
      ...statisticsRoutes({
        statistics,
        flows: listed,
        clock,
        checkpoint,
        lagMs,
        waiting: (scope) => deps.ingest().waiting(scope),
      }),
      ...guardrailRoutes({ meter, counts: deps.objectCounts, enforce: deps.enforceGuardrails, checkpoint }),
      ...liveRoutes({ hub, access, fields: deps.fields }),
      ...alertSubscriptionRoutes(subscriptions, alerts),
      ...alertRoutes({ alerts, deliveries, subscriptions, clock }),
      ...insightRoutes({
        series,
        catalog: deps.catalog,
        inlets: (scope) => flows.inlets(scope),
        clock,
        checkpoint,
      }),
    ],
    observer: watch,
    stored: (tx, batch) => watch.stored(tx, batch),
    runReported: (scope, run, before) => keeper.reported(scope, run, before),
    flowEnds: (scope, flowId) => keeper.flowEnds(scope, flowId),
    guarded: (follower) => (deps.enforceGuardrails ? withSizesEnforced(follower) : follower),
    forget(scope) {
      for (const part of [watch, subscriptions, alerts, deliveries]) part.forget(scope);
    },
    async start() {
      await streamRuns.load();
      await keeper.load();
      tasks.start();
      sender.start();
    },
    async stop() {
      await tasks.stop();
      await sender.stop();
      await checkpointIfSeen();
    },
  };
}

/** Work that comes round, one task after the other; one that fails is logged and comes round again. */
class Tasks {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #tasks: { readonly everyMs: number; readonly run: () => Promise<void>; nextAt: number }[];
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> | undefined;

  constructor(logger: Logger, clock: Clock, tasks: readonly { everyMs: number; run: () => Promise<void> }[]) {
    this.#logger = logger;
    this.#clock = clock;
    this.#tasks = tasks.map((task) => ({ ...task, nextAt: 0 }));
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#turn ??= this.#work().finally(() => {
        this.#turn = undefined;
      });
    }, 250);
  }

  async #work(): Promise<void> {
    for (const task of this.#tasks) {
      const wait = task.nextAt - this.#clock();
      // Longer than ever: the clock was set back.
      if (wait > 0 && wait <= task.everyMs) continue;
      task.nextAt = this.#clock() + task.everyMs;
      try {
        await task.run();
      } catch (error) {
        this.#logger.error({ err: error }, 'a task of monitoring failed; it comes round again');
      }
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
  }
}
