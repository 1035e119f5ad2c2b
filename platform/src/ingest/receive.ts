import { isUtf8 } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { Access } from '../access/index.ts';
import type { Flows, Inlet } from '../flows/index.ts';
import {
  BODY_RETRY_SECONDS,
  type Bodies,
  BodyDropped,
  ClientGone,
  type Clock,
  type Failure,
  type Ids,
  type Meter,
  Problem,
  recordText,
} from '../kernel/index.ts';
import { type Log, LogFullError } from '../stores/index.ts';
import type { Backlog } from './backlog.ts';
import { convert, MAX_DEPTH, type Message, refusalOf, resolveIdentity, resolveMessage } from './convert.ts';
import {
  internalError,
  malformed,
  methodNotAllowed,
  notABatch,
  notAuthorized,
  notSigned,
  type Refusal,
  refused,
  syncValidationLimit,
  tooLarge,
  unavailable,
  unknownInlet,
  unsupportedType,
  wrongHeader,
  wrongOrganisation,
} from './errors.ts';
import type { Observer } from './observer.ts';
import { operationsOf } from './operations.ts';
import { takeApart } from './parts.ts';
import { sayOfIngest } from './phrases.ts';
import type { Rates } from './rates.ts';
import { encodeReceived, RECEIVED_TOPIC, type ReceivedMeta, transactionId } from './received.ts';
import { decodeSmile, SmileError } from './smile.ts';
import { found, type Resolution, type Targets } from './targets.ts';

/** Largest request (page "Guardrails for data ingestion"). */
export const MAX_REQUEST_BYTES = 1_048_576;
/** Largest Smile body as JSON, characters. */
const MAX_UNFOLDED = 4 * MAX_REQUEST_BYTES;
const SMILE = /^application\/x-jackson-smile\b/i;
const WEBHOOK_RETRY_SECONDS = 60;
/** Synchronous validation asks whether the record fits, not whether it is new. */
const FIRST = { state: undefined, again: false };
const SYNC_VALIDATIONS_PER_MINUTE = 60;
const SYNC_SPELLINGS = ['syncValidation', 'synchronousValidation'] as const;

/** What the door knows of an accepted request and hands to the process loop, so that nothing is parsed twice. */
export interface ReceivedAttachment {
  readonly meta: ReceivedMeta;
  readonly messages: readonly Message[];
  readonly inlet: Inlet;
}

interface Parts {
  readonly log: Log;
  readonly logger: Logger;
  readonly flows: Flows;
  readonly access: Pick<Access, 'authenticate'>;
  readonly targets: Targets;
  readonly backlog: Backlog;
  readonly rates: Rates;
  readonly observer: Observer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly bodies: Bodies;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

interface Address {
  readonly batch: boolean;
  readonly inletId: string;
  /** Undefined when the address has none. */
  readonly query: URLSearchParams | undefined;
}

const PATH = /^\/(?:data\/foundation\/import\/)?collection\/(batch\/)?([A-Za-z0-9_-]{1,128})\/?$/;

/** Reads the address of a collection request; undefined when it is none. */
export function parseAddress(url: string): Address | undefined {
  const cut = url.indexOf('?');
  const match = PATH.exec(cut < 0 ? url : url.slice(0, cut));
  if (match === null) return undefined;
  return {
    batch: match[1] !== undefined,
    inletId: match[2]!,
    query: cut < 0 ? undefined : new URLSearchParams(url.slice(cut + 1)),
  };
}

function isTrue(value: string | null | undefined): boolean {
  return value?.toLowerCase() === 'true';
}

/**
 * Streaming collection: `POST /collection/{inletId}` and `/collection/batch/{inletId}`, plain node:http.
 *
 * The order is the promise: read, parse once, check what can only be told to the caller now, append to the log, and answer
 * 2xx only when the append is durable (promise 1). Everything else about the record is found out after that.
 */
export class Receiver {
  readonly #parts: Parts;
  readonly #syncUse = new Map<string, { minute: number; count: number }>();
  readonly #requests;
  /** Of `#requests`, by status: looking a counter up by its label costs more than counting. */
  readonly #byStatus = new Map<number, { inc(): void }>();
  readonly #acceptedMessages;
  readonly #refusedMessages;
  readonly #seconds;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#requests = parts.meter.counter('meniscus_collection_requests_total', 'Collection requests by answer', [
      'status',
    ]);
    const messages = parts.meter.counter('meniscus_collection_messages_total', 'Messages by what the door said', [
      'outcome',
    ]);
    this.#acceptedMessages = messages.labels('accepted');
    this.#refusedMessages = messages.labels('refused');
    this.#seconds = parts.meter.histogram('meniscus_collection_seconds', 'Time from request to durable answer');
  }

  /** The node:http handler of collection paths. */
  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const started = performance.now();
    this.#serve(request, response).then(
      (answer) => this.#answer(response, answer.status, answer.body, {}, started),
      (error: unknown) => {
        const problem = error instanceof Problem ? error : this.#internal(error);
        this.#answer(response, problem.status, JSON.stringify(problem.body), problem.headers, started);
      },
    );
  };

  /** What was not foreseen is a bug of ours: the caller gets an id, the log says the rest. */
  #internal(error: unknown): Problem {
    const id = this.#parts.ids.uuid();
    if (!(error instanceof ClientGone)) this.#parts.logger.error({ err: error, id }, 'a collection request failed');
    return internalError(id);
  }

  #answer(
    response: ServerResponse,
    status: number,
    body: string,
    headers: Readonly<Record<string, string>>,
    started: number,
  ): void {
    this.#count(status);
    this.#seconds.observe((performance.now() - started) / 1000);
    if (response.destroyed) return;
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    });
    response.end(body);
  }

  #count(status: number): void {
    let counter = this.#byStatus.get(status);
    if (counter === undefined) {
      counter = this.#requests.labels(String(status));
      this.#byStatus.set(status, counter);
    }
    counter.inc();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    if (request.method !== 'POST') throw methodNotAllowed();
    const address = parseAddress(request.url ?? '');
    if (address === undefined) throw unknownInlet('');
    const inlet = this.#parts.flows.inlet(address.inletId);
    if (inlet === undefined) throw unknownInlet(address.inletId);
    try {
      return await this.#take(request, response, address, inlet);
    } catch (error) {
      if (error instanceof Problem) this.#parts.observer.refused(inlet, error.status, 1);
      throw error;
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse, address: Address, inlet: Inlet): Promise<Reply> {
    if (inlet.authenticationRequired) await this.#authorize(request, inlet, address.batch);
    if (inlet.headers !== undefined) checkHeaders(request, inlet.headers, inlet.id);
    const type = request.headers['content-type'] ?? 'application/json';
    const smile = SMILE.test(type);
    if (!smile && !type.includes('json')) throw unsupportedType(inlet.id, type);
    this.#parts.rates.request(inlet);
    this.#parts.backlog.admit(inlet.id);
    const sent = await this.#read(request, response, inlet);
    if (sent === undefined) {
      this.#exceeded(inlet, 'request-size', MAX_REQUEST_BYTES);
      throw tooLarge(inlet.id, MAX_REQUEST_BYTES);
    }
    if (inlet.signed !== undefined) this.#checkSignature(request, inlet.signed, sent);
    const body = smile ? unfold(inlet, sent) : sent;
    const flowId =
      inlet.flowId ?? header(request, 'x-adobe-flow-id') ?? address.query?.get('x-adobe-flow-id') ?? undefined;
    const parsed = parse(inlet, body);
    if (address.batch) return this.#batch(inlet, flowId, body, parsed);
    // The answer names the field as the caller spelled the parameter: older pages call both `synchronousValidation`.
    const sync = SYNC_SPELLINGS.find((name) => isTrue(address.query?.get(name)));
    return this.#single(inlet, flowId, body, parsed, sync);
  }

  async #read(request: IncomingMessage, response: ServerResponse, inlet: Inlet): Promise<Buffer | undefined> {
    try {
      return await this.#parts.bodies.read(request, response, MAX_REQUEST_BYTES);
    } catch (error) {
      if (error instanceof BodyDropped) throw unavailable(inlet.id, sayOfIngest('door-bodies'), BODY_RETRY_SECONDS);
      throw error;
    }
  }

  /** The size of what was not read to its end is not known; it is more than the limit. */
  #exceeded({ id, scope }: Inlet, guardrail: string, value: number): void {
    this.#parts.observer.exceeded({ guardrail, scope: scope.key, subject: id, value, count: 1 });
  }

  async #authorize(request: IncomingMessage, inlet: Inlet, batch: boolean): Promise<void> {
    const requestId = header(request, 'x-request-id') ?? this.#parts.ids.uuid();
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw notAuthorized(requestId, 'empty', batch);
    const actor = await this.#parts.access.authenticate(token);
    if (actor === undefined) throw notAuthorized(requestId, 'invalid', batch);
    if (actor.org !== inlet.scope.org) throw wrongOrganisation(requestId);
  }

  #checkSignature(request: IncomingMessage, signed: NonNullable<Inlet['signed']>, body: Buffer): void {
    const requestId = header(request, 'x-request-id') ?? this.#parts.ids.uuid();
    const signature = header(request, 'x-hmac-sha256');
    if (signature === undefined) throw notSigned(requestId, 'missing');
    if (!signed(body, signature.trim())) throw notSigned(requestId, 'invalid');
  }

  async #single(
    inlet: Inlet,
    flowId: string | undefined,
    body: Buffer,
    payload: unknown,
    sync: (typeof SYNC_SPELLINGS)[number] | undefined,
  ): Promise<Reply> {
    const flow = flowId ?? flowOf(payload);
    const { targets } = this.#parts;
    // Awaiting a value costs a turn of the event loop; a known target is the rule, and an identity dataset the exception.
    const resolution = resolveMessage(inlet, flow, payload, targets);
    const identity = resolveIdentity(inlet.scope, payload, targets);
    const message: Message = {
      payload,
      resolution: resolution instanceof Promise ? await resolution : resolution,
      ...(identity === undefined ? {} : { identity: await identity }),
    };
    this.#checkWebhook(inlet, message.resolution);
    const refusal = refusalOf(inlet, message) ?? (sync === undefined ? undefined : this.#validateNow(inlet, message));
    if (refusal !== undefined) {
      this.#refusedMessages.inc();
      throw refused(inlet.id, inlet.scope.org, refusal);
    }
    this.#parts.rates.messages(inlet, 1);
    const receivedAt = this.#parts.clock();
    const meta: ReceivedMeta = {
      scope: inlet.scope.key,
      inlet: inlet.id,
      ...(flow === undefined ? {} : { flow }),
      batch: false,
      count: 1,
    };
    const position = await this.#append(meta, body, receivedAt, { meta, messages: [message], inlet });
    const answer = { inletId: inlet.id, xactionId: transactionId(receivedAt, position), receivedTimeMs: receivedAt };
    return {
      status: 200,
      body: JSON.stringify(sync === undefined ? answer : { ...answer, [sync]: { status: 'pass' } }),
    };
  }

  /** A sender of webhooks gives up for good at 400; a dataflow that is missing or off is mended, and the event comes again. */
  #checkWebhook(inlet: Inlet, resolution: Resolution): void {
    if (inlet.headers !== undefined && !found(resolution))
      throw unavailable(inlet.id, sayOfIngest('door-no-flow'), WEBHOOK_RETRY_SECONDS);
  }

  /** Synchronous validation: the record is mapped and validated before it is accepted; at most 5 errors are shown (page "Streaming validation"). */
  #validateNow(inlet: Inlet, message: Message): Refusal | undefined {
    const now = this.#parts.clock();
    const minute = Math.floor(now / 60_000);
    const use = this.#syncUse.get(inlet.id);
    const count = use?.minute === minute ? use.count + 1 : 1;
    this.#syncUse.set(inlet.id, { minute, count });
    if (count > SYNC_VALIDATIONS_PER_MINUTE) {
      this.#exceeded(inlet, 'sync-validations', count);
      throw syncValidationLimit(inlet.id);
    }
    if (!found(message.resolution)) return undefined;
    const taken = takeApart(message.resolution.target, message.payload, FIRST, now);
    if (taken.kind === 'nowhere') return invalidBecause(taken.failure);
    const context = { now, seed: inlet.id };
    const results = (taken.kind === 'parts' ? taken.parts : []).map(({ payload, target }) =>
      convert(payload, target, this.#parts.targets, context, inlet.dataType === 'raw', operationsOf(payload)),
    );
    const result = results.find(({ ok }) => !ok);
    if (result === undefined || result.ok) return undefined;
    if (result.violations !== undefined)
      return { ...sayOfIngest('message-invalid'), violations: result.violations.slice(0, 5) };
    return invalidBecause(result.failures[0]!);
  }

  async #batch(inlet: Inlet, flowId: string | undefined, body: Buffer, parsed: unknown): Promise<Reply> {
    const payloads = (parsed as { messages?: unknown } | null)?.messages;
    if (!Array.isArray(payloads) || payloads.length === 0) throw notABatch(inlet.id, inlet.scope.org);
    this.#parts.rates.messages(inlet, payloads.length);
    const flow = flowId ?? flowOf(payloads[0]);
    const messages: Message[] = [];
    const refusals = new Map<number, Refusal>();
    // On a raw inlet all messages of a request go one way; an XDM message names its own dataset.
    const shared =
      inlet.dataType === 'raw' ? await resolveMessage(inlet, flow, undefined, this.#parts.targets) : undefined;
    if (shared !== undefined) this.#checkWebhook(inlet, shared);
    for (let index = 0; index < payloads.length; index += 1) {
      const payload: unknown = payloads[index];
      const resolution = shared ?? resolveMessage(inlet, flow, payload, this.#parts.targets);
      const identity = resolveIdentity(inlet.scope, payload, this.#parts.targets);
      const message: Message = {
        payload,
        resolution: resolution instanceof Promise ? await resolution : resolution,
        ...(identity === undefined ? {} : { identity: await identity }),
      };
      messages.push(message);
      const refusal = refusalOf(inlet, message);
      if (refusal !== undefined) refusals.set(index, refusal);
    }
    const receivedAt = this.#parts.clock();
    if (refusals.size > 0) {
      this.#refusedMessages.inc(refusals.size);
      this.#parts.observer.refused(inlet, 400, refusals.size);
    }
    let position = 0;
    if (refusals.size < payloads.length) {
      const meta: ReceivedMeta = {
        scope: inlet.scope.key,
        inlet: inlet.id,
        ...(flow === undefined ? {} : { flow }),
        batch: true,
        count: payloads.length - refusals.size,
        ...(refusals.size === 0 ? {} : { refused: [...refusals.keys()] }),
      };
      position = await this.#append(meta, body, receivedAt, { meta, messages, inlet });
    }
    return { status: 207, body: batchAnswer(inlet, receivedAt, position, payloads.length, refusals) };
  }

  async #append(meta: ReceivedMeta, body: Buffer, time: number, attachment: ReceivedAttachment): Promise<number> {
    // The body took its time; the inlet may be gone by now, with its sandbox. Nothing may come between this and the append.
    if (this.#parts.flows.inlet(meta.inlet) === undefined) throw unknownInlet(meta.inlet);
    const value = encodeReceived(meta, body);
    // Counted before the append, since the process loop may be done with the record before this call goes on.
    this.#parts.backlog.accepted(meta.scope, meta.count);
    try {
      const position = await this.#parts.log.append(RECEIVED_TOPIC, [{ key: meta.inlet, value, time, attachment }]);
      this.#acceptedMessages.inc(meta.count);
      this.#parts.observer.accepted(attachment.inlet, meta, position, time, body.length);
      return position;
    } catch (error) {
      this.#parts.backlog.accepted(meta.scope, -meta.count);
      if (error instanceof LogFullError) throw unavailable(meta.inlet, sayOfIngest('door-disk-full'), 30);
      this.#parts.logger.error({ err: error }, 'a request could not be written to the log');
      throw unavailable(meta.inlet, sayOfIngest('door-not-written'), 5);
    }
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function invalidBecause({ message, phrase }: Failure): Refusal {
  const why = phrase === undefined ? message : { message: recordText(phrase), phrase };
  return sayOfIngest('message-invalid-because', { why });
}

/** Compares in a time that does not tell how much of a secret was right. */
function checkHeaders(request: IncomingMessage, wanted: Readonly<Record<string, string>>, inletId: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  for (const [name, value] of Object.entries(wanted)) {
    if (!timingSafeEqual(digest(header(request, name) ?? ''), digest(value))) throw wrongHeader(inletId, name);
  }
}

function flowOf(payload: unknown): string | undefined {
  const flowId = (payload as { header?: { flowId?: unknown } } | null | undefined)?.header?.flowId;
  return typeof flowId === 'string' ? flowId : undefined;
}

/**
 * A Smile body as JSON. It is done once, here: the log and everything behind it know only JSON. References may make the
 * text longer than what was sent, up to `MAX_UNFOLDED`.
 */
function unfold(inlet: Inlet, body: Buffer): Buffer {
  try {
    // A message is an object inside `{messages: […]}` at most, so two levels are added to what a message may have.
    return Buffer.from(JSON.stringify(decodeSmile(body, { depth: MAX_DEPTH + 2, characters: MAX_UNFOLDED })));
  } catch (error) {
    if (!(error instanceof SmileError)) throw error;
    if (error.tooLarge) throw tooLarge(inlet.id, MAX_UNFOLDED);
    throw malformed(inlet.id, inlet.scope.org, 'Smile', error.message);
  }
}

function parse(inlet: Inlet, body: Buffer): unknown {
  // Read otherwise, other signs would take the place of those that were sent, and be stored so.
  if (!isUtf8(body)) throw malformed(inlet.id, inlet.scope.org, 'JSON', 'it is not UTF-8');
  try {
    return parseJson(body.toString());
  } catch (error) {
    throw malformed(inlet.id, inlet.scope.org, 'JSON', error instanceof Error ? error.message : 'unreadable');
  }
}

const INDEXES: string[] = [];

/** The first so many indexes as text. */
function indexesOf(count: number): readonly string[] {
  while (INDEXES.length < count) INDEXES.push(String(INDEXES.length));
  return INDEXES.slice(0, count);
}

/** 207 always; successes carry no `status`, which existing clients take for failure. */
function batchAnswer(
  inlet: Inlet,
  receivedAt: number,
  position: number,
  count: number,
  refusals: ReadonlyMap<number, Refusal>,
): string {
  const batchId = transactionId(receivedAt, position);
  if (refusals.size === 0) {
    const start = `{"xactionId":"${batchId}:`;
    const responses = `${start}${indexesOf(count).join(`"},${start}`)}"}`;
    return `{"inletId":"${inlet.id}","batchId":"${batchId}","receivedTimeMs":${receivedAt},"responses":[${responses}]}`;
  }
  const responses = Array.from({ length: count }, (_, index) => {
    const refusal = refusals.get(index);
    if (refusal === undefined) return { xactionId: `${batchId}:${index}` };
    return { statusCode: 400, message: `inletId: [${inlet.id}] imsOrgId: [${inlet.scope.org}] ${refusal.message}` };
  });
  return JSON.stringify({ inletId: inlet.id, batchId, receivedTimeMs: receivedAt, responses });
}
