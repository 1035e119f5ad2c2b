import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { connect } from '../tools/harness/api.ts';
import { startChromium } from '../tools/harness/chromium.ts';
import { placeIn, setUpEveryPage } from '../tools/harness/console-pages.ts';
import { percentile, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpWideSchema } from '../tools/harness/wide-schema.ts';
import { slowness } from './slowness.ts';
import { type KeyWaits, treeKeys } from './tree-keys.ts';

/**
 * How long a person waits for a page of the console, on this machine and a warm server: from the click, or from the address,
 * to its first content (its own heading), and until nothing of it is still loading; and from an arrow key in the tree of a schema
 * with two thousand fields to the frame in which the focus has moved. `--json` prints the numbers alone. `--quick`, for CI, lets all of
 * it take as many times longer as the machine is slower than that of bench/README.md.
 */

/** What the issue allows a page to wait for its first content after it is chosen, milliseconds; beyond it nothing feels at once. */
const AT_ONCE = 100;
const BAR = Math.round(AT_ONCE * (process.argv.includes('--quick') ? await slowness() : 1));
const ROUNDS = 3;
const HOME = '/';
/** Where Home is opened from; every other page is opened from Home. */
const ELSEWHERE = '/alerts';
/** How often a page past the bar is measured again: what it costs stays. */
const AGAIN = 2;

/** Milliseconds from the beginning. */
interface Waited {
  readonly first: number;
  readonly whole: number;
}

/** Runs in the page: resolves when it shows another heading than the one given, and when nothing in it loads any more. */
function watch(started: number, before: Element | null): Promise<Waited> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const look = () => {
      const heading = document.querySelector('main h1');
      const now = performance.now() - started;
      if (heading !== null && heading !== before) first ??= now;
      if (first !== undefined && document.querySelector('main [role=progressbar]') === null)
        resolve({ first, whole: now });
      else requestAnimationFrame(look);
    };
    look();
  });
}

const WATCH = `globalThis.watchPage = ${watch.toString()};`;

/** From within the console, with the code of the page not loaded yet: what a click on a link does. */
async function opened(page: Page, path: string): Promise<Waited> {
  await page.goto(placeIn(page) + (path === HOME ? ELSEWHERE : HOME));
  await settled(page);
  return page.evaluate(
    `(() => {
      const before = document.querySelector('main h1');
      const started = performance.now();
      history.pushState({}, '', ${JSON.stringify(placeIn(page) + path)});
      return watchPage(started, before);
    })()`,
  );
}

/** By its address, in a new document. */
async function loaded(page: Page, path: string): Promise<Waited> {
  const address = placeIn(page) + path;
  await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'commit' });
  return page.evaluate('watchPage(0, null)');
}

async function settled(page: Page): Promise<void> {
  await page.evaluate('watchPage(0, null)');
}

async function signIn(browser: Browser, url: string, dataDir: string): Promise<Page> {
  const kept = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8')) as Record<string, string>;
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(kept.adminEmail!);
  await page.getByLabel('Password').fill(kept.adminPassword!);
  await page.keyboard.press('Enter');
  await page.locator('main h1').waitFor();
  return page;
}

function middle(values: readonly number[]): number {
  return Math.round(
    percentile(
      values.toSorted((a, b) => a - b),
      0.5,
    ),
  );
}

interface Row {
  readonly path: string;
  readonly opened: Waited;
  readonly loaded: Waited;
}

async function measure(page: Page, path: string): Promise<Row> {
  const rounds: { opened: Waited; loaded: Waited }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ opened: await opened(page, path), loaded: await loaded(page, path) });
  const of = (way: 'opened' | 'loaded'): Waited => ({
    first: middle(rounds.map((one) => one[way].first)),
    whole: middle(rounds.map((one) => one[way].whole)),
  });
  return { path, opened: of('opened'), loaded: of('loaded') };
}

/** Every page; those past the bar again when all have been measured, for what else runs on the machine has gone by then. */
async function measureAll(page: Page, paths: readonly string[]): Promise<readonly Row[]> {
  let rows: readonly Row[] = [];
  for (const path of paths) rows = [...rows, await measure(page, path)];
  for (let again = 0; again < AGAIN; again += 1) {
    const next: Row[] = [];
    for (const row of rows) next.push(row.opened.first > BAR ? await measure(page, row.path) : row);
    rows = next;
  }
  return rows;
}

async function run(): Promise<{ readonly rows: readonly Row[]; readonly keys: KeyWaits }> {
  const scratch = scratchDirectory('bench-console');
  const platform = await startPlatform({ dataDir: scratch.path });
  const browser = await startChromium();
  if ('reasons' in browser) throw new Error(`no Chromium could be started: ${browser.reasons}`);
  try {
    const api = await connect(platform);
    const { addresses } = await setUpEveryPage(api);
    const { address } = await setUpWideSchema(api);
    const page = await signIn(browser, platform.url, scratch.path);
    return { rows: await measureAll(page, addresses), keys: await treeKeys(page, address) };
  } finally {
    await browser.close();
    await platform.kill('SIGKILL');
    scratch.remove();
  }
}

const { rows, keys } = await run();
if (process.argv.includes('--json')) console.log(JSON.stringify({ bar: BAR, pages: rows, keys }));
else {
  console.table(
    Object.fromEntries(
      rows.map(({ path, opened: click, loaded: address }) => [
        path.replace(/[0-9a-f-]{24,}|_[a-z]+\..*/g, '…'),
        {
          'click, first': click.first,
          'click, whole': click.whole,
          'address, first': address.first,
          'address, whole': address.whole,
        },
      ]),
    ),
  );
  console.log(
    `arrow key among ${keys.fields} fields, ${keys.keys} times: p50 ${keys.p50.toFixed(0)} ms, p99 ${keys.p99.toFixed(0)} ms`,
  );
}
const slow = rows.filter(({ opened: { first } }) => first > BAR);
if (slow.length > 0) {
  console.error(`more than ${BAR} ms from a click to the first content: ${slow.map(({ path }) => path).join(', ')}`);
  process.exitCode = 1;
}
if (keys.p50 > BAR) {
  console.error(`more than ${BAR} ms from an arrow key to the focus among ${keys.fields} fields`);
  process.exitCode = 1;
}
