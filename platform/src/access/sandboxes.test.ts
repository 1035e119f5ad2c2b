import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, connect } from '../../../tools/harness/api.ts';
import { CREDENTIALS, type RunningPlatform, scratchDirectory, startPlatform } from '../../../tools/harness/process.ts';
import { dataset, flow, schema, setUpAudience } from '../../../tools/harness/programme.ts';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';

const scratch = scratchDirectory('sandboxes');
const SANDBOXES = '/data/foundation/sandbox-management/sandboxes';
let platform: RunningPlatform;
let api: Api;

async function start(): Promise<void> {
  platform = await startPlatform({ dataDir: scratch.path });
  api = await connect(platform);
}

beforeAll(start);
afterAll(async () => {
  await platform?.kill('SIGTERM');
  scratch.remove();
});

/** The same caller in another sandbox. */
const inSandbox = (sandbox: string): Promise<Api> =>
  connect({ url: platform.url, credentials: { ...CREDENTIALS, sandbox } });

async function stateOf(name: string): Promise<string> {
  const response = await fetch(`${platform.url}${SANDBOXES}/${name}`, { headers: api.headers });
  return response.status === 404 ? 'gone' : ((await response.json()) as { state: string }).state;
}

async function until(name: string, state: string): Promise<void> {
  for (let waited = 0; (await stateOf(name)) !== state; waited += 20) {
    expect(waited, `${name} is ${await stateOf(name)}: ${platform.output()}`).toBeLessThan(20_000);
    await sleep(20);
  }
}

async function make(name: string): Promise<Api> {
  await api.call('POST', SANDBOXES, { name, title: name, type: 'development' });
  await until(name, 'active');
  return inSandbox(name);
}

const PROFILE = ['https://ns.adobe.com/xdm/context/profile', 'https://ns.adobe.com/xdm/context/identitymap'];
const LOYALTY = 'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details';

/** What the objects of a filled sandbox are called: names stay in the audit log, data does not. */
const nameOf = (mark: string) => `called-${[...mark].reverse().join('')}`;

/** Fills a sandbox with something in every store: the mark in all data, its name in all names. Returns the inlet. */
async function fill(into: Api, mark: string): Promise<string> {
  const name = nameOf(mark);
  const schemaId = await schema(into, `Members ${name}`, [...PROFILE, LOYALTY]);
  const { id, table } = await dataset(into, `Members ${name}`, schemaId);
  const inlet = await flow(into, `Members ${name}`, schemaId, id, [
    ['identityMap.email.id', 'xdm:identityMap.email[0].id'],
    ['loyalty.tier', 'loyalty.tier'],
    ['loyalty.points', 'loyalty.points'],
  ]);
  await setUpAudience(into, `Gold ${name}`, `loyalty.tier = "${mark}"`);
  const packages = '/data/foundation/exim/packages';
  const { id: packed } = await into.call<{ id: string }>('POST', packages, {
    name: `All of ${name}`,
    packageType: 'FULL',
  });
  const published = await into.call<{ jobId: string }>('GET', `${packages}/${packed}/export`);
  expect(await into.call('GET', `/data/foundation/exim/tools/job/${published.jobId}`)).toMatchObject({
    object: { jobStatus: 'SUCCESS' },
  });
  await into.call('POST', '/data/foundation/conversion/samples', { sampleData: `{"a":"${mark}"}`, sampleType: 'text' });
  // Every tenth has nothing that is mapped: a failed record.
  const messages = Array.from({ length: 200 }, (_, n) =>
    n % 10 === 0
      ? { unheard: mark }
      : {
          identityMap: { email: [{ id: `${mark}-${n}@example.com`, primary: true }] },
          loyalty: { tier: mark, points: n },
        },
  );
  // A batch that is still open: its file waits.
  const batches = '/data/foundation/import/batches';
  const { id: batch } = await into.call<{ id: string }>('POST', batches, {
    datasetId: id,
    inputFormat: { format: 'json', isMultiLineJson: false },
  });
  const upload = await fetch(`${into.url}${batches}/${batch}/datasets/${id}/files/${name}.json`, {
    method: 'PUT',
    headers: { ...into.headers, 'content-type': 'application/octet-stream' },
    body: `{"loyalty":{"tier":"${mark}"}}\n`,
  });
  expect(upload.status, await upload.text()).toBe(201);
  const answer = await fetch(inlet.replace('/collection/', '/collection/batch/'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages }),
  });
  expect(answer.status).toBe(207);
  const totals = await into.settled();
  expect(totals.accepted).toBe(200);
  expect(totals.failed).toBe(20);
  expect((await into.sql(`select count(*) from ${table}`)).rows[0]![0]).toBeGreaterThan(100);
  expect(await into.profile('email', `${mark}-1@example.com`)).toMatchObject({ loyalty: { tier: mark } });
  return inlet;
}

/** Looks at files of the running platform, anew when one was taken away or renamed between its listing and its reading. */
function looked<T>(look: () => T): T {
  for (let times = 1; ; times++) {
    try {
      return look();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || times === 20) throw error;
    }
  }
}

/** Files of the data directory with the mark in their bytes or their name, capital or not. */
const filesWith = (mark: string): readonly string[] => looked(() => filesNowWith(mark));

function filesNowWith(mark: string): readonly string[] {
  return readdirSync(scratch.path, { recursive: true, withFileTypes: true })
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isFile: entry.isFile() }))
    .filter(
      ({ path, isFile }) =>
        path.includes(mark) || (isFile && readFileSync(path).toString('latin1').toLowerCase().includes(mark)),
    )
    .map(({ path }) => path);
}

/** Where the name of what a sandbox held still stands: files, and tables other than the audit log. */
function placesOfName(mark: string): readonly string[] {
  const name = nameOf(mark);
  const files = filesWith(name).filter((file) => !/tables\.sqlite(-wal|-shm)?$/.test(file));
  const database = new DatabaseSync(join(scratch.path, 'tables.sqlite'), { readOnly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
  const holding = tables.filter(
    (table) =>
      table.name !== 'audit_event' &&
      JSON.stringify(database.prepare(`select * from ${table.name}`).all())
        .toLowerCase()
        .includes(name),
  );
  database.close();
  return [...files, ...holding.map((table) => table.name)];
}

const lakeFiles = (): readonly string[] =>
  looked(() => readdirSync(join(scratch.path, 'objects'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('the published calls of Sandbox Management', () => {
  it('get the published kind of answer', async () => {
    await walkPublishedCalls(new URL('published-sandbox-calls.json', import.meta.url), {
      base: `${platform.url}/data/foundation`,
      headers: api.headers,
      known: {},
    });
  });
});

// The process starts and is killed several times here: on a busy machine that takes longer than tests usually may.
describe('a sandbox', () => {
  it('that is reset is out of reach at once, and then no byte of it is left, while the others see none and keep theirs', async () => {
    const [going, staying] = [await make('going'), await make('staying')];
    const inlet = await fill(going, 'marigold');
    await fill(staying, 'snowdrop');
    for (const other of [staying, api]) {
      const seen = [
        await other.call('GET', '/data/foundation/catalog/dataSets'),
        await other.profile('email', 'marigold-1@example.com'),
        await other.call('GET', '/meniscus/v1/failed-records'),
        await other.call('GET', '/data/core/ups/audiences'),
      ];
      expect(JSON.stringify(seen)).not.toContain('marigold');
    }
    expect((await api.ledger()).accepted).toBe(0);
    expect(filesWith('marigold').length).toBeGreaterThan(2);
    await api.call('PUT', `${SANDBOXES}/going`, { action: 'reset' });
    const late = await fetch(inlet, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(late.status).toBe(404);
    await until('going', 'active');
    expect(filesWith('marigold')).toEqual([]);
    expect(placesOfName('marigold')).toEqual([]);
    expect(placesOfName('snowdrop').length).toBeGreaterThan(2);
    expect(await going.call('GET', '/data/foundation/catalog/dataSets')).toEqual({});
    expect(await going.ledger()).toMatchObject({ accepted: 0, stored: 0, failed: 0, waiting: 0, balanced: true });
    expect(await staying.ledger()).toMatchObject({ accepted: 200, waiting: 0, balanced: true });
    expect(await staying.profile('email', 'snowdrop-199@example.com')).toBeDefined();
    await fill(going, 'hyacinth');
    await api.call('DELETE', `${SANDBOXES}/staying`);
    await until('staying', 'gone');
    expect(filesWith('snowdrop')).toEqual([]);
    expect(filesWith('hyacinth').length).toBeGreaterThan(2);
  });

  it('that is reset when the process dies, at once and again while it goes on, is erased after the restart', async () => {
    if ((await stateOf('going')) === 'active') await api.call('DELETE', `${SANDBOXES}/going`);
    await until('going', 'gone');
    const mark = 'foxglove';
    await fill(await make('crashing'), mark);
    await api.call('PUT', `${SANDBOXES}/crashing`, { action: 'reset' });
    await platform.kill('SIGKILL');
    await start();
    await sleep(20);
    await platform.kill('SIGKILL');
    await start();
    await until('crashing', 'active');
    expect(filesWith(mark)).toEqual([]);
    expect(placesOfName(mark)).toEqual([]);
    expect(lakeFiles()).toEqual([]);
    expect(await (await inSandbox('crashing')).ledger()).toMatchObject({ accepted: 0, balanced: true });
  });

  it('is refused with a bad name, a name in use, another type, and a change of anything but the title', async () => {
    const refused = async (method: string, path: string, body?: unknown): Promise<number> => {
      const response = await fetch(platform.url + path, {
        method,
        headers: { ...api.headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(((await response.json()) as { detail: string }).detail).toBeTypeOf('string');
      return response.status;
    };
    const good = { name: 'good', title: 'Good', type: 'development' };
    expect(await refused('POST', SANDBOXES, { ...good, name: 'Not good' })).toBe(400);
    expect(await refused('POST', SANDBOXES, { ...good, name: 'prod' })).toBe(409);
    expect(await refused('POST', SANDBOXES, { ...good, type: 'staging' })).toBe(400);
    expect(await refused('PATCH', `${SANDBOXES}/prod`, { type: 'development' })).toBe(400);
    expect(await refused('PUT', `${SANDBOXES}/prod`, { action: 'explode' })).toBe(400);
    expect(await refused('PUT', `${SANDBOXES}/nowhere`, { action: 'reset' })).toBe(404);
    expect(await refused('DELETE', `${SANDBOXES}/prod`)).toBe(400);
    expect(await stateOf('prod')).toBe('active');
  });
});
