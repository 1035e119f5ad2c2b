#!/usr/bin/env node
// Starts the command line under a Node that runs TypeScript. Plain JavaScript, so that any Node can read it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const RESTARTED = 'MENISCUS_RESTARTED';

/** The Node that `npm ci` brought along, looked for from this folder upwards. */
function ownNode() {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(
      folder,
      'node_modules',
      ...(process.platform === 'win32' ? ['node', 'bin', 'node.exe'] : ['.bin', 'node']),
    );
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

const program = fileURLToPath(new URL('src/meniscus.ts', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
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
    const child = spawn(node, [program, ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...process.env, [RESTARTED]: '1' },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
    });
  }
}
