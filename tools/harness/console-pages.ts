import { generateKeyPairSync } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Area } from '../../console/src/ui/area.ts';
import type { Api } from './api.ts';
import { setUpAudience, setUpProgramme } from './programme.ts';
import { makeSchema } from './store-visits.ts';

const REGISTRY = '/data/foundation/schemaregistry';
const ADMINISTRATION = '/data/foundation/access-control/administration';
const FLOWS = '/data/foundation/flowservice';
const CAPILLARY = '6360f136-5980-4111-8bdf-15d29eab3b5a';
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

/** A client of the API with a secret and a key. */
async function setUpCredential(api: Api): Promise<Readonly<Record<string, string>>> {
  const path = '/meniscus/v1/credentials';
  const { clientId } = await api.call<{ clientId: string }>('POST', path, { name: 'Zc' });
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' })).trim();
  await api.call('POST', `${path}/${clientId}/public-keys`, { publicKey: pem });
  const { secrets, publicKeys } = await api.call<Record<'secrets' | 'publicKeys', { id: string }[]>>(
    'GET',
    `${path}/${clientId}`,
  );
  return { clientId, secretId: secrets[0]!.id, keyId: publicKeys[0]!.id };
}

/** A policy beside the one there always is: with the same rules, and inactive. */
async function setUpPolicies(api: Api): Promise<Readonly<Record<string, string>>> {
  const path = `${ADMINISTRATION}/policies`;
  const { items } = await api.call<{ items: { id: string; rules: unknown }[] }>('GET', path);
  const { id: policyId, rules } = items[0]!;
  const made = { name: 'Zq', description: '', status: 'inactive', rules };
  const { id: ownPolicyId } = await api.call<{ id: string }>('POST', path, made);
  return { policyId, ownPolicyId };
}

/** A schema of own fields: a text that identifies, another one, and an object. */
async function setUpSchema(api: Api): Promise<Readonly<Record<string, string>>> {
  const { tenantId: tenant } = await api.call<{ tenantId: string }>('GET', `${REGISTRY}/stats`);
  const profile = 'https://ns.adobe.com/xdm/context/profile';
  const text = { type: 'string' };
  const properties = { zd: text, ze: text, zo: { type: 'object', properties: { zf: text } } };
  const group = await api.call<{ $id: string; 'meta:altId': string }>('POST', `${REGISTRY}/tenant/fieldgroups`, {
    type: 'object',
    title: 'Zh',
    'meta:intendedToExtend': [profile],
    definitions: { own: { properties: { [`_${tenant}`]: { type: 'object', properties } } } },
    allOf: [{ $ref: '#/definitions/own' }],
  });
  const schema = await makeSchema(api, 'Zt', [profile, group.$id]);
  const say = (pointer: string, said: object) => {
    const where = { 'xdm:sourceSchema': schema, 'xdm:sourceVersion': 1, 'xdm:sourceProperty': pointer };
    return api.call('POST', `${REGISTRY}/tenant/descriptors`, { ...where, ...said });
  };
  await say('/_id', { '@type': 'xdm:alternateDisplayInfo', 'xdm:title': { en_us: 'Zi' } });
  await say(`/_${tenant}/zd`, {
    '@type': 'xdm:descriptorIdentity',
    'xdm:namespace': 'Phone',
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': true,
  });
  const ownSchemaId = `_${tenant}.schemas.${schema.split('/').at(-1)}`;
  return { tenant, ownSchemaId, ownGroupId: group['meta:altId'] };
}

/** Somebody with a group and a role, a package, a label and a sandbox. */
async function setUpAccess(api: Api, datasetId: string): Promise<Readonly<Record<string, string>>> {
  const make = <T>(path: string, body: unknown) => api.call<T>('POST', path, body);
  const person = { email: 'zoe@example.com', name: 'Zoe', password: 'zoe looks at members' };
  const { id: userId } = await make<{ id: string }>('/meniscus/v1/users', person);
  const group = await make<{ id: string }>('/meniscus/v1/user-groups', { name: 'Zg', members: [userId] });
  const role = { name: 'Zr', permissionSets: ['view-schemas', 'manage-schemas'], sandboxes: ['prod'] };
  const { id: roleId } = await make<{ id: string }>(`${ADMINISTRATION}/roles`, role);
  await api.call('PATCH', `${ADMINISTRATION}/roles/${roleId}/subjects`, { op: 'add', path: '/user', value: userId });
  await api.call('PUT', '/data/foundation/dulepolicy/labels/custom/Zx', { friendlyName: 'Zx', description: '' });
  const sandbox = { name: 'zb', title: 'Zb', type: 'development' };
  await make('/data/foundation/sandbox-management/sandboxes', sandbox);
  const artifacts = [{ id: datasetId, type: 'CATALOG_DATASET', title: 'Loyalty members' }];
  const packed = { name: 'Zp', description: '', packageType: 'PARTIAL', artifacts };
  const { id: packageId } = await make<{ id: string }>('/data/foundation/exim/packages', packed);
  return { userId, groupId: group.id, roleId, packageId };
}

/** A programme with a member, a record that failed, an audience and a subscription. */
async function setUpData(api: Api): Promise<Readonly<Record<string, string>> & { readonly datasetId: string }> {
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
  const settings = { namespaces: [{ code: 'Email', unique: true }], repeatedNamespace: 'highest', alarmAt: 25 };
  await api.call('PUT', '/meniscus/v1/identity/settings', settings);
  const auth = {
    specName: 'OAuth generic-rest-connector',
    params: { clientId: 'c', clientSecret: 's', accessToken: 't' },
  };
  const spare = { name: 'Zv', connectionSpec: { id: CAPILLARY, version: '1.0' }, auth };
  const { id: spareAccountId } = await api.call<{ id: string }>('POST', `${FLOWS}/connections`, spare);
  const batches = await api.call<object>('GET', `/data/foundation/catalog/batches?dataSet=${programme.profileDataset}`);
  const [batchId = ''] = Object.keys(batches);
  return { audienceId, xactionId, batchId, spareAccountId, datasetId: programme.profileDataset };
}

/** A console with one of everything to look at. */
export interface EveryPage {
  /** Of every page, below its sandbox. */
  readonly addresses: readonly string[];
  /** The address of a page, named by its path as its area declares it, with what is behind the path: `/schemas/$schemaId?tab=labels`. */
  readonly at: (path: string) => string;
  /** A text with the ids of what was made: `Remove $keyId`. */
  readonly named: (text: string) => string;
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
  const data = await setUpData(api);
  const made = {
    ...data,
    ...(await setUpAccess(api, data.datasetId)),
    ...(await setUpCredential(api)),
    ...(await setUpPolicies(api)),
    ...(await setUpSchema(api)),
  };
  const first = async <T>(path: string, list: string): Promise<T> =>
    (await api.call<Record<string, T[]>>('GET', path, undefined, LISTED))[list]![0]!;
  const { flowId } = await first<{ flowId: string }>('/meniscus/v1/monitoring?window=1h', 'flows');
  const known: Readonly<Record<string, string>> = {
    ...made,
    flowId,
    runId: (await first<{ id: string }>(`${FLOWS}/runs?property=flowId==${flowId}`, 'items')).id,
    schemaId: (await first<{ 'meta:altId': string }>(`${REGISTRY}/tenant/schemas`, 'results'))['meta:altId'],
    failedRecordId: (await first<{ id: string }>('/meniscus/v1/failed-records', 'items')).id,
    accountId: (await first<{ baseConnectionId: string }>(`${FLOWS}/sourceConnections`, 'items')).baseConnectionId,
    alertId: (await first<{ id: string }>('/meniscus/v1/alerts', 'items')).id,
    sourceId: CAPILLARY,
    name: 'prod',
  };
  const replaced = (text: string, written: (value: string) => string) =>
    text.replace(/\$(\w+)/g, (_, name: string) => {
      if (known[name] === undefined) throw new Error(`nothing is made here for ${text}`);
      return written(known[name]);
    });
  const filled = (path: string) => replaced(path, encodeURIComponent);
  const at = (place: string) => {
    const [path = '', query] = place.split('?');
    return withQuery(STANDING[path] ?? filled(path), query === undefined ? '' : `?${filled(query)}`);
  };
  return { addresses: (await pagePaths()).map(at), at, named: (text) => replaced(text, String) };
}

/** Where the console that a page shows begins: organisation and sandbox, as in `/@t0123abcd/sname:prod`. */
export function placeIn(page: Page): string {
  const place = /^\/@[a-z0-9]+\/sname:[a-z0-9-]+/.exec(new URL(page.url()).pathname)?.[0];
  if (place === undefined) throw new Error(`${page.url()} is no address of the console`);
  return place;
}
