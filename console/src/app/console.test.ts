import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../tools/harness/api.ts';
import { type RunningPlatform, scratchDirectory, startPlatform } from '../../../tools/harness/process.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../../../tools/harness/programme.ts';
import { startChromium } from './start-chromium.ts';

/** The console as built, served by the real platform, in a real browser. Screenshots go to console/artefacts. */
const ARTEFACTS = 'console/artefacts';
const scratch = scratchDirectory('console');
let platform: RunningPlatform;
let programme: Programme;
let browser: Browser;
let noBrowser: string | undefined;
let person: { readonly adminEmail: string; readonly adminPassword: string };
let page: Page;
/** Script errors, console errors and violations of the content security policy of the page of this test. */
let faults: string[];

const member = (email: string, tier: string, points: number) => ({
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: email, primary: true }] },
  loyalty: { tier, points, lifetimePoints: 2000, expiredPoints: 0, pointsRedeemed: 10, program: 'Circle' },
});

async function send(inlet: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

/** Three members, one transaction, and one message no row of the mapping set reads. */
async function fill(): Promise<void> {
  const api = await connect(platform);
  programme = await setUpProgramme(api);
  await setUpAudience(api, 'Gold members', 'loyalty.tier = "gold"');
  const alert = { name: 'Un test', rule: 'error-rate', threshold: 1, windowMinutes: 1440 };
  await api.call('POST', '/meniscus/v1/alert-subscriptions', alert);
  await send(programme.profileInlet, member('ana@example.com', 'gold', 1250));
  await send(programme.profileInlet, member('ben@example.com', 'silver', 400));
  await send(programme.profileInlet, member('cleo@example.com', 'gold', 3100));
  await send(programme.profileInlet, { nothing: 'dan@example.com' });
  await send(programme.eventInlet, {
    _id: 'T0001',
    timestamp: '2025-07-14T12:00:00-06:00',
    identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
    commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
    productLineItems: [{ SKU: 'S1', quantity: 2, priceTotal: 60, name: 'Trail shoe', discountAmount: 5 }],
  });
  await api.settled();
}

beforeAll(async () => {
  const started = await startChromium();
  if ('reasons' in started) {
    noBrowser = started.reasons;
    return;
  }
  browser = started;
  mkdirSync(ARTEFACTS, { recursive: true });
  platform = await startPlatform({ dataDir: scratch.path });
  person = JSON.parse(readFileSync(join(scratch.path, 'credentials.json'), 'utf8'));
  await fill();
});

afterAll(async () => {
  await browser?.close();
  await platform?.kill('SIGTERM');
  scratch.remove();
});

/** Opens the console as a new visitor. */
async function visit(locale: string): Promise<void> {
  faults = [];
  const context = await browser.newContext({
    locale,
    baseURL: platform.url,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(8000);
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== platform.url && !request.url().startsWith('data:'))
      faults.push(`another host was asked: ${request.url()}`);
  });
  await page.addInitScript(
    "document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' forbids ' + e.blockedURI))",
  );
  await page.goto('/');
}

/** Presses Tab until an element of this role and name has the focus. */
async function tabTo(role: 'button' | 'link' | 'textbox', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 30; presses++) {
    if (await wanted.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${role} ${name} cannot be reached with Tab`);
}

/** Signs in without touching the mouse. */
async function signIn(texts: { signIn: string; password: string; home: string }): Promise<void> {
  await page.getByRole('button', { name: texts.signIn }).waitFor();
  await tabTo('button', texts.signIn);
  await page.keyboard.press('Enter');
  await page.getByLabel('E-mail').waitFor();
  await tabTo('textbox', 'E-mail');
  await page.keyboard.type(person.adminEmail);
  await tabTo('textbox', texts.password);
  await page.keyboard.type(person.adminPassword);
  await page.keyboard.press('Enter');
  await heading(texts.home);
}

const ENGLISH = { signIn: 'Sign in', password: 'Password', home: 'Home' };
const FRENCH = { signIn: 'Se connecter', password: 'Mot de passe', home: 'Accueil' };

function heading(name: string): Promise<void> {
  return page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** Goes to a page by its link in the navigation, with the keyboard. */
async function open(link: string, title = link): Promise<void> {
  await tabTo('link', link);
  await page.keyboard.press('Enter');
  await heading(title);
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
}

/** Opens a tab of the page with the keyboard: arrows go from tab to tab. */
async function tab(name: string): Promise<void> {
  const wanted = page.getByRole('tab', { name, exact: true });
  await page.getByRole('tab', { selected: true }).focus();
  for (let presses = 0; presses < 6; presses++) {
    if ((await wanted.getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`tab ${name} cannot be reached`);
}

/** The page in light and in dark. */
async function picture(name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await sleep(150);
    await page.screenshot({ path: join(ARTEFACTS, `${name}-${colorScheme}.png`) });
  }
}

describe('the console', () => {
  beforeEach((context) => {
    if (noBrowser !== undefined) context.skip(`no Chromium could be started: ${noBrowser}`);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture('last');
    await page?.context().close();
  });

  it('signs a person in and out with the keyboard, through the login page', async () => {
    await visit('en-US');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await picture('en-welcome');
    await signIn(ENGLISH);
    expect(page.url()).toBe(`${platform.url}/`);
    await tabTo('button', 'Sign out');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(faults).toEqual([]);
  });

  it('refuses a wrong password', async () => {
    await visit('en-US');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await page.getByLabel('Password').fill('wrong');
    await picture('en-login');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('E-mail or password is wrong.');
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  it('shows the way of the records and that the books balance', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await page.getByText('The books balance').waitFor();
    const counts = await page.getByRole('list', { name: 'The way of a record' }).getByRole('listitem').allInnerTexts();
    expect(counts.map((text) => text.split(/\s+/))).toEqual([
      ['Accepted', '5'],
      ['Derived', '0'],
      ['Stored', '4'],
      ['Updated', '0'],
      ['Skipped', '0'],
      ['Waiting', '0'],
      ['Failed', '1'],
      ['Profiles', '3'],
    ]);
    await picture('en-home');
    expect(faults).toEqual([]);
  });

  it('renders every page of the navigation, reached with the keyboard', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await open('Sources');
    await page.getByRole('gridcell', { name: programme.profileInlet }).waitFor();
    await picture('en-sources');
    await open('Schemas');
    await page.getByRole('rowheader', { name: 'Loyalty member' }).waitFor();
    await picture('en-schemas');
    await open('Datasets');
    await page.getByRole('gridcell', { name: programme.eventTable }).waitFor();
    await picture('en-datasets');
    await open('Audiences');
    await page.getByRole('rowheader', { name: 'Gold members' }).waitFor();
    await picture('en-audiences');
    expect(faults).toEqual([]);
  });

  it('finds a profile by e-mail, with tier and membership, and says when there is none', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await open('Profiles');
    await picture('en-profiles-empty');
    await page.getByLabel('Identity value').fill('ana@example.com');
    await page.keyboard.press('Enter');
    const found = page.getByRole('region', { name: 'Profile found' });
    await found.waitFor();
    const text = await found.textContent();
    expect(text).toContain('"tier": "gold"');
    expect(text).toContain('"status": "realized"');
    await picture('en-profiles');
    await page.getByLabel('Identity value').fill('nobody@example.com');
    await page.keyboard.press('Enter');
    await page.getByText('No profile has this identity.').waitFor();
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('runs SQL, and shows what is wrong with a query in the words of the platform', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await open('Queries');
    await picture('en-queries-empty');
    await page
      .getByLabel('SQL')
      .fill(`select loyalty.tier, count(*) as members from ${programme.profileTable} group by 1`);
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByRole('rowheader', { name: 'gold' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(3);
    await picture('en-queries');
    await page.getByLabel('SQL').fill('select nonsense');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText('nonsense').last().waitFor();
    await picture('en-queries-problem');
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('speaks French to a French browser', async () => {
    await visit('fr-FR');
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    await picture('fr-welcome');
    await signIn(FRENCH);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
    await page.getByText('Les comptes sont justes').waitFor();
    await picture('fr-home');
    await open('Sources');
    await page.getByRole('gridcell', { name: programme.profileInlet }).waitFor();
    await picture('fr-sources');
    await open('Profils');
    await picture('fr-profiles-empty');
    await open('Surveillance');
    await page.getByRole('rowheader', { name: 'Members' }).waitFor();
    await picture('fr-monitoring');
    await tab('Alertes');
    await page.getByText('Un test').first().waitFor();
    await picture('fr-alerts');
    await tab('Enregistrements en échec');
    await page.getByRole('grid', { name: 'Enregistrements en échec' }).getByRole('row').nth(1).waitFor();
    await picture('fr-failed-records');
    await open('Schémas');
    await open('Jeux de données');
    await picture('fr-datasets');
    await open('Audiences');
    await open('Requêtes');
    await picture('fr-queries-empty');
    expect(faults).toEqual([]);
  });

  it('shows counts, latencies and reasons of the dataflows, over time', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await open('Monitoring');
    const flow = page.getByRole('grid', { name: 'Dataflows' }).getByRole('row', { name: /^Members/ });
    await flow.waitFor();
    expect((await flow.getByRole('gridcell').allInnerTexts()).slice(0, 5)).toEqual(['4', '3', '1', '0', '25%']);
    const chosen = page.getByRole('region', { name: 'Members' });
    await chosen.getByRole('img', { name: 'Received, 4' }).waitFor();
    await chosen.getByRole('rowheader', { name: 'MAPPING-EMPTY' }).waitFor();
    await chosen.getByRole('rowheader', { name: 'To the profile' }).waitFor();
    await picture('en-monitoring');
    await page.getByRole('row', { name: /^Transactions/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Transactions' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('follows records as they pass', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await open('Monitoring');
    await tab('Live');
    await page.getByText('Following').waitFor();
    const stored = page.getByRole('gridcell', { name: 'stored', exact: true });
    // The connection is not open at once, and the lake writes every two seconds: records are sent until one was seen.
    for (let n = 0; n < 20 && (await stored.count()) === 0; n += 1) {
      await send(programme.eventInlet, {
        _id: `live-${n}`,
        timestamp: '2025-07-14T12:00:00Z',
        identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
      });
      await sleep(300);
    }
    await stored.first().waitFor();
    expect(await page.getByRole('gridcell', { name: 'received', exact: true }).count()).toBeGreaterThan(0);
    await picture('en-live');
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('Stopped').waitFor();
    expect(faults).toEqual([]);
  });

  it('mutes an alert and resolves it', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await open('Monitoring');
    await tab('Alerts');
    const state = (name: string) => page.getByRole('gridcell', { name, exact: true }).first();
    await state('Firing').waitFor({ timeout: 20_000 });
    await picture('en-alerts');
    await page.getByRole('grid', { name: 'Alerts' }).getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Mute for an hour' }).click();
    await page.getByRole('button', { name: 'Unmute' }).waitFor();
    await state('Muted').waitFor();
    await picture('en-alert');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await state('Resolved').waitFor();
    expect(faults).toEqual([]);
  });

  it('opens a failed record and replays it', async () => {
    await visit('en-US');
    await signIn(ENGLISH);
    await open('Monitoring');
    await tab('Failed records');
    const row = page.getByRole('grid', { name: 'Failed records' }).getByRole('row').nth(1);
    await picture('en-failed-records');
    await row.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Replay' }).waitFor();
    expect(await page.getByRole('main').textContent()).toContain('dan@example.com');
    await picture('en-failed-record');
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('Replayed').first().waitFor();
    await picture('en-failed-record-replayed');
    expect(faults).toEqual([]);
  });
});
