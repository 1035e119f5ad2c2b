import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Area } from '../../console/src/ui/area.ts';
import type { Api } from './api.ts';
import { setUpAudience, setUpProgramme } from './programme.ts';

const REGISTRY = '/data/foundation/schemaregistry';
const ADMINISTRATION = '/data/foundation/access-control/administration';
const LISTED = { accept: 'application/vnd.adobe.xed-id+json' };

/** The paths of every page of the console below its sandbox, as its areas declare them: `/schemas/$schemaId`. */
export async function pagePaths(): Promise<readonly string[]> {
  const areas = readdirSync('console/src').filter((name) => name !== 'ui' && name !== 'app');
  const routes = await Promise.all(
    areas.map(async (name) => ((await import(`../../console/src/${name}/routes.ts`)) as { default: Area }).default),
  );
  return routes.flatMap(({ pages }) => pages.map(({ path }) => path));
}

const EMAIL = 'ana@example.com';
const MEMBER = {
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: EMAIL, primary: true }] },
  loyalty: { tier: 'gold', points: 12, lifetimePoints: 2000, expiredPoints: 0, pointsRedeemed: 10, program: 'Zl' },
};

/** Standard parts, and a person: their pages have no id that is made here. */
const STANDING: Readonly<Record<string, string>> = {
  '/schemas/classes/$partId': '/schemas/classes/_xdm.context.profile',
  '/schemas/field-groups/$partId': '/schemas/field-groups/_xdm.mixins.profile.profile-loyalty-details',
  '/schemas/data-types/$partId': '/schemas/data-types/_xdm.context.person',
  '/profiles/person': `/profiles/person#${Buffer.from(`6|${EMAIL}`).toString('base64url')}`,
};

async function send(inlet: string, body: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the inlet answered ${response.status}`);
  return ((await response.json()) as { xactionId: string }).xactionId;
}

/** Somebody with a group and a role, an API client and a package. */
async function setUpAccess(api: Api): Promise<Readonly<Record<string, string>>> {
  const make = <T>(path: string, body: unknown) => api.call<T>('POST', path, body);
  const person = { email: 'zoe@example.com', name: 'Zoe', password: 'zoe looks at members' };
  const { id: userId } = await make<{ id: string }>('/meniscus/v1/users', person);
  const group = await make<{ id: string }>('/meniscus/v1/user-groups', { name: 'Zg', members: [userId] });
  const role = { name: 'Zr', permissionSets: ['view-schemas', 'manage-schemas'], sandboxes: ['prod'] };
  const { id: roleId } = await make<{ id: string }>(`${ADMINISTRATION}/roles`, role);
  await api.call('PATCH', `${ADMINISTRATION}/roles/${roleId}/subjects`, { op: 'add', path: '/user', value: userId });
  const { clientId } = await make<{ clientId: string }>('/meniscus/v1/credentials', { name: 'Zc' });
  const packed = { name: 'Zp', description: '', packageType: 'PARTIAL' };
  const { id: packageId } = await make<{ id: string }>('/data/foundation/exim/packages', packed);
  return { userId, groupId: group.id, roleId, clientId, packageId };
}

/** A programme with a member, a record that failed, an audience and a subscription. */
async function setUpData(api: Api): Promise<Readonly<Record<string, string>>> {
  const programme = await setUpProgramme(api);
  const audienceId = await setUpAudience(api, 'Za', 'loyalty.tier = "gold"');
  const watched = { name: 'Zs', rule: 'error-rate', threshold: 1, windowMinutes: 1440 };
  await api.call('POST', '/meniscus/v1/alert-subscriptions', watched);
  const xactionId = await send(programme.profileInlet, MEMBER);
  await send(programme.profileInlet, { nothing: 'dan@example.com' });
  await api.settled();
  while ((await api.call<{ items: unknown[] }>('GET', '/meniscus/v1/alerts')).items.length === 0) await sleep(100);
  const namespace = { name: 'Zn', code: 'Zn', idType: 'CROSS_DEVICE', description: '' };
  await api.call('POST', '/data/core/idnamespace/identities', namespace);
  const batches = await api.call<object>('GET', `/data/foundation/catalog/batches?dataSet=${programme.profileDataset}`);
  const [batchId = ''] = Object.keys(batches);
  return { audienceId, xactionId, batchId, datasetId: programme.profileDataset };
}

/** A console with one of everything to look at. */
export interface EveryPage {
  /** Of every page, below its sandbox. */
  readonly addresses: readonly string[];
  /** The address of a page, named by its path as its area declares it, with what is behind the path: `/schemas/$schemaId?tab=labels`. */
  readonly at: (path: string) => string;
}

/** What is behind `#` stays last. */
function withQuery(address: string, query: string): string {
  const [path, ...fragment] = address.split('#');
  return [path + query, ...fragment].join('#');
}

/**
 * Fills a platform so that there is one of everything. What it makes is called Z and one or two letters, where the name is its
 * own.
 */
export async function setUpEveryPage(api: Api): Promise<EveryPage> {
  const made = { ...(await setUpData(api)), ...(await setUpAccess(api)) };
  const first = async <T>(path: string, list: string): Promise<T> =>
    (await api.call<Record<string, T[]>>('GET', path, undefined, LISTED))[list]![0]!;
  const known: Readonly<Record<string, string>> = {
    ...made,
    flowId: (await first<{ flowId: string }>('/meniscus/v1/monitoring?window=1h', 'flows')).flowId,
    schemaId: (await first<{ 'meta:altId': string }>(`${REGISTRY}/tenant/schemas`, 'results'))['meta:altId'],
    failedRecordId: (await first<{ id: string }>('/meniscus/v1/failed-records', 'items')).id,
    accountId: (await first<{ id: string }>('/data/foundation/flowservice/connections', 'items')).id,
    policyId: (await first<{ id: string }>(`${ADMINISTRATION}/policies`, 'items')).id,
    alertId: (await first<{ id: string }>('/meniscus/v1/alerts', 'items')).id,
    sourceId: 'Capillary Streaming Events',
    name: 'prod',
  };
  const filled = (path: string) =>
    path.replace(/\$(\w+)/g, (_, name: string) => {
      if (known[name] === undefined) throw new Error(`nothing is made here for ${path}`);
      return encodeURIComponent(known[name]);
    });
  const at = (place: string) => {
    const [path = '', query] = place.split('?');
    return withQuery(STANDING[path] ?? filled(path), query === undefined ? '' : `?${filled(query)}`);
  };
  return { addresses: (await pagePaths()).map(at), at };
}

/** Where the console that a page shows begins: organisation and sandbox, as in `/@t0123abcd/sname:prod`. */
export function placeIn(page: Page): string {
  const place = /^\/@[a-z0-9]+\/sname:[a-z0-9-]+/.exec(new URL(page.url()).pathname)?.[0];
  if (place === undefined) throw new Error(`${page.url()} is no address of the console`);
  return place;
}
