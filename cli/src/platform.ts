import { readdirSync, readFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { type PerformanceEntry, PerformanceObserver, constants as performanceConstants } from 'node:perf_hooks';
import { inspect } from 'node:util';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { ConnectionError, type Terminal, UsageError } from './command.ts';

/** A platform running in this process, as `@meniscus/platform` starts it. */
export interface RunningPlatform {
  readonly url: string;
  /** This start made the organisation and its secrets. */
  readonly isFirstStart: boolean;
  readonly credentials: {
    readonly orgId: string;
    readonly sandbox: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly adminEmail?: string;
    readonly adminPassword?: string;
  };
  stop(): Promise<void>;
}

/**
 * How much the heap may grow over what lives in it before V8 collects all of it, in bytes. Left to itself V8 lets it become four times as
 * large on a large machine: with a million profiles 1.4 GB instead of 0.7. The same room for all means that a platform with few people,
 * which has the memory of one with many, collects a third as often as it would with the same percentage.
 */
const HEAP_ROOM = 140 << 20;
/**
 * That room as V8 is told it, in percent of what lives, is between these. The most holds for a start, and for a rebuild or replay, which has
 * the memory of a platform that does not run: 50 to 80 MiB more for a tenth less processor time than with the least.
 */
const LEAST_GROWTH = 60;
const MOST_GROWTH = 200;
/**
 * Small buffers share pieces of memory of this size. In pieces of 8 KiB, which they are unless told otherwise, every tenth event
 * takes a new one, and each of them is a thing for the collector of the heap to look after.
 */
const POOL_BYTES = 64 << 10;

/** Before the platform's code is loaded. */
function prepare(): void {
  letHeapGrow(MOST_GROWTH);
  Buffer.poolSize = POOL_BYTES;
  process.once('uncaughtException', endBroken);
}

function letHeapGrow(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/**
 * From now on the heap has its room over what lives. Only when the platform's code is loaded: compiled code is kept from one start to the next
 * with the setting it was loaded under, and is of no use under another.
 */
function keepHeapRoom(): void {
  const collections = new PerformanceObserver((list) => {
    if (!list.getEntries().some(isFull)) return;
    const percent = Math.round((100 * HEAP_ROOM) / getHeapStatistics().used_heap_size);
    letHeapGrow(Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, percent)));
  });
  collections.observe({ entryTypes: ['gc'] });
}

function isFull(collection: PerformanceEntry): boolean {
  const { detail } = collection as PerformanceEntry & { readonly detail: { readonly kind: number } };
  return detail.kind === performanceConstants.NODE_PERFORMANCE_GC_MAJOR;
}

/** Steps below the other threads of the process: who gives way by so many still gets a tenth of what they do. */
const GIVES_WAY = 10;

/**
 * Has V8's own threads, which collect the heap and compile beside, give way to the thread that answers. They are four: where all
 * have one core, a full collection would leave that thread a fifth of it for as long as it takes. What it then waits for, the last
 * steps of a collection, they do meanwhile. Linux only: elsewhere a thread has no priority of its own.
 */
function yieldOfHeap(): void {
  const threads = '/proc/self/task';
  try {
    for (const thread of readdirSync(threads))
      if (readFileSync(`${threads}/${thread}/comm`, 'utf8').startsWith('V8'))
        setPriority(Number(thread), Math.min(constants.priority.PRIORITY_LOW, getPriority() + GIVES_WAY));
  } catch {
    // Not Linux, or nothing is told of threads here: nothing depends on it but the slowest answers.
  }
}

/**
 * Ends the process of an error nobody caught, once it is said, by a signal: Node would wait for threads first, and the one that writes to
 * the keyed store may be waiting for this one, so that what is broken would neither work nor be started again.
 */
function endBroken(error: unknown): void {
  process.stderr.write(`${inspect(error)}\n`);
  process.kill(process.pid, 'SIGKILL');
  // The first process of a container is still here: the system spares it.
  process.exit(1);
}

/**
 * Starts the platform; undefined when the person asked to stop before it was up, and nothing runs. A setting it cannot use
 * (port taken, directory in use) ends in a `ConnectionError` that says which.
 */
export async function startHere(env: NodeJS.ProcessEnv, terminal: Terminal): Promise<RunningPlatform | undefined> {
  const { stop } = terminal;
  if (stop.aborted) return undefined;
  prepare();
  // Loading the code takes the longest of a start, and has nothing to clean up.
  const code = await Promise.race([import('@meniscus/platform'), untilStopped(terminal)]);
  if (code === undefined) return undefined;
  try {
    const platform = await code.startPlatform({ env, stop });
    yieldOfHeap();
    keepHeapRoom();
    return platform;
  } catch (error) {
    if (stop.aborted && error === stop.reason) return undefined;
    throw explained(error, env.MENISCUS_PORT ?? '8080');
  }
}

/** A failed start in words of the command line. */
function explained(error: unknown, port: string): unknown {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'ConfigurationError') return new ConnectionError(message);
  if (code === 'EADDRINUSE') return new ConnectionError(`port ${port} is in use; stop what uses it or choose another`);
  if (code === 'EACCES') return new ConnectionError(`not allowed: ${message}`);
  return error;
}

/** What a rebuild made, as `@meniscus/platform/rebuild` tells it. */
export type RebuildReport = Awaited<ReturnType<typeof import('@meniscus/platform/rebuild').rebuildPlatform>>;

/** Rebuilds what is in the data directory. A directory it cannot use ends in a `ConnectionError` that says why. */
export async function rebuildHere(
  options: Parameters<typeof import('@meniscus/platform/rebuild').rebuildPlatform>[0],
): Promise<RebuildReport> {
  prepare();
  const { rebuildPlatform } = await import('@meniscus/platform/rebuild');
  try {
    return await rebuildPlatform(options);
  } catch (error) {
    throw explained(error, '');
  }
}

/** What a replay told, as `@meniscus/platform/rebuild` tells it. */
export type ReplayReport = Awaited<ReturnType<typeof import('@meniscus/platform/rebuild').replayPlatform>>;

/** Works a log off under changed declarations. What it cannot use ends in a `UsageError` or a `ConnectionError` that says why. */
export async function replayHere(
  options: Parameters<typeof import('@meniscus/platform/rebuild').replayPlatform>[0],
): Promise<ReplayReport> {
  prepare();
  const { replayPlatform } = await import('@meniscus/platform/rebuild');
  try {
    return await replayPlatform(options);
  } catch (error) {
    if ((error as Error).name === 'UnusableChange') throw new UsageError((error as Error).message);
    throw explained(error, '');
  }
}

/** How a forwarder is doing, as `@meniscus/platform/forward` tells it. */
export type ForwarderStatus = ReturnType<Forwarding['status']>;
type Forwarding = Awaited<ReturnType<typeof import('@meniscus/platform/forward').startForwarder>>;

/** Starts a forwarder. A setting it or its target cannot use ends in a `ConnectionError` that says which. */
export async function forwardHere(
  options: Parameters<typeof import('@meniscus/platform/forward').startForwarder>[0],
): Promise<Forwarding> {
  const { startForwarder } = await import('@meniscus/platform/forward');
  try {
    return await startForwarder(options);
  } catch (error) {
    throw explained(error, String(options.port));
  }
}

/** What `@meniscus/platform/doctor` finds. */
export type Examination = Awaited<ReturnType<typeof import('@meniscus/platform/doctor').examine>>;

/** Looks the installation of this environment over, whether it runs or not. Nothing is changed. */
export async function examineHere(env: NodeJS.ProcessEnv): Promise<Examination> {
  const { examine } = await import('@meniscus/platform/doctor');
  return examine({ env, now: Date.now() });
}

/** Resolves when the person asks to stop. */
export function untilStopped({ stop }: Terminal): Promise<void> {
  return stop.aborted
    ? Promise.resolve()
    : new Promise((done) => stop.addEventListener('abort', () => done(), { once: true }));
}

/** Where the console is and how to sign in, as far as it is known. */
export function consoleLines({ url, credentials }: RunningPlatform): string {
  const { adminEmail, adminPassword } = credentials;
  const signIn =
    adminEmail === undefined
      ? ''
      : `\n  sign in   ${adminEmail}${adminPassword === undefined ? '' : ` / ${adminPassword}`}`;
  return `  console   ${url}/${signIn}\n`;
}
