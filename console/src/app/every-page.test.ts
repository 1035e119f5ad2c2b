import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { consoleSuite } from '../../../tools/harness/console.ts';
import { type EveryPage, placeIn, setUpEveryPage } from '../../../tools/harness/console-pages.ts';
import { expectShown, namesInAddresses, STATES } from '../../../tools/harness/console-states.ts';
import { textsInSight, untranslated } from '../../../tools/harness/french.ts';

const REGISTRY = '/data/foundation/schemaregistry';

/** A console with one of everything. */
let pages: EveryPage;

/** States of pages that are addresses of their own, read like pages. */
const READ_TOO = [
  '/schemas?tab=classes&owner=standard',
  '/schemas?tab=field-groups&owner=standard',
  '/schemas?tab=data-types&owner=standard',
];

const suite = consoleSuite('every-page', async ({ api }) => {
  pages = await setUpEveryPage(api);
});

/** Runs in the page: what is read or heard of the page at this address, and of each of its tabs. */
async function textsAt(address: string, inSight: () => readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const moment = () => new Promise((resolve) => setTimeout(resolve, 10));
  const heading = () => document.querySelector('main h1');
  // Until the code of a page is there, the one before stands; another tab of a page is under the same heading.
  const before = new URL(address, location.origin).pathname === location.pathname ? null : heading();
  const settled = async () => {
    for (let calm = 0, moments = 0; calm < 3 && moments < 500; moments += 1) {
      await moment();
      const loaded = heading() !== null && heading() !== before && !document.querySelector('[role=progressbar]');
      calm = loaded ? calm + 1 : 0;
    }
  };
  const read = () => {
    for (const text of inSight()) found.add(text);
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
    const read = `(${textsAt})(${JSON.stringify(placeIn(page) + address)}, ${textsInSight})`;
    for (const text of (await page.evaluate(read)) as readonly string[]) texts.add(text);
  }
  return [...texts];
}

/** What the fill made, and what a platform begins with and is kept as it was said: one can change it. */
const KEPT = new Set([
  ...['Administrator', 'First credential', 'Loyalty member', 'Loyalty members', 'Loyalty transaction'],
  ...['Loyalty transactions', 'Members', 'Production', 'Transactions', 'gold', 'prod'],
  'Default-Label-Based-Access-Control-Policy',
  'Labelled fields and audiences are seen by those whose roles carry all of the labels.',
]);
const MADE = /^Z[a-z]{1,2}$/;

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

describe('every page of the console', () => {
  it('has no English left in French', { timeout: 120_000 }, async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    // Tables show the rows there is room for.
    await page.setViewportSize({ width: 1280, height: 1600 });
    const addresses = [...pages.addresses, ...READ_TOO];
    const english = new Set(await textsOf(page, addresses));
    await page.evaluate(`localStorage.setItem('meniscus.language', 'fr')`);
    await page.goto('/sname:prod/');
    await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor();
    const french = await textsOf(page, addresses);
    expect(french.length).toBeGreaterThan(700);
    const fields = await fieldNames();
    const made = (text: string) => KEPT.has(text) || MADE.test(text) || fields.has(text);
    const words = untranslated(english, french, made);
    expect(words).toEqual([]);
    // Nobody has set identity settings.
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('shows what its address says, also on the way back and when it is loaded again', {
    timeout: 120_000,
  }, async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    const go = (place: string) => page.evaluate((to) => history.pushState({}, '', to), placeIn(page) + pages.at(place));
    for (const state of STATES) {
      await go(state[0]);
      await expectShown(page, state);
    }
    const [last, before] = [STATES.at(-1)!, STATES.at(-2)!];
    await page.goBack();
    await expectShown(page, before);
    await page.goForward();
    await expectShown(page, last);
    await page.reload();
    await expectShown(page, last);
    // Nobody has set identity settings.
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('keeps nothing in its address that is not looked at here', () => {
    const looked = new Set(STATES.flatMap(([place]) => [...new URLSearchParams(place.split('?')[1]).keys()]));
    expect(namesInAddresses().filter((name) => !looked.has(name))).toEqual([]);
  });
});
