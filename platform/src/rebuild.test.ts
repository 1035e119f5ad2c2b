import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../cli/src/run.ts';
import { type Api, connect } from '../../tools/harness/api.ts';
import { batchClient } from '../../tools/harness/batches.ts';
import { uploadMembers } from '../../tools/harness/external-audience.ts';
import { CREDENTIALS, scratchDirectory, startPlatform as spawnPlatform } from '../../tools/harness/process.ts';
import { dataset, flow, type Programme, setUpAudience, setUpProgramme } from '../../tools/harness/programme.ts';
import { type Platform, startPlatform } from './main.ts';
import { type RebuildReport, rebuildPlatform } from './rebuild.ts';
import { openFileLog } from './stores/index.ts';

const scratch = scratchDirectory('rebuild');
const ENV = {
  MENISCUS_DATA_DIR: scratch.path,
  MENISCUS_PORT: '0',
  MENISCUS_LOG_LEVEL: 'error',
  MENISCUS_CANARY: 'off',
  MENISCUS_ORG_ID: CREDENTIALS.orgId,
  MENISCUS_CLIENT_ID: CREDENTIALS.clientId,
  MENISCUS_CLIENT_SECRET: CREDENTIALS.clientSecret,
};
let platform: Platform | undefined;
let api: Api;
let programme: Programme;
/** Takes members with two identities. */
let linkInlet: string;

async function start(): Promise<void> {
  platform = await startPlatform({ env: ENV });
  api = await connect({ url: platform.url, credentials: CREDENTIALS });
  programme = programme?.at(platform.url);
}

async function stop(): Promise<void> {
  await platform?.stop();
  platform = undefined;
}

async function schemaOf(datasetId: string): Promise<string> {
  const path = `/data/foundation/catalog/dataSets/${datasetId}`;
  const found = await api.call<Record<string, { schemaRef: { id: string } }>>('GET', path);
  return found[datasetId]!.schemaRef.id;
}

beforeAll(async () => {
  await start();
  programme = await setUpProgramme(api);
  linkInlet = await flow(api, 'Links', await schemaOf(programme.profileDataset), programme.profileDataset, [
    ['email', 'xdm:identityMap.email[0].id'],
    ['phone', 'xdm:identityMap.phone[0].id'],
  ]);
});

afterAll(async () => {
  await stop();
  scratch.remove();
});

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect([200, 207]).toContain(response.status);
  await response.arrayBuffer();
}

/** The command line, on the same data directory. */
async function meniscus(...line: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    interactive: false,
    env: ENV,
    stop: new AbortController().signal,
  };
  return { code: await run(line, terminal), out, err };
}

/** Rebuilds while nothing runs. */
const rebuilt = (more: { adopt?: boolean; dryRun?: boolean } = {}): Promise<RebuildReport> =>
  rebuildPlatform({ env: ENV, adopt: false, dryRun: false, examples: 5, ...more });

const email = (n: number) => `m${n}@example.com`;
const identityMap = (n: number) => ({ email: [{ id: email(n), primary: true }] });
const member = (n: number, points: number) => ({ identityMap: identityMap(n), loyalty: { tier: 'gold', points } });
const event = (n: number, id: string, price: number) => ({
  _id: id,
  timestamp: new Date(Date.now() - 86_400_000 + 300 * (price % 10)).toISOString(),
  identityMap: identityMap(n),
  commerce: { order: { priceTotal: price } },
});

/** What people read: rows, profiles with memberships, failed records, the ledger. */
async function state() {
  await api.settled();
  const ordered = (table: string) =>
    api.sql(`select * from ${table} order by _acp_system_metadata.xactionId`).then(({ rows }) => rows);
  const failed = await api.call<{ items: { id: string; status: string }[] }>('GET', '/meniscus/v1/failed-records');
  return {
    profileRows: await ordered(programme.profileTable),
    eventRows: await ordered(programme.eventTable),
    people: await Promise.all(Array.from({ length: PEOPLE }, (_, n) => api.profile('Email', email(n)))),
    failed: failed.items.map(({ id, status }) => [id, status]),
    ledger: await api.ledger(),
    profiles: await api.profiles(),
  };
}

const PEOPLE = 8;

/** Audiences that people leave while the test goes on. */
const timed = new Set<string>();

/** Something that happens to the platform; `n` makes names that do not come again. */
type Action = (n: number) => Promise<unknown>;

const somebody = fc.nat(PEOPLE - 1);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(somebody, fc.nat(20)).map(
    ([who, points]): Action =>
      () =>
        post(programme.profileInlet, member(who, points)),
  ),
  fc.tuple(somebody, fc.nat(3)).map(
    ([who, phone]): Action =>
      () =>
        post(linkInlet, { email: email(who), phone: `+3312345${phone}` }),
  ),
  fc.tuple(somebody, fc.nat(30), fc.boolean()).map(
    ([who, price, again]): Action =>
      (n) =>
        post(programme.batch(programme.eventInlet), {
          messages: [event(who, again ? 'again' : `e${n}`, price), event((who + 1) % PEOPLE, `f${n}`, price + 1)],
        }),
  ),
  fc.constant<Action>(() => post(programme.profileInlet, { nothing: 'that fits' })),
  fc.constant<Action>(async (n) => {
    const { items } = await api.call<{ items: { id: string; status: string }[] }>('GET', '/meniscus/v1/failed-records');
    const open = items.find(({ status }) => status === 'open');
    if (open === undefined) return;
    await api.call('POST', `/meniscus/v1/failed-records/${open.id}/replay`, {
      payload: member(n % PEOPLE, n % 20),
      force: true,
    });
  }),
  fc.nat(20).map(
    (points): Action =>
      (n) =>
        setUpAudience(api, `audience ${n}`, `loyalty.points >= ${points}`),
  ),
  fc.nat(20).map(
    (price): Action =>
      async (n) => {
        const rule = `xEvent[commerce.order.priceTotal >= ${price} and timestamp occurs <= 1 days before now].count() > 0`;
        timed.add(await setUpAudience(api, `recent ${n}`, rule));
      },
  ),
  somebody.map(
    (who): Action =>
      async () => {
        const query = `schema.name=_xdm.context.profile&entityIdNS=Email&entityId=${email(who)}`;
        const { headers } = api;
        await fetch(`${api.url}/data/core/ups/access/entities?${query}`, { method: 'DELETE', headers });
      },
  ),
  fc.constant<Action>(async () => {
    await stop();
    await restart();
  }),
);

/**
 * Without what depends on the moment it is asked, and of memberships only those that hold, without their moments: records that
 * wait while a rule is made may have been members before it counted for everybody.
 */
function timeless(states: Awaited<ReturnType<typeof state>>): unknown {
  return JSON.parse(JSON.stringify(states), (name, value) => {
    if (name === 'lastQualificationTime' || timed.has(name) || value?.status === 'exited') return undefined;
    // Who left all audiences is as who was in none.
    const isOfMemberships = name === 'ups' || name === 'segmentMembership';
    return isOfMemberships && Object.keys(value).length === 0 ? undefined : value;
  });
}

async function restart(): Promise<void> {
  await start();
  linkInlet = platform!.url + new URL(linkInlet).pathname;
}

describe('a rebuild', () => {
  it('equals what was, whatever had happened and however often the platform was started again', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 16 }), async (actions) => {
        for (const act of actions) {
          n += 1;
          await act(n);
        }
        const before = await state();
        await stop();
        const report = await rebuilt();
        expect(report.comparison).toMatchObject({ counts: {} });
        expect(report).toMatchObject({ reasons: [], switched: true });
        await restart();
        expect(timeless(await state())).toEqual(timeless(before));
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('makes memberships of the moments they were of, of rules made before and after the records', async () => {
    await setUpAudience(api, 'made before', 'loyalty.points = 77');
    await post(programme.profileInlet, member(0, 77));
    await api.settled();
    await setUpAudience(api, 'made after', 'loyalty.points > 76');
    await api.settled();
    const before = await state();
    await stop();
    expect(await rebuilt()).toMatchObject({ reasons: [], switched: true });
    await restart();
    expect(await state()).toEqual(before);
  });

  it('keeps batches of batch ingestion as they stand, reads files of members again, and erases what was erased', async () => {
    const batches = batchClient(() => api);
    const put = async (rows: readonly unknown[]) => {
      const id = await batches.create({ datasetId: programme.eventDataset, inputFormat: { format: 'json' } });
      await batches.put(id, programme.eventDataset, 'a.json', rows.map((row) => JSON.stringify(row)).join('\n'));
      expect(await batches.finish(id)).toMatchObject({ status: 'success' });
      return id;
    };
    await put([event(1, 'kept', 3)]);
    const deleted = await put([event(2, 'deleted', 3)]);
    await api.call('DELETE', `/data/foundation/catalog/batches/${deleted}`);
    const members = await uploadMembers(api, 'vip.csv', `email\n${email(3)}\n${email(4)}\n`);
    expect(members).toMatchObject({ status: 'SUCCESS', recordsRead: 2 });
    const { id } = await api.call<{ id: string }>('POST', '/data/core/ups/system/jobs', {
      dataSetId: programme.profileDataset,
    });
    const job = () => api.call<{ status: string }>('GET', `/data/core/ups/system/jobs/${id}`);
    await expect.poll(job).toMatchObject({ status: 'COMPLETED' });
    await post(programme.profileInlet, member(5, 5));
    const before = await state();
    await stop();
    expect(await rebuilt()).toMatchObject({ reasons: [], switched: true });
    await restart();
    expect(timeless(await state())).toEqual(timeless(before));
  });

  it('tells who and what would differ under a changed mapping, rule or merge policy before any is adopted', async () => {
    const audience = await setUpAudience(api, 'some points', 'loyalty.points >= 4');
    // Rules of nearly one moment are evaluated for everybody together, as of the later one.
    const waiting = async () =>
      (await (await fetch(`${api.url}/metrics`)).text()).match(/^meniscus_audiences_waiting (\d+)$/m);
    await expect.poll(async () => (await waiting())?.[1]).toBe('0');
    const golden = await setUpAudience(api, 'golden', 'loyalty.tier = "gold"');
    // Nobody is linked with these.
    await post(programme.profileInlet, member(50, 5));
    await post(programme.profileInlet, member(60, 6));
    await post(programme.profileInlet, { email: email(70), loyalty: { points: 7 } });
    const schemaId = await schemaOf(programme.profileDataset);
    const second = await dataset(api, 'Second', schemaId);
    const secondInlet = await flow(api, 'Second', schemaId, second.id, [
      ['email', 'xdm:identityMap.email[0].id'],
      ['points', 'loyalty.points'],
    ]);
    await post(secondInlet, { email: email(60), points: 1 });
    const sandboxes = '/data/foundation/sandbox-management/sandboxes';
    await api.call('POST', sandboxes, { name: 'dev', title: 'Dev', type: 'development' });
    const dev = await connect({ url: platform!.url, credentials: { ...CREDENTIALS, sandbox: 'dev' } });
    await post((await setUpProgramme(dev)).profileInlet, member(0, 5));
    const inDev = `/data/core/ups/segment/definitions/${await setUpAudience(dev, 'some', 'loyalty.points > 4')}`;
    const devRule = await dev.call<object>('GET', inDev);
    const before = await state();
    const { children } = await api.call<{ children: { id: string; default: boolean }[] }>(
      'GET',
      '/data/core/ups/config/mergePolicies',
    );
    const flows = await api.call<{ items: { name: string; transformations: { params: { mappingId: string } }[] }[] }>(
      'GET',
      '/data/foundation/flowservice/flows',
    );
    const { mappingId } = flows.items.find(({ name }) => name === 'Members')!.transformations[0]!.params;
    const set = await api.call<{ mappings: { source: string; destination: string }[] }>(
      'GET',
      `/data/foundation/conversion/mappingSets/${mappingId}`,
    );
    const untiered = set.mappings.filter(({ destination }) => !destination.endsWith('loyalty.tier'));
    const changed = {
      ...set,
      mappings: [...untiered, { sourceType: 'ATTRIBUTE', source: 'email', destination: 'xdm:identityMap.email[0].id' }],
    };
    const rule = await api.call<object>('GET', `/data/core/ups/segment/definitions/${audience}`);
    const poorer = { ...rule, expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.points >= 6' } };
    await stop();
    const file = join(scratch.path, 'changed.json');
    const told = async (...objects: readonly unknown[]) => {
      writeFileSync(file, JSON.stringify(objects));
      return meniscus('replay', '--with', file, '--examples', '2');
    };
    const mapped = await told(changed);
    expect(mapped).toMatchObject({ code: 0 });
    expect(mapped.out).toMatch(/attribute loyalty\.tier +0 appeared +\d+ gone +0 changed/);
    expect(mapped.out).toMatch(/audience golden +0 joined +\d+ left/);
    expect(mapped.out).toMatch(/failed record +0 appeared +1 gone/);
    expect(mapped.out).toContain('loyalty.tier: "gold" → nothing');
    const ruled = await told(poorer);
    expect(ruled.out).toMatch(/audience some points +0 joined +\d left/);
    expect(ruled.out).toContain(`-${audience}`);
    expect(ruled.out).not.toContain(golden);
    expect((await told({ ...rule, id: undefined, name: 'one more' })).out).toMatch(/audience .* +\d joined +0 left/);
    expect((await told(rule)).out).toContain('nothing would differ');
    const order = [programme.profileDataset, second.id];
    const policy = { ...children.find((one) => one.default), attributeMerge: { type: 'dataSetPrecedence', order } };
    expect((await told(policy)).out).toMatch(/audience some points +1 joined +0 left/);
    writeFileSync(file, JSON.stringify(devRule));
    const replayedInDev = await meniscus('replay', '--with', file, '--sandbox', 'dev');
    expect(replayedInDev.out).toMatch(/^1 messages worked off .*\nnothing would differ\nnothing was changed\n$/);
    for (const [object, complaint] of [
      [{ id: 'x' }, 'object 1 cannot be used: it is no mapping set'],
      [{ ...changed, id: 'nothing' }, 'object 1 cannot be used: '],
    ] as const)
      expect(await told(object)).toMatchObject({ code: 2, err: expect.stringContaining(complaint) });
    expect(await meniscus('replay', '--with', file, '--sandbox', 'none')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no sandbox none'),
    });
    await restart();
    expect(timeless(await state())).toEqual(timeless(before));
  });

  it('says what differs when a mapping reads otherwise by now, changes nothing, and adopts it when told', async () => {
    const { items: flows } = await api.call<{
      items: { id: string; name: string; etag: string; transformations: { params: { mappingId: string } }[] }[];
    }>('GET', '/data/foundation/flowservice/flows');
    const members = flows.find(({ name }) => name === 'Members')!;
    const { mappingId } = members.transformations[0]!.params;
    const path = `/data/foundation/conversion/mappingSets/${mappingId}`;
    const set = await api.call<{ outputSchema: unknown; mappings: { destination: string }[] }>('GET', path);
    const mappings = set.mappings.filter(({ destination }) => !destination.endsWith('loyalty.tier'));
    await api.call('PUT', path, { outputSchema: set.outputSchema, mappings });
    await api.call(
      'PATCH',
      `/data/foundation/flowservice/flows/${members.id}`,
      [{ op: 'replace', path: '/transformations/0/params/mappingVersion', value: 1 }],
      { 'if-match': members.etag },
    );
    const before = await state();
    await stop();
    const compared = await rebuilt();
    expect(compared).toMatchObject({ switched: false, reasons: [{ code: 'DIFFERENT' }] });
    const told = compared.comparison!.examples.find(({ part }) => part === 'profile');
    expect(told!.what.join()).toContain('loyalty.tier: "gold" → nothing');
    await restart();
    expect(await state()).toEqual(before);
    await stop();
    const { code, out } = await meniscus('rebuild', '--dry-run', '--examples', '1');
    expect(code).toBe(1);
    expect(out).toMatch(/^\d+ messages worked off in .*\nDIFFERENT: what was made is not equal .*profile \+0 -0 ≠\d/);
    expect(out).toMatch(/≠ profile 6:m\d+@example.com \(0123456789ABCDEF01234567@AdobeOrg.prod\)/);
    expect(out).toContain('loyalty.tier: "gold" → nothing');
    expect(out).toMatch(/nothing was changed\n$/);
    expect((await meniscus('rebuild', '--dry-run', '--adopt')).code).toBe(2);
    expect(await rebuilt({ adopt: true })).toMatchObject({ switched: true });
    expect(await rebuilt()).toMatchObject({ reasons: [], switched: true });
    await restart();
    expect((await api.profile('Email', email(50)))!.loyalty).toEqual({ points: 5 });
  });

  it('does not compare with a keyed store that is damaged or gone, and takes its place only when told', async () => {
    const before = await state();
    await stop();
    const keyed = join(scratch.path, 'keyed');
    writeFileSync(join(keyed, 'data.mdb'), readFileSync(join(keyed, 'data.mdb')).fill('x', 8192));
    await expect(start()).rejects.toThrow('meniscus rebuild --adopt');
    expect(await rebuilt()).toMatchObject({ switched: false, reasons: [{ code: 'NOT-COMPARED' }] });
    expect(await rebuilt({ adopt: true })).toMatchObject({ switched: true });
    rmSync(keyed, { recursive: true });
    expect(await rebuilt()).toMatchObject({ switched: false, reasons: [{ code: 'NOT-COMPARED' }] });
    const replayed = await meniscus('replay', '--with', join(scratch.path, 'changed.json'));
    expect(replayed).toMatchObject({ code: 2, err: expect.stringContaining('nothing to compare with') });
    expect(await rebuilt({ adopt: true })).toMatchObject({ switched: true });
    await restart();
    expect(timeless(await state())).toEqual(timeless(before));
  });

  it('makes a damaged or short topic validated again, which a start refuses, and keeps what was counted', async () => {
    const counted = async () => {
      const { metricResponses } = await api.call<{
        metricResponses: { datapoints: { dps: Record<string, number> }[] }[];
      }>('POST', '/data/infrastructure/observability/insights/metrics', {
        start: new Date(Date.now() - 86_400_000).toISOString(),
        end: new Date(Date.now() + 86_400_000).toISOString(),
        granularity: 'DAY',
        metrics: [{ name: 'timeseries.data.collection.inlet.success', aggregator: 'sum' }],
      });
      return Object.values(metricResponses[0]!.datapoints[0]!.dps).reduce((sum, one) => sum + one, 0);
    };
    await post(programme.profileInlet, member(1, 77));
    const before = await state();
    const counts = await counted();
    expect(counts).toBeGreaterThan(0);
    const folder = join(scratch.path, 'log', 'validated');
    for (const damage of [(bytes: Buffer) => bytes.fill('x', 30, 40), () => Buffer.alloc(0)]) {
      await stop();
      const file = join(folder, readdirSync(folder).sort().at(-1)!);
      writeFileSync(file, damage(readFileSync(file)));
      await expect(start()).rejects.toThrow('meniscus rebuild --adopt');
      const { out } = await meniscus('doctor');
      expect(out).toContain('make it again from topic received: meniscus rebuild --adopt');
      expect(await rebuilt()).toMatchObject({ switched: false, reasons: [{ code: 'NOT-COMPARED' }] });
      expect(await rebuilt({ adopt: true })).toMatchObject({ switched: true });
      await restart();
      expect(timeless(await state())).toEqual(timeless(before));
    }
    expect(await counted()).toEqual(counts);
  });

  it('comes back whole, as it was or as it was made, when it is killed at any moment', async () => {
    await stop();
    const running = await spawnPlatform({ dataDir: scratch.path });
    const inlet = programme.at(running.url).batch(programme.at(running.url).eventInlet);
    for (let n = 0; n < 40; n += 1)
      await post(inlet, { messages: Array.from({ length: 50 }, (_, k) => event(k % PEOPLE, `k${n}-${k}`, k)) });
    await running.kill('SIGKILL');
    const folder = join(scratch.path, 'rebuild');
    for (const wait of [0, 150]) {
      const child = spawn(process.execPath, ['cli/meniscus.js', 'rebuild'], { env: { ...process.env, ...ENV } });
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      while (!existsSync(folder) && child.exitCode === null) await sleep(5);
      expect(existsSync(folder)).toBe(true);
      await sleep(wait);
      child.kill('SIGKILL');
      expect(await ended).toBe(null);
    }
    expect(await rebuilt()).toMatchObject({ reasons: [], switched: true });
    await restart();
    expect(existsSync(folder)).toBe(false);
    await api.settled();
    const sql = `select count(*), count(distinct _id) from ${programme.eventTable} where _id like 'k%-%'`;
    expect((await api.sql(sql)).rows).toEqual([[2000, 2000]]);
    expect(await api.ledger()).toMatchObject({ balanced: true });
  });

  it('names rows that would be there again, and what a log that begins late no longer says', async () => {
    const batches = await api.call<Record<string, { createdUser: string; status: string }>>(
      'GET',
      `/data/foundation/catalog/batches?dataSet=${programme.eventDataset}&limit=100`,
    );
    const [streamed] = Object.entries(batches).filter(
      ([, { createdUser, status }]) => createdUser === 'meniscus_lake@AdobeID' && status === 'success',
    );
    await api.call('DELETE', `/data/foundation/catalog/batches/${streamed![0]}`);
    await stop();
    expect(await rebuilt()).toMatchObject({ switched: false, reasons: [{ code: 'BATCHES-COME-AGAIN' }] });
    const log = await openFileLog({ dir: join(scratch.path, 'log'), segmentBytes: 1 });
    const end = log.end('received');
    const [last] = await log.read('received', end - 1, 1, 1);
    await log.append('received', [last!]);
    await log.trim('received', end);
    await log.close();
    const { reasons, switched } = await rebuilt();
    expect([switched, reasons.map(({ code }) => code)]).toEqual([
      false,
      ['LOG-TRIMMED', 'BATCHES-COME-AGAIN', 'DIFFERENT'],
    ]);
    expect(reasons[0]!.message).toContain(`the log begins with record ${end}, `);
  });
});
