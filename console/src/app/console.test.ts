import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite, type SignInDetails } from '../../../tools/harness/console.ts';
import { pagePaths, placeIn } from '../../../tools/harness/console-pages.ts';
import { personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { CREDENTIALS } from '../../../tools/harness/process.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../../../tools/harness/programme.ts';

const ROLES = '/data/foundation/access-control/administration/roles';
let programme: Programme;

const member = (email: string, tier: string, points: number) => ({
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: email, primary: true }] },
  loyalty: { tier, points, lifetimePoints: 2000, expiredPoints: 0, pointsRedeemed: 10, program: 'Circle' },
});

async function send(inlet: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

/** Three members, a change of one of them for the profile alone, one transaction, and one message no row of the mapping set reads. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  programme = await setUpProgramme(api);
  await setUpAudience(api, 'Gold members', 'loyalty.tier = "gold"');
  await send(programme.profileInlet, member('ana@example.com', 'gold', 1250));
  await send(programme.profileInlet, member('ben@example.com', 'silver', 400));
  await send(programme.profileInlet, member('cleo@example.com', 'gold', 3100));
  await send(programme.profileInlet, { nothing: 'dan@example.com' });
  const change = member('cleo@example.com', 'gold', 3100);
  await send(programme.profileInlet, { header: { operations: { data: 'merge' } }, body: change });
  await send(programme.eventInlet, {
    _id: 'T0001',
    timestamp: '2025-07-14T12:00:00-06:00',
    identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
    commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
    productLineItems: [{ SKU: 'S1', quantity: 2, priceTotal: 60, name: 'Trail shoe', discountAmount: 5 }],
  });
  await api.settled();
}

/** Somebody who administers the first organisation, and another one they are in as well: each gave them a password. */
async function inTwo(email: string) {
  const { api, platform } = suite;
  const ofFirst = 'what the first one gave them';
  const { id } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', {
    email,
    name: 'Ana',
    password: ofFirst,
  });
  const { items } = await api.call<{ items: { id: string }[] }>('GET', `${ROLES}?property=name==Administrators`);
  const member = { op: 'add', path: '/user', value: id };
  await api.call('PATCH', `${ROLES}/${items[0]!.id}/subjects`, member);
  const wanted = { name: 'Outlet', adminEmail: email };
  const made = await api.call<{ adminPassword: string }>('POST', '/meniscus/v1/organisations', wanted);
  const person = { email, ofFirst, ofOther: made.adminPassword, own: 'what they chose for both' };
  return {
    ...person,
    async join() {
      const tokens = await signInPerson(platform.url, { email, password: ofFirst });
      const body = { password: ofFirst, otherPassword: person.ofOther, newPassword: person.own };
      await fetch(`${platform.url}/meniscus/v1/me/password`, {
        method: 'PUT',
        headers: { ...personHeaders(tokens!, CREDENTIALS.orgId), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
  };
}

function titleOf(page: Page): Promise<string | null> {
  return page.getByRole('heading', { level: 1 }).textContent();
}

async function tokenOf(page: Page): Promise<string> {
  const kept = await page.evaluate(() => sessionStorage.getItem('meniscus.session')!);
  return (JSON.parse(kept) as { accessToken: string }).accessToken;
}

/** What signing out in a copy of the tab does: the token of this one counts no more. */
async function endToken(page: Page): Promise<void> {
  const body = new URLSearchParams({ token: await tokenOf(page) });
  await fetch(`${suite.platform.url}/ims/revoke`, { method: 'POST', body });
}

/** In the window that opens from what says that the person is signed out. */
async function signInBeside(page: Page, { email, password }: SignInDetails): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const beside = await opened;
  await beside.getByLabel('E-mail').fill(email);
  await beside.getByLabel('Password').fill(password);
  const closed = beside.waitForEvent('close');
  await beside.getByRole('button', { name: 'Sign in' }).click();
  await closed;
}

/** Nobody reads what is sent there. */
const MAIL = { MENISCUS_SMTP_URL: 'smtp://127.0.0.1:1', MENISCUS_SMTP_FROM: 'meniscus@example.com' };
const suite = consoleSuite('all', fill, MAIL);

describe('the console', () => {
  it('signs a person in and out with the keyboard, through the login page, which refuses a wrong password', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await visitor.look('en-welcome');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await page.getByLabel('Password').fill('wrong');
    await visitor.look('en-login');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('E-mail or password is wrong.');
    await visitor.tabTo('link', 'Forgot password?');
    await page.keyboard.press('Enter');
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await visitor.look('en-forgot-password');
    await page.keyboard.press('Enter');
    await page.getByText('If somebody signs in with this address, a mail is on its way to it.').waitFor();
    await visitor.look('en-forgot-password-sent', true);
    await page.goto('/');
    await visitor.enterPassword();
    expect(page.url()).toMatch(new RegExp(`^${suite.platform.url}/@t[0-9a-f]{8}/sname:prod/$`));
    await visitor.tabTo('button', 'Sign out');
    const body = new URLSearchParams({ token: await tokenOf(page) });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    const counts = async () => {
      const answer = await fetch(`${suite.platform.url}/ims/validate_token/v1`, { method: 'POST', body });
      return ((await answer.json()) as { valid: boolean }).valid;
    };
    await expect.poll(counts).toBe(false);
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  it('leads a link with its sandbox through the sign-in, says where there is no page, and shows another language when it is chosen', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto(`${suite.platform.url}//elsewhere.example/no-such-page`);
    await visitor.enterPassword();
    await visitor.heading('Page not found');
    await visitor.look('en-not-found');
    await page.getByRole('link', { name: 'Go to Home' }).click();
    await visitor.heading('Home');
    await page.evaluate(() => sessionStorage.clear());
    await page.goto('/sname:prod/monitoring');
    await visitor.enterPassword();
    await visitor.heading('Monitoring');
    expect(new URL(page.url()).pathname).toBe(`${placeIn(page)}/monitoring`);
    const dotted = await fetch(`${suite.platform.url}${placeIn(page)}/schemas/_acme.schemas.visits`);
    expect(dotted.headers.get('content-type')).toContain('text/html');
    await visitor.tabTo('button', 'Français');
    await page.keyboard.press('Enter');
    await visitor.heading('Surveillance');
    await visitor.look('fr-chosen');
    expect(faults).toEqual([]);
  });

  it('keeps no token where others find it, and nothing a browser would send by itself', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    const addresses: string[] = [];
    const verifiers: (string | null)[] = [];
    page.on('request', (request) => {
      addresses.push(request.url());
      if (request.url().endsWith('/ims/token/v3'))
        verifiers.push(new URLSearchParams(request.postData()!).get('code_verifier'));
    });
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').waitFor();
    await page.goto('/?code=stolen&state=forged');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(new URL(page.url()).search, 'an answer nobody asked for').toBe('');
    expect(addresses.filter((url) => url.includes('/ims/token/'))).toEqual([]);
    await visitor.enterPassword();
    const asked = addresses.filter((url) => url.includes('/ims/authorize/v2?')).map((url) => new URL(url).searchParams);
    expect(asked.map((query) => [query.get('response_type'), query.get('code_challenge_method')])).toContainEqual([
      'code',
      'S256',
    ]);
    expect(verifiers.map((verifier) => createHash('sha256').update(verifier!).digest('base64url'))).toEqual([
      asked.at(-1)!.get('code_challenge'),
    ]);
    expect(await page.evaluate(() => Object.keys(sessionStorage)), 'the verifier is used up').toEqual([
      'meniscus.session',
    ]);
    await visitor.open('Datasets');
    const { token, local } = await page.evaluate(() => ({
      token: (JSON.parse(sessionStorage.getItem('meniscus.session')!) as { accessToken: string }).accessToken,
      local: JSON.stringify(localStorage),
    }));
    expect(token.split('.')).toHaveLength(3);
    expect(addresses.length).toBeGreaterThan(10);
    expect(addresses.filter((url) => url.includes(token) || /access_token|refresh_token/.test(url))).toEqual([]);
    expect(local).toBe('{}');
    expect(await page.context().cookies()).toEqual([]);
    const answer = await fetch(suite.platform.url);
    const policy = answer.headers.get('content-security-policy')!.split('; ');
    expect(policy).toEqual([
      "default-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    // What another site can have a browser send: no token, so it is refused.
    const forged = await fetch(`${suite.platform.url}/meniscus/v1/users`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://evil.example' },
      body: '{"email":"evil@example.com"}',
    });
    expect(forged.status).toBe(403);
    expect(forged.headers.get('access-control-allow-origin')).toBeNull();
    expect(faults).toEqual([]);
  });

  it('goes to another sandbox, where nothing of this one is', async () => {
    const sandbox = { name: 'dev', title: 'Development', type: 'development' };
    await suite.api.call('POST', '/data/foundation/sandbox-management/sandboxes', sandbox);
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Datasets');
    await page.getByRole('rowheader', { name: 'Loyalty transactions' }).waitFor();
    await page.getByRole('button', { name: /Sandbox/ }).click();
    await page.getByRole('option', { name: 'Development' }).click();
    await page.waitForURL('**/sname:dev');
    const steps = page.getByRole('list', { name: 'Let the first data in' });
    await steps.waitFor();
    expect(await steps.getByRole('link').allInnerTexts()).toEqual([
      'Create schema',
      'Create dataset',
      'Set up a source',
    ]);
    await visitor.look('en-home-empty');
    await visitor.open('Datasets');
    expect(await page.getByRole('rowheader', { name: 'Loyalty transactions' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('has somebody begin in the sandbox that is open to them, and says once that they are signed out: what they typed stays', async () => {
    const { api } = suite;
    const role = { name: 'In dev only', permissionSets: ['manage-access-control', 'view-access-control'] };
    const { id: roleId } = await api.call<{ id: string }>('POST', ROLES, { ...role, sandboxes: ['dev'] });
    const dan = { email: 'dan@dev.example', name: 'Dan', password: 'signed out in the middle' };
    const { id } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', dan);
    await api.call('PATCH', `${ROLES}/${roleId}/subjects`, { op: 'add', path: '/user', value: id });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn(dan);
    expect(placeIn(page)).toMatch(/sname:dev$/);
    await visitor.open('Permissions');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByLabel('Name').fill('Typed before');
    await endToken(page);
    const posts: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/roles')) posts.push(request.url());
    });
    const address = page.url();
    const form = page.getByRole('dialog', { name: 'Create role' });
    await form.getByRole('button', { name: 'Create role' }).click();
    const said = page.getByRole('alertdialog', { name: 'You are signed out' });
    await said.waitFor();
    await visitor.look('en-signed-out');
    await page.keyboard.press('Escape');
    await signInBeside(page, dan);
    await said.waitFor({ state: 'detached' });
    expect(page.url()).toBe(address);
    expect(await page.getByLabel('Name').inputValue()).toBe('Typed before');
    await page.getByText('This was not done').waitFor();
    expect(posts, 'what may be done once only is not repeated').toHaveLength(1);
    await form.getByRole('button', { name: 'Create role' }).click();
    await visitor.heading('Typed before');
    expect(posts).toHaveLength(2);
    await page.goBack();
    await visitor.heading('Permissions');
    await endToken(page);
    await visitor.tab('Users');
    await said.waitFor();
    expect(await said.count()).toBe(1);
    await signInBeside(page, dan);
    await page.getByRole('rowheader', { name: 'Dan' }).waitFor();
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  it('makes one password of two, and goes to the other organisation and to links into it without giving it again', async () => {
    const ana = await inTwo('ana@two.example');
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/my-access');
    await visitor.signIn({ email: ana.email, password: ana.ofFirst });
    await visitor.heading('My access');
    expect(await page.getByRole('button', { name: /Organization/ }).count()).toBe(0);
    const [first] = placeIn(page).split('/sname');
    await visitor.tabTo('button', 'Change password');
    await page.keyboard.press('Enter');
    const typed: [string, string][] = [
      ['Current password', ana.ofFirst],
      ['New password', ana.own],
      ['New password again', ana.ofFirst],
      ['Password in another organization', ana.ofOther],
    ];
    for (const [label, text] of typed) {
      await visitor.tabTo('textbox', label);
      await page.keyboard.type(text);
    }
    await visitor.look('en-change-password');
    await page.keyboard.press('Enter');
    await page.getByText('The new password was not typed the same way twice.').waitFor();
    await page.getByLabel('New password again').fill(ana.own);
    await page.keyboard.press('Enter');
    await page.getByLabel('E-mail').fill(ana.email);
    await page.getByLabel('Password').fill(ana.own);
    await page.keyboard.press('Enter');
    await visitor.heading('My access');
    await page.getByText('Meniscus, Outlet').waitFor();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    const switcher = page.getByRole('button', { name: /Organization/ });
    await switcher.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Outlet' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await visitor.heading('Home');
    await expect.poll(() => switcher.textContent()).toContain('Outlet');
    expect(placeIn(page)).toMatch(/^\/@t[0-9a-f]{8,}\/sname:prod$/);
    expect(placeIn(page).startsWith(first!)).toBe(false);
    await visitor.look('en-home-organisations', true);
    await visitor.open('Datasets');
    expect(await page.getByRole('rowheader', { name: 'Loyalty transactions' }).count()).toBe(0);
    await page.goto(`${first}/sname:prod/datasets`);
    await visitor.heading('This page is in another organization');
    await visitor.look('en-other-organisation', true);
    await visitor.tabTo('button', 'Switch to Meniscus');
    await page.keyboard.press('Enter');
    await visitor.heading('Datasets');
    await page.getByRole('rowheader', { name: 'Loyalty transactions' }).waitFor();
    expect(placeIn(page)).toBe(`${first}/sname:prod`);
    await page.goto('/@t00000000/sname:prod/datasets');
    await page.getByText('The password you signed in with does not open it.').waitFor();
    await visitor.look('en-no-organisation');
    await page.getByRole('button', { name: 'Stay in Meniscus' }).click();
    await visitor.heading('Home');
    const kept = await page.evaluate(() => ({ ...sessionStorage }));
    expect(Object.keys(kept)).toEqual(['meniscus.session']);
    const { accessToken } = JSON.parse(kept['meniscus.session']!) as { accessToken: string };
    expect(addresses.filter((url) => url.includes(accessToken) || url.includes('token='))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('does not offer what a person may not do, names the permission at its address, and asks for it', async () => {
    const { api } = suite;
    const role = await api.call<{ id: string }>('POST', ROLES, {
      name: 'Readers of schemas',
      permissionSets: ['view-schemas'],
      sandboxes: ['prod'],
    });
    const reader = { email: 'reader@example.com', name: 'Reader', password: 'a reader of schemas, nothing else' };
    const { id } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', reader);
    await api.call('PATCH', `${ROLES}/${role.id}/subjects`, {
      op: 'add',
      path: '/user',
      value: id,
    });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn(reader);
    await page.getByRole('link', { name: 'My access' }).waitFor();
    expect(await page.getByRole('region', { name: 'Quick actions' }).count()).toBe(0);
    await visitor.look('en-home-nothing');
    await visitor.open('Schemas');
    const offered = page.getByRole('navigation').getByRole('link');
    await expect.poll(() => offered.allInnerTexts()).toEqual(['Home', 'Schemas']);
    const open = new Set(['/', '/my-access', '/schemas']);
    const place = placeIn(page);
    for (const path of (await pagePaths()).filter((one) => !one.includes('$') && !open.has(one))) {
      await page.evaluate((address) => history.pushState({}, '', address), place + path);
      await expect.poll(() => titleOf(page), { message: path }).toBe('You need a permission for this page');
      await page.evaluate((address) => history.pushState({}, '', address), `${place}/my-access`);
      await visitor.heading('My access');
    }
    await page.goto('/sname:prod/datasets');
    await visitor.heading('You need a permission for this page');
    const granters = page.getByRole('region', { name: 'Who can grant it' });
    const link = granters.getByRole('link').first();
    expect(await link.getAttribute('href')).toBe(
      `mailto:${await link.textContent()}?subject=The%20permission%20View%20Datasets%20in%20Meniscus`,
    );
    await visitor.look('en-permission-missing');
    await visitor.tabTo('button', 'Ask for the permission');
    await page.keyboard.press('Enter');
    await page.getByText('You have asked for the permission View Datasets.').waitFor();
    await visitor.look('en-permission-asked');
    const { items } = await api.call<{ items: { user: { email: string }; permission: { slug: string } }[] }>(
      'GET',
      '/meniscus/v1/access-requests',
    );
    expect(items.map(({ user, permission }) => [user.email, permission.slug])).toEqual([
      ['reader@example.com', 'view-datasets'],
    ]);
    expect(faults).toEqual([]);
  });

  it('shows the way of the records, that the books balance, and how the canary event fared', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await page.getByText('The books balance').waitFor();
    const counts = await page.getByRole('list', { name: 'The way of a record' }).getByRole('listitem').allInnerTexts();
    expect(counts.map((text) => text.split(/\s+/))).toEqual([
      ['Accepted', '6'],
      ['Derived', '0'],
      ['Ingested', '4'],
      ['Updated', '1'],
      ['Skipped', '0'],
      ['Waiting', '0'],
      ['Failed', '1'],
      ['Profiles', '3'],
    ]);
    await visitor.look('en-home');
    let canary: object = { state: 'ok', at: 1, acknowledgedMs: 3, membershipMs: 9 };
    await page.route('**/health', (route) => route.fulfill({ json: { status: 'ready', canary } }));
    await page.reload();
    await page.getByText('Canary event: safe after 3 ms, in its audience after 9 ms').waitFor();
    canary = { state: 'failed', at: 1, stage: 'audience' };
    await page.reload();
    await page.getByText('Canary event lost at stage audience').waitFor();
    await visitor.look('en-home-canary');
    expect(faults).toEqual([]);
  });

  it('shows every stream of the last hour, kept up to date in place, and leads to its monitoring', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    const row = page
      .getByRole('grid', { name: 'Streams of the last hour' })
      .getByRole('row', { name: /^Transactions/ });
    await row.getByRole('img', { name: 'Transactions: 1 received in an hour' }).waitFor();
    const counts = async () => (await row.getByRole('gridcell').allInnerTexts()).slice(1, 5);
    expect(await counts()).toEqual(['1', '1', '0', '1']);
    await row.evaluate((element) => element.setAttribute('data-first', ''));
    await send(programme.eventInlet, {
      _id: 'T0002',
      timestamp: '2025-07-15T12:00:00Z',
      identityMap: { email: [{ id: 'ben@example.com', primary: true }] },
    });
    await expect.poll(counts).toEqual(['2', '2', '0', '2']);
    expect(await row.getAttribute('data-first'), 'the row was drawn anew').toBe('');
    const members = page.getByRole('grid', { name: 'Streams of the last hour' }).getByRole('row', { name: /^Members/ });
    const ofHome = (await members.getByRole('gridcell').allInnerTexts()).slice(1, 4);
    expect(ofHome, 'received, ingested, failed').toEqual(['5', '3', '1']);
    const quick = page.getByRole('region', { name: 'Quick actions' }).getByRole('link');
    expect(await quick.allInnerTexts()).toContain('Create audience');
    await row.focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Monitoring');
    await page.getByRole('region', { name: 'Transactions' }).waitFor();
    expect(new URL(page.url()).searchParams.get('window')).toBe('1h');
    const cells = (label: string, row: RegExp) =>
      page.getByRole('grid', { name: label }).getByRole('row', { name: row }).getByRole('gridcell').allInnerTexts();
    expect((await cells('Dataflows', /^Members/)).slice(0, 2)).toEqual(ofHome.slice(0, 2));
    await page.goto(`/sname:prod/datasets/${programme.profileDataset}`);
    await expect.poll(() => page.locator('dl > div', { hasText: 'Ingested' }).locator('dd').textContent()).toBe('3');
    const { flows } = await suite.api.call<{ flows: { flowId: string; name: string }[] }>(
      'GET',
      '/meniscus/v1/monitoring',
    );
    await page.goto(`/sname:prod/sources/dataflows/${flows.find(({ name }) => name === 'Members')!.flowId}?tab=runs`);
    const runs = page.getByRole('grid', { name: 'Dataflow runs' }).getByRole('row');
    // One, or two where a quarter of an hour ends between the messages.
    const sums = async () => {
      const rows = await Promise.all(
        (await runs.all()).slice(1).map((row) => row.getByRole('gridcell').allInnerTexts()),
      );
      return [1, 2, 3].map((at) => String(rows.reduce((sum, texts) => sum + Number(texts[at]), 0)));
    };
    await expect.poll(sums).toEqual(ofHome);
    expect(faults).toEqual([]);
  });

  it.each([
    { language: 'en-US', balanced: 'The books balance' },
    { language: 'fr-FR', balanced: 'Les comptes sont justes' },
  ] as const)('loads less than 400 kB of packed script before its first page can be used in $language', async (one) => {
    const { page, faults, ...visitor } = await suite.visit(one.language);
    const scripts = new Set<string>();
    page.on('response', (response) => {
      if (response.headers()['content-type']?.includes('javascript')) scripts.add(response.url());
    });
    await page.reload();
    await visitor.signIn();
    await page.getByText(one.balanced).waitFor();
    const seen = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect([...scripts]).toEqual(expect.arrayContaining(seen.filter((url) => url.endsWith('.js'))));
    const headers = { 'accept-encoding': 'gzip' };
    const answers = await Promise.all([...scripts].map((url) => fetch(url, { headers })));
    const sizes = answers.map(({ headers: given }) => Number(given.get('content-length')));
    expect(Math.min(...sizes), 'a script without its size').toBeGreaterThan(0);
    for (const { url, headers: given } of answers)
      expect(given.get('cache-control'), url).toBe('public, max-age=31536000, immutable');
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(answers[0]!.headers.get('content-encoding')).toBe('gzip');
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(400_000);
    expect(faults).toEqual([]);
  });

  it('renders every page of the navigation, loads its code when it is pointed at, and says when that cannot be loaded', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.route('**/assets/browse-sandboxes-*.js', (route) => route.abort());
    await visitor.signIn();
    const asked = page.waitForRequest('**/assets/audits-*.js');
    await page.getByRole('link', { name: 'Audits' }).hover();
    await asked;
    await visitor.heading('Home');
    await page.getByRole('link', { name: 'Sandboxes' }).click();
    await visitor.heading('This page could not be shown');
    await visitor.look('en-failed-page');
    await page.unroute('**/assets/browse-sandboxes-*.js');
    await page.getByRole('button', { name: 'Load again' }).click();
    await visitor.heading('Sandboxes');
    const offered = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link');
    expect(await offered.allInnerTexts()).toEqual([
      ...['Home', 'Sources', 'Identities', 'Profiles', 'Audiences', 'Schemas', 'Datasets', 'Queries', 'Monitoring'],
      ...['Permissions', 'Sandboxes', 'Audits', 'Alerts'],
    ]);
    await visitor.open('Sources');
    await page.getByRole('heading', { name: 'Capillary Streaming Events' }).waitFor();
    for (const area of [
      'Identities',
      'Profiles',
      'Queries',
      'Monitoring',
      'Permissions',
      'Sandboxes',
      'Audits',
      'Alerts',
    ])
      await visitor.open(area);
    await visitor.open('Schemas');
    await page.getByRole('rowheader', { name: 'Loyalty member' }).waitFor();
    await visitor.open('Datasets');
    await page.getByRole('rowheader', { name: 'Loyalty transactions' }).waitFor();
    await visitor.open('Audiences');
    await page.getByRole('rowheader', { name: 'Gold members' }).waitFor();
    expect(faults.filter((fault) => !/ERR_FAILED|dynamically imported/.test(fault))).toEqual([]);
  });

  it('speaks French to a French browser', async () => {
    const bea = await inTwo('bea@two.example');
    await bea.join();
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    await visitor.look('fr-welcome');
    await visitor.signIn({ email: bea.email, password: bea.own });
    await visitor.heading('Choisir une organisation');
    await visitor.look('fr-choose-organisation');
    await visitor.tabTo('button', 'Meniscus');
    await page.keyboard.press('Enter');
    await visitor.heading('Accueil');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
    await page.getByText('Les comptes sont justes').waitFor();
    await visitor.look('fr-home');
    await visitor.open('Sources');
    await page.getByRole('heading', { name: 'Capillary Streaming Events' }).waitFor();
    await visitor.open('Schémas');
    await visitor.open('Jeux de données');
    await visitor.open('Audiences');
    await page.goto('/my-access');
    await page.getByRole('button', { name: 'Changer de mot de passe' }).click();
    await page.getByLabel('Mot de passe dans une autre organisation').waitFor();
    await visitor.look('fr-change-password', true);
    await page.goto('/@t00000000/');
    await visitor.heading('Cette page est dans une autre organisation');
    await visitor.look('fr-no-organisation', true);
    expect(faults).toEqual([]);
  });
});
