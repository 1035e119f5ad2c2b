import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { parseJson } from '@meniscus/languages/syntax';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import type { Access } from '../access/index.ts';
import {
  type Answer,
  type Bodies,
  BodyDropped,
  type Call,
  ClientGone,
  type Connections,
  filesBelow,
  type Ids,
  isDeeper,
  type Meter,
  Problem,
  type Route,
} from '../kernel/index.ts';
import { isDenial, recordCall } from './audit.ts';
import { comeAgain, connectionClosed, internalError, noJson, nothingThere, tooDeep, unreadable } from './errors.ts';
import { formFields } from './forms.ts';
import { type Admission, admit, type FieldsOf, type Seen } from './gateway.ts';
import { openApi } from './openapi.ts';
import { routeFaults } from './route-check.ts';
import { type Sent, sentBytes, textOf } from './sent.ts';
import { sentFile, withUpload } from './uploads.ts';

export interface ServerDeps {
  readonly routes: readonly Route[];
  readonly access: Access;
  /** What a caller may see of the fields of a sandbox. */
  readonly fields: FieldsOf;
  /** Handler of collection paths: plain node:http, no framework on this way. */
  readonly collect: (request: IncomingMessage, response: ServerResponse) => void;
  /** Folder of the built console; none: `/` answers 404. */
  readonly consoleDir?: string;
  readonly meter: Meter;
  readonly bodies: Bodies;
  readonly connections: Connections;
  readonly logger: Logger;
  readonly ids: Ids;
  /** Certificate chain and private key (PEM): the server speaks TLS itself. None: plain HTTP, for a proxy in front. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Limits of slow clients, for tests; the defaults otherwise. */
  readonly patience?: Patience;
  /** May traffic come? */
  readonly ready: () => boolean;
  /** What `/health` says besides. */
  readonly health?: () => Readonly<Record<string, unknown>>;
  readonly version: string;
}

/** The HTTP front: collection, REST routes, health, metrics, OpenAPI, console. */
export interface Server {
  /** Resolves with the port that was bound. */
  listen(host: string, port: number): Promise<number>;
  /** Takes no new connections, lets requests under way finish (ten seconds at most). */
  close(): Promise<void>;
}

/** How long a client may take, milliseconds. */
export interface Patience {
  /** For the head of a request. */
  readonly headersMs: number;
  /** For a whole request: a large upload on a slow line needs its time. */
  readonly requestMs: number;
  /** Between two requests on one connection. */
  readonly idleMs: number;
}

const PATIENCE: Patience = { headersMs: 15_000, requestMs: 600_000, idleMs: 72_000 };
/** Tokens are about a kilobyte; nothing a client of the platform sends needs more. */
const MOST_HEADER_BYTES = 16_384;
const MOST_HEADERS = 100;
const DEFAULT_BODY = 1_048_576;
/** Nesting of a JSON body: far above any schema, mapping or rule. */
const MOST_LEVELS = 1000;
const CLOSE_MS = 10_000;
const COLLECTION = /^\/(?:data\/foundation\/import\/)?collection(?:\/|$|\?)/;
const API_PREFIXES = ['/data/', '/ims/', '/meniscus/', '/collection/', '/ee/'];
/** On every answer that does not say otherwise: it is data, not a page, and nobody's cache may keep it. */
const API_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};
/** Routes look at what they are sent themselves: Fastify compiles no schema, and need not load the sixty files it would do that with. */
const NO_SCHEMAS = { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } };
const HSTS = 'max-age=31536000; includeSubDomains';
const CONSOLE_HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function noCompiler(): never {
  throw new Error('a route gave Fastify a schema, which would be checked besides what the route checks');
}

/**
 * The listener under all of it. A client that sends its head or its request too slowly is answered 408 and cut off; heads
 * that are too large 431. TLS from 1.2 on, with the suites Node recommends.
 */
function listener(
  { collect, connections, tls, patience = PATIENCE }: ServerDeps,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const options = {
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    keepAliveTimeout: patience.idleMs,
    connectionsCheckingInterval: Math.min(5000, patience.headersMs / 2),
  };
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('x-content-type-options', 'nosniff');
    if (tls !== undefined) response.setHeader('strict-transport-security', HSTS);
    connections.asked(request, response);
    if (COLLECTION.test(request.url ?? '')) collect(request, response);
    else handler(request, response);
  };
  const server =
    tls === undefined
      ? createHttpServer(options, serve)
      : createHttpsServer({ ...options, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: patience.headersMs }, serve);
  server.maxHeadersCount = MOST_HEADERS;
  server.on('connection', (socket) => connections.opened(socket));
  // Node documents no way from a TLS socket to the one that carries it.
  server.on('secureConnection', (socket: TLSSocket & { readonly _parent: Socket }) =>
    connections.secured(socket._parent, socket),
  );
  return server as ReturnType<typeof createHttpServer>;
}

/** Builds the server; throws when a route is not fit to be served (see `routeFaults`). */
export async function createServer(deps: ServerDeps): Promise<Server> {
  const faults = routeFaults(deps.routes);
  if (faults.length > 0) throw new Error(`the platform does not start:\n${faults.join('\n')}`);
  const app = fastify({
    loggerInstance: deps.logger.child({ part: 'server' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestId(request.headers['x-request-id']) ?? deps.ids.uuid(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 8192 },
    forceCloseConnections: 'idle',
    serverFactory: (handler) => listener(deps, handler),
    schemaController: NO_SCHEMAS,
  });
  await app.register(fastifyMultipart);
  leaveBodies(app);
  renderProblems(app, deps.logger);
  observe(app, deps.meter, deps.logger);
  endStreams(app);
  const withHead = new Set(deps.routes.filter(({ method }) => method === 'HEAD').map(({ path }) => path));
  const answersHead = (route: Route) => !withHead.has(route.path);
  const streamed = deps.routes.filter(({ consumes }) => consumes === 'stream');
  for (const route of deps.routes) if (!streamed.includes(route)) mount(app, route, deps, answersHead(route));
  await app.register(async (inner) => {
    // Also a form is a body to be handed on.
    inner.removeContentTypeParser('multipart/form-data');
    for (const route of streamed) mount(inner, route, deps, answersHead(route));
  });
  ownRoutes(app, deps);
  await serveConsole(app, deps.consoleDir);
  return {
    async listen(host, port) {
      await app.listen({ host, port });
      return (app.server.address() as AddressInfo).port;
    },
    async close() {
      const force = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS);
      deps.connections.close();
      await app.close();
      clearTimeout(force);
    },
  };
}

/** A caller's request id is taken over when it is harmless to log. */
function requestId(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(header) ? header : undefined;
}

/** Bodies are read when the call was let in, as the route says: clients send JSON under many content types. */
function leaveBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
}

function renderProblems(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    if (error instanceof Problem) return send(reply, error);
    if (error instanceof BodyDropped) return send(reply, comeAgain());
    // The caller went while sending: nobody reads it, and nothing of ours failed.
    if (error instanceof ClientGone || (error !== null && error === request.raw.errored))
      return send(reply, connectionClosed());
    const { statusCode, message } = error as { statusCode?: number; message: string };
    if (statusCode !== undefined && statusCode < 500) return send(reply, unreadable(statusCode, message));
    logger.error(
      { err: error, requestId: request.id, method: request.method, path: pathOf(request) },
      'a request failed',
    );
    return send(reply, internalError(request.id));
  });
  app.setNotFoundHandler((request, reply) => send(reply, nothingThere(request.method, pathOf(request))));
}

/** The path alone: a query string may carry a secret. */
function pathOf(request: FastifyRequest): string {
  const cut = request.url.indexOf('?');
  return cut < 0 ? request.url : request.url.slice(0, cut);
}

/** Server-sent events have no end of their own: they end when the server closes, and a HEAD of them has nothing to say. */
const EVENT_STREAM = 'text/event-stream';

function endStreams(app: FastifyInstance): void {
  const open = new Set<Readable>();
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!(payload instanceof Readable) || !String(reply.getHeader('content-type')).startsWith(EVENT_STREAM)) return;
    open.add(payload);
    payload.once('close', () => open.delete(payload));
  });
  app.addHook('preClose', async () => {
    for (const stream of open) stream.push(null);
  });
}

function observe(app: FastifyInstance, meter: Meter, logger: Logger): void {
  const seconds = meter.histogram('meniscus_http_seconds', 'Time of REST requests', ['route', 'status']);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(API_HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = (request.routeOptions.config as { operation?: string }).operation ?? 'other';
    seconds.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    logger.debug(
      {
        requestId: request.id,
        method: request.method,
        path: pathOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}

function mount(app: FastifyInstance, route: Route, deps: ServerDeps, answersHead: boolean): void {
  app.route({
    method: route.method,
    url: route.path,
    exposeHeadRoute: answersHead && route.method === 'GET' && route.responses[200]?.contentType !== EVENT_STREAM,
    config: { operation: route.id },
    handler: async (request, reply) => send(reply, await answerOf(route, deps, request, reply.raw)),
  });
}

/** Lets the call in, has it handled, and records what the audit log must know before the answer goes out. */
async function answerOf(
  route: Route,
  deps: ServerDeps,
  request: FastifyRequest,
  response: ServerResponse,
): Promise<Answer> {
  const { access, logger } = deps;
  const headers = request.headers as Record<string, string | undefined>;
  const seen: Seen = {};
  let body: unknown;
  let answer: Answer | undefined;
  let error: unknown;
  const handle = async (admission: Admission | undefined, parsed: unknown) => {
    body = parsed;
    return route.handle({
      ...(admission ?? {}),
      params: request.params,
      query: request.query,
      headers,
      body: parsed,
      requestId: request.id,
      address: request.ip,
    } as Call<never>);
  };
  try {
    const admission = await admit(deps, route, headers, seen);
    answer =
      route.consumes === 'upload'
        ? await withUpload(request, route.maxBody ?? DEFAULT_BODY, (upload) => handle(admission, upload))
        : await handle(admission, await bodyOf(route, deps.bodies, request, response));
  } catch (thrown) {
    error = thrown;
  }
  const params = request.params as Readonly<Record<string, string>>;
  const call = { route, requestId: request.id, address: request.ip, params, body, answer, error };
  const written = recordCall(access, { ...call, actor: seen.actor, scope: seen.scope }).catch((failure: unknown) =>
    logger.error(
      { err: failure, requestId: request.id, operation: route.id },
      'an event of the audit log was not written',
    ),
  );
  // A change is answered when its event is on disk; who is refused need not wait, and must not make others wait.
  if (!isDenial(call)) await written;
  if (answer === undefined) throw error;
  return answer;
}

async function bodyOf(
  route: Route,
  bodies: Bodies,
  request: FastifyRequest,
  response: ServerResponse,
): Promise<unknown> {
  const { consumes: kind = 'json', maxBody = DEFAULT_BODY } = route;
  if (kind === 'stream') return request.raw;
  if (kind === 'none') return undefined;
  const sent: Sent = { request, response, bodies };
  if (kind === 'form') return formFields(sent, maxBody);
  if (kind === 'file') return sentFile(sent, maxBody);
  const bytes = await sentBytes(sent, maxBody);
  if (kind === 'bytes') return bytes;
  return bytes === undefined || bytes.length === 0 ? undefined : jsonOf(bytes);
}

/** A body as JSON: what is no text, no JSON, or nested so deeply that handlers could run out of stack is refused. */
function jsonOf(bytes: Buffer): unknown {
  const text = textOf(bytes);
  let body: unknown;
  try {
    body = parseJson(text);
  } catch (error) {
    throw noJson((error as Error).message);
  }
  if (isDeeper(body, MOST_LEVELS)) throw tooDeep(MOST_LEVELS);
  return body;
}

/** Texts and bytes as they are, streams as streams, everything else as one line of JSON. */
function send(reply: FastifyReply, { status = 200, headers = {}, body }: Answer): FastifyReply {
  reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  const raw =
    typeof body === 'string' || Buffer.isBuffer(body) || typeof (body as { pipe?: unknown }).pipe === 'function';
  if (raw) return reply.send(body);
  if (reply.getHeader('content-type') === undefined) reply.header('content-type', 'application/json');
  return reply.send(JSON.stringify(body));
}

function ownRoutes(app: FastifyInstance, { ready, health, meter, routes, version }: ServerDeps): void {
  const description = JSON.stringify(openApi(routes, version));
  app.get('/health', (_request, reply) =>
    send(
      reply,
      ready()
        ? { body: { status: 'ready', ...health?.() } }
        : { status: 503, headers: { 'retry-after': '1' }, body: { status: 'starting' } },
    ),
  );
  app.get('/metrics', async (_request, reply) =>
    send(reply, { headers: { 'content-type': meter.contentType }, body: await meter.text() }),
  );
  app.get('/openapi.json', (_request, reply) =>
    send(reply, { headers: { 'content-type': 'application/json' }, body: description }),
  );
}

/** What the build names by its content never changes under its name; the page that names it is asked for each time. */
function cachingOf(path: string): { readonly 'cache-control': string } {
  return { 'cache-control': /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache' };
}

/** The tenant of an organisation, which may be missing, and a sandbox. */
const CONSOLE_ADDRESS = /^\/(?:@[a-z0-9]+\/)?sname:/;

/** The console at `/`; its own addresses lead to its page, those of the APIs do not. */
async function serveConsole(app: FastifyInstance, dir: string | undefined): Promise<void> {
  if (dir === undefined) return;
  // Known from the start on: with a route for each, of which there are hundreds, a start takes a tenth of a second more.
  const files = new Set(await filesBelow(dir));
  await app.register(fastifyStatic, {
    root: dir,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => reply.headers({ ...CONSOLE_HEADERS, ...cachingOf(path) }),
  });
  app.get('/*', (request, reply) => {
    const path = pathOf(request);
    const file = path.slice(1);
    if (files.has(file)) return reply.sendFile(file);
    // Names of things in an address of the console may have dots; elsewhere a dot is a file that is not there.
    const isFile = !CONSOLE_ADDRESS.test(path) && /\.[a-z0-9]+$/i.test(path);
    if (isFile || API_PREFIXES.some((prefix) => path.startsWith(prefix))) return reply.callNotFound();
    return reply.sendFile('index.html');
  });
}
