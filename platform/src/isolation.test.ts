import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Api, connect } from '../../tools/harness/api.ts';
import { type InProcess, startInProcess } from '../../tools/harness/in-process.ts';
import { CREDENTIALS } from '../../tools/harness/process.ts';
import { setUpAudience, setUpProgramme } from '../../tools/harness/programme.ts';
import { makeSandbox } from '../../tools/harness/sandbox.ts';
import type { Route } from './kernel/index.ts';

/**
 * Random calls by id over every declared route: ids that one sandbox gave away, asked for in another sandbox and by the
 * administrator of another organisation, who hold every permission there. Not one answer may hold anything of what the
 * ids stand for, and not one of the calls may change it. `.ci/run` makes 100,000 of them.
 */
const CALLS = Number(process.env.MENISCUS_WALL_CALLS ?? 5000);
/** Stands in every name and value of the owner, and in no id. */
const MARK = 'wallflower';

let platform: InProcess;
let owner: Api;
let neighbour: Api;
let foreigner: Api;

beforeAll(async () => {
  platform = await startInProcess('isolation');
  const at = (credentials: typeof CREDENTIALS) => connect({ url: platform.url, credentials });
  owner = await at(CREDENTIALS);
  neighbour = await makeSandbox(owner, 'neighbour');
  foreigner = await at(await owner.call('POST', '/meniscus/v1/organisations', { name: 'Foreign' }));
  await fill();
});

afterAll(() => platform?.stop());

/** Something of everything, all of it with the mark. */
async function fill(): Promise<void> {
  const programme = (await setUpProgramme(owner)).at(platform.url);
  const flows = '/data/foundation/flowservice';
  const conversion = '/data/foundation/conversion';
  const rename = [{ op: 'replace', path: '/name', value: `${MARK} renamed` }];
  for (const kind of ['connections', 'sourceConnections', 'targetConnections', 'flows']) {
    const { items } = await owner.call<{ items: { id: string; etag: string }[] }>('GET', `${flows}/${kind}`);
    for (const { id, etag } of items) await owner.call('PATCH', `${flows}/${kind}/${id}`, rename, { 'if-match': etag });
  }
  for (const id of [programme.profileDataset, programme.eventDataset])
    await owner.call('PATCH', `/data/foundation/catalog/dataSets/${id}`, { description: MARK });
  await setUpAudience(owner, `Audience ${MARK}`, `loyalty.tier = "${MARK}"`);
  await owner.call('POST', `${conversion}/samples`, { sampleData: `{"a":"${MARK}"}`, sampleType: 'text' });
  const loyal = { identityMap: { email: [{ id: `${MARK}@example.com`, primary: true }] }, loyalty: { tier: MARK } };
  for (const body of [loyal, { unheard: MARK }])
    await fetch(programme.profileInlet, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await owner.settled()).failed).toBe(1);
  expect((await owner.sql(`select * from ${programme.profileTable}`)).rows).toHaveLength(1);
  // Seconds later what failed is a batch of its own, which the dataset names: nothing is on its way when the calls begin.
  const failedBatch = async () => {
    const path = `/data/foundation/catalog/dataSets/${programme.profileDataset}`;
    const found = await owner.call<Record<string, { lastFailedBatch?: string }>>('GET', path);
    return found[programme.profileDataset]?.lastFailedBatch;
  };
  await vi.waitFor(async () => expect(await failedBatch()).toBeDefined(), { timeout: 30_000, interval: 100 });
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

async function send(api: Api, method: string, path: string, body?: unknown): Promise<Reply> {
  const accept: Record<string, string> = path.includes('/schemaregistry/')
    ? { accept: 'application/vnd.adobe.xed+json; version=1' }
    : {};
  const response = await fetch(platform.url + path, {
    method,
    redirect: 'manual',
    headers: { ...api.headers, ...accept, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** The live tail is endless; its own test holds it to one sandbox. */
const isEndless = ({ responses }: Route) => responses[200]?.contentType === 'text/event-stream';
const guarded = () => platform.pipeline.routes.filter((route) => route.access.kind !== 'public' && !isEndless(route));
const isList = ({ method, path }: Route) => method === 'GET' && !path.includes(':') && !path.endsWith('*');

const isAudited = (access: Route['access']) => access.kind === 'permission' && access.action !== 'read';

/** What goes on by itself: samples of profiles, runs of streaming dataflows, rates up to now. */
const PASSES = /previewsamplestatus|flowservice\/runs$|v1\/monitoring$/;
const LAST_RUN = /"lastRunDetails":\{[^}]*\},/g;

/** What the lists of the caller's sandbox say, by address, but for what goes on by itself. */
async function listings(api: Api): Promise<Readonly<Record<string, string>>> {
  const out: Record<string, string> = {};
  for (const { path, organisationWide, access } of guarded().filter(isList)) {
    // The neighbour may change what belongs to the organisation as a whole; reading secrets leaves an event in the audit log.
    if (organisationWide === true || isAudited(access)) continue;
    const { status, text } = await send(api, 'GET', path);
    if (status === 200 && !PASSES.test(path)) out[path] = text.replace(LAST_RUN, '');
  }
  return out;
}

/** Every value and name of an answer that may be an id: short, in one word. */
function idsIn(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && /^[\w:/.@~-]{6,160}$/.test(value) && !/^https?:\/\/ns\.adobe|^\/|prod$/.test(value))
    into.add(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (/^[0-9a-f]{20,}$/.test(name)) into.add(name);
    idsIn(member, into);
  }
}

/** mulberry32, so that a failure can be seen again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bodies a caller might send to get at a foreign object. */
function bodyOf(route: Route, id: string, pick: <T>(list: readonly T[]) => T): unknown {
  if (['GET', 'HEAD', 'DELETE'].includes(route.method) || route.consumes === 'upload') return undefined;
  return pick<unknown>([
    {},
    { id, ids: [{ id }], name: 'taken' },
    [id],
    [{ op: 'replace', path: '/name', value: 'taken' }],
    { operations: [{ op: 'add', path: '/user', value: id }] },
    { sql: `select * from "${id}"`, title: 'taken', action: 'disable', description: 'taken' },
  ]);
}

describe('the walls', () => {
  it(`let nothing through in ${CALLS} random calls by id, and nothing in`, async () => {
    const before = await listings(owner);
    const ids = new Set<string>();
    for (const text of Object.values(before)) idsIn(JSON.parse(text), ids);
    expect(Object.values(before).filter((text) => text.includes(MARK)).length).toBeGreaterThan(5);
    for (const path of ['/data/foundation/access-control/administration/roles', '/meniscus/v1/credentials'])
      idsIn(await owner.call('GET', path), ids);
    const known = [...ids].filter((id) => !id.includes(MARK));
    expect(known.length).toBeGreaterThan(50);
    const random = randomFrom(20_261_127);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const byId = guarded().filter(({ path }) => path.includes(':'));
    const byBody = guarded().filter((route) => !route.path.includes(':') && !isList(route));
    const inSandbox = ({ organisationWide }: Route) => organisationWide !== true;
    const leaks: string[] = [];
    const statuses = new Map<number, number>();

    const one = async () => {
      const api = pick([neighbour, foreigner]);
      // Those that take ids in their body: queries, previews, set-ups. They are slower by far.
      const from = random() < 0.03 ? byBody : byId;
      const route = pick(api === neighbour ? from.filter(inSandbox) : from);
      const id = pick(known);
      const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
        name === 'container' ? 'tenant' : encodeURIComponent(random() < 0.8 ? id : pick(known)),
      );
      const query = random() < 0.3 ? `?property=id==${encodeURIComponent(id)}&dataSetId=${encodeURIComponent(id)}` : '';
      const reply = await send(api, route.method, path.replace(/\*$/, 'x') + query, bodyOf(route, id, pick));
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      if (reply.text.toLowerCase().includes(MARK) || reply.status === 500)
        leaks.push(
          `${api === neighbour ? 'neighbour' : 'foreigner'} ${route.method} ${path}: ${reply.status} ${reply.text.slice(0, 200)}`,
        );
    };
    let left = CALLS;
    const worker = async () => {
      while (left > 0 && leaks.length < 5) {
        left -= 1;
        await one();
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));

    expect(leaks).toEqual([]);
    expect(statuses.get(404) ?? 0).toBeGreaterThan(CALLS / 10);
    expect(await listings(owner)).toEqual(before);
  }, 1_800_000);

  it('do not hold back the owner of the very same ids', async () => {
    const { items } = await owner.call<{ items: { id: string }[] }>('GET', '/data/foundation/flowservice/flows');
    expect((await send(owner, 'GET', `/data/foundation/flowservice/flows/${items[0]!.id}`)).text).toContain(MARK);
    expect((await send(foreigner, 'GET', `/data/foundation/flowservice/flows/${items[0]!.id}`)).status).toBe(404);
  });
});
