import { fileURLToPath } from 'node:url';
import autocannon, { type Options, type Request, type Result } from 'autocannon';
import { answerPlan, runInChild } from './child.ts';
import { busySeconds } from './process-use.ts';

const FILE = fileURLToPath(import.meta.url);
/** How long an answer may take before it counts as none, seconds: one that is slow is measured, not refused. */
const PATIENCE = 120;

/** A load of POSTs with bodies made beforehand, run in a process of its own. */
export interface LoadPlan {
  readonly url: string;
  /** Bodies, sent in turn by all connections together: the first `amount` of them, from the beginning again when they are fewer. */
  readonly bodies: readonly string[];
  readonly connections: number;
  /** Requests in all; the run ends when they are answered. */
  readonly amount: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LoadResult {
  readonly requests: number;
  /** When the first request was sent, epoch milliseconds. */
  readonly startedAt: number;
  /** Time all cores were busy until then, seconds. */
  readonly busyBefore: number;
  /** From the first request to the last answer; making the bodies ready is not part of it. */
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

/** Runs the load in a child on the given core. */
export function runLoad(plan: LoadPlan, core?: number): Promise<LoadResult> {
  return runInChild(FILE, plan, core);
}

/** What one of the connections sends: every so manieth body. Autocannon gives each connection just so many requests to make. */
function requestsOf({ bodies, connections, amount, headers }: LoadPlan, connection: number): Request[] {
  const requests: Request[] = [];
  for (let at = connection; at < amount; at += connections) {
    requests.push({
      method: 'POST',
      body: bodies[at % bodies.length]!,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }
  return requests;
}

async function load(plan: LoadPlan): Promise<LoadResult> {
  let clients = 0;
  let startedAt = 0;
  let busyBefore = 0;
  let answeredAt = 0;
  const options: Options = {
    url: plan.url,
    connections: plan.connections,
    amount: plan.amount,
    timeout: PATIENCE,
    // It ends at the next sample, and by its own account has taken until then.
    sampleInt: 20,
    // Given to the whole load, each connection would send the bodies from the first one on.
    setupClient(client) {
      client.setRequests(requestsOf(plan, clients));
      clients += 1;
    },
  };
  const result = await new Promise<Result>((resolve, reject) => {
    const running = autocannon(options, (error: Error | null, done) =>
      error === null ? resolve(done) : reject(error),
    );
    running.on('start', () => {
      startedAt = Date.now();
      busyBefore = busySeconds();
    });
    running.on('response', () => {
      answeredAt = Date.now();
    });
  });
  const seconds = (answeredAt - startedAt) / 1000;
  return {
    requests: result.requests.total,
    startedAt,
    busyBefore,
    seconds,
    perSecond: result.requests.total / seconds,
    p50: result.latency.p50,
    p99: result.latency.p99,
    refused: result.non2xx + result.errors,
  };
}

if (process.argv[1] === FILE) await answerPlan(load);
