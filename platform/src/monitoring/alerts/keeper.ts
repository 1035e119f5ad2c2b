import type { Logger } from 'pino';
import type { FlowRun, FlowRuns, ListedFlow, RunStatus } from '../../flows/index.ts';
import type { Scope } from '../../kernel/index.ts';
import { type Statistics, windowOf } from '../statistics.ts';
import { subjectKey } from '../tally.ts';
import type { Alerts, Subscribed } from './alerts.ts';
import type { Deliveries } from './deliveries.ts';
import { type FlowFacts, windowMinutesOf } from './evaluate.ts';
import type { Subscriptions } from './subscriptions.ts';

interface Parts {
  readonly alerts: Alerts;
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  readonly statistics: Statistics;
  readonly runs: FlowRuns;
  readonly flows: (scope: Scope) => readonly ListedFlow[];
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly lagMs: () => Promise<number>;
  readonly clock: () => number;
  readonly logger: Logger;
}

const KEEP_DELIVERIES_MS = 7 * 86_400_000;
/** Runs reported this long before a start are looked at again: what they made is known by its id and not made twice. */
const LOOK_BACK_MS = 3_600_000;

/** Keeps the alerts true: what runs reported, and what holds when it is asked. */
export class AlertKeeper {
  readonly #parts: Parts;
  #reported: { scope: Scope; run: FlowRun; before: RunStatus | undefined }[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    const { subscriptions, alerts, deliveries, runs, clock, scopeByKey } = this.#parts;
    await subscriptions.load();
    await alerts.load();
    await deliveries.load();
    for (const { scope: key, run } of await runs.reportedSince(clock() - LOOK_BACK_MS)) {
      const scope = scopeByKey(key);
      if (scope !== undefined) this.reported(scope, run, undefined);
    }
  }

  /** A run was reported; looked at with the next turn. */
  reported(scope: Scope, run: FlowRun, before: RunStatus | undefined): void {
    this.#reported.push({ scope, run, before });
  }

  /** Ends the subscriptions that are about this dataflow alone; their alerts are over. */
  async flowEnds(scope: Scope, flowId: string): Promise<void> {
    const { alerts, subscriptions } = this.#parts;
    const own = subscriptions
      .list(scope)
      .filter(({ body: { flowIds } }) => flowIds.length === 1 && flowIds[0] === flowId);
    for (const { id, body } of own) {
      await alerts.resolveAll({ scope, id, body });
      await subscriptions.remove(scope, id);
    }
  }

  /** What runs did since the last turn. */
  async takeRuns(): Promise<void> {
    const reported = this.#reported;
    this.#reported = [];
    if (reported.length === 0) return;
    const enabled = this.#parts.subscriptions.enabled;
    for (const { scope, run, before } of reported)
      for (const subscribed of enabled)
        if (subscribed.scope.key === scope.key) await this.#parts.alerts.run(subscribed, run, before);
  }

  /** Looks at everything that holds or does not. Sees what the last checkpoint wrote. */
  async evaluate(): Promise<void> {
    const lagMs = await this.#parts.lagMs();
    for (const subscribed of this.#parts.subscriptions.enabled) {
      const { scope, body } = subscribed;
      const now = this.#parts.clock();
      const flows = this.#parts.flows(scope);
      const passed = await this.#passed(subscribed, flows, now);
      await this.#parts.alerts.evaluate({ ...subscribed, body }, { now, flows, passed, lagMs });
    }
  }

  async #passed({ scope, body }: Subscribed, flows: readonly ListedFlow[], now: number) {
    const facts = new Map<string, FlowFacts>();
    const minutes = windowMinutesOf(body);
    if (minutes === 0) return facts;
    const window = windowOf(now - minutes * 60_000, now, now);
    const wanted = flows.filter(({ id }) => body.flowIds.length === 0 || body.flowIds.includes(id));
    for (const { id } of wanted)
      facts.set(id, await this.#parts.statistics.summary(subjectKey.flow(scope.key, id), window));
    return facts;
  }

  async prune(): Promise<void> {
    await this.#parts.alerts.prune();
    await this.#parts.deliveries.prune(this.#parts.clock() - KEEP_DELIVERIES_MS);
  }
}
