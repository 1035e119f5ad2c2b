import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../../tools/harness/api.ts';
import { startPlatform } from '../../tools/harness/process.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../../tools/harness/programme.ts';

/**
 * What became of a damaged file. `refused`: the start ended and named the file. `answer refused`: a query over it did. `unharmed`:
 * everything reads as before. The others are failures: `silent` answers other than before, `unnamed` ends without saying
 * which file, `hangs` does neither start nor end.
 */
export type Fate = 'refused' | 'answer refused' | 'unharmed' | 'silent' | 'unnamed' | 'hangs';

/** What may become of a damaged file. */
export const HARMLESS: ReadonlySet<Fate> = new Set(['refused', 'answer refused', 'unharmed']);

/** One damaged file. */
export interface Damaged {
  readonly file: string;
  readonly kind: string;
  readonly fate: Fate;
  /** What the platform said, or what was other than before. */
  readonly detail: string;
}

const PEOPLE = 30;
const SECTOR = 512;
const PAGE = 4096;
const PATIENCE_MS = 240_000;
const ANY = 'application/vnd.adobe.xed+json, */*';
const DECLARED = [
  'catalog/dataSets',
  'flowservice/sourceConnections',
  'flowservice/targetConnections',
  'schemaregistry/tenant/schemas',
  'conversion/mappingSets',
];

/** Ways bytes become others, at a place of a file. */
const KINDS: Readonly<Record<string, (bytes: Buffer, random: () => number) => Buffer>> = {
  'bit flipped'(bytes, random) {
    bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
    return bytes;
  },
  'sector never written'(bytes, random) {
    const at = Math.floor((random() * bytes.length) / SECTOR) * SECTOR;
    return bytes.fill(0, at, Math.min(bytes.length, at + SECTOR));
  },
  'page written elsewhere'(bytes, random) {
    const pages = Math.ceil(bytes.length / PAGE);
    const [from, to] = [Math.floor(random() * pages), Math.floor(random() * pages)];
    bytes.copy(bytes, to * PAGE, from * PAGE, Math.min(bytes.length, (from + 1) * PAGE));
    return bytes;
  },
};

/** Addresses of inlets are part of what is compared, so they do not hold the port. */
const start = (dataDir: string) => startPlatform({ dataDir, env: { MENISCUS_PUBLIC_URL: 'http://damage.example' } });

/** What somebody who asks gets to see: everything that could become other. */
async function seen(api: Api, { eventTable, profileTable }: Programme): Promise<string> {
  const parts: unknown[] = [await api.settled()];
  for (const table of [eventTable, profileTable])
    parts.push((await api.sql(`select to_json(t)::varchar from ${table} t order by 1`)).rows);
  for (let person = 0; person < PEOPLE; person += 1) parts.push(await api.profile('Email', email(person)));
  for (const path of DECLARED)
    parts.push(await api.call('GET', `/data/foundation/${path}`, undefined, { accept: ANY }));
  return JSON.stringify(parts, null, 1);
}

const email = (person: number) => `damage${person}@example.com`;

async function fill(api: Api, programme: Programme): Promise<void> {
  const post = async (url: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    await response.arrayBuffer();
  };
  for (let turn = 0; turn < 20; turn += 1) {
    const messages = Array.from({ length: PEOPLE }, (_, person) => ({
      _id: `damage-${turn}-${person}`,
      timestamp: '2026-02-01T10:00:00.000Z',
      identityMap: { email: [{ id: email(person), primary: true }] },
      commerce: { order: { priceTotal: turn * person } },
    }));
    await post(programme.batch(programme.eventInlet), { messages });
    for (let person = turn; person < PEOPLE; person += 20)
      await post(programme.profileInlet, {
        identityMap: { email: [{ id: email(person), primary: true, authenticatedState: 'ambiguous' }] },
        loyalty: { tier: person % 2 === 0 ? 'gold' : 'silver', points: person * 100 },
      });
  }
  await api.settled();
}

interface Bases {
  /** Directories: what a stopped process left, and what a killed one did. */
  readonly dirs: readonly string[];
  readonly programme: Programme;
  readonly expected: string;
}

async function makeBases(root: string): Promise<Bases> {
  const [killed, stopped] = [join(root, 'killed'), join(root, 'stopped')];
  const first = await start(killed);
  const api = await connect(first);
  const programme = (await setUpProgramme(api)).at(first.url);
  await setUpAudience(api, 'Gold members', 'loyalty.tier = "gold"');
  await fill(api, programme);
  await api.sql(`select count(*) from ${programme.eventTable}`);
  const expected = await seen(api, programme);
  await first.kill('SIGKILL');
  cpSync(killed, stopped, { recursive: true });
  const second = await start(stopped);
  await second.kill('SIGTERM');
  return { dirs: [killed, stopped], programme, expected };
}

function filesOf(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|mdb|sqlite|sqlite-wal|sqlite-sums|parquet)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => basename(file) !== 'lock.mdb' && statSync(file).size > 0)
    .sort();
}

/** Damages one file a round, one after the other from a random one on, and starts the real process on it. */
export async function damageRounds(options: {
  readonly rounds: number;
  readonly dir: string;
  readonly random: () => number;
  readonly progress?: (damaged: Damaged) => void;
}): Promise<readonly Damaged[]> {
  const { rounds, dir, random, progress } = options;
  const bases = await makeBases(dir);
  const kinds = Object.keys(KINDS);
  const found: Damaged[] = [];
  const first = Math.floor(random() * 100);
  for (let round = 0; round < rounds; round += 1) {
    const copy = join(dir, 'copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(bases.dirs[round % 2]!, copy, { recursive: true });
    chmodSync(copy, 0o700);
    const files = filesOf(copy);
    const file = files[(first + Math.floor(round / 2)) % files.length]!;
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    writeFileSync(file, KINDS[kind]!(readFileSync(file), random));
    const damaged = { file: file.slice(copy.length + 1), kind, ...(await fateOf(copy, file, bases)) };
    found.push(damaged);
    progress?.(damaged);
  }
  return found;
}

async function fateOf(
  dataDir: string,
  file: string,
  { programme, expected }: Bases,
): Promise<Pick<Damaged, 'fate' | 'detail'>> {
  const started = await Promise.race([
    start(dataDir).catch((error: Error) => error),
    sleep(PATIENCE_MS, undefined, { ref: false }),
  ]);
  if (started === undefined) return { fate: 'hangs', detail: '' };
  if (started instanceof Error) {
    if (started.message.includes('not ready within')) return { fate: 'hangs', detail: started.message };
    const said = started.message.split('\n').find((line) => line.includes('meniscus:')) ?? started.message;
    return { fate: names(said, file) ? 'refused' : 'unnamed', detail: said };
  }
  try {
    const now = await seen(await connect(started), programme.at(started.url));
    const same = now === expected;
    return { fate: same ? 'unharmed' : 'silent', detail: same ? '' : difference(expected, now) };
  } catch (error) {
    const { message } = error as Error;
    return { fate: /is not as it was written/.test(message) ? 'answer refused' : 'unnamed', detail: message };
  } finally {
    await started.kill('SIGKILL');
  }
}

/** The message says which file, or which topic of the log, and where. */
function names(said: string, file: string): boolean {
  const store = basename(file).replace(/-(wal|sums)$/, '');
  return said.includes(store) || said.includes(`topic ${basename(join(file, '..'))}`);
}

function difference(before: string, now: string): string {
  const [old, fresh] = [before.split('\n'), now.split('\n')];
  const at = old.findIndex((line, index) => line !== fresh[index]);
  return `${old[at]} became ${fresh[at]}`;
}
