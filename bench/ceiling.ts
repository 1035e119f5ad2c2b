import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, pinned } from '../tools/harness/process.ts';

/**
 * The raw ceiling of the machine: an HTTP server that parses each message, checks a handful of fields, stringifies what is
 * good and answers when a shared fdatasync has put it on disk. No product could do less and keep the promise.
 */
export async function startCeiling(file: string, core?: number): Promise<{ url: string; pid: number; stop(): void }> {
  const port = await freePort();
  const [command, args] = pinned(core, process.execPath, [fileURLToPath(import.meta.url), String(port), file]);
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const up = await fetch(url, { method: 'POST', body: '{"messages":[]}' }).then(
      () => true,
      () => false,
    );
    if (up) return { url, pid: child.pid!, stop: () => child.kill('SIGKILL') };
    await sleep(10);
  }
  throw new Error('the ceiling server did not start');
}

function fits(message: unknown): boolean {
  const { identityMap } = message as { identityMap?: Record<string, { id?: unknown }[]> };
  if (typeof identityMap !== 'object' || identityMap === null) return false;
  for (const items of Object.values(identityMap))
    for (const item of items) if (typeof item.id !== 'string') return false;
  return true;
}

async function serve(port: number, file: string): Promise<void> {
  const handle = await open(file, 'w');
  let buffers: Buffer[] = [];
  let waiting: (() => void)[] = [];
  let busy = false;
  const commit = async () => {
    if (busy) return;
    busy = true;
    while (buffers.length > 0) {
      const batch = buffers;
      const waiters = waiting;
      buffers = [];
      waiting = [];
      await handle.writev(batch);
      await handle.datasync();
      for (const done of waiters) done();
    }
    busy = false;
  };
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parsed = JSON.parse(Buffer.concat(chunks).toString()) as { messages?: unknown[] };
      let text = '';
      for (const message of parsed.messages ?? [parsed]) if (fits(message)) text += `${JSON.stringify(message)}\n`;
      buffers.push(Buffer.from(text));
      waiting.push(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"ok":true}');
      });
      setImmediate(commit);
    });
  }).listen(port, '127.0.0.1');
}

/** Path of the ceiling's file in a scratch directory. */
export function ceilingFile(directory: string): string {
  return join(directory, 'ceiling.ndjson');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(Number(process.argv[2]), process.argv[3]!);
