import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { pinned } from '../tools/harness/process.ts';

/** A load of POSTs with bodies made beforehand, run in a process of its own. */
export interface LoadPlan {
  readonly url: string;
  /** Bodies, sent in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  /** Requests in all; the run ends when they are answered. */
  readonly amount: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

/** Runs the load in a child on the given core. */
export function runLoad(plan: LoadPlan, core?: number): Promise<LoadResult> {
  const [command, args] = pinned(core, process.execPath, [fileURLToPath(import.meta.url)]);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.on('exit', (code) =>
      code === 0 ? resolve(JSON.parse(text) as LoadResult) : reject(new Error(`the load stopped with code ${code}`)),
    );
    child.stdin.end(JSON.stringify(plan));
  });
}

async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const plan = JSON.parse(Buffer.concat(chunks).toString()) as LoadPlan;
  const result = await autocannon({
    url: plan.url,
    connections: plan.connections,
    amount: plan.amount,
    requests: plan.bodies.map((body) => ({
      method: 'POST' as const,
      body,
      headers: { 'content-type': 'application/json', ...plan.headers },
    })),
  });
  // From the first request to the last answer; making the bodies ready is not part of it.
  const seconds = (result.finish.getTime() - result.start.getTime()) / 1000;
  const answer: LoadResult = {
    requests: result.requests.total,
    seconds,
    perSecond: result.requests.total / seconds,
    p50: result.latency.p50,
    p99: result.latency.p99,
    refused: result.non2xx + result.errors,
  };
  process.stdout.write(JSON.stringify(answer));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
