#!/usr/bin/env node
// Starts the command line under a Node that runs TypeScript. Plain JavaScript, so that any Node can read it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const RESTARTED = 'MENISCUS_RESTARTED';

/** What `npm ci` brought along, looked for from this folder upwards. */
function installed(...path) {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', ...path);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

const ownNode = () => installed(...(process.platform === 'win32' ? ['node', 'bin', 'node.exe'] : ['.bin', 'node']));

/**
 * Threads for files. Four, as Node has them, may all wait for a disk at the same time: for the keyed store, the lake, the tables and the
 * second topic of the log; the log that acknowledgements wait for must find one.
 */
const FILE_THREADS = '12';
process.env.UV_THREADPOOL_SIZE ??= FILE_THREADS;

/**
 * How DuckDB, which writes the lake, keeps memory it has freed: in one place for its two threads, and for a thirtieth of a second. Left to
 * itself a process that writes batches of 60,000 rows grows to 140 MiB instead of 90, and is no faster. Read when its library is loaded.
 */
const DUCKDB_MEMORY = 'narenas:1,dirty_decay_ms:30,muzzy_decay_ms:0';
process.env.DUCKDB_JE_MALLOC_CONF ??= DUCKDB_MEMORY;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // Without types and compiled, the code is kept for the next start, of which compiling is a third. Where nothing can be
  // written nothing is kept. Not in a folder that others may write to: what is kept is run.
  const packages = installed();
  if (packages !== undefined) module.enableCompileCache(join(packages, '.cache', 'meniscus'));
  await import('./src/meniscus.ts');
} else {
  const node = process.env[RESTARTED] === undefined ? ownNode() : undefined;
  if (node === undefined) {
    process.stderr.write(
      `meniscus needs Node ${NEEDED} or newer; this is ${process.version}, which cannot run TypeScript without a build.\n` +
        'Run `npm ci` in the checkout (it brings the right Node) and start with `npx meniscus` or `npm start`.\n',
    );
    process.exitCode = 2;
  } else {
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...process.env, [RESTARTED]: '1' },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
    });
  }
}
