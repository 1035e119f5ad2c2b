import { OPERATIONS, type Operations } from './operations.generated.ts';

export { OPERATIONS, type Operations } from './operations.generated.ts';

/** What a call may carry. */
export interface CallOptions<Body = unknown> {
  /** Path parameters by name; `rest` is what a path ending in `*` takes, with its slashes. */
  readonly path?: Readonly<Record<string, string>>;
  /** Query parameters; an array repeats the parameter, undefined leaves it out. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON; bytes, files and forms are sent as they are. */
  readonly body?: Body | Uint8Array | Blob | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborted, the call rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Is told how much of the body is on its way, where the `fetch` of the client can tell. */
  readonly sent?: Sent;
}

/** How many bytes of how many were sent. */
export type Sent = (bytes: number, of: number) => void;

/** An answer that was not 2xx. `body` is the parsed JSON, or the text when it was none. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly operation: string;
  readonly status: number;
  readonly body: unknown;

  constructor(operation: string, status: number, body: unknown) {
    super(`${operation} answered ${status}: ${messageOf(body)}`);
    this.operation = operation;
    this.status = status;
    this.body = body;
  }
}

function messageOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return String(body);
  const { detail, message, error_description, title } = body as Record<string, unknown>;
  return String(detail ?? message ?? error_description ?? title ?? JSON.stringify(body));
}

export interface ClientOptions {
  /** Origin, without a trailing slash. */
  readonly baseUrl: string;
  /** Gives the access token of each call; see `credentialsToken`. */
  readonly accessToken: () => Promise<string>;
  readonly clientId: string;
  readonly org: string;
  /** None: the default one of the organisation. */
  readonly sandbox?: string;
  /** Instead of the one of the machine; one that can tells `sent` how far the body is. */
  readonly fetch?: (address: string, init: RequestInit, sent?: Sent) => Promise<Response>;
}

/** The typed client: one method, every operation of the API by its id. */
export interface Client {
  /** Throws `ApiError` on every answer that is not 2xx. Answers that are not JSON come as text. */
  call<Id extends keyof Operations>(
    id: Id,
    options: CallOptions<Operations[Id]['body']>,
  ): Promise<Operations[Id]['answer']>;
  /**
   * The server-sent events of an operation, as they come. Ends when the platform ends the answer or the signal is aborted;
   * throws `ApiError` when the answer is not 2xx.
   */
  events(id: keyof Operations, options: CallOptions, signal: AbortSignal): AsyncIterable<ServerEvent>;
}

/** One server-sent event; `data` is its parsed JSON. */
export interface ServerEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

function eventOf(block: string): ServerEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const cut = line.indexOf(': ');
    if (cut > 0) fields.set(line.slice(0, cut), line.slice(cut + 2));
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  const id = fields.get('id');
  return {
    ...(id === undefined ? {} : { id }),
    event: fields.get('event') ?? 'message',
    data: JSON.parse(data) as unknown,
  };
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const event = eventOf(block);
        if (event !== undefined) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function address(baseUrl: string, id: keyof Operations, { path = {}, query = {} }: CallOptions): string {
  const filled = OPERATIONS[id].path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = path[name];
    if (value === undefined) throw new Error(`${id} needs the path parameter ${name}`);
    return encodeURIComponent(value);
  });
  const rest = (path.rest ?? '').split('/').map(encodeURIComponent).join('/');
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)]) text.append(name, one);
  }
  const suffix = text.toString();
  return `${baseUrl}${filled.replace(/\*$/, () => rest)}${suffix === '' ? '' : `?${suffix}`}`;
}

/** Makes a client for one organisation and sandbox. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch;
  const request = async (id: keyof Operations, call: CallOptions, signal = call.signal): Promise<Response> => {
    const headers: Record<string, string> = {
      authorization: `Bearer ${await options.accessToken()}`,
      'x-api-key': options.clientId,
      'x-gw-ims-org-id': options.org,
      ...(options.sandbox === undefined ? {} : { 'x-sandbox-name': options.sandbox }),
      ...contentType(call.body),
      ...call.headers,
    };
    const init = {
      method: OPERATIONS[id].method,
      headers,
      ...(call.body === undefined ? {} : { body: content(call.body) }),
      ...(signal === undefined ? {} : { signal }),
    };
    return send(address(options.baseUrl, id, call), init, call.sent);
  };
  return {
    async call(id, call) {
      const response = await request(id, call);
      const body = parsed(await response.text());
      if (!response.ok) throw new ApiError(id, response.status, body);
      return body as never;
    },
    async *events(id, call, signal) {
      try {
        const response = await request(id, call, signal);
        if (!response.ok) throw new ApiError(id, response.status, parsed(await response.text()));
        if (response.body !== null) yield* eventsOf(response.body);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}

function contentType(body: unknown): Record<string, string> {
  // Fetch itself names the boundary of a form.
  if (body === undefined || body instanceof FormData) return {};
  const isBytes = body instanceof Uint8Array || body instanceof Blob;
  return { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' };
}

function content(body: unknown): string {
  // Bytes and forms are bodies of fetch, too; its types name more than one platform knows.
  const isOne = body instanceof Uint8Array || body instanceof Blob || body instanceof FormData;
  return isOne ? (body as unknown as string) : JSON.stringify(body);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export interface CredentialsTokenOptions {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  readonly fetch?: typeof fetch;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

const DEFAULT_SCOPE = 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session';
/** A token is replaced this long before it ends. */
const RENEW_BEFORE_MS = 300_000;

/** A token source for an API credential: fetched when first needed, kept, renewed before it ends. */
export function credentialsToken(options: CredentialsTokenOptions): () => Promise<string> {
  const { baseUrl, clientId, clientSecret, scope = DEFAULT_SCOPE, clock = Date.now } = options;
  const send = options.fetch ?? fetch;
  let current: Promise<{ token: string; until: number }> | undefined;

  const renew = async () => {
    const response = await send(`${baseUrl}/ims/token/v3`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope,
      }),
    });
    const body = parsed(await response.text());
    if (!response.ok) throw new ApiError('createTokenV3', response.status, body);
    const { access_token, expires_in } = body as { access_token: string; expires_in: number };
    return { token: access_token, until: clock() + expires_in * 1000 - RENEW_BEFORE_MS };
  };

  return async () => {
    if (current === undefined || (await current).until <= clock()) current = renew();
    try {
      return (await current).token;
    } catch (error) {
      current = undefined;
      throw error;
    }
  };
}
