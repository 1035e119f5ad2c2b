import { parseJson } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { Clock, Timers } from '../../../kernel/index.ts';
import type { KeyedStore, Log, LogRecord } from '../../../stores/index.ts';
import type { Members } from '../tidy.ts';
import { readAnswer, type Verdict } from './answer.ts';
import { backoffMs } from './backoff.ts';
import { Books } from './books.ts';
import { type ErrorType, failedPut } from './failed-records.ts';
import { type Item, Lanes } from './lanes.ts';
import { MAX_REQUEST_BYTES, type MessageMaker } from './outgoing.ts';
import { decode, type OutgoingMeta, outboxTopic, WEBHOOKS_TOPIC } from './queue.ts';
import type { Counters, SenderStatus } from './status.ts';
import type { Kind, Way } from './target.ts';
import { TokenError, type Tokens } from './token.ts';
import { Trouble } from './trouble.ts';
import { type Wire, type WireAnswer, WireError } from './wire.ts';

/** What a sender works with. */
export interface SenderParts {
  readonly kind: Kind;
  readonly way: Way;
  readonly make: MessageMaker;
  /** Headers the target wants beside token and content type. */
  readonly headers: Readonly<Record<string, string>>;
  readonly log: Log;
  readonly keyed: KeyedStore;
  readonly tokens: Tokens;
  readonly wire: Wire;
  readonly clock: Clock;
  /** For how long records wait. */
  readonly steady: Clock;
  readonly timers: Timers;
  /** Numbers from 0 to 1. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly counters: Counters;
}

/** Most messages of a request. */
const MOST_MESSAGES = 200;
/** Requests under way at a time; one while they fail. */
const REQUESTS = 4;
/** Records and bytes read from the queue and not done: the memory a target that is away costs. */
const WINDOW_RECORDS = 2000;
const WINDOW_BYTES = 8 << 20;
/** How far others may run ahead of a record that waits. */
const MOST_AHEAD = 20_000;
/** A record the target puts off this often is given up, about an hour later: it cannot hold up its customer for ever. */
const MOST_DELAYS = 25;
const RETRY_MS = 1000;

/**
 * Sends the records of one kind to one dataflow. Reads its outbox into lanes, one per customer, sends the firsts of free lanes
 * together, and commits a record's position after the answer about it.
 *
 * Why a repeat is harmless: what a crash forgets is that some records were taken. They are sent again, in the same order per
 * customer, to the same dataflow (`x-adobe-flow-id`, `header.flowId`). An event carries its `_id`, by which the target knows
 * it; a profile record is the whole of what is known, so that saying it twice, or an older one and then the newer one again,
 * ends the same.
 */
export class Sender {
  readonly #parts: SenderParts;
  readonly #topic: string;
  readonly #lanes = new Lanes();
  readonly #books: Books;
  readonly #trouble: Trouble;
  readonly #stopping = new AbortController();
  /** Position of the next record to read from the outbox. */
  #next = 0;
  #flying = 0;
  #givingUp = 0;
  #rejectedToken: string | undefined;
  #sent = 0;
  #failed = 0;
  #loop: Promise<void> | undefined;
  #nudge: () => void = () => {};

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#topic = outboxTopic(parts.kind);
    this.#books = new Books(parts);
    this.#trouble = new Trouble(parts);
  }

  async start(): Promise<void> {
    await this.#books.load();
    this.#next = this.#books.progress.low;
    this.#loop = this.#run();
  }

  /** Waits for requests under way and notes what they brought. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#nudge();
    await this.#loop;
    await this.#books.commit(this.#stopping.signal);
  }

  get status(): SenderStatus {
    const { kind, way, log, steady } = this.#parts;
    const { low, ahead } = this.#books.progress;
    const trouble = this.#trouble.status;
    return {
      kind,
      flowId: way.flowId,
      waiting: log.end(this.#topic) - low - ahead,
      delayedCustomers: this.#lanes.delayed(steady()),
      sent: this.#sent,
      failed: this.#failed,
      ...(trouble === undefined ? {} : { trouble }),
    };
  }

  /** Everything below is done for good: the outbox may be cut there. */
  get low(): number {
    return this.#books.progress.low;
  }

  /** No record that is not done was made of a webhook below; undefined when there is no such record. */
  get oldestWebhook(): number | undefined {
    const idle = this.#lanes.size + this.#givingUp === 0 && this.#next >= this.#parts.log.end(this.#topic);
    return idle ? undefined : Math.min(this.#lanes.oldestFrom() ?? this.#books.readFrom, this.#books.readFrom);
  }

  async #run(): Promise<void> {
    const { logger, timers, kind } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#fill();
        // One look at the clock for both: what may go between two looks would be neither sent nor waited for.
        const now = this.#parts.steady();
        this.#sendWhatMayGo(now);
        await this.#rest(now);
      } catch (error) {
        logger.error({ err: error, kind }, 'sending stopped for a moment; it goes on');
        await timers.sleep(RETRY_MS, signal);
      }
    }
    while (this.#flying > 0)
      await new Promise<void>((resolve) => {
        this.#nudge = resolve;
      });
  }

  get #hasRoom(): boolean {
    const { size, bytes } = this.#lanes;
    return size < WINDOW_RECORDS && bytes < WINDOW_BYTES && this.#books.progress.ahead < MOST_AHEAD;
  }

  /** Reads the outbox until the window is full. */
  async #fill(): Promise<void> {
    const { log } = this.#parts;
    while (this.#next < log.end(this.#topic) && this.#hasRoom) {
      const room = WINDOW_RECORDS - this.#lanes.size;
      const records = await log.read(this.#topic, this.#next, Math.min(room, 500), 1 << 20);
      for (const record of records) await this.#admit(record);
      if (records.length === 0) return;
    }
  }

  async #admit(record: LogRecord): Promise<void> {
    this.#next = record.position + 1;
    const { meta, body } = decode<OutgoingMeta>(record.value);
    this.#books.readFrom = meta.from;
    if (this.#books.progress.has(record.position)) return;
    const payload = parseJson(body.toString()) as Members;
    const made = this.#made(payload, meta);
    const json = 'json' in made ? made.json : body.toString();
    const item: Item = {
      position: record.position,
      from: meta.from,
      lane: meta.lane,
      json,
      bytes: Buffer.byteLength(json),
      attempts: 0,
      delays: 0,
      notBefore: 0,
      alone: false,
    };
    if ('json' in made) this.#lanes.add(item);
    else {
      await this.#giveUp(item, made.errorType, made.message);
      await this.#books.commit(this.#stopping.signal);
    }
  }

  #made(payload: Members, { at, from }: OutgoingMeta) {
    try {
      return this.#parts.make(payload, { now: at, seed: String(from) });
    } catch (error) {
      return { errorType: 'internal', message: `an error of this program: ${messageOf(error)}` } as const;
    }
  }

  #sendWhatMayGo(now: number): void {
    if (this.#trouble.pausedUntil > now) return;
    const most = this.#trouble.status === undefined ? REQUESTS : 1;
    while (this.#flying < most && !this.#stopping.signal.aborted) {
      const items = this.#lanes.take(now, MOST_MESSAGES, MAX_REQUEST_BYTES);
      if (items.length === 0) return;
      this.#flying += 1;
      void this.#send(items).finally(() => {
        this.#flying -= 1;
        this.#nudge();
      });
    }
  }

  /** Until something can be done again: an answer, a new record, or the time of an attempt. */
  async #rest(now: number): Promise<void> {
    const { log, timers } = this.#parts;
    const woken = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, woken.signal]);
    const nudged = new Promise<void>((resolve) => {
      this.#nudge = resolve;
    });
    const next = this.#nextAttempt(now);
    const waits = [nudged];
    if (next !== undefined) waits.push(timers.sleep(next - now, signal));
    if (this.#hasRoom) waits.push(log.waitFor(this.#topic, this.#next, signal));
    await Promise.race(waits);
    woken.abort();
  }

  /** When something that is read may go, by the steady clock; undefined while only an answer can change that. */
  #nextAttempt(now: number): number | undefined {
    if (this.#lanes.size === 0) return undefined;
    return this.#trouble.pausedUntil > now ? this.#trouble.pausedUntil : this.#lanes.nextAt(now);
  }

  async #send(items: readonly Item[]): Promise<void> {
    const { kind, tokens, wire, way, headers, counters } = this.#parts;
    for (const item of items) item.attempts += 1;
    const started = performance.now();
    const observe = (status: string) => counters.request(kind, status, (performance.now() - started) / 1000);
    try {
      const token = await tokens.get();
      const answer = await wire({
        method: 'POST',
        url: way.url,
        headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: `{"messages":[${items.map(({ json }) => json).join(',')}]}`,
      });
      observe(String(answer.status));
      await this.#answered(items, answer, token);
    } catch (error) {
      observe('none');
      const asked = error instanceof TokenError ? error.retryAfterMs : undefined;
      this.#putOff(items, error instanceof WireError ? 'network' : 'token', messageOf(error), asked);
    }
  }

  async #answered(items: readonly Item[], answer: WireAnswer, token: string): Promise<void> {
    const reading = readAnswer(answer, items.length, this.#parts.clock());
    if (reading.of === 'records') {
      this.#taken();
      for (const [index, verdict] of reading.verdicts.entries()) await this.#judge(items[index]!, verdict, token);
      return this.#books.commit(this.#stopping.signal);
    }
    const { needs, message, retryAfterMs } = reading;
    if (needs === 'split') return this.#split(items, message);
    if (needs === 'token') this.#rejected(items, message, token);
    else this.#putOff(items, 'request', message, retryAfterMs);
  }

  /** Another token may do at once. When that one is not taken either, the credential is in doubt, and time has to pass. */
  #rejected(items: readonly Item[], message: string, token: string): void {
    const { tokens, counters, kind } = this.#parts;
    const isSecond = this.#rejectedToken !== undefined && this.#rejectedToken !== token;
    tokens.reject(token);
    this.#rejectedToken = token;
    if (isSecond) this.#putOff(items, 'token', message, undefined);
    else {
      counters.retried(kind, 'token', items.length);
      for (const item of items) this.#lanes.again(item);
    }
  }

  /** One of several may be to blame: each goes alone then. One alone is to blame itself. */
  async #split(items: readonly Item[], message: string): Promise<void> {
    this.#taken();
    if (items.length === 1) {
      await this.#judge(items[0]!, { said: 'refused', status: Number(message.slice(0, 3)), message }, '');
      return this.#books.commit(this.#stopping.signal);
    }
    this.#parts.counters.retried(this.#parts.kind, 'request', items.length);
    for (const item of items) {
      item.alone = true;
      this.#lanes.again(item);
    }
  }

  async #judge(item: Item, verdict: Verdict, token: string): Promise<void> {
    const { kind, counters, steady, random, tokens } = this.#parts;
    if (verdict.said === 'taken') {
      this.#sent += 1;
      counters.sent(kind, 1);
      this.#books.done(item.position);
      this.#lanes.done(item);
      return;
    }
    if (verdict.said !== 'refused') item.delays += 1;
    const { message } = verdict;
    if (verdict.said === 'refused' || item.delays > MOST_DELAYS) {
      const why = verdict.said === 'refused' ? message : `put off ${MOST_DELAYS} times: ${message}`;
      await this.#giveUp(item, verdict.said === 'refused' ? 'refused' : 'exhausted', why, message);
      this.#lanes.done(item);
      return;
    }
    if (verdict.said === 'again' && (verdict.status === 401 || verdict.status === 403)) tokens.reject(token);
    if (verdict.said === 'unclear') item.alone = true;
    item.notBefore = steady() + backoffMs(item.delays, random);
    counters.retried(kind, 'record', 1);
    this.#lanes.again(item);
  }

  /** Keeps the record as failed, with the webhook it came of; then it is done for the queue. */
  async #giveUp(item: Item, errorType: ErrorType, message: string, answer?: string): Promise<void> {
    const { log, kind, clock, counters } = this.#parts;
    this.#givingUp += 1;
    const [record] = await log.read(WEBHOOKS_TOPIC, item.from, 1, 1);
    this.#givingUp -= 1;
    const isThere = record !== undefined && record.position === item.from;
    const failure = failedPut(item.from, {
      receivedAt: isThere ? record.time : clock(),
      failedAt: clock(),
      kind,
      errorType,
      message,
      attempts: item.attempts,
      payload: parseJson(item.json),
      ...(answer === undefined ? {} : { answer }),
      webhook: isThere ? parseJson(decode(record.value).body.toString()) : null,
    });
    this.#books.done(item.position, failure);
    this.#failed += 1;
    counters.failed(kind, errorType);
  }

  /** The request as a whole brought nothing: all of it again later. */
  #putOff(
    items: readonly Item[],
    reason: 'request' | 'network' | 'token',
    message: string,
    asked: number | undefined,
  ): void {
    const { counters, kind } = this.#parts;
    this.#trouble.met(reason, message, items.length, asked);
    counters.retried(kind, reason, items.length);
    for (const item of items) this.#lanes.again(item);
  }

  /** The target answered about records: whatever was wrong with requests is over. */
  #taken(): void {
    this.#rejectedToken = undefined;
    this.#trouble.over();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
