import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../tools/harness/api.ts';
import { startPlatform } from '../../tools/harness/process.ts';
import { type Programme, setUpProgramme } from '../../tools/harness/programme.ts';
import { type Books, count, nothingSent, type Sent } from './pouring.ts';

/** What a platform did about a value that became another one while it ran. */
export interface DamagedValue extends Books {
  /** Promises that broke; empty when all held. */
  readonly broken: readonly string[];
}

const PEOPLE = 30;
const DAMAGED = 7;
/** Three attempts take two seconds. */
const PATIENCE_MS = 60_000;

const email = (person: number) => `value${person}@example.com`;

/** Flips a bit in all values that name a person, under the eyes of the process that runs: it reads the file by its memory. */
function damage(dataDir: string, person: number): number {
  const file = join(dataDir, 'keyed', 'data.mdb');
  const bytes = readFileSync(file);
  const named = Buffer.from(`"id":"${email(person)}"`);
  const handle = openSync(file, 'r+');
  let found = 0;
  for (let at = bytes.indexOf(named); at >= 0; at = bytes.indexOf(named, at + 1), found += 1)
    writeSync(handle, Buffer.from([bytes[at + 6]! ^ 1]), 0, 1, at + 6);
  closeSync(handle);
  return found;
}

async function post(url: string, body: unknown): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.ok;
}

async function send(programme: Programme, sent: Sent, round: number): Promise<void> {
  for (let person = 0; person < PEOPLE; person += 1) {
    const id = `r${round}-value-${person}`;
    const identityMap = { email: [{ id: email(person), primary: true, authenticatedState: 'ambiguous' }] };
    const points = round * 1000 + person;
    sent.all.add(id);
    const timestamp = '2026-02-01T10:00:00.000Z';
    if (await post(programme.eventInlet, { _id: id, timestamp, identityMap, commerce: { order: { priceTotal: 1 } } }))
      sent.acknowledged.add(id);
    if (await post(programme.profileInlet, { identityMap, loyalty: { tier: 'gold', points } }))
      sent.balances.set(email(person), { acknowledged: points, sent: points });
  }
}

/** `url`: where the platform of this directory runs, if it does. */
function meniscus(dataDir: string, args: readonly string[], url = ''): { status: number | null; said: string } {
  const env = {
    ...process.env,
    MENISCUS_DATA_DIR: dataDir,
    MENISCUS_LOG_LEVEL: 'warn',
    MENISCUS_CANARY: 'off',
    MENISCUS_URL: url,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/meniscus.js', ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

/**
 * A value of the keyed store becomes another one while the platform runs: it may not be passed over, the door takes what comes,
 * `/health`, the log and `meniscus doctor` say so, and `meniscus rebuild --adopt` makes everything good.
 */
export async function damagedValue(dataDir: string): Promise<DamagedValue> {
  const sent = nothingSent();
  const broken: string[] = [];
  const expect = (holds: boolean, promise: string) => {
    if (!holds) broken.push(promise);
  };
  const first = await startPlatform({ dataDir });
  const programme = await setUpProgramme(await connect(first));
  await send(programme, sent, 0);
  await (await connect(first)).settled();
  await first.kill('SIGTERM');

  // Nothing of it is in memory now.
  const second = await startPlatform({ dataDir });
  expect(damage(dataDir, DAMAGED) > 0, 'a value of the person is in the store');
  await send(programme.at(second.url), sent, 1);
  const stands = async () => JSON.stringify(await (await fetch(`${second.url}/health`)).json()).includes('"standing"');
  const until = performance.now() + PATIENCE_MS;
  while (!(await stands()) && performance.now() < until) await sleep(100);
  expect(await stands(), '/health says that processing stands still');
  expect(second.output().includes('is damaged: the entry'), 'the log names the entry');
  const running = meniscus(dataDir, ['doctor', '--json'], second.url);
  expect(running.said.includes('processing has stood still'), 'meniscus doctor says so while it runs');
  const before = sent.acknowledged.size;
  await send(programme.at(second.url), sent, 2);
  expect(sent.acknowledged.size === before + PEOPLE, 'the door takes everything meanwhile');
  await second.kill('SIGTERM');

  const stopped = meniscus(dataDir, ['doctor', '--json']);
  expect(stopped.status === 1 && stopped.said.includes('rebuild --adopt'), 'meniscus doctor says what to do');
  const rebuilt = meniscus(dataDir, ['rebuild', '--adopt']);
  expect(rebuilt.status === 0, `meniscus rebuild --adopt makes it anew: ${rebuilt.said.slice(-500)}`);
  const third = await startPlatform({ dataDir });
  try {
    return { broken, ...(await count(await connect(third), programme.at(third.url), sent, 3)) };
  } finally {
    await third.kill('SIGTERM');
  }
}
