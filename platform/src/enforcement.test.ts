import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InProcess, startInProcess } from '../../tools/harness/in-process.ts';
import { CREDENTIALS } from '../../tools/harness/process.ts';
import { PERMISSIONS } from './access/index.ts';
import type { Call, Route } from './kernel/index.ts';

/**
 * The matrix: every declared route of the platform × every kind of caller, on the real server, against what the route
 * declares. The gateway and everything before a handler is what runs in production; handlers are replaced by one that says
 * it was reached, so that "allowed" is seen exactly and nothing is changed by the walk. The routes come from the pipeline:
 * a new one is under the matrix by itself.
 */
const SET_UP = { 'x-set-up': 'yes' };

/** The declared handler for the set-up below, and for the walk one that only says it was reached. */
function watched(route: Route): Route {
  return {
    ...route,
    handle: (call: Call<never>) =>
      call.headers['x-set-up'] === 'yes' ? route.handle(call) : { headers: { 'x-reached': route.id }, body: {} },
  };
}

type Headers = Readonly<Record<string, string>>;

let platform: InProcess;
let routes: readonly Route[];
let admin: Headers;
let roleless: Headers;
let everythingElsewhere: Headers;
let foreign: Headers;
/** A caller for each permission, holding that one and nothing else. */
const alone = new Map<string, Headers>();

async function setUp<T>(path: string, body: unknown, headers: Headers, method = 'POST'): Promise<T> {
  const response = await fetch(platform.url + path, {
    method,
    headers: { ...headers, ...SET_UP, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

async function signedIn(orgId: string, client: { clientId: string; clientSecret: string }): Promise<Headers> {
  const { clientId, clientSecret } = client;
  const response = await fetch(`${platform.url}/ims/token/v3`, {
    method: 'POST',
    headers: SET_UP,
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return { authorization: `Bearer ${access_token}`, 'x-api-key': clientId, 'x-gw-ims-org-id': orgId };
}

/** Signs in a new credential that holds these permissions in these sandboxes and nothing else. */
async function caller(permissionSets: readonly string[], sandboxes: readonly string[]): Promise<Headers> {
  const name = `${permissionSets.length === 1 ? permissionSets[0] : permissionSets.length} in ${sandboxes.join(' ')}`;
  const roles = '/data/foundation/access-control/administration/roles';
  const client = await setUp<{ clientId: string; clientSecret: string; userId: string }>(
    '/meniscus/v1/credentials',
    { name },
    admin,
  );
  const role = await setUp<{ id: string }>(roles, { name, permissionSets, sandboxes }, admin);
  const step = { op: 'add', path: '/user', value: client.userId };
  await setUp(`${roles}/${role.id}/subjects`, { operations: [step] }, admin, 'PATCH');
  return signedIn(CREDENTIALS.orgId, client);
}

beforeAll(async () => {
  platform = await startInProcess('enforcement', {
    served: (declared) => declared.map(watched),
    tables: ':memory:',
  });
  routes = platform.pipeline.routes;
  admin = await signedIn(CREDENTIALS.orgId, CREDENTIALS);
  const slugs = PERMISSIONS.map(({ slug }) => slug);
  for (const slug of slugs) alone.set(slug, await caller([slug], ['prod']));
  roleless = await caller([], ['prod']);
  const elsewhere = { name: 'elsewhere', title: 'Elsewhere', type: 'development' };
  await setUp('/data/foundation/sandbox-management/sandboxes', elsewhere, admin);
  everythingElsewhere = await caller(slugs, ['elsewhere']);
  const other = await setUp<{ orgId: string; clientId: string; clientSecret: string }>(
    '/meniscus/v1/organisations',
    { name: 'Another' },
    admin,
  );
  foreign = await signedIn(other.orgId, other);
});

afterAll(async () => {
  agent.destroy();
  await platform?.stop();
});

interface Reply {
  readonly reached: boolean;
  readonly status: number;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Calls a route with ids that exist nowhere: who may call it is decided before anything is looked up. Plain node:http,
 * since there are tens of thousands of calls.
 */
function walk(route: Route, headers: Headers): Promise<Reply> {
  const path = route.path.replace(/:[A-Za-z]+/g, 'none').replace(/\*$/, 'none');
  const form = route.consumes === 'upload' ? { 'content-type': 'multipart/form-data; boundary=x' } : {};
  return new Promise((resolve, reject) => {
    const call = request(
      platform.url + path,
      { method: route.method, agent, headers: { ...headers, ...form } },
      (answer) => {
        let body = '';
        answer.on('data', (chunk) => {
          body += chunk;
        });
        answer.on('end', () =>
          resolve({ reached: answer.headers['x-reached'] === route.id, status: answer.statusCode!, body }),
        );
      },
    );
    call.on('error', reject);
    call.end(route.consumes === 'upload' ? '--x--\r\n' : undefined);
  });
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const guarded = () => routes.filter(({ access }) => access.kind !== 'public');
const demanding = () => routes.filter(({ access }) => access.kind === 'permission');

/** Every route of the list must refuse with this; all that do not are reported together. */
async function expectRefusal(list: readonly Route[], headers: Headers, status: number, code: string): Promise<void> {
  expect(list.length).toBeGreaterThan(100);
  const wrong: string[] = [];
  const replies = await Promise.all(list.map(async (route) => ({ route, reply: await walk(route, headers) })));
  for (const { route, reply } of replies) {
    const said = route.method === 'HEAD' || reply.body.includes(code);
    if (reply.reached || reply.status !== status || !said)
      wrong.push(`${nameOf(route)}: ${reply.status} ${reply.body}`);
  }
  expect(wrong).toEqual([]);
}

/** Which permissions the page "Access control permissions" names for the calls of a service. */
interface Documented {
  readonly under: string;
  readonly read: readonly string[];
  readonly change: readonly string[];
}

const documented = JSON.parse(
  readFileSync(new URL('access/documented-permissions.json', import.meta.url), 'utf8'),
) as readonly Documented[];

describe('every declared route', () => {
  it('asks for a permission that the documentation names for its service', () => {
    const nameBySlug = new Map(PERMISSIONS.map(({ slug, name }) => [slug, name]));
    const wrong = demanding().flatMap((route) => {
      const row = documented.find(({ under }) => route.path.startsWith(under));
      if (row === undefined || route.access.kind !== 'permission') return [];
      const named = route.access.action === 'read' ? row.read : row.change;
      const asked = route.access.permissions.map((slug) => nameBySlug.get(slug)!);
      return asked.filter((name) => !named.includes(name)).map((name) => `${nameOf(route)} asks for ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('is served, and reached by a caller who holds everything', async () => {
    const wrong: string[] = [];
    for (const route of routes) if (!(await walk(route, admin)).reached) wrong.push(nameOf(route));
    expect(wrong).toEqual([]);
  });

  it('refuses a caller without a token, unless it is public', async () => {
    await expectRefusal(guarded(), {}, 403, '403010');
    const open = routes.filter(({ access }) => access.kind === 'public');
    for (const route of open) expect((await walk(route, {})).reached, nameOf(route)).toBe(true);
  });

  it('refuses a bad token, a missing and a foreign key, and a missing organisation', async () => {
    const { 'x-api-key': _, ...keyless } = admin;
    const { 'x-gw-ims-org-id': __, ...orgless } = admin;
    await expectRefusal(guarded(), { ...admin, authorization: 'Bearer a.b.c' }, 401, '401013');
    await expectRefusal(guarded(), keyless, 403, '403000');
    await expectRefusal(guarded(), { ...admin, 'x-api-key': alone.get('view-sources')!['x-api-key']! }, 403, '403003');
    await expectRefusal(guarded(), orgless, 400, '400003');
  });

  it('refuses the administrator of another organisation, in both directions', async () => {
    await expectRefusal(guarded(), { ...foreign, 'x-gw-ims-org-id': admin['x-gw-ims-org-id']! }, 403, '403025');
    await expectRefusal(guarded(), { ...admin, 'x-gw-ims-org-id': foreign['x-gw-ims-org-id']! }, 403, '403025');
  });

  it('refuses an unknown sandbox, unless it belongs to the organisation', async () => {
    const inSandbox = guarded().filter(({ organisationWide }) => organisationWide !== true);
    await expectRefusal(inSandbox, { ...admin, 'x-sandbox-name': 'nowhere' }, 404, 'SMS-2100-404');
  });

  it('refuses who holds everything, but not in this sandbox', async () => {
    const inSandbox = demanding().filter(({ organisationWide }) => organisationWide !== true);
    await expectRefusal(inSandbox, everythingElsewhere, 403, 'ACCESS-403');
    const atHome = { ...everythingElsewhere, 'x-sandbox-name': 'elsewhere' };
    for (const route of inSandbox) expect((await walk(route, atHome)).reached, nameOf(route)).toBe(true);
  });

  it('refuses who holds nothing, unless it is for every member', async () => {
    await expectRefusal(demanding(), roleless, 403, 'ACCESS-403');
    const forMembers = routes.filter(({ access }) => access.kind === 'member');
    for (const route of forMembers) expect((await walk(route, roleless)).reached, nameOf(route)).toBe(true);
  });

  it('lets in each permission alone exactly where it is declared', async () => {
    const wrong: string[] = [];
    for (const [slug, headers] of alone) {
      const replies = await Promise.all(
        demanding().map(async (route) => ({ route, reply: await walk(route, headers) })),
      );
      for (const { route, reply } of replies) {
        const declared = route.access.kind === 'permission' && route.access.permissions.includes(slug);
        if (reply.reached !== declared || (!declared && reply.status !== 403))
          wrong.push(
            `${slug} ${declared ? 'is declared for' : 'is not declared for'} ${nameOf(route)}: ${reply.status}`,
          );
      }
    }
    expect(alone.size).toBe(PERMISSIONS.length);
    expect(wrong).toEqual([]);
  });
});
