import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../../tools/harness/api.ts';
import { batchClient } from '../../tools/harness/batches.ts';
import { readMembers, uploadMembers } from '../../tools/harness/external-audience.ts';
import { filesFlow, runFlow, STORES } from '../../tools/harness/history.ts';
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

/** What Data Access lists in the place of the files in it. */
const FOLDER = /^(row_errors|input_files)\/?$/;

const FLIP = 'bit flipped';

/** Ways bytes become others, at a place of a file. */
const KINDS: Readonly<Record<string, (bytes: Buffer, random: () => number) => Buffer>> = {
  [FLIP](bytes, random) {
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
const start = (dataDir: string, files = dataDir) =>
  startPlatform({ dataDir, env: { MENISCUS_PUBLIC_URL: 'http://damage.example', MENISCUS_FILES_DIR: files } });

/** What somebody who asks gets to see: everything that could become other. */
async function seen(api: Api, { eventTable, profileTable }: Programme, { ended, dryRun }: Ids): Promise<string> {
  const parts: unknown[] = [await api.settled()];
  for (const table of [eventTable, profileTable])
    parts.push((await api.sql(`select to_json(t)::varchar from ${table} t order by 1`)).rows);
  for (let person = 0; person < PEOPLE; person += 1) parts.push(await api.profile('Email', email(person)));
  for (const path of DECLARED)
    parts.push(await api.call('GET', `/data/foundation/${path}`, undefined, { accept: ANY }));
  const client = batchClient(() => api);
  for (const listed of ['failed', 'meta'] as const)
    for (const entry of await client.list(ended, listed))
      for (const { name, href } of FOLDER.test(entry.name) ? await client.list(ended, listed, entry.name) : [entry]) {
        const { status, body } = await client.sendText('GET', new URL(href).pathname + new URL(href).search);
        // It says what is wrong, as a query does.
        if (status === 500) throw new Error(body);
        parts.push([name, status, body]);
      }
  const rejects = await client.sendText('GET', `/meniscus/v1/history/runs/${dryRun}/rejects`);
  if (rejects.status === 500) throw new Error(rejects.body);
  parts.push(rejects.body);
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

/** A batch that ended with rows that failed, one that was sent a file and is not complete, a dry run, an external audience. */
interface Ids {
  readonly ended: string;
  readonly open: string;
  readonly dryRun: string;
  readonly audience: string;
}

const UPLOADED = 'damage-upload@example.com';

/** Batches, a message that fails, a dry run over a file and members out of one: what makes the kinds of files that records alone do not. */
async function fillFiles(api: Api, programme: Programme, root: string): Promise<Ids> {
  const { profileDataset, eventDataset } = programme;
  const client = batchClient(() => api);
  const create = () => client.create({ datasetId: profileDataset, inputFormat: { format: 'json' } });
  const member = (id: string, points: unknown) =>
    JSON.stringify({ identityMap: { Email: [{ id, primary: true }] }, loyalty: { tier: 'gold', points } });
  const [ended, open] = [await create(), await create()];
  await client.put(ended, profileDataset, 'bad.json', `${member(email(1), 'many')}\n`);
  await client.finish(ended);
  await client.put(open, profileDataset, 'open.json', `${member(UPLOADED, 4711)}\n`);
  await fetch(programme.eventInlet, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ commerce: { order: { priceTotal: 'no number' } } }),
  });
  const dataset = await api.call<Record<string, { schemaRef: { id: string } }>>(
    'GET',
    `/data/foundation/catalog/dataSets/${eventDataset}`,
  );
  writeFileSync(join(root, 'exports', 'export.csv'), 'Id\n1\n');
  const flowId = await filesFlow(api, {
    name: 'Export',
    spec: STORES.folder,
    auth: { specName: 'Folder', params: {} },
    params: { path: 'export.csv', type: 'file' },
    schemaId: dataset[eventDataset]!.schemaRef.id,
    datasetId: eventDataset,
    rows: [{ sourceType: 'ATTRIBUTE', source: 'Id', destination: '_id' }],
  });
  const { id: dryRun } = await runFlow(api, flowId, { dryRun: true });
  const { audienceId: audience } = await uploadMembers(api, 'members.csv', `email\n${email(1)}\n${email(2)}\n`);
  await api.settled();
  // The failed message becomes a file a few seconds later.
  const failed = /part-\d+\.json$/;
  while (
    !readdirSync(join(root, 'killed', 'objects'), { recursive: true, encoding: 'utf8' }).some((name) =>
      failed.test(name),
    )
  )
    await sleep(100);
  return { ended, open, dryRun, audience };
}

interface Bases {
  /** Directories: what a stopped process left, and what a killed one did. */
  readonly dirs: readonly string[];
  readonly programme: Programme;
  readonly ids: Ids;
  readonly expected: string;
}

async function makeBases(root: string): Promise<Bases> {
  const [killed, stopped] = [join(root, 'killed'), join(root, 'stopped')];
  mkdirSync(join(root, 'exports'));
  const first = await start(killed, join(root, 'exports'));
  const api = await connect(first);
  const programme = (await setUpProgramme(api)).at(first.url);
  await setUpAudience(api, 'Gold members', 'loyalty.tier = "gold"');
  await fill(api, programme);
  const ids = await fillFiles(api, programme, root);
  await api.sql(`select count(*) from ${programme.eventTable}`);
  const expected = await seen(api, programme, ids);
  // The very last commit in SQLite's log, which damage cannot be told from a torn write of, is one that nobody sees.
  const auth = { specName: 'Folder', params: {} };
  await api.call('POST', '/data/foundation/flowservice/connections', {
    name: 'Last',
    connectionSpec: STORES.folder,
    auth,
  });
  await first.kill('SIGKILL');
  cpSync(killed, stopped, { recursive: true });
  const second = await start(stopped);
  await second.kill('SIGTERM');
  expectEveryKind([killed, stopped]);
  return { dirs: [killed, stopped], programme, ids, expected };
}

/**
 * Every kind of file a data directory has, by its path in it. `unguarded`: why nobody compares it with what it was, so that it is
 * not damaged here.
 */
const FILES: readonly { readonly path: RegExp; readonly unguarded?: string }[] = [
  { path: /^log\/(received|validated)\/\d{20}\.log$/ },
  { path: /^keyed\/data\.mdb$/ },
  { path: /^keyed\/lock\.mdb$/ },
  { path: /^tables\.sqlite$/ },
  { path: /^tables\.sqlite-wal$/ },
  { path: /^tables\.sqlite-shm$/ },
  { path: /^tables\.sqlite-sums$/ },
  { path: /^objects\/lake\/\w+\/\w+\/\w+-part-\d+\.parquet$/ },
  // Messages that failed, as they came.
  { path: /^objects\/lake\/\w+\/\w+\/\w+-part-\d+\.json$/ },
  // What a batch was sent and is not complete yet.
  { path: /^objects\/imports\/\w+\/\w+\/[0-9a-f]{24}$/ },
  // Of batches that ended: rows that failed, what was sent, the names of its files.
  { path: /^objects\/imports\/\w+\/\w+\/(rows|sent|inputs)-[0-9a-f]+$/ },
  // What dry runs reported.
  { path: /^objects\/rejects\/\w+\/[\w-]+\.ndjson$/ },
  { path: /^objects\/external-audience-files\/\w+\/[\w.-]+$/ },
  { path: /^credentials\.json$/ },
  { path: /^key$/ },
  { path: /^data-key$/ },
  { path: /^meniscus\.lock$/ },
  { path: /^starting$/, unguarded: 'it is empty' },
  {
    path: /^(work|staging|history)\//,
    unguarded: 'copies on their way, made anew at each start',
  },
];

interface FoundFile {
  readonly file: string;
  readonly kind: (typeof FILES)[number] | undefined;
}

function filesIn(dir: string): readonly FoundFile[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dir, join(parentPath, name)))
    .sort()
    .map((file) => ({ file, kind: FILES.find(({ path }) => path.test(file)) }));
}

/** Throws for a file of a kind nobody has thought of, and for a kind none of these directories has: then it is not damaged either. */
function expectEveryKind(dirs: readonly string[]): void {
  const found = dirs.flatMap(filesIn);
  const strange = found.filter(({ kind }) => kind === undefined).map(({ file }) => file);
  if (strange.length > 0)
    throw new Error(`the list of files in bench/faults/damage.ts does not know ${strange.join(', ')}`);
  const missing = FILES.filter((kind) => kind.unguarded === undefined && !found.some((one) => one.kind === kind));
  if (missing.length > 0) throw new Error(`no file was made of ${missing.map(({ path }) => path).join(', ')}`);
}

/** Files to damage, a list for each kind that is there. */
function filesByKind(dir: string): readonly (readonly string[])[] {
  const files = filesIn(dir).filter(({ file }) => statSync(join(dir, file)).size > 0);
  return FILES.filter(({ unguarded }) => unguarded === undefined)
    .map((kind) => files.flatMap((one) => (one.kind === kind ? [join(dir, one.file)] : [])))
    .filter((list) => list.length > 0);
}

/** Damages one file a round, kind after kind from a random one on, and starts the real process on it. */
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
    const kindsOfFiles = filesByKind(copy);
    const files = kindsOfFiles[(first + Math.floor(round / 2)) % kindsOfFiles.length]!;
    const file = files[Math.floor(random() * files.length)]!;
    const kind = damageFile(file, kinds[Math.floor(random() * kinds.length)]!, random);
    const damaged = { file: file.slice(copy.length + 1), kind, ...(await fateOf(copy, file, bases)) };
    found.push(damaged);
    progress?.(damaged);
  }
  return found;
}

/** Gives the kind of damage that was done: of a page alone, or one that is empty, a bit is flipped. */
function damageFile(file: string, kind: string, random: () => number): string {
  const before = readFileSync(file);
  const after = KINDS[kind]!(Buffer.from(before), random);
  if (after.equals(before) && kind !== FLIP) return damageFile(file, FLIP, random);
  writeFileSync(file, after);
  return kind;
}

async function fateOf(
  dataDir: string,
  file: string,
  { programme, ids, expected }: Bases,
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
    const api = await connect(started);
    const now = await seen(api, programme.at(started.url), ids);
    if (now !== expected) return { fate: 'silent', detail: difference(expected, now) };
    const members = await fateOfMembers(api, ids.audience);
    return members.fate === 'unharmed' ? await fateOfUpload(api, ids.open) : members;
  } catch (error) {
    const { message } = error as Error;
    return { fate: /is not as it was written/.test(message) ? 'answer refused' : 'unnamed', detail: message };
  } finally {
    await started.kill('SIGKILL');
  }
}

/** Has the members of an audience read again: they are those that were sent, or the run says that its file is damaged. */
async function fateOfMembers(api: Api, audience: string): Promise<Pick<Damaged, 'fate' | 'detail'>> {
  const { status, recordsRead, error = '' } = await readMembers(api, audience);
  if (status === 'FAILED')
    return { fate: /is not as it was written/.test(error) ? 'answer refused' : 'unnamed', detail: error };
  return recordsRead === 2
    ? { fate: 'unharmed', detail: '' }
    : { fate: 'silent', detail: `2 members became ${recordsRead}` };
}

/** Completes the batch that was open: what it was sent enters as it was, or the batch says that it is not. */
async function fateOfUpload(api: Api, id: string): Promise<Pick<Damaged, 'fate' | 'detail'>> {
  const { status, errors } = await batchClient(() => api).finish(id);
  const detail = JSON.stringify(errors);
  if (status === 'failed')
    return { fate: /is not as it was written/.test(detail) ? 'answer refused' : 'unnamed', detail };
  await api.settled();
  const points = (await api.profile('Email', UPLOADED))?.loyalty?.points;
  return points === 4711 ? { fate: 'unharmed', detail: '' } : { fate: 'silent', detail: `4711 became ${points}` };
}

/** The message says which file, or which topic of the log, and where. */
function names(said: string, file: string): boolean {
  const store = basename(file).replace(/-(wal|sums)$/, '');
  return said.includes(file) || said.includes(store) || said.includes(`topic ${basename(join(file, '..'))}`);
}

function difference(before: string, now: string): string {
  const [old, fresh] = [before.split('\n'), now.split('\n')];
  const at = old.findIndex((line, index) => line !== fresh[index]);
  return `${old[at]} became ${fresh[at]}`;
}
