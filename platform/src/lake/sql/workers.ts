import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { QueryError, type QueryJob, type QueryResult } from './engine.ts';
import type { Verdict } from './guard.ts';
import type { WorkerReply, WorkerRequest } from './worker.ts';

export interface WorkerOptions {
  /** Processes at the same time. */
  readonly processes: number;
  /** Queries waiting for one; more are refused. */
  readonly queue: number;
  /** A process above this is killed, bytes of resident memory. */
  readonly maxResident: number;
  /** An idle process ends after this time. */
  readonly idleMs: number;
  /** Told when a process ended while it was asked, and was not ended by the platform. */
  readonly lost: (why: string) => void;
}

interface Waiting {
  readonly start: (worker: Worker) => void;
  readonly fail: (error: Error) => void;
}

const ENTRY = fileURLToPath(new URL('./worker.ts', import.meta.url));
const PAGE_BYTES = 4096;
const WATCH_MS = 200;
/** How long after its time limit a query may still end by itself before its process is killed. */
const GRACE_MS = 1000;
/** How often a statement is asked at most. */
const ATTEMPTS = 2;

/** Resident bytes of a process; 0 where the system does not tell. */
async function resident(pid: number): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/** One process; one request at a time. */
class Worker {
  readonly #child: ChildProcess;
  readonly #maxResident: number;
  idle: NodeJS.Timeout | undefined;
  alive = true;

  constructor(maxResident: number) {
    this.#maxResident = maxResident;
    this.#child = fork(ENTRY, [], {
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'json',
    });
    this.#child.once('exit', () => {
      this.alive = false;
    });
    this.#child.on('error', () => this.kill());
  }

  kill(): void {
    this.alive = false;
    this.#child.kill('SIGKILL');
  }

  /** Undefined when the process ended by itself, or by somebody else. */
  ask(request: WorkerRequest, timeMs: number): Promise<WorkerReply | undefined> {
    return new Promise((resolve) => {
      const end = (reply?: WorkerReply) => {
        clearTimeout(timer);
        clearInterval(watch);
        this.#child.off('message', end);
        this.#child.off('exit', died);
        resolve(reply);
      };
      const stop = (code: string, message: string) => {
        this.kill();
        end({ error: { code, message } });
      };
      const died = () => {
        this.alive = false;
        end();
      };
      const timer = setTimeout(() => stop('SQL-TIMEOUT', 'the query took too long and was stopped'), timeMs + GRACE_MS);
      const watch = setInterval(async () => {
        if ((await resident(this.#child.pid ?? 0)) > this.#maxResident)
          stop('SQL-MEMORY', 'the query took too much memory and was stopped');
      }, WATCH_MS);
      this.#child.on('message', end);
      this.#child.once('exit', died);
      this.#child.send(request, (error) => error && died());
    });
  }
}

function unwrap(reply: WorkerReply): Exclude<WorkerReply, { error: unknown }> {
  if ('error' in reply) throw new QueryError(reply.error.code, reply.error.message, reply.error.position);
  return reply;
}

/** A few processes for queries, started when needed, ended when idle, killed when a query will not end. */
export class SqlWorkers {
  readonly #options: WorkerOptions;
  readonly #idle: Worker[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #all = new Set<Worker>();
  #closed = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Tables and refusals of a statement. Throws `QueryError` when it does not parse or is more than one. */
  async check(sql: string, timeMs: number): Promise<Verdict> {
    const reply = unwrap(await this.#ask({ check: sql }, timeMs));
    if ('verdict' in reply) return reply.verdict;
    throw new QueryError('SQL-ENGINE', 'the query engine gave no verdict');
  }

  /** Runs a checked statement. Throws `QueryError`. */
  async run(job: QueryJob): Promise<QueryResult> {
    const reply = unwrap(await this.#ask({ run: job }, job.limits.timeMs));
    if ('result' in reply) return reply.result;
    throw new QueryError('SQL-ENGINE', 'the query engine gave no result');
  }

  /** Ends all processes. */
  close(): void {
    this.#closed = true;
    for (const worker of this.#all) worker.kill();
    for (const { fail } of this.#waiting.splice(0)) fail(new QueryError('SQL-ENGINE', 'the platform is stopping'));
  }

  /** A process that ended meanwhile need not have ended of the statement, so that is asked once more, of another one. */
  async #ask(request: WorkerRequest, timeMs: number): Promise<WorkerReply> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const worker = await this.#acquire();
      const reply = await worker.ask(request, timeMs).finally(() => this.#release(worker));
      if (reply !== undefined) return reply;
      if (this.#closed) break;
      this.#options.lost(`a process for queries ended while it was asked, attempt ${attempt} of ${ATTEMPTS}`);
    }
    const message = 'the query engine ended unexpectedly; the query may ask too much of it';
    return { error: { code: 'SQL-ENGINE', message } };
  }

  #acquire(): Promise<Worker> {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop()) {
      clearTimeout(worker.idle);
      if (worker.alive) return Promise.resolve(worker);
      this.#all.delete(worker);
    }
    if (!this.#closed && this.#all.size < this.#options.processes) return Promise.resolve(this.#start());
    if (this.#closed || this.#waiting.length >= this.#options.queue) {
      return Promise.reject(new QueryError('SQL-BUSY', 'too many queries are running; try again in a moment'));
    }
    return new Promise((start, fail) => this.#waiting.push({ start, fail }));
  }

  #start(): Worker {
    const worker = new Worker(this.#options.maxResident);
    this.#all.add(worker);
    return worker;
  }

  #release(worker: Worker): void {
    if (!worker.alive) this.#all.delete(worker);
    const next = this.#closed ? undefined : this.#waiting.shift();
    if (next !== undefined) {
      next.start(worker.alive ? worker : this.#start());
      return;
    }
    if (!worker.alive) return;
    this.#idle.push(worker);
    worker.idle = setTimeout(() => {
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
      this.#all.delete(worker);
      worker.kill();
    }, this.#options.idleMs);
    worker.idle.unref();
  }
}
