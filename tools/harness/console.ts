import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Api, connect } from './api.ts';
import { OF_COLOURS, ONLY_VIOLATIONS, WCAG } from './axe-rules.ts';
import { startChromium } from './chromium.ts';
import { titleInPicture } from './console-dialogs.ts';
import { finishMoving } from './in-page.ts';
import { scratchDirectory } from './process.ts';
import { type ReachedPlatform, type StoppablePlatform, startHere } from './started-here.ts';

/** Pictures of the pages, by which people look at what was tested. */
const ARTEFACTS = 'console/artefacts';
const SIGN_IN = {
  'en-US': { signIn: 'Sign in', password: 'Password', home: 'Home' },
  'fr-FR': { signIn: 'Se connecter', password: 'Mot de passe', home: 'Accueil' },
} as const;

export interface SignInDetails {
  readonly email: string;
  readonly password: string;
}

/** A person at the console, in a browser of their own. */
export interface Visitor {
  readonly page: Page;
  /**
   * Script errors, console errors, violations of the content security policy and requests to other hosts, so far. A test
   * ends by expecting none.
   */
  readonly faults: string[];
  /**
   * Has the person signed in, the first administrator when nobody is named: by `enterPassword` the first time in this language in
   * this file, later with the session of that time. Afterwards they are at the address they were at.
   */
  signIn(as?: SignInDetails): Promise<void>;
  /** Signs in with the keyboard alone, through the login page. */
  enterPassword(as?: SignInDetails): Promise<void>;
  /** Goes to an area by its link in the navigation, with the keyboard; waits for the page to be loaded. */
  open(link: string, title?: string): Promise<void>;
  heading(name: string): Promise<void>;
  /** Opens a tab of the page: arrows go from tab to tab. */
  tab(name: string): Promise<void>;
  /** Presses Tab until the element has the focus; fails when it cannot be reached so. */
  tabTo(role: 'button' | 'link' | 'radio' | 'row' | 'searchbox' | 'textbox', name: string): Promise<void>;
  /**
   * Takes the picture of the page in light and in dark, and holds both against WCAG 2.2 AA with axe. `lightOnly`: of a page whose
   * dark is looked at in the other language.
   */
  look(name: string, lightOnly?: boolean): Promise<void>;
}

export interface ConsoleSuite {
  readonly platform: ReachedPlatform;
  readonly api: Api;
  visit(locale: 'en-US' | 'fr-FR'): Promise<Visitor>;
}

/** How long anything of a page is waited for; `expect.poll` has the same. */
const PATIENCE_MS = 30_000;

/** What the browser has no patience of its own for: a test that stands still says at what, and not only that its time was over. */
async function inTime<T>(waited: Promise<T>, what: string): Promise<T> {
  const over = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${what} is waited for since ${PATIENCE_MS} ms`);
  });
  try {
    return await Promise.race([waited, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}

async function violations(page: Page, runOnly: typeof WCAG | typeof OF_COLOURS): Promise<readonly string[]> {
  // Evaluated by the debugger, so the content security policy of the page stays as users meet it.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  // What was announced of a button stays for seconds, also when the button is gone and with it the name it is called by.
  const where = { exclude: ['[data-live-announcer]'] };
  const found = (await page.evaluate(
    `axe.run(${JSON.stringify(where)}, ${JSON.stringify({ runOnly, ...ONLY_VIOLATIONS })})`,
  )) as axe.AxeResults;
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

/** How often what moves is looked for: what comes to rest may set something else moving. */
const MOST_MOVES = 20;

/**
 * Has colours and places changed to their end: a picture in the middle of it shows what nobody looks at. Nothing is waited for: a
 * browser without a window draws no frame while it sees no need, and a transition stands at its beginning until then.
 */
async function still(page: Page): Promise<void> {
  await sleep(100);
  for (let moves = 0; moves < MOST_MOVES && (await page.evaluate(finishMoving)); moves += 1);
}

/** Takes a picture of what is seen. Packed as tightly as may be, it would take the browser three times as long. */
async function picture(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
  await session.detach();
  const file = join(ARTEFACTS, `${name}.png`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.from(data, 'base64'));
}

function watch(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin && !/^(?:data|blob):/.test(request.url()))
      faults.push(`another host was asked: ${request.url()}`);
  });
  return faults;
}

/** Where the console keeps the session of a tab. */
const SESSION = 'meniscus.session';

/** `sessions`: those of this file so far, by language and person. */
function visitor(
  page: Page,
  faults: string[],
  locale: keyof typeof SIGN_IN,
  first: SignInDetails,
  sessions: Map<string, string>,
): Visitor {
  const texts = SIGN_IN[locale];
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const tabTo: Visitor['tabTo'] = async (role, name) => {
    const wanted = page.getByRole(role, { name, exact: true });
    for (let presses = 0; presses < 60; presses++) {
      if (await wanted.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${role} ${name} cannot be reached with Tab`);
  };
  const signedIn = async () => {
    await page.getByRole('main').waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const enterPassword: Visitor['enterPassword'] = async ({ email, password } = first) => {
    await page.getByRole('button', { name: texts.signIn }).waitFor();
    await tabTo('button', texts.signIn);
    await page.keyboard.press('Enter');
    await page.getByLabel('E-mail').waitFor();
    await tabTo('textbox', 'E-mail');
    await page.keyboard.type(email);
    await tabTo('textbox', texts.password);
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await signedIn();
  };
  return {
    page,
    faults,
    heading,
    tabTo,
    enterPassword,
    async signIn(as = first) {
      const key = `${locale} ${as.email}`;
      const session = sessions.get(key);
      if (session === undefined) {
        await enterPassword(as);
        sessions.set(key, (await page.evaluate((name) => sessionStorage.getItem(name), SESSION))!);
      } else {
        await page.evaluate(([name, kept]) => sessionStorage.setItem(name, kept), [SESSION, session] as const);
        await page.reload();
        await signedIn();
      }
    },
    async open(link, title = link) {
      await tabTo('link', link);
      await page.keyboard.press('Enter');
      await heading(title);
      // Parts of a page may load side by side.
      await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    },
    async tab(name) {
      const wanted = page.getByRole('tab', { name, exact: true });
      await page.getByRole('tab', { selected: true }).focus();
      for (let presses = 0; presses < 8; presses++) {
        if ((await wanted.getAttribute('aria-selected')) === 'true') return;
        await page.keyboard.press('ArrowRight');
      }
      throw new Error(`tab ${name} cannot be reached`);
    },
    async look(name, lightOnly = false) {
      const title = titleInPicture(name);
      if (title !== undefined) {
        const [dialog, question] = (['dialog', 'alertdialog'] as const).map((role) =>
          page.getByRole(role, { name: title }),
        );
        expect(await dialog!.or(question!).isVisible(), `${name} is taken of the dialog ${title}`).toBe(true);
      }
      const schemes = [['dark', OF_COLOURS] as const, ['light', WCAG] as const];
      for (const [colorScheme, rules] of lightOnly ? schemes.slice(1) : schemes) {
        await page.emulateMedia({ colorScheme });
        const shown = `${name}, ${colorScheme}`;
        await inTime(still(page), `rest on ${shown}`);
        await inTime(picture(page, `${name}-${colorScheme}`), `the picture of ${shown}`);
        expect(await inTime(violations(page, rules), `axe on ${shown}`), shown).toEqual([]);
      }
    },
  };
}

/** Presses a button, and once more while the platform has not answered: expects it to be asked once. */
export async function expectOneCall(page: Page, url: string, button: Locator): Promise<void> {
  let calls = 0;
  let answer = () => {};
  const pressed = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(url, async (route) => {
    calls += 1;
    await pressed;
    await route.continue();
  });
  await button.click();
  await expect.poll(() => calls).toBe(1);
  await button.click({ force: true });
  // Whatever it would ask was asked before the page comes to this.
  await page.evaluate('fetch(location).then(() => undefined)');
  answer();
  expect(calls).toBe(1);
}

/**
 * Holds back the answers of an address, `*` in it for anything: the platform has done what it was asked, and the page does not
 * know. `held` is called behind what asks, and resolves with the first answer; `release` lets all go.
 */
export async function holdAnswers(page: Page, address: string): Promise<{ held(): Promise<void>; release(): void }> {
  const session = await page.context().newCDPSession(page);
  const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  session.on('Fetch.requestPaused', async ({ requestId }) => {
    held.resolve();
    await released.promise;
    await session.send('Fetch.continueRequest', { requestId });
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: address, requestStage: 'Response' }] });
  return { held: () => inTime(held.promise, `an answer of ${address}`), release: released.resolve };
}

/**
 * The console as built, served by the real platform, in a real browser: for the tests of one file. The platform runs in this process
 * unless `start` says otherwise. Without a browser each test is skipped with the reason.
 */
export function consoleSuite(
  name: string,
  fill: (suite: ConsoleSuite) => Promise<void> = async () => {},
  env: Record<string, string> = {},
  start: typeof startHere = startHere,
): ConsoleSuite {
  const scratch = scratchDirectory(`console-${name}`);
  let platform: StoppablePlatform;
  let api: Api;
  let browser: Browser | undefined;
  let noBrowser: string | undefined;
  let first: SignInDetails;
  let current: Visitor | undefined;
  const sessions = new Map<string, string>();

  const suite: ConsoleSuite = {
    get platform() {
      return platform;
    },
    get api() {
      return api;
    },
    async visit(locale) {
      const context = await browser!.newContext({
        locale,
        baseURL: platform.url,
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const faults = watch(page, platform.url);
      await page.addInitScript(
        "document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' forbids ' + e.blockedURI))",
      );
      await page.goto('/');
      current = visitor(page, faults, locale, first, sessions);
      return current;
    },
  };

  beforeAll(async () => {
    const started = await startChromium();
    if ('reasons' in started) {
      noBrowser = started.reasons;
      return;
    }
    browser = started;
    platform = await start(scratch.path, env);
    const kept = JSON.parse(readFileSync(join(scratch.path, 'credentials.json'), 'utf8')) as Record<string, string>;
    first = { email: kept.adminEmail!, password: kept.adminPassword! };
    api = await connect(platform);
    await fill(suite);
  });

  beforeEach((context) => {
    if (noBrowser !== undefined) context.skip(`no Chromium could be started: ${noBrowser}`);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await current?.page.screenshot({ path: join(ARTEFACTS, `last-${name}.png`) });
    await current?.page.context().close();
    current = undefined;
  });

  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    scratch.remove();
  });

  return suite;
}
