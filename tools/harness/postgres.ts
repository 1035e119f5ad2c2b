import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, scratchDirectory } from './process.ts';

/** A real PostgreSQL server with an empty database, on a free loopback port. */
export interface Postgres {
  readonly connectionString: string;
  readonly version: string;
  stop(): Promise<void>;
}

/** Debian's place for the programs of each version, which are not all on the path. */
const VERSIONS = '/usr/lib/postgresql';
/** The server refuses to be root; its package makes this user. */
const OWNER = 'postgres';

function programs(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined;
  const newest = readdirSync(VERSIONS)
    .filter((name) => existsSync(join(VERSIONS, name, 'bin/postgres')))
    .sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(VERSIONS, newest, 'bin');
}

/** Why no server can be started here; undefined when one can. */
export function whyNoPostgres(): string | undefined {
  return programs() === undefined ? 'PostgreSQL is not installed (package postgresql)' : undefined;
}

/** The user to run as; nothing where this process is not root and so is the server's own user already. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, OWNER], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * Starts a server with durability as it comes (fsync, synchronous_commit), and memory and WAL as its guide tells a machine
 * of this size to have. Its data is in a scratch directory of its own, since it runs as another user; gone when it stops.
 */
export async function startPostgres(): Promise<Postgres> {
  const bin = programs();
  if (bin === undefined) throw new Error(whyNoPostgres());
  const { path: dir, remove } = scratchDirectory('postgres');
  const as = { cwd: '/', ...owner() };
  if (as.uid !== undefined) chownSync(dir, as.uid, as.gid!);
  const data = join(dir, 'data');
  const init = ['-D', data, '-U', OWNER, '-A', 'trust', '-E', 'UTF8', '--no-locale'];
  execFileSync(join(bin, 'initdb'), init, { stdio: 'ignore', ...as });
  const port = await freePort();
  const settings = [
    'shared_buffers=1GB',
    'max_wal_size=4GB',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${dir}`,
  ];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(join(bin, 'postgres'), args, { stdio: ['ignore', 'ignore', 'pipe'], ...as });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output = (output + chunk).slice(-10_000);
  });
  while (!output.includes('ready to accept connections')) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL stopped with code ${child.exitCode}:\n${output}`);
    await sleep(20);
  }
  return {
    connectionString: `postgresql://${OWNER}@127.0.0.1:${port}/postgres`,
    version: /PostgreSQL (\S+)/.exec(output)?.[1] ?? 'unknown',
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve(remove()));
        // Its fast shutdown.
        child.kill('SIGINT');
      }),
  };
}
