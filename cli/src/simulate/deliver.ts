import { setTimeout as sleep } from 'node:timers/promises';
import { verdict } from './answer.ts';
import { type DeliverySummary, Tally } from './delivery.ts';
import type { Message } from './documented.ts';

type Destination = Message['to'];

/** How and where to deliver. */
export interface DeliveryOptions {
  /** Collection URL per destination (`…/collection/<inlet>`); messages for a destination without one are left out. */
  readonly urls: Partial<Readonly<Record<Destination, string>>>;
  /** Sent with every request: authorization, dataflow id. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Messages per second; undefined for as fast as the endpoint takes them. */
  readonly rate?: number;
  /** Messages per request, 1 to 100; more than one uses the batch endpoint. */
  readonly batch: number;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Attempts per request before its messages count as undelivered. */
  readonly attempts?: number;
  /** Called now and then with what has been sent so far. */
  readonly onProgress?: (sent: number) => void;
  /** Stops taking new messages; what is under way is finished. */
  readonly signal?: AbortSignal;
}

const DEFAULT_ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 200;
const LONGEST_WAIT_MS = 30_000;
/** The endpoint's limit is 1 MiB (page "Guardrails for data ingestion"); room is left for the envelope. */
const LARGEST_BODY_BYTES = 900_000;
/** Sealed requests a lane may have waiting before the generator is held back. */
const LANE_DEPTH = 2;

/** Address that takes batches, made from the address that takes single messages. */
export function batchUrl(url: string): string {
  return url.includes('/collection/batch/') ? url : url.replace('/collection/', '/collection/batch/');
}

/** Messages of some members on their way to one destination, one request after the other so that order is kept. */
class Lane {
  readonly #send: (bodies: readonly string[]) => Promise<void>;
  readonly #batch: number;
  #open: string[] = [];
  #bytes = 0;
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(batch: number, send: (bodies: readonly string[]) => Promise<void>) {
    this.#batch = batch;
    this.#send = send;
  }

  /** Adds a message; waits when too much is queued already. */
  async add(body: string): Promise<void> {
    const bytes = Buffer.byteLength(body);
    if (this.#bytes + bytes > LARGEST_BODY_BYTES) this.#seal();
    this.#open.push(body);
    this.#bytes += bytes;
    if (this.#open.length >= this.#batch) this.#seal();
    if (this.#waiting > LANE_DEPTH) await this.#tail;
  }

  /** Sends what is left and waits for the last answer. */
  async finish(): Promise<void> {
    this.#seal();
    await this.#tail;
  }

  #seal(): void {
    const bodies = this.#open;
    if (bodies.length === 0) return;
    this.#open = [];
    this.#bytes = 0;
    this.#waiting += 1;
    this.#tail = this.#tail
      .then(() => this.#send(bodies))
      .then(() => {
        this.#waiting -= 1;
      });
  }
}

/**
 * Sends messages to collection endpoints. Messages of one member to one destination arrive in order; between members and
 * destinations there is none. 429, 503 and network errors are tried again after what `Retry-After` asks, else with growing
 * waits, a bounded number of times; while a request waits, the messages behind it in its lane wait too.
 */
export async function deliver(messages: Iterable<Message>, options: DeliveryOptions): Promise<DeliverySummary> {
  const destinations = (['profile', 'event'] as const).filter((to) => options.urls[to] !== undefined);
  const lanesEach = Math.max(1, Math.floor(options.concurrency / Math.max(1, destinations.length)));
  const tally = new Tally();
  const lanes: Record<Destination, Lane[]> = { profile: [], event: [] };
  for (const to of destinations)
    lanes[to] = Array.from(
      { length: lanesEach },
      () => new Lane(options.batch, (bodies) => send(to, bodies, options, tally)),
    );
  const started = performance.now();
  for (const { to, member, payload } of messages) {
    if (options.signal?.aborted) break;
    const lane = lanes[to][member % lanesEach];
    if (lane === undefined) continue;
    if (options.rate !== undefined) await untilDue(started, tally.sent, options.rate);
    tally.sent += 1;
    await lane.add(JSON.stringify(payload));
    if (tally.sent % 50 === 0) options.onProgress?.(tally.sent);
  }
  await Promise.all([...lanes.profile, ...lanes.event].map((lane) => lane.finish()));
  options.onProgress?.(tally.sent);
  return tally.summary((performance.now() - started) / 1000);
}

/** Holds the n-th message back until its time at the given rate. */
async function untilDue(started: number, nth: number, rate: number): Promise<void> {
  const ahead = started + (nth * 1000) / rate - performance.now();
  if (ahead > 1) await sleep(ahead);
}

/** One request with its repeats; every message of it ends in the tally. */
async function send(to: Destination, bodies: readonly string[], options: DeliveryOptions, tally: Tally): Promise<void> {
  const single = options.batch === 1;
  const url = single ? options.urls[to]! : batchUrl(options.urls[to]!);
  const body = single ? bodies[0]! : `{"messages":[${bodies.join(',')}]}`;
  const attempts = options.attempts ?? DEFAULT_ATTEMPTS;
  let reason = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) tally.retries += 1;
    const result = await post(url, body, bodies.length, options.headers ?? {}, tally);
    if (result.kind === 'answered') {
      tally.accepted[to] += result.accepted;
      for (const refusal of result.refused) tally.refuse(refusal, 1);
      return;
    }
    reason = result.reason;
    if (attempt < attempts)
      await sleep(Math.min(result.afterMs ?? FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
  }
  tally.giveUp(reason, bodies.length);
}

async function post(
  url: string,
  body: string,
  count: number,
  headers: Readonly<Record<string, string>>,
  tally: Tally,
): Promise<ReturnType<typeof verdict>> {
  const started = performance.now();
  tally.requests += 1;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    const result = verdict(response.status, response.headers.get('retry-after'), text, count, Date.now());
    if (result.kind === 'answered') tally.latencies.push(performance.now() - started);
    return result;
  } catch (error) {
    const cause = (error as { cause?: { code?: unknown } }).cause?.code;
    return {
      kind: 'again',
      reason: `network: ${typeof cause === 'string' ? cause : (error as Error).message}`,
      afterMs: undefined,
    };
  }
}
