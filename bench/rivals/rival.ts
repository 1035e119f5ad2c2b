import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AudienceRule, audienceRules } from '../audience-rules.ts';

/** The audiences ours and the rivals keep, all on attributes. */
export const RULES: readonly AudienceRule[] = audienceRules(50, false);

/** A person as a rival answers `GET /profile/{e-mail}`: for the check that both did the same work. */
export interface RivalProfile {
  readonly loyalty?: Readonly<Record<string, unknown>>;
  /** Names of the audiences, sorted. */
  readonly audiences: readonly string[];
  readonly events: number;
}

/** What a rival does with messages; the server around it is the same for each. */
export interface Rival {
  /** Resolves when all of it is on disk. */
  apply(messages: readonly unknown[]): Promise<void>;
  find(person: string): Promise<RivalProfile>;
}

/** A message once it is mapped: a profile record, or an event when it has an `_id`. */
export type Entity = Record<string, unknown> & { readonly identityMap: { readonly Email: readonly { id: string }[] } };

export interface RunningRival {
  readonly url: string;
  find(person: string): Promise<RivalProfile>;
  stop(): unknown;
}

/** Starts the rival in `file` as a process of its own, and hands it where it keeps its data, and how, where it can do so in several ways. */
export async function startRival(file: string, place: string, ...how: readonly string[]): Promise<RunningRival> {
  const port = 31_000 + Math.floor(process.hrtime()[1] % 9_000);
  const child = spawn(process.execPath, [file, String(port), place, ...how], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const find = async (person: string) =>
    (await (await fetch(`${url}/profile/${encodeURIComponent(person)}`)).json()) as RivalProfile;
  await answering(child, () => find('nobody'));
  return { url, find, stop: () => child.kill('SIGKILL') };
}

/** Resolves when somebody answers; throws when the process that is to ends before, or nobody has for ten seconds. */
export async function answering(child: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 1000 && child.exitCode === null; attempt += 1) {
    const up = await ask().then(
      () => true,
      () => false,
    );
    if (up) return;
    await sleep(10);
  }
  throw new Error('the rival did not start');
}

/** The server around a rival: POST of a message or `{messages: […]}`, GET of a profile. */
export function serveRival(port: number, rival: Rival): void {
  createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const failed = (error: unknown) => answer(500, { error: String(error) });
    if (request.method === 'GET') {
      const person = decodeURIComponent((request.url ?? '').replace('/profile/', ''));
      rival.find(person).then((found) => answer(200, found), failed);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parsed = JSON.parse(Buffer.concat(chunks).toString()) as { messages?: unknown[] };
      rival.apply(parsed.messages ?? [parsed]).then(() => answer(200, { ok: true }), failed);
    });
  }).listen(port, '127.0.0.1');
}
