#!/usr/bin/env node
import { EXIT, type Terminal } from './command.ts';
import { run } from './run.ts';

const stop = new AbortController();
for (const [signal, code] of [
  ['SIGINT', EXIT.interrupted],
  ['SIGTERM', EXIT.terminated],
] as const) {
  process.on(signal, () => {
    // A second signal means now.
    if (stop.signal.aborted) process.exit(code);
    stop.abort();
  });
}
// A reader that has seen enough (`… | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  coloured: process.stdout.isTTY === true,
  env: process.env,
  stop: stop.signal,
};

// Some older Nodes get as far as this file; the launcher finds the right one or says what to do.
const tooOld = Number(process.versions.node.split('.')[0]) < 24;
if (tooOld) await import(new URL('../meniscus.js', import.meta.url).href);
else process.exitCode = await run(process.argv.slice(2), terminal);
// What was asked to stop is not held by code that is still being loaded.
if (stop.signal.aborted) process.exit();
