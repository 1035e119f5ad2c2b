import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Api } from '../../../tools/harness/api.ts';
import { consoleSuite } from '../../../tools/harness/console.ts';
import { pageAddresses } from '../../../tools/harness/console-pages.ts';
import { setUpAudience, setUpProgramme } from '../../../tools/harness/programme.ts';

const REGISTRY = '/data/foundation/schemaregistry';
const ROLES = '/data/foundation/access-control/administration/roles';
const LISTED = { accept: 'application/vnd.adobe.xed-id+json' };
const XID = Buffer.from('6|ana@example.com').toString('base64url');

/** Ids of what there is one of here, by the names pages have for them in their addresses. */
let known: Readonly<Record<string, string>>;

const member = {
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: 'ana@example.com', primary: true }] },
  loyalty: { tier: 'gold', points: 12, lifetimePoints: 2000, expiredPoints: 0, pointsRedeemed: 10, program: 'Zl' },
};

async function send(inlet: string, body: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return ((await response.json()) as { xactionId: string }).xactionId;
}

/** Somebody with a group, a role and a label, an API client and a package. */
async function fillAccess(api: Api): Promise<Readonly<Record<string, string>>> {
  const make = <T>(path: string, body: unknown) => api.call<T>('POST', path, body);
  const person = { email: 'zoe@example.com', name: 'Zoe', password: 'zoe looks at members' };
  const { id: userId } = await make<{ id: string }>('/meniscus/v1/users', person);
  const group = await make<{ id: string }>('/meniscus/v1/user-groups', { name: 'Zg', members: [userId] });
  const role = { name: 'Zr', permissionSets: ['view-schemas', 'manage-schemas'], sandboxes: ['prod'] };
  const { id: roleId } = await make<{ id: string }>(ROLES, role);
  await api.call('PATCH', `${ROLES}/${roleId}/subjects`, { op: 'add', path: '/user', value: userId });
  const { clientId } = await make<{ clientId: string }>('/meniscus/v1/credentials', { name: 'Zc' });
  const packed = { name: 'Zp', description: '', packageType: 'PARTIAL' };
  const { id: packageId } = await make<{ id: string }>('/data/foundation/exim/packages', packed);
  return { userId, groupId: group.id, roleId, clientId, packageId };
}

/** A programme with a member, a record that failed, an audience and a subscription, and who may do what. */
async function fill({ api }: { api: Api }): Promise<void> {
  const programme = await setUpProgramme(api);
  const audienceId = await setUpAudience(api, 'Za', 'loyalty.tier = "gold"');
  const watched = { name: 'Zs', rule: 'error-rate', threshold: 1, windowMinutes: 1440 };
  await api.call('POST', '/meniscus/v1/alert-subscriptions', watched);
  const xactionId = await send(programme.profileInlet, member);
  await send(programme.profileInlet, { nothing: 'dan@example.com' });
  await api.settled();
  const first = async <T>(path: string, list: string): Promise<T> =>
    (await api.call<Record<string, T[]>>('GET', path, undefined, LISTED))[list]![0]!;
  const policies = await api.call<{ items: { id: string }[] }>(
    'GET',
    '/data/foundation/access-control/administration/policies',
  );
  known = {
    ...(await fillAccess(api)),
    audienceId,
    xactionId,
    datasetId: programme.profileDataset,
    flowId: (await first<{ flowId: string }>('/meniscus/v1/monitoring?window=1h', 'flows')).flowId,
    schemaId: (await first<{ 'meta:altId': string }>(`${REGISTRY}/tenant/schemas`, 'results'))['meta:altId'],
    failedRecordId: (await first<{ id: string }>('/meniscus/v1/failed-records', 'items')).id,
    accountId: (await first<{ id: string }>('/data/foundation/flowservice/connections', 'items')).id,
    policyId: policies.items[0]!.id,
    sourceId: 'Capillary Streaming Events',
    name: 'prod',
  };
}

/** States of pages that are addresses of their own. */
const STATES = [
  '/schemas?tab=classes&owner=standard',
  '/schemas?tab=field-groups&owner=standard',
  '/schemas?tab=data-types&owner=standard',
  '/schemas/classes/_xdm.context.profile',
  '/schemas/field-groups/_xdm.mixins.profile.profile-loyalty-details',
  '/schemas/data-types/_xdm.context.person',
  `/profiles/person#${XID}`,
];

const suite = consoleSuite('french', fill);

/** Runs in the page: what is read or heard of the page at this address, and of each of its tabs. */
async function textsAt(address: string): Promise<readonly string[]> {
  const found = new Set<string>();
  const moment = () => new Promise((resolve) => setTimeout(resolve, 10));
  const heading = () => document.querySelector('main h1');
  // Until the code of a page is there, the one before stands; another tab of a page is under the same heading.
  const before = address.split('?')[0] === location.pathname ? null : heading();
  const settled = async () => {
    for (let calm = 0, moments = 0; calm < 3 && moments < 500; moments += 1) {
      await moment();
      const loaded = heading() !== null && heading() !== before && !document.querySelector('[role=progressbar]');
      calm = loaded ? calm + 1 : 0;
    }
  };
  const say = (text: string | null) => {
    const words = text?.replace(/\s+/g, ' ').trim() ?? '';
    if (words !== '') found.add(words);
  };
  const read = () => {
    for (const element of document.body.querySelectorAll('*')) {
      if (element.matches('script, style, span[lang]') || !element.checkVisibility()) continue;
      const children = [...element.childNodes];
      if (children.some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())) say(element.textContent);
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) say(element.getAttribute(name));
    }
  };
  history.pushState({}, '', address);
  await settled();
  read();
  for (const name of [...document.querySelectorAll('main [role=tab]')].map((tab) => tab.getAttribute('data-key'))) {
    const tab = document.querySelector<HTMLElement>(`main [role=tab][data-key="${name}"]`);
    if (tab === null || tab.ariaSelected === 'true') continue;
    tab.click();
    await settled();
    read();
  }
  return [...found];
}

async function textsOf(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
  const texts = new Set<string>();
  for (const address of addresses) {
    const read = `(${textsAt})(${JSON.stringify(`/sname:prod${address}`)})`;
    for (const text of (await page.evaluate(read)) as readonly string[]) texts.add(text);
  }
  return [...texts];
}

/** Words that are French, too. Whoever adds one has asked what Adobe's French pages call it. */
const SAME_WORDS = [
  ...['2. Mapping', '3. Structure', 'Action', 'Actions', 'Active', 'Administration', 'Application', 'Audience'],
  ...['Audiences', 'Audio', 'Audits', 'Classes', 'Code', 'Conversion', 'Date', 'Description', 'Destinations'],
  ...['E-mail', 'Inactive', 'Ingestion', 'Mapping', 'Package', 'Packages', 'Sandbox', 'Sandboxes', 'Segment'],
  ...['Source', 'Sources', 'Standard', 'Structure', 'Type', 'Version', 'Versions'],
];

/** Names of products and parts that have no other, and of the fields Connect+ has. */
const PROPER_NAMES = [
  ...['AdCloud', 'Amazon S3', 'Apple IDFA', 'Capillary Streaming Events', 'Data Science Workspace', 'DropZone', 'Edge'],
  ...['Email', 'HTTP API', 'IdentityMap', 'Meniscus', 'Phone', 'Query Service', 'Windows AID'],
  ...['API Key', 'Auth URL', 'Client ID', 'Client Secret', 'Grant Type', 'Org ID', 'Sandbox Name', 'Scope'],
];

/** What the fill made, and what a platform begins with and is kept as it was said: one can change it. */
const KEPT = [
  ...['Administrator', 'First credential', 'Loyalty member', 'Loyalty members', 'Loyalty transaction'],
  ...['Loyalty transactions', 'Members', 'Production', 'Transactions', 'gold', 'prod'],
  'Default-Label-Based-Access-Control-Policy',
  'Labelled fields and audiences are seen by those whose roles carry all of the labels.',
];
const MADE = /^Z[a-z]{1,2}$/;

/** Ids, codes, paths, addresses, names of fields, JSON and PQL: no language's words. */
const CODE = /^(?:\S*[\d_./@]\S*|[A-Z-]+|[a-z]+(?:[A-Z]\w*)+|[[{].*[\]}]|.* = ".*"|\d+ ms|.*@.* \(email\))$/;

interface SchemaPart {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly items?: SchemaPart;
}

/** Names and display names of fields: they belong to the schema, which is the same for everybody. */
function namesIn({ properties = {}, items }: SchemaPart): readonly string[] {
  const below = Object.entries(properties).flatMap(([name, field]) => [name, field.title ?? '', ...namesIn(field)]);
  return items === undefined ? below : [...below, ...namesIn(items)];
}

/** What shows fields here: profiles, events, and the parts that are looked at. */
const WITH_FIELDS = [
  'tenant/unions/_xdm.context.profile__union',
  'tenant/unions/_xdm.context.experienceevent__union',
  'global/datatypes/_xdm.context.person',
];

async function fieldNames(): Promise<ReadonlySet<string>> {
  const full = { accept: 'application/vnd.adobe.xed-full+json; version=1' };
  const documents = WITH_FIELDS.map((path) =>
    suite.api.call<SchemaPart>('GET', `${REGISTRY}/${path}`, undefined, full),
  );
  return new Set((await Promise.all(documents)).flatMap(namesIn));
}

describe('the console in French', () => {
  it('has no English left on any page', { timeout: 120_000 }, async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    // Tables show the rows there is room for.
    await page.setViewportSize({ width: 1280, height: 1600 });
    const addresses = [...(await pageAddresses(known)).filter((path) => path !== '/profiles/person'), ...STATES];
    const english = new Set(await textsOf(page, addresses));
    await page.evaluate(`localStorage.setItem('meniscus.language', 'fr')`);
    await page.goto('/sname:prod/');
    await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor();
    const french = await textsOf(page, addresses);
    expect(french.length).toBeGreaterThan(700);
    const same = new Set([...SAME_WORDS, ...PROPER_NAMES, ...KEPT, ...(await fieldNames())]);
    const words = french.filter(
      (text) => english.has(text) && /\p{L}{2}/u.test(text) && !CODE.test(text) && !MADE.test(text) && !same.has(text),
    );
    expect(words).toEqual([]);
    // Nobody has set identity settings.
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });
});
