import { type ChildProcess, fork } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { QueryError, type QueryJob, type QueryResult } from './engine.ts';
import type { Verdict } from './guard.ts';
import type { Part, WorkerReply, WorkerRequest } from './worker.ts';

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
  /** Told when a query got no processor, and is asked again of a process that has a share of it. */
  readonly starved: () => void;
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
/** How many processes a statement may lose before it is said to be at fault. */
const ATTEMPTS = 2;
/** A process is starved that stood in the queue for a processor for so long, and ran for less than this part of it. */
const STARVED_NS = 3e9;
const STARVED_PART = 1 / 20;
/** How long processes have a share of the processors once one was starved. */
const SHARE_MS = 60_000;

/** Resident bytes of a process; 0 where the system does not tell. */
async function resident(pid: number): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/** How long the threads of a process have run, and stood in the queue for a processor, nanoseconds; zeros where the system does not tell. */
async function turns(pid: number): Promise<{ readonly ran: number; readonly stood: number }> {
  let [ran, stood] = [0, 0];
  try {
    for (const thread of await readdir(`/proc/${pid}/task`)) {
      const told = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')).split(' ');
      ran += Number(told[0]);
      stood += Number(told[1]);
    }
  } catch {
    // It ends, or this is not Linux.
  }
  return { ran, stood };
}

/** Tells whether a process got nearly nothing of the processors it has waited for since this call. */
async function starvation(pid: number): Promise<() => Promise<boolean>> {
  const before = await turns(pid);
  return async () => {
    const { ran, stood } = await turns(pid);
    return stood - before.stood > STARVED_NS && ran - before.ran < (stood - before.stood) * STARVED_PART;
  };
}

/** One process; one request at a time. */
class Worker {
  readonly #child: ChildProcess;
  readonly #maxResident: number;
  /** Which part of the processors it takes. */
  readonly part: Part;
  idle: NodeJS.Timeout | undefined;
  alive = true;

  constructor(maxResident: number, part: Part) {
    this.#maxResident = maxResident;
    this.part = part;
    this.#child = fork(ENTRY, [part], {
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

  /** 'lost' when the process ended by itself, or by somebody else; 'starved' when it takes what is left of the processors and nothing is. */
  ask(request: WorkerRequest, timeMs: number): Promise<WorkerReply | 'lost' | 'starved'> {
    const pid = this.#child.pid ?? 0;
    return new Promise((resolve) => {
      let over = false;
      let starved: (() => Promise<boolean>) | undefined;
      const end = (reply: WorkerReply | 'lost' | 'starved') => {
        over = true;
        clearTimeout(timer);
        clearInterval(watch);
        this.#child.off('message', end);
        this.#child.off('exit', died);
        resolve(reply);
      };
      // What is read of the process may come when it has answered, and does something else.
      const stop = (why: WorkerReply | 'starved') => {
        if (over) return;
        this.kill();
        end(why);
      };
      const died = () => {
        this.alive = false;
        end('lost');
      };
      const timer = setTimeout(
        () => stop({ error: { code: 'SQL-TIMEOUT', message: 'the query took too long and was stopped' } }),
        timeMs + GRACE_MS,
      );
      const watch = setInterval(async () => {
        if ((await resident(pid)) > this.#maxResident)
          stop({ error: { code: 'SQL-MEMORY', message: 'the query took too much memory and was stopped' } });
        else if (this.part === 'rest') {
          // Not before the first look: most queries have ended by then.
          starved ??= await starvation(pid);
          if (await starved()) stop('starved');
        }
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
  #part: Part = 'rest';
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

  /**
   * A process that ended meanwhile need not have ended of the statement, so that is asked once more, of another one. So is one that got no
   * processor: a statement only reads, and may run twice.
   */
  async #ask(request: WorkerRequest, timeMs: number): Promise<WorkerReply> {
    for (let attempt = 1; attempt <= ATTEMPTS; ) {
      const worker = await this.#acquire();
      const reply = await worker.ask(request, timeMs).finally(() => this.#release(worker));
      if (reply === 'starved') this.#share();
      else if (reply !== 'lost') return reply;
      else if (this.#closed) break;
      else {
        this.#options.lost(`a process for queries ended while it was asked, attempt ${attempt} of ${ATTEMPTS}`);
        attempt += 1;
      }
    }
    const message = 'the query engine ended unexpectedly; the query may ask too much of it';
    return { error: { code: 'SQL-ENGINE', message } };
  }

  /** Gives processes that are begun from now on a share of the processors, for a while: others take all of them. */
  #share(): void {
    if (this.#part === 'share') return;
    this.#part = 'share';
    this.#options.starved();
    setTimeout(() => {
      this.#part = 'rest';
    }, SHARE_MS).unref();
  }

  #acquire(): Promise<Worker> {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop()) {
      clearTimeout(worker.idle);
      if (this.#fits(worker)) return Promise.resolve(worker);
      this.#end(worker);
    }
    if (!this.#closed && this.#all.size < this.#options.processes) return Promise.resolve(this.#start());
    if (this.#closed || this.#waiting.length >= this.#options.queue) {
      return Promise.reject(new QueryError('SQL-BUSY', 'too many queries are running; try again in a moment'));
    }
    return new Promise((start, fail) => this.#waiting.push({ start, fail }));
  }

  #start(): Worker {
    const worker = new Worker(this.#options.maxResident, this.#part);
    this.#all.add(worker);
    return worker;
  }

  #fits(worker: Worker): boolean {
    return worker.alive && worker.part === this.#part;
  }

  #end(worker: Worker): void {
    this.#all.delete(worker);
    worker.kill();
  }

  #release(worker: Worker): void {
    const fits = this.#fits(worker);
    if (!fits) this.#end(worker);
    const next = this.#closed ? undefined : this.#waiting.shift();
    if (next !== undefined) {
      next.start(fits ? worker : this.#start());
      return;
    }
    if (!fits) return;
    this.#idle.push(worker);
    worker.idle = setTimeout(() => {
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
      this.#end(worker);
    }, this.#options.idleMs);
    worker.idle.unref();
  }
}
