import { createHash } from 'node:crypto';
import { type Said, sayAll } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { FlowRun, ListedFlow, RunError, RunStatus } from '../../flows/index.ts';
import type { Ids, Scope } from '../../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../../stores/index.ts';
import { alertIsOver, noAlert } from '../errors.ts';
import type { AlertBody, DeliveryBody } from './alert.ts';
import type { Deliveries } from './deliveries.ts';
import { type Condition, conditionsOf, type Facts, thresholdOf } from './evaluate.ts';
import { type AlertSaid, alertSaid } from './phrases.ts';
import { ruleOf } from './rules.ts';
import type { SubscriptionBody } from './subscription.ts';

interface Parts {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly deliveries: Deliveries;
  readonly flows: (scope: Scope) => readonly ListedFlow[];
}

/** A subscription with its place. */
export interface Subscribed {
  readonly scope: Scope;
  readonly id: string;
  readonly body: SubscriptionBody;
}

const WRITER = 'meniscus_monitoring@AdobeID';
const NEVER = Number.NEGATIVE_INFINITY;
const KEEP_MS = 90 * 86_400_000;
const KEEP_HAPPENINGS_MS = 7 * 86_400_000;

/** Event codes of the flow run notifications (page "Subscribe to flow run notifications"). */
const EVENT_CODES: Readonly<Partial<Record<RunStatus, string>>> = {
  success: 'sources_flow_run_success',
  partialSuccess: 'sources_flow_run_success',
  failed: 'sources_flow_run_failure',
};

/** What is said of a run by how it ended. */
const ENDS = { success: 'run-success', partialSuccess: 'run-partial-success' } as const;

/** What went wrong with a run; a source that says it in no phrase says it in English. */
function errorSaid({ code, message, phrase }: RunError): Said {
  const what = phrase === undefined ? message : { message, phrase };
  return alertSaid('run-error', { what, code });
}

/** Ids of what happens once: the same happening has the same id, however often it is reported. */
function happeningId(subscription: string, run: string, rule: string): string {
  return createHash('sha256').update(`${subscription}/${run}/${rule}`).digest('hex').slice(0, 32);
}

/**
 * Alerts and their states. One alert at most fires for a subscription and dataflow; it is told of when it begins, when it
 * is over, and as often between as the subscription wants. State and notification are written in one transaction, so a
 * restart neither forgets nor repeats them.
 */
export class Alerts {
  readonly #parts: Parts;
  readonly #documents: Collection<AlertBody>;
  /** Firing ones by `<scope>/<subscription>/<flow>`. */
  readonly #firing = new Map<string, Document<AlertBody>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#documents = createCollection<AlertBody>(parts.tables, 'monitoring.alerts');
  }

  async load(): Promise<void> {
    for (const { scope, ...document } of await this.#documents.everywhere())
      if (document.body.state === 'firing') this.#firing.set(keyOf(scope, document.body), document);
  }

  /** Drops those of a dead scope from memory. */
  forget(scope: string): void {
    for (const key of this.#firing.keys()) if (key.startsWith(`${scope}/`)) this.#firing.delete(key);
  }

  /** Newest first. */
  async list(scope: Scope): Promise<readonly Document<AlertBody>[]> {
    return (await this.#documents.list(scope.key)).toReversed();
  }

  /** Throws the problem when there is none. */
  async get(scope: Scope, id: string): Promise<Document<AlertBody>> {
    const document = await this.#documents.get(scope.key, id);
    if (document === undefined) throw noAlert(id);
    return document;
  }

  /** Brings the alerts of a subscription in line with what holds now. */
  async evaluate(subscribed: Subscribed, facts: Facts): Promise<void> {
    if (ruleOf(subscribed.body.rule).of !== 'state') return;
    const conditions = conditionsOf(subscribed.body, facts);
    for (const condition of conditions) await this.#apply(subscribed, condition);
    // A dataflow that is disabled or deleted, or that the subscription is no longer about.
    const known = new Set(conditions.map(({ flowId = '' }) => flowId));
    for (const document of this.#of(subscribed))
      if (!known.has(document.body.flowId ?? '')) await this.#resolve(subscribed, document);
  }

  async #apply(subscribed: Subscribed, { flowId, holds, value, said }: Condition): Promise<void> {
    const open = this.#firing.get(keyOf(subscribed.scope.key, { subscriptionId: subscribed.id, ...named(flowId) }));
    if (!holds) {
      if (open !== undefined) await this.#resolve(subscribed, open);
      return;
    }
    const threshold = thresholdOf(subscribed.body);
    if (open === undefined) await this.#fire(subscribed, { ...named(flowId), value, threshold, ...said });
    else await this.#again(subscribed, open, { value, ...said });
  }

  /** A run was reported. `before`: its status until then. */
  async run(subscribed: Subscribed, run: FlowRun, before: RunStatus | undefined): Promise<void> {
    const { rule, flowIds } = subscribed.body;
    if (flowIds.length > 0 && !flowIds.includes(run.flowId)) return;
    const { status, errors = [] } = run.metrics.statusSummary;
    const name = this.#nameOf(subscribed.scope, run.flowId);
    const isOver = status === 'success' || status === 'partialSuccess' || status === 'failed';
    const begins = before === undefined || before === 'scheduled';
    if (rule === 'run-start' && begins && status !== 'scheduled')
      await this.#happened(subscribed, run, alertSaid('run-begun', { flow: name }));
    if (!isOver || before === status) return;
    if (rule === 'run-success' && status !== 'failed')
      await this.#happened(subscribed, run, alertSaid(ENDS[status], { flow: name }));
    if (rule !== 'run-failure') return;
    const open = this.#firing.get(keyOf(subscribed.scope.key, { subscriptionId: subscribed.id, flowId: run.flowId }));
    if (status === 'failed') {
      const why = errors.length === 0 ? alertSaid('no-reason') : sayAll(errors.map(errorSaid));
      const said = alertSaid('run-failed', { flow: name, why });
      if (open === undefined) await this.#fire(subscribed, { flowId: run.flowId, runId: run.id, ...said }, run);
      else if (open.body.runId !== run.id) await this.#again(subscribed, open, { ...said, runId: run.id });
    } else if (open !== undefined) await this.#resolve(subscribed, open);
  }

  #of({ scope, id }: Subscribed): readonly Document<AlertBody>[] {
    const start = `${scope.key}/${id}/`;
    return [...this.#firing].filter(([key]) => key.startsWith(start)).map(([, document]) => document);
  }

  async #fire(
    subscribed: Subscribed,
    about: Pick<AlertBody, 'flowId' | 'runId' | 'message' | 'phrase' | 'value' | 'threshold'>,
    run?: FlowRun,
  ): Promise<void> {
    const now = this.#parts.clock();
    // A failure that is reported again, after a restart, is the same one.
    const id = run === undefined ? this.#parts.ids.uuid() : happeningId(subscribed.id, run.id, subscribed.body.rule);
    const alert: AlertBody = { ...base(subscribed), ...about, state: 'firing', since: now, last: now, times: 1 };
    const document = await this.#store(subscribed, id, undefined, { ...alert, notifiedAt: now }, 'firing', run);
    if (document !== undefined) this.#firing.set(keyOf(subscribed.scope.key, alert), document);
  }

  /** Seen again while it fires: told of again only when the subscription wants that, and it is not muted. */
  async #again(
    subscribed: Subscribed,
    open: Document<AlertBody>,
    seen: AlertSaid & Partial<Pick<AlertBody, 'value' | 'runId'>>,
  ): Promise<void> {
    const now = this.#parts.clock();
    const { repeatMinutes } = subscribed.body;
    const muted = (open.body.mutedUntil ?? NEVER) > now;
    const due = repeatMinutes !== undefined && now - (open.body.notifiedAt ?? NEVER) >= repeatMinutes * 60_000;
    const changed = open.body.value !== seen.value || open.body.runId !== seen.runId;
    if (!(due && !muted) && !changed) return;
    const body: AlertBody = {
      ...open.body,
      ...seen,
      last: now,
      times: open.body.times + 1,
      ...(due && !muted ? { notifiedAt: now } : {}),
    };
    const document = await this.#store(subscribed, open.id, open, body, due && !muted ? 'firing' : undefined);
    if (document !== undefined) this.#firing.set(keyOf(subscribed.scope.key, body), document);
  }

  async #resolve(subscribed: Subscribed, open: Document<AlertBody>, by?: string): Promise<Document<AlertBody>> {
    const now = this.#parts.clock();
    const muted = (open.body.mutedUntil ?? NEVER) > now;
    const body: AlertBody = {
      ...open.body,
      state: 'resolved',
      resolvedAt: now,
      ...(by === undefined ? {} : { resolvedBy: by }),
    };
    const document = await this.#store(subscribed, open.id, open, body, muted ? undefined : 'resolved');
    this.#firing.delete(keyOf(subscribed.scope.key, open.body));
    return document!;
  }

  async #happened(subscribed: Subscribed, run: FlowRun, said: AlertSaid): Promise<void> {
    const now = this.#parts.clock();
    const id = happeningId(subscribed.id, run.id, subscribed.body.rule);
    const once = { flowId: run.flowId, runId: run.id, ...said, since: now, last: now, resolvedAt: now, times: 1 };
    await this.#store(subscribed, id, undefined, { ...base(subscribed), ...once, state: 'resolved' }, 'event', run);
  }

  /** Writes alert and notification in one transaction. Undefined when the alert is there already. */
  async #store(
    subscribed: Subscribed,
    id: string,
    before: Document<AlertBody> | undefined,
    body: AlertBody,
    tell: DeliveryBody['type'] | undefined,
    run?: FlowRun,
  ): Promise<Document<AlertBody> | undefined> {
    const { tables, clock, deliveries, ids } = this.#parts;
    const scope = subscribed.scope.key;
    const change = { by: WRITER, at: clock() };
    const outcome = await tables.transaction(async (tx) => {
      const documents = this.#documents.in(tx);
      if (before === undefined && (await documents.get(scope, id)) !== undefined) return undefined;
      const document =
        before === undefined
          ? await documents.insert(scope, id, body, change)
          : await documents.update(scope, id, undefined, body, change);
      if (tell === undefined || subscribed.body.channel.type === 'in-app') return { document };
      const notification = this.#notification(subscribed, id, body, tell, run);
      const { phrase } = body;
      const said = phrase === undefined ? {} : { phrase };
      const about = { alertId: id, subscriptionId: subscribed.id, type: tell, notification, ...said };
      return { document, delivery: await deliveries.write(tx, scope, ids.uuid(), about) };
    });
    if (outcome?.delivery !== undefined) deliveries.begin(scope, outcome.delivery);
    return outcome?.document;
  }

  /** What is sent to machines, and what a mail is made of: the alert in plain members, and of a run everything Flow Service has of it. */
  #notification({ scope }: Subscribed, id: string, body: AlertBody, type: DeliveryBody['type'], run?: FlowRun) {
    const { mutedUntil: _, notifiedAt: __, phrase: ___, ...alert } = body;
    const eventCode = run === undefined ? undefined : EVENT_CODES[run.metrics.statusSummary.status];
    return {
      ...alert,
      type,
      title: ruleOf(body.rule).title,
      message: type === 'resolved' ? `over: ${body.message}` : body.message,
      alertId: id,
      ...(body.flowId === undefined ? {} : { flowName: this.#nameOf(scope, body.flowId) }),
      imsOrgId: scope.org,
      sandboxName: scope.sandbox,
      ...(eventCode === undefined ? {} : { eventCode }),
      ...(run === undefined ? {} : { run }),
    };
  }

  /** Sends a notification that says it is a test; the alert it names does not exist. */
  async test(subscribed: Subscribed): Promise<string> {
    const { tables, ids, deliveries, clock } = this.#parts;
    const now = clock();
    const said = alertSaid('test');
    const alert: AlertBody = { ...base(subscribed), state: 'resolved', ...said, since: now, last: now, times: 0 };
    const id = ids.uuid();
    const notification = this.#notification(subscribed, id, alert, 'test');
    const delivery = await tables.transaction((tx) =>
      deliveries.write(tx, subscribed.scope.key, id, {
        alertId: id,
        subscriptionId: subscribed.id,
        type: 'test',
        notification,
        ...(said.phrase === undefined ? {} : { phrase: said.phrase }),
      }),
    );
    deliveries.begin(subscribed.scope.key, delivery);
    return id;
  }

  /** No notification of this alert until then; 0 ends the silence. */
  async mute(scope: Scope, id: string, until: number, by: string): Promise<Document<AlertBody>> {
    const document = await this.get(scope, id);
    if (document.body.state !== 'firing') throw alertIsOver(id);
    const { mutedUntil: _, ...body } = document.body;
    const next = await this.#documents.update(
      scope.key,
      id,
      document.version,
      until === 0 ? body : { ...body, mutedUntil: until },
      { by, at: this.#parts.clock() },
    );
    this.#firing.set(keyOf(scope.key, next.body), next);
    return next;
  }

  /** Ends an alert by hand. What still holds fires again with the next evaluation. */
  async resolve(subscribed: Subscribed, id: string, by: string): Promise<Document<AlertBody>> {
    const document = await this.get(subscribed.scope, id);
    if (document.body.state !== 'firing') throw alertIsOver(id);
    return this.#resolve(subscribed, document, by);
  }

  /** Ends what a subscription that is going away, or off, has firing. */
  async resolveAll(subscribed: Subscribed): Promise<void> {
    for (const document of this.#of(subscribed)) await this.#resolve(subscribed, document);
  }

  #nameOf(scope: Scope, flowId: string): string {
    return this.#parts.flows(scope).find(({ id }) => id === flowId)?.name ?? flowId;
  }

  /** Removes alerts that are long over. What runs did comes every quarter of an hour, so that goes sooner. */
  async prune(): Promise<void> {
    const now = this.#parts.clock();
    for (const { scope, ...document } of await this.#documents.everywhere()) {
      const { state, rule } = document.body;
      const keep = rule === 'run-start' || rule === 'run-success' ? KEEP_HAPPENINGS_MS : KEEP_MS;
      if (state === 'resolved' && document.updatedAt < now - keep) await this.#documents.remove(scope, document.id);
    }
  }
}

function keyOf(scope: string, { subscriptionId, flowId = '' }: { subscriptionId: string; flowId?: string }): string {
  return `${scope}/${subscriptionId}/${flowId}`;
}

function named(flowId: string | undefined): { flowId?: string } {
  return flowId === undefined ? {} : { flowId };
}

function base({ id, body }: Subscribed): Pick<AlertBody, 'subscriptionId' | 'subscription' | 'rule'> {
  const { name, rule } = body;
  return { subscriptionId: id, ...(name === undefined ? {} : { subscription: name }), rule };
}
