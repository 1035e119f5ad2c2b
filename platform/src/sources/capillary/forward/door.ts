import { isUtf8 } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import {
  BODY_RETRY_SECONDS,
  type Bodies,
  BodyDropped,
  ClientGone,
  type Clock,
  type Ids,
  isDeeper,
  type Meter,
  Problem,
} from '../../../kernel/index.ts';
import { type Log, LogFullError } from '../../../stores/index.ts';
import { isObject } from '../tidy.ts';
import {
  badQuery,
  internalError,
  methodNotAllowed,
  notFound,
  tooLarge,
  unavailable,
  unusable,
  wrongHeader,
} from './errors.ts';
import type { FailedRecords } from './failed-records.ts';
import { encode, WEBHOOKS_TOPIC } from './queue.ts';
import { type ReplayRequest, replay } from './replay.ts';
import type { Counters, ForwarderStatus } from './status.ts';

interface Parts {
  readonly log: Log;
  readonly failed: FailedRecords;
  /** Value the header `authorization` of webhooks must have. */
  readonly webhookHeader: string;
  /** The same for the operator's own calls. */
  readonly adminHeader: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly meter: Meter;
  readonly bodies: Bodies;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly status: () => ForwarderStatus;
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As large as a request to the platform may be. */
const MAX_BODY = 1_048_576;
const MAX_DEPTH = 64;
const MOST_LISTED = 1000;
const JSON_TYPE = 'application/json';

/**
 * What the forwarder answers: `POST /webhook` for the loyalty system; `/status`, `/metrics` and `/failed` for its operator, by
 * another header; `/health` for everybody. A webhook is answered 2xx when it is on disk and not before; 400 only when it can
 * never work, since the sender then gives it up for good; 503 when there is no room.
 */
export class Door {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Handler for node:http. */
  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    this.#serve(request, response)
      .catch((error: unknown): Reply => {
        const problem = error instanceof Problem ? error : this.#internal(error);
        return { status: problem.status, body: JSON.stringify(problem.body), headers: problem.headers };
      })
      .then(({ status, body, headers }) => {
        if (response.destroyed) return;
        const length = Buffer.byteLength(body);
        response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': length, ...headers });
        response.end(body);
        // What is left of a body that was refused is read and dropped, or the connection could not be used again.
        request.resume();
      });
  };

  #internal(error: unknown): Problem {
    const id = this.#parts.ids.uuid();
    if (!(error instanceof ClientGone)) this.#parts.logger.error({ err: error, id }, 'a request failed');
    return internalError(id);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const url = new URL(request.url ?? '/', 'http://forwarder');
    const path = url.pathname.replace(/\/+$/, '');
    if (path === '/webhook') return this.#webhook(request, response);
    if (path === '/health') return json({ status: 'ready' });
    const [root, id, verb, ...more] = path.slice(1).split('/');
    if (!['status', 'metrics', 'failed'].includes(root ?? '') || more.length > 0) throw notFound(path);
    checkHeader(request, this.#parts.adminHeader);
    if (root === 'failed' && id !== undefined && verb === 'replay') return this.#replay(request, response, id);
    if (request.method !== 'GET') throw methodNotAllowed('GET');
    if (id === undefined) return this.#tell(root!, url.searchParams);
    if (root !== 'failed' || verb !== undefined) throw notFound(path);
    return json(await replay.find(this.#parts.failed, id));
  }

  async #tell(what: string, query: URLSearchParams): Promise<Reply> {
    const { meter, counters, status, failed, clock } = this.#parts;
    if (what === 'status') return json(status());
    if (what === 'failed') {
      const limit = limitOf(query.get('limit'));
      const items = await failed.list(limit, query.get('before') ?? undefined);
      return json({ items, ...(items.length === limit ? { next: items.at(-1)!.id } : {}) });
    }
    counters.observe(status(), clock());
    return { status: 200, body: await meter.text(), headers: { 'content-type': meter.contentType } };
  }

  async #webhook(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const { counters, clock } = this.#parts;
    try {
      if (request.method !== 'POST') throw methodNotAllowed('POST');
      checkHeader(request, this.#parts.webhookHeader);
      const body = await this.#body(request, response);
      objectIn(body);
      const time = clock();
      const position = await this.#keep(body, time);
      counters.received();
      return json({ status: 'accepted', id: `${time}:${position}` });
    } catch (error) {
      counters.refused(error instanceof Problem ? error.status : 500);
      throw error;
    }
  }

  async #body(request: IncomingMessage, response: ServerResponse): Promise<Buffer> {
    let body: Buffer | undefined;
    try {
      body = await this.#parts.bodies.read(request, response, MAX_BODY);
    } catch (error) {
      if (error instanceof BodyDropped)
        throw unavailable('too many large requests are on their way', BODY_RETRY_SECONDS);
      throw error;
    }
    if (body === undefined) throw tooLarge(MAX_BODY);
    return body;
  }

  async #keep(body: Buffer, time: number): Promise<number> {
    try {
      return await this.#parts.log.append(WEBHOOKS_TOPIC, [{ key: '', value: encode({}, body), time }]);
    } catch (error) {
      if (error instanceof LogFullError) throw unavailable('the disk is full', 30);
      this.#parts.logger.error({ err: error }, 'a webhook could not be written to the log');
      throw unavailable('the webhook could not be written', 5);
    }
  }

  async #replay(request: IncomingMessage, response: ServerResponse, id: string): Promise<Reply> {
    if (request.method !== 'POST') throw methodNotAllowed('POST');
    const body = await this.#body(request, response);
    const wanted: ReplayRequest = body.length === 0 ? {} : objectIn(body);
    await replay.send(this.#parts, id, wanted);
    return json({ id, status: 'replayed' });
  }
}

function json(body: unknown): Reply {
  return { status: 200, body: JSON.stringify(body) };
}

function limitOf(text: string | null): number {
  const limit = Number(text ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) throw badQuery('limit', String(text));
  return limit;
}

/** Compares in a time that does not tell how much of a secret was right. */
function checkHeader(request: IncomingMessage, wanted: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(request.headers.authorization ?? ''), digest(wanted))) throw wrongHeader('authorization');
}

/** The object a body is. Throws a problem that says why it is none we can take. */
function objectIn(body: Buffer): object {
  // Read otherwise, other signs would take the place of those that were sent.
  if (!isUtf8(body)) throw unusable('it is not UTF-8');
  let parsed: unknown;
  try {
    parsed = parseJson(body.toString());
  } catch (error) {
    throw unusable(`it is no JSON: ${(error as Error).message}`);
  }
  if (!isObject(parsed)) throw unusable('it is no JSON object');
  if (isDeeper(parsed, MAX_DEPTH)) throw unusable(`it is nested more than ${MAX_DEPTH} levels deep`);
  return parsed;
}
