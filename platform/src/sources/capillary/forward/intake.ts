import { createHash } from 'node:crypto';
import { parseJson } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { Clock, Timers } from '../../../kernel/index.ts';
import {
  jsonCodec,
  type KeyedStore,
  type Log,
  type LogEntry,
  type LogRecord,
  type ReaderPosition,
  WriteBehind,
} from '../../../stores/index.ts';
import { failedPut } from './failed-records.ts';
import { decode, encode, type OutgoingMeta, outboxTopic, WEBHOOKS_TOPIC, type WebhookMeta } from './queue.ts';
import type { Counters } from './status.ts';
import { KINDS, type Kind } from './target.ts';
import { memberOf, type Remembered, readWebhook } from './webhook.ts';

interface Parts {
  readonly log: Log;
  readonly keyed: KeyedStore;
  /** Kinds the target has a dataflow for; the others are left out. */
  readonly kinds: readonly Kind[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly counters: Counters;
}

const READER = 'forward-intake';
const PREFIX = 'forward-member/';
const RUN_RECORDS = 500;
const RUN_BYTES = 1_048_576;
const RETRY_MS = 1000;
const MEMBERS_KEPT = 10_000;
const LONGEST_KEY = 300;

interface Webhook {
  readonly record: LogRecord;
  readonly meta: WebhookMeta;
  readonly payload: unknown;
  readonly member: string | undefined;
}

type Puts = (readonly [string, Uint8Array])[];

/**
 * Takes webhooks apart into records for the outboxes, in the order they came.
 *
 * Why a repeat is harmless: what is remembered of members, what failed and the position are written in one transaction, after
 * the records were appended. A crash between the two leaves records in an outbox behind the noted end of it; each tells the
 * position of its webhook, so that the same webhook, read again with the same knowledge, appends nothing twice.
 */
export class Intake {
  readonly #parts: Parts;
  readonly #members: WriteBehind<Remembered>;
  readonly #stopping = new AbortController();
  /** The last webhook position whose record is in the outbox of a kind. */
  readonly #there = new Map<Kind, number>();
  #next = 0;
  #loop: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    const codec = jsonCodec<Remembered>();
    this.#members = new WriteBehind({ store: parts.keyed, prefix: PREFIX, codec, residents: MEMBERS_KEPT });
  }

  /** Position of the next webhook to read. */
  get position(): number {
    return this.#next;
  }

  async start(): Promise<void> {
    const { keyed, log } = this.#parts;
    const positions = await keyed.positions(READER);
    this.#next = Math.max(positions[WEBHOOKS_TOPIC] ?? 0, log.begin(WEBHOOKS_TOPIC));
    for (const kind of KINDS) await this.#readMark(kind, positions[outboxTopic(kind)] ?? 0);
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  /** Records behind the noted end of an outbox: the last of them says how far it got. */
  async #readMark(kind: Kind, noted: number): Promise<void> {
    const topic = outboxTopic(kind);
    const end = this.#parts.log.end(topic);
    for (let at = noted; at < end; ) {
      const records = await this.#parts.log.read(topic, at, RUN_RECORDS, RUN_BYTES);
      const last = records.at(-1);
      if (last === undefined) return;
      this.#there.set(kind, decode<OutgoingMeta>(last.value).meta.from);
      at = last.position + 1;
    }
  }

  async #run(): Promise<void> {
    const { log, logger, timers } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        if (this.#next >= log.end(WEBHOOKS_TOPIC)) await log.waitFor(WEBHOOKS_TOPIC, this.#next, signal);
        else await this.#runOnce();
      } catch (error) {
        logger.error({ err: error }, 'webhooks could not be taken apart; trying again from the same place');
        await timers.sleep(RETRY_MS, signal);
      }
    }
  }

  async #runOnce(): Promise<void> {
    const { log, counters } = this.#parts;
    const batch = await log.read(WEBHOOKS_TOPIC, this.#next, RUN_RECORDS, RUN_BYTES);
    if (batch.length === 0) return;
    const webhooks = batch.map(webhookOf);
    await this.#members.load(webhooks.flatMap(({ member }) => member ?? []));
    const puts: Puts = [];
    const outgoing = new Map<Kind, LogEntry[]>();
    const remembered = new Map<string, Remembered>();
    for (const webhook of webhooks) this.#take(webhook, remembered, outgoing, puts);
    const positions: ReaderPosition[] = [];
    for (const kind of KINDS) {
      const entries = outgoing.get(kind) ?? [];
      const topic = outboxTopic(kind);
      if (entries.length > 0) await this.#append(kind, topic, entries);
      positions.push({ reader: READER, topic, position: log.end(topic) });
    }
    for (const [member, state] of remembered) this.#members.set(member, state);
    const next = batch.at(-1)!.position + 1;
    positions.push({ reader: READER, topic: WEBHOOKS_TOPIC, position: next });
    await this.#write(puts, positions);
    this.#next = next;
    counters.takenApart(webhooks.length);
  }

  /** Writes what is remembered, what failed and the positions; a full disk holds the loop until there is room. */
  async #write(puts: Puts, positions: readonly ReaderPosition[]): Promise<void> {
    const { keyed, logger, timers } = this.#parts;
    const pending = { puts, deletes: [] as string[] };
    const taken = this.#members.take(pending);
    for (;;) {
      try {
        await keyed.write({ ...pending, positions });
        return taken.settle();
      } catch (error) {
        logger.error({ err: error }, 'what was taken apart could not be noted; trying again');
        if (this.#stopping.signal.aborted) throw error;
        await timers.sleep(RETRY_MS, this.#stopping.signal);
      }
    }
  }

  /** Appends, and notes how far: a run that fails later and is done again must not append these again. */
  async #append(kind: Kind, topic: string, entries: readonly LogEntry[]): Promise<void> {
    await this.#parts.log.append(topic, entries);
    this.#there.set(kind, decode<OutgoingMeta>(entries.at(-1)!.value).meta.from);
  }

  #take(
    { record, meta, payload, member }: Webhook,
    remembered: Map<string, Remembered>,
    outgoing: Map<Kind, LogEntry[]>,
    puts: Puts,
  ): void {
    const { counters, kinds } = this.#parts;
    const known = member === undefined ? undefined : (remembered.get(member) ?? this.#members.get(member));
    const fail = (errorType: 'unknown-payload' | 'internal', message: string) => {
      const failure = { receivedAt: record.time, failedAt: this.#parts.clock(), errorType, message };
      const rest = { kind: 'webhook', attempts: 0, payload, webhook: payload } as const;
      puts.push(failedPut(record.position, { ...failure, ...rest }));
      counters.failed('webhook', errorType);
    };
    try {
      const read = readWebhook(payload, known, meta.replayOf !== undefined, record.time);
      if (read.kind === 'repeat') counters.repeated();
      if (read.kind === 'unknown')
        fail('unknown-payload', 'neither an event of the notification service nor a documented payload');
      if (read.kind !== 'records') return;
      if (member !== undefined && read.remembered !== undefined) remembered.set(member, read.remembered);
      for (const { kind, payload: own } of read.records) {
        if (!kinds.includes(kind) || (meta.only !== undefined && meta.only !== kind)) continue;
        this.#queue(outgoing, kind, record, member, own);
      }
    } catch (error) {
      this.#parts.logger.error({ err: error, position: record.position }, 'a webhook could not be taken apart');
      fail('internal', `an error of this program: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #queue(
    outgoing: Map<Kind, LogEntry[]>,
    kind: Kind,
    { position, time }: LogRecord,
    member: string | undefined,
    payload: unknown,
  ): void {
    if (position <= (this.#there.get(kind) ?? -1)) return;
    const lane = member ?? laneOf(payload);
    const meta: OutgoingMeta = { from: position, at: time, ...(lane === undefined ? {} : { lane }) };
    const value = encode(meta, Buffer.from(JSON.stringify(payload)));
    const entries = outgoing.get(kind);
    if (entries === undefined) outgoing.set(kind, [{ key: lane ?? '', value, time }]);
    else entries.push({ key: lane ?? '', value, time });
  }
}

/** Keys of the store are bounded, and a member's key holds what a caller writes. */
function bounded(key: string): string {
  return key.length > LONGEST_KEY || /\p{Cc}/u.test(key) ? `#${createHash('sha256').update(key).digest('hex')}` : key;
}

function webhookOf(record: LogRecord): Webhook {
  const { meta, body } = decode<WebhookMeta>(record.value);
  const payload = parseJson(body.toString());
  const member = memberOf(payload);
  return { record, meta, payload, member: member === undefined ? undefined : bounded(member) };
}

/** Records about somebody without a number keep the order of their first identity. */
function laneOf(payload: unknown): string | undefined {
  const { identityMap } = payload as { identityMap?: Record<string, readonly { id?: unknown }[]> };
  for (const [namespace, identities] of Object.entries(identityMap ?? {})) {
    const id = Array.isArray(identities) ? (identities[0] as { id?: unknown } | undefined)?.id : undefined;
    if (typeof id === 'string') return bounded(`${namespace}:${id}`);
  }
  return undefined;
}
