import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real platform in a child process, on a data directory of its own. */
export interface RunningPlatform {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  readonly startupMs: number;
  readonly credentials: Credentials;
  /** Everything it printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface Credentials {
  readonly orgId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly sandbox: string;
}

/** Fixed first credentials, so that a restarted platform is reached the same way. */
export const CREDENTIALS: Credentials = {
  orgId: '0123456789ABCDEF01234567@AdobeOrg',
  clientId: '0123456789abcdef0123456789abcdef',
  clientSecret: 'bench-secret-bench-secret-bench-secret',
  sandbox: 'prod',
};

/** A fresh directory, removed by the returned function. */
export function scratchDirectory(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), `meniscus-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** `taskset` puts server and load on different cores, so that the ratio of two runs means something. */
export function pinned(core: number | undefined, command: string, args: readonly string[]): [string, string[]] {
  if (core === undefined || process.platform !== 'linux' || availableParallelism() < 2) return [command, [...args]];
  return ['taskset', ['-c', String(core), command, ...args]];
}

/** Moves all threads of a process to a core, as `pinned` starts one on it. */
export function keepOn(core: number, pid: number): void {
  if (process.platform !== 'linux' || availableParallelism() < 2) return;
  execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' });
}

/** A port nobody listens on, below those the system gives to outgoing connections. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_240 + Math.floor(Math.random() * 20_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

/** A start takes a second; on a machine that thirty others use it takes a minute. */
const READY_MS = 180_000;

/** The environment a platform of the tests and benchmarks is started with. */
export function settings(dataDir: string, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    MENISCUS_PORT: String(port),
    MENISCUS_DATA_DIR: dataDir,
    MENISCUS_ORG_ID: CREDENTIALS.orgId,
    MENISCUS_CLIENT_ID: CREDENTIALS.clientId,
    MENISCUS_CLIENT_SECRET: CREDENTIALS.clientSecret,
    MENISCUS_LOG_LEVEL: 'warn',
    // Tests and benchmarks count what they send; the canary's own test switches it on.
    MENISCUS_CANARY: 'off',
  };
}

/** Starts `meniscus start` and waits until `/health` answers 200. */
export async function startPlatform(options: {
  dataDir: string;
  core?: number;
  port?: number;
  env?: Record<string, string>;
  /** Most files the process may have open. */
  openFiles?: number;
}): Promise<RunningPlatform> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const line = ['cli/meniscus.js', 'start'];
  const [command, args] =
    options.openFiles === undefined
      ? pinned(options.core, process.execPath, line)
      : ['bash', ['-c', `ulimit -n ${options.openFiles} && exec "$0" "$@"`, process.execPath, ...line]];
  const started = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...settings(options.dataDir, port), ...options.env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output = (output + chunk).slice(-100_000);
  });
  child.on('exit', (code, signal) => {
    output += `\n[the process ended with ${signal ?? `code ${code}`}]\n`;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output = (output + chunk).slice(-100_000);
  });
  await healthy(url, child, () => output).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    url,
    dataDir: options.dataDir,
    pid: child.pid!,
    startupMs: performance.now() - started,
    credentials: CREDENTIALS,
    output: () => output,
    kill: (signal) => kill(child, signal),
  };
}

async function healthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the platform stopped with code ${child.exitCode}:\n${output()}`);
    try {
      const response = await fetch(`${url}/health`);
      if (response.status === 200) return;
    } catch {
      // Not listening yet.
    }
    await sleep(10);
  }
  throw new Error(`the platform was not ready within three minutes:\n${output()}`);
}

function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** Processes a process has started, of those whose command line holds a text. */
export function childrenOf(pid: number, command: string): readonly number[] {
  const started = readdirSync(`/proc/${pid}/task`).flatMap((task) => words(`/proc/${pid}/task/${task}/children`));
  return started.map(Number).filter((child) => words(`/proc/${child}/cmdline`).join(' ').includes(command));
}

/** Of a file of the system that may be gone by now. */
function words(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split(/[\s\0]+/)
      .filter(Boolean);
  } catch {
    return [];
  }
}

/** The machine a figure comes from, in one line. */
export function machine(): string {
  return `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.version}`;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
