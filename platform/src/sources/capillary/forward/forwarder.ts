import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MappingRow } from '@meniscus/languages/dataprep';
import type { Logger } from 'pino';
import { Bodies, type Clock, type Ids, type Meter, type Timers } from '../../../kernel/index.ts';
import type { KeyedStore, Log } from '../../../stores/index.ts';
import { Door } from './door.ts';
import { FailedRecords } from './failed-records.ts';
import { Intake } from './intake.ts';
import { messageMaker } from './outgoing.ts';
import { outboxTopic, WEBHOOKS_TOPIC } from './queue.ts';
import { Sender } from './sender.ts';
import { createCounters, type ForwarderStatus } from './status.ts';
import { discover, KINDS, type Kind, TargetAway, type TargetPlan, type TargetSettings } from './target.ts';
import { createTokens, TokenError, type TokenSettings } from './token.ts';
import type { Wire } from './wire.ts';

/** What a forwarder is told. */
export interface ForwarderSettings {
  readonly target: TargetSettings;
  readonly token: TokenSettings;
  /** Rows in place of the connector's ready-made ones, for dataflows that take XDM. */
  readonly rows: Readonly<Partial<Record<Kind, readonly MappingRow[]>>>;
  /** Value the header `authorization` of webhooks must have. */
  readonly webhookHeader: string;
  /** The same for the operator's calls. */
  readonly adminHeader: string;
}

export interface ForwarderDeps {
  readonly log: Log;
  readonly keyed: KeyedStore;
  readonly wire: Wire;
  readonly clock: Clock;
  /** For how long things wait. */
  readonly steady: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly logger: Logger;
}

/** The Capillary connector in front of another platform. */
export interface Forwarder {
  /** Handler for node:http; see `Door`. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /**
   * Looks the target up and begins. Throws `TargetError` when its configuration does not do, and `TargetAway` or `TokenError`
   * when it cannot be asked and never was.
   */
  start(): Promise<void>;
  /** Waits for requests under way; what is not sent stays in the queue. The door must be shut before. */
  stop(): Promise<void>;
  status(): ForwarderStatus;
}

const PLAN = 'forward-plan';
const TRIM_MS = 10_000;

/**
 * Joins the parts: door → webhooks (log) → intake → an outbox for each kind (log) → sender → target. Each arrow is durable
 * before the one before it is acknowledged, so that webhooks are taken while the target is away, for as long as the disk has
 * room, and nothing grows in memory.
 */
export function createForwarder(settings: ForwarderSettings, deps: ForwarderDeps): Forwarder {
  const { log, keyed, clock, timers, wire, logger, meter } = deps;
  const { target } = settings;
  const counters = createCounters(meter);
  const tokens = createTokens(settings.token, wire, clock, () => {
    counters.tokenFetched();
    logger.info('a new access token was fetched');
  });
  const kinds = KINDS.filter((kind) => target.flows[kind] !== undefined);
  const intake = new Intake({ ...deps, kinds, counters });
  let senders: readonly Sender[] = [];
  const status = (): ForwarderStatus => ({
    target: target.apiUrl,
    ...counters.totals,
    untaken: log.end(WEBHOOKS_TOPIC) - intake.position,
    senders: senders.map((sender) => sender.status),
  });
  const door = new Door({
    ...deps,
    bodies: new Bodies(deps.meter),
    failed: new FailedRecords(keyed),
    webhookHeader: settings.webhookHeader,
    adminHeader: settings.adminHeader,
    counters,
    status,
  });
  const stopping = new AbortController();
  let trimming = Promise.resolve();

  const senderOf = (kind: Kind, plan: TargetPlan): readonly Sender[] => {
    const way = plan.ways[kind];
    if (way === undefined) return [];
    const make = messageMaker(kind, way, { org: target.org, tenant: plan.tenant }, settings.rows[kind]);
    const headers = {
      'x-adobe-flow-id': way.flowId,
      'x-gw-ims-org-id': target.org,
      'x-sandbox-name': target.sandbox,
      'x-api-key': target.clientId,
    };
    return [new Sender({ ...deps, kind, way, make, headers, tokens, counters })];
  };

  const trim = async () => {
    for (const sender of senders) await log.trim(outboxTopic(sender.status.kind), sender.low);
    const needed = senders.flatMap(({ oldestWebhook }) => oldestWebhook ?? []);
    await log.trim(WEBHOOKS_TOPIC, Math.min(intake.position, ...needed));
  };

  const trimAlways = async () => {
    while (!stopping.signal.aborted) {
      await timers.sleep(TRIM_MS, stopping.signal);
      await trim().catch((error: unknown) => logger.error({ err: error }, 'done records could not be removed'));
    }
  };

  return {
    handle: door.handle,
    status,
    async start() {
      const plan = await planOf(settings.target, () => discover(target, tokens, wire), keyed, logger);
      senders = kinds.flatMap((kind) => senderOf(kind, plan));
      for (const sender of senders) await sender.start();
      await intake.start();
      trimming = trimAlways();
    },
    async stop() {
      stopping.abort();
      await intake.stop();
      for (const sender of senders) await sender.stop();
      await trimming;
    },
  };
}

/** What the target says of itself, or what it said last while it cannot be asked: a restart needs no target. */
async function planOf(
  settings: TargetSettings,
  ask: () => Promise<TargetPlan>,
  keyed: KeyedStore,
  logger: Logger,
): Promise<TargetPlan> {
  const key = `${PLAN}/${settings.apiUrl}/${JSON.stringify(settings.flows)}`.slice(0, 900);
  try {
    const plan = await ask();
    await keyed.write({ puts: [[key, Buffer.from(JSON.stringify(plan))]], deletes: [], positions: [] });
    return plan;
  } catch (error) {
    if (!(error instanceof TargetAway || error instanceof TokenError)) throw error;
    const [known] = await keyed.getMany([key]);
    if (known === undefined) throw error;
    logger.warn({ reason: error.message }, 'the target cannot be asked; going on with what it said last');
    return JSON.parse(Buffer.from(known).toString()) as TargetPlan;
  }
}
