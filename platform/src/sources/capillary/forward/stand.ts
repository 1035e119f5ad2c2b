import { pino } from 'pino';
import { createMeter, randomIds } from '../../../kernel/index.ts';
import { type KeyedStore, type Log, openMemoryKeyedStore, openMemoryLog } from '../../../stores/index.ts';
import { createForwarder, type Forwarder } from './forwarder.ts';
import { encode, WEBHOOKS_TOPIC } from './queue.ts';
import { VirtualTime } from './virtual-time.ts';
import { type Wire, type WireAnswer, WireError, type WireRequest } from './wire.ts';

/** What a target does with a request instead of answering it well. */
export type Fault =
  /** The connection is refused: nothing arrived. */
  | { readonly does: 'refuse' }
  /** It takes the records, and the answer is lost. */
  | { readonly does: 'drop' }
  /** It takes the records, and the answer breaks off. */
  | { readonly does: 'cut' }
  | { readonly does: 'answer'; readonly status: number; readonly retryAfter?: string }
  /** It takes the records, and answers after this many milliseconds. */
  | { readonly does: 'slow'; readonly ms: number }
  /** It takes what the function says 200 of, and answers the others with that status. */
  | { readonly does: 'partial'; status(message: Message): number }
  /** It takes all, and its answer leaves the last out. */
  | { readonly does: 'short' };

/** A record as the target sees it. */
export interface Message {
  readonly _id?: string;
  readonly identityMap: { readonly CapillaryId: readonly { readonly id: string }[] };
  readonly loyalty?: { readonly points?: number };
}

/** A record the target took, in the order it did. */
export interface Taken {
  readonly at: number;
  readonly kind: 'profile' | 'event';
  readonly customer: string;
  readonly message: Message;
}

const OK = (body: unknown): WireAnswer => ({ status: 200, header: () => undefined, body: JSON.stringify(body) });
const TOKEN_SECONDS = 86_400;

/** Another platform, in memory: identity service, the published answers about two dataflows, and two inlets. */
export class Target {
  readonly taken: Taken[] = [];
  readonly time: VirtualTime;
  tokens = 0;
  requests = 0;
  largest = 0;
  /** Asked for each request to an inlet. */
  fault: (kind: 'profile' | 'event', request: number) => Fault | undefined = () => undefined;
  /** Asked for each fetch of a token. */
  tokenFault: () => number = () => 200;
  #valid = '';

  constructor(time: VirtualTime) {
    this.time = time;
  }

  /** Ends the token, as when it expired or was revoked. */
  revoke(): void {
    this.#valid = 'none';
  }

  readonly wire: Wire = async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/ims/token/v3') return this.#token();
    const inlet = /^\/collection\/batch\/(profile|event)$/.exec(pathname)?.[1];
    if (inlet === undefined) return described(pathname);
    return this.#collect(inlet as 'profile' | 'event', request);
  };

  #token(): WireAnswer {
    const status = this.tokenFault();
    if (status !== 200) return { ...OK({ error: 'no' }), status };
    this.tokens += 1;
    this.#valid = `token-${this.tokens}`;
    return OK({ access_token: this.#valid, token_type: 'bearer', expires_in: TOKEN_SECONDS });
  }

  async #collect(kind: 'profile' | 'event', request: WireRequest): Promise<WireAnswer> {
    this.requests += 1;
    const fault = this.fault(kind, this.requests);
    if (fault?.does === 'refuse') throw new WireError('ECONNREFUSED');
    if (fault?.does === 'answer')
      return {
        status: fault.status,
        header: (name) => (name === 'retry-after' ? fault.retryAfter : undefined),
        body: '{"title":"not now"}',
      };
    if (request.headers.authorization !== `Bearer ${this.#valid}`)
      return { ...OK({ title: 'Authorization' }), status: 401 };
    const { messages } = JSON.parse(request.body!) as { messages: Message[] };
    this.largest = Math.max(this.largest, messages.length);
    const responses = messages.map((message, index) => {
      const status = fault?.does === 'partial' ? fault.status(message) : 200;
      if (status !== 200) return { statusCode: status, message: `inletId: [${kind}] status ${status}` };
      const customer = message.identityMap.CapillaryId[0]!.id;
      this.taken.push({ at: this.time.clock(), kind, customer, message });
      return { xactionId: `1:1:0:${index}` };
    });
    if (fault?.does === 'slow') await this.time.sleep(fault.ms);
    if (fault?.does === 'drop') throw new WireError('ECONNRESET');
    const body = JSON.stringify({
      inletId: kind,
      batchId: '1:1:0',
      responses: fault?.does === 'short' ? responses.slice(0, -1) : responses,
    });
    return {
      status: 207,
      header: () => undefined,
      body: fault?.does === 'cut' ? body.slice(0, body.length / 2) : body,
    };
  }
}

/** What Flow Service and Schema Registry tell of the two dataflows. */
function described(path: string): WireAnswer {
  const [, kind] = /\/(?:flows|sourceConnections|targetConnections)\/(profile|event)/.exec(path) ?? [];
  if (path.endsWith('/stats')) return OK({ tenantId: 'acme' });
  if (path.includes('/flows/'))
    return OK({
      items: [
        {
          sourceConnectionIds: kind,
          targetConnectionIds: [kind],
          transformations: [{ name: 'Mapping' }],
          options: { inletUrl: `https://dcs.example/collection/${kind}` },
        },
      ],
    });
  if (path.includes('/sourceConnections/')) return OK({ items: [{}] });
  return OK({ items: [{ params: { dataSetId: `${kind}-dataset` }, data: { schema: { id: `${kind}-schema` } } }] });
}

/** A crash, for what goes through these stores: nothing that was asked before ends, nothing new begins. */
function fenced<T extends object>(port: T, isDead: () => boolean): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (isDead()) return new Promise(() => {});
        const result: unknown = (value as (...args: unknown[]) => unknown).apply(target, args);
        if (!(result instanceof Promise)) return result;
        return result.then((done: unknown) => (isDead() ? new Promise(() => {}) : done));
      };
    },
  });
}

/** A forwarder on stores that outlive it. */
export class Stand {
  readonly time = new VirtualTime();
  readonly target = new Target(this.time);
  readonly log: Log = openMemoryLog();
  readonly keyed: KeyedStore = openMemoryKeyedStore();
  readonly lines: string[] = [];
  forwarder!: Forwarder;
  #random: () => number;
  #generation = 0;

  constructor(random: () => number = () => 0.5) {
    this.#random = random;
  }

  async start(): Promise<void> {
    this.#generation += 1;
    const own = this.#generation;
    const isDead = () => own !== this.#generation;
    const { time } = this;
    this.forwarder = createForwarder(SETTINGS, {
      log: fenced(this.log, isDead),
      keyed: fenced(this.keyed, isDead),
      wire: (request) =>
        isDead()
          ? new Promise(() => {})
          : this.target.wire(request).then((answer) => (isDead() ? new Promise(() => {}) : answer)),
      clock: time.clock,
      steady: time.steady,
      timers: { sleep: (ms, signal) => (isDead() ? new Promise(() => {}) : time.sleep(ms, signal)) },
      random: this.#random,
      ids: randomIds,
      meter: createMeter(),
      logger: pino({ level: 'debug', base: null }, { write: (line) => void this.lines.push(line) }),
    });
    await this.forwarder.start();
  }

  /** The process is gone, from one moment to the next. */
  crash(): void {
    this.#generation += 1;
  }

  /** A webhook, as the door keeps it. */
  async webhook(payload: unknown): Promise<void> {
    const value = encode({}, Buffer.from(JSON.stringify(payload)));
    await this.log.append(WEBHOOKS_TOPIC, [{ key: '', value, time: this.time.clock() }]);
  }

  /** Lets time pass until nothing waits any more. */
  async settled(limitMs?: number): Promise<void> {
    const isDone = () => {
      const { untaken, senders } = this.forwarder.status();
      return untaken === 0 && senders.every(({ waiting }) => waiting === 0);
    };
    await this.time.until(isDone, limitMs === undefined ? {} : { limitMs });
  }
}

export const SECRET = 'a-client-secret-nobody-may-read';

const SETTINGS = {
  target: {
    apiUrl: 'https://platform.example',
    clientId: 'client',
    org: '0123456789ABCDEF01234567@AdobeOrg',
    sandbox: 'prod',
    flows: { profile: 'profile', event: 'event' },
  },
  token: { imsUrl: 'https://ims.example', clientId: 'client', clientSecret: () => SECRET, scope: 'openid,AdobeID' },
  rows: {},
  webhookHeader: 'Bearer webhook',
  adminHeader: 'Bearer admin',
} as const;

/** An event that gives a customer points: `balance` afterwards. */
export function pointsIssued(customer: number, number: number, balance: number, at: number): unknown {
  return {
    eventName: 'pointsIssued',
    eventId: `e-${customer}-${number}`,
    createdAt: at,
    orgId: 1,
    data: {
      customerIdentifiers: { customerId: customer, instore: { mobile: `4479000${10_000 + customer}` } },
      totalPointsIssued: 10,
      programCurrentPoints: balance,
      programLifetimePoints: balance,
      loyaltyProgramId: 1,
    },
  };
}
