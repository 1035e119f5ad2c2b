#!/usr/bin/env node
import { EXIT, type Terminal } from './command.ts';
import { run } from './run.ts';

const stop = new AbortController();
const SIGNALS = [
  ['SIGINT', EXIT.interrupted],
  ['SIGTERM', EXIT.terminated],
] as const;

/**
 * From here on a signal ends the process itself, whatever its threads are at. `process.exit` waits for what they are in the middle of,
 * and the one that writes to the keyed store may be waiting for this thread, then for good.
 */
function endBySignal(): void {
  for (const [signal] of SIGNALS) process.removeAllListeners(signal);
}

for (const [signal, code] of SIGNALS) {
  process.on(signal, () => {
    if (stop.signal.aborted) {
      // A second signal means now.
      endBySignal();
      process.kill(process.pid, signal);
      // The first process of a container is still here: the system spares it.
      process.exit(code);
    }
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
if (stop.signal.aborted) {
  endBySignal();
  process.exit();
}
