import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { percentile, pinned } from '../tools/harness/process.ts';
import { profileMessage, transactionMessage } from './messages.ts';
import { metricAt } from './metrics.ts';

const FILE = fileURLToPath(import.meta.url);
/** Connections at most; what is due when all are busy waits, and its waiting is in its latency. */
const CONNECTIONS = 32;
/** How often a flood looks whether the platform keeps up, milliseconds. */
const LOOK_EVERY = 50;

/** Messages of a programme as they happen, for as long as they are wanted, sent by a process of its own. */
export interface StreamPlan {
  readonly profileInlet: string;
  readonly eventInlet: string;
  /** Messages of one request: 1 is a single post, more are `{messages: […]}` to an inlet of batches. */
  readonly size: number;
  /** Of a hundred requests, how many are of profiles; the others are transactions. */
  readonly profilesOfHundred: number;
  /** Messages a second, each request sent when it is due; or a flood: as many as are accepted while at most so many wait behind the log. */
  readonly pace: { readonly rate: number } | { readonly mostWaiting: number };
  readonly people: number;
  /** Number of the first message; no number is sent twice. */
  readonly first: number;
  /** Length of what is summed up in one `StreamWindow`. */
  readonly windowSeconds: number;
}

/** What was sent in one window of time. Milliseconds are from when a request was due to its answer. */
export interface StreamWindow {
  readonly seconds: number;
  /** Messages in requests that were accepted, of each kind. */
  readonly profiles: number;
  readonly transactions: number;
  /** Messages in requests that were not. */
  readonly refused: number;
  /** Bytes of accepted bodies. */
  readonly bytes: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** How late the sender itself was, p99. When it is much, others had its core, and the rest says little. */
  readonly late: number;
}

export interface RunningStream {
  /** Windows that are over. */
  readonly windows: readonly StreamWindow[];
  /** Ends it, and resolves when all requests are answered. The last window is shorter. */
  stop(): Promise<readonly StreamWindow[]>;
}

/** Begins to send. */
export function startStream(plan: StreamPlan, core?: number): RunningStream {
  const [command, args] = pinned(core, process.execPath, [FILE, JSON.stringify(plan)]);
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const windows: StreamWindow[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => windows.push(JSON.parse(line) as StreamWindow));
  return {
    windows,
    async stop() {
      child.stdin.end();
      await ended(child);
      return windows;
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`what sends messages stopped with code ${code}`)),
    );
  });
}

/** All windows as one: sums, and the longest time of each percentile. */
export function together(windows: readonly StreamWindow[]): StreamWindow {
  const sum = (of: (window: StreamWindow) => number) => windows.reduce((total, window) => total + of(window), 0);
  const most = (of: (window: StreamWindow) => number) => Math.max(...windows.map(of));
  return {
    seconds: sum(({ seconds }) => seconds),
    profiles: sum(({ profiles }) => profiles),
    transactions: sum(({ transactions }) => transactions),
    refused: sum(({ refused }) => refused),
    bytes: sum(({ bytes }) => bytes),
    p50: most(({ p50 }) => p50),
    p99: most(({ p99 }) => p99),
    most: most((window) => window.most),
    late: most(({ late }) => late),
  };
}

interface Body {
  readonly inlet: string;
  readonly isProfiles: boolean;
  readonly text: string;
}

/** Makes the bodies in turn; no record is made twice. */
class Bodies {
  readonly #plan: StreamPlan;
  #request = 0;
  #profile: number;
  #transaction: number;

  constructor(plan: StreamPlan) {
    this.#plan = plan;
    this.#profile = plan.first;
    this.#transaction = plan.first;
  }

  next(): Body {
    const { profilesOfHundred, size, profileInlet, eventInlet } = this.#plan;
    // By the golden ratio, so that both kinds come mixed in any stretch of time.
    const isProfiles = (this.#request * 61.803_398) % 100 < profilesOfHundred;
    this.#request += 1;
    const messages = Array.from({ length: size }, () => (isProfiles ? this.#nextProfile() : this.#nextTransaction()));
    const text = JSON.stringify(size === 1 ? messages[0] : { messages });
    return { inlet: isProfiles ? profileInlet : eventInlet, isProfiles, text };
  }

  #nextProfile() {
    const number = this.#profile++;
    return profileMessage(number % this.#plan.people, Math.floor(number / this.#plan.people));
  }

  #nextTransaction() {
    const number = this.#transaction++;
    return transactionMessage(number, number % this.#plan.people, Date.now());
  }
}

/** Sums up what happens until it is taken. */
class Counting {
  #since = performance.now();
  #counts = { profiles: 0, transactions: 0, refused: 0, bytes: 0 };
  #times: number[] = [];
  #lates: number[] = [];

  sent(late: number): void {
    this.#lates.push(late);
  }

  answered(body: Body, messages: number, isAccepted: boolean, milliseconds: number): void {
    this.#times.push(milliseconds);
    if (!isAccepted) this.#counts.refused += messages;
    else {
      this.#counts[body.isProfiles ? 'profiles' : 'transactions'] += messages;
      this.#counts.bytes += Buffer.byteLength(body.text);
    }
  }

  take(): StreamWindow {
    const now = performance.now();
    for (const list of [this.#times, this.#lates]) list.sort((a, b) => a - b);
    const window = {
      seconds: (now - this.#since) / 1000,
      ...this.#counts,
      p50: percentile(this.#times, 0.5),
      p99: percentile(this.#times, 0.99),
      most: this.#times.at(-1) ?? Number.NaN,
      late: percentile(this.#lates, 0.99),
    };
    this.#since = now;
    this.#counts = { profiles: 0, transactions: 0, refused: 0, bytes: 0 };
    [this.#times, this.#lates] = [[], []];
    return window;
  }
}

/** Not Node's own client, which takes twice the time for a post: answers come in bursts, while the next posts are due. */
const dispatcher = new Agent({ connections: CONNECTIONS });

/** Resolves with whether it was accepted. */
async function post({ inlet, text }: Body): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await request(inlet, { method: 'POST', dispatcher, headers, body: text });
    await body.dump();
    // 207: a batch, each of whose messages has its own answer; those refused are missing in the counts at the end.
    return statusCode === 200 || statusCode === 207;
  } catch {
    return false;
  }
}

async function stream(plan: StreamPlan): Promise<void> {
  const bodies = new Bodies(plan);
  const counting = new Counting();
  const pending = new Set<Promise<void>>();
  const say = () => process.stdout.write(`${JSON.stringify(counting.take())}\n`);
  let isWanted = true;
  process.stdin.on('end', () => {
    isWanted = false;
  });
  process.stdin.resume();
  const send = (due: number) => {
    const body = bodies.next();
    counting.sent(performance.now() - due);
    const one = post(body).then((isAccepted) => {
      counting.answered(body, plan.size, isAccepted, performance.now() - due);
      pending.delete(one);
    });
    pending.add(one);
    return one;
  };
  const saying = setInterval(say, plan.windowSeconds * 1000);
  const wanted = () => isWanted;
  const { pace } = plan;
  if ('rate' in pace) await openLoop(pace.rate / plan.size, send, wanted);
  else await flood(plan.profileInlet, pace.mostWaiting, send, wanted);
  await Promise.all(pending);
  clearInterval(saying);
  say();
  await dispatcher.close();
}

/** Each request is sent when it is due, however many are still without an answer. */
async function openLoop(
  requestsASecond: number,
  send: (due: number) => unknown,
  isWanted: () => boolean,
): Promise<void> {
  const started = performance.now();
  for (let sent = 0; isWanted(); ) {
    for (; performance.now() >= started + (sent / requestsASecond) * 1000; sent += 1)
      send(started + (sent / requestsASecond) * 1000);
    // A turn of the loop rather than a timer, which is late by as much as what is measured takes.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Every connection sends its next request when its last was answered, while no more than `mostWaiting` messages wait. */
async function flood(
  address: string,
  mostWaiting: number,
  send: (due: number) => Promise<void>,
  isWanted: () => boolean,
): Promise<void> {
  let isBehind = false;
  const looking = (async () => {
    while (isWanted()) {
      isBehind = (await metricAt(address, 'meniscus_backlog_messages')) > mostWaiting;
      await sleep(LOOK_EVERY);
    }
  })();
  const connection = async () => {
    while (isWanted()) await (isBehind ? sleep(1) : send(performance.now()));
  };
  await Promise.all([looking, ...Array.from({ length: CONNECTIONS / 2 }, connection)]);
}

if (process.argv[1] === FILE) await stream(JSON.parse(process.argv[2]!) as StreamPlan);
