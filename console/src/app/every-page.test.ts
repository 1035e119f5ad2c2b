import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { OF_COLOURS, WCAG } from '../../../tools/harness/axe-rules.ts';
import { consoleSuite } from '../../../tools/harness/console.ts';
import { DIALOGS, DRAWN, dialogsNotOpened } from '../../../tools/harness/console-dialogs.ts';
import { type EveryPage, placeIn, setUpEveryPage } from '../../../tools/harness/console-pages.ts';
import { expectShown, namesInAddresses, STATES } from '../../../tools/harness/console-states.ts';
import { untranslated } from '../../../tools/harness/french.ts';
import { findMisfits, openDialog, readPage, setWideSpaces } from '../../../tools/harness/in-page.ts';

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

/** What the fill made, and what a platform begins with and is kept as it was said: one can change it. */
const KEPT = new Set([
  ...['Administrator', 'First credential', 'Loyalty member', 'Loyalty members', 'Loyalty transaction'],
  ...['Loyalty transactions', 'Members', 'Production', 'Transactions', 'gold', 'prod'],
  'Default-Label-Based-Access-Control-Policy',
  'uri-reference',
  'Labelled fields and audiences are seen by those whose roles carry all of the labels.',
]);
const MADE = /^(?:[Zz][a-z]{1,2}|Production, Zb|_\w+\.zd \(Phone\)|custom\/Zx – Zx)$/;

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

/** What is to be read and opened on one page after the other: its addresses, and its dialogs with theirs. */
function visits() {
  const read = [...pages.addresses, ...READ_TOO].map((address) => ({ address, dialog: undefined }));
  const opened = DIALOGS.map((dialog) => ({ address: pages.at(dialog[0]), dialog }));
  return [...Map.groupBy([...read, ...opened], ({ address }) => address.split(/[?#]/)[0]).values()].flat();
}

/** What is read on every page and in every dialog, and what axe has against the dialogs. */
async function readAll(page: Page, language: 0 | 1, rules: typeof WCAG | typeof OF_COLOURS) {
  const texts = new Set<string>();
  const faults: string[] = [];
  const add = (found: readonly string[]) => {
    for (const text of found) texts.add(text);
  };
  for (const { address, dialog } of visits()) {
    if (dialog === undefined) add(await readPage(page, address));
    else {
      const pressed = dialog[1].map((names) => pages.named(typeof names === 'string' ? names : names[language]));
      const found = await openDialog(page, address, pressed, rules);
      add(found.texts);
      faults.push(...found.violations.map((violation) => `${dialog[0]}, ${pressed}: ${violation}`));
    }
  }
  return { texts, faults };
}

/** A window of 1280 by 2560 at 400 %, one of 1280 by 800 at 200 %, and one of that size with text alone of 200 %. */
const ZOOMED = [
  { width: 320, height: 640, letters: 16 },
  { width: 640, height: 400, letters: 16 },
  { width: 1280, height: 800, letters: 32 },
];

/** What is not read or reached on any page at 400 % and at 200 %, and at 400 % in their tabs and in dialogs of every make. */
async function misfitsOfAll(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  const session = await page.context().newCDPSession(page);
  const enlarge = async ({ letters, ...size }: (typeof ZOOMED)[number]) => {
    await page.setViewportSize(size);
    // The size of letters a person sets in the browser: conditions on widths are counted in it, too.
    await session.send('Page.setFontSizes', { fontSizes: { standard: letters, fixed: (letters * 13) / 16 } });
  };
  const judge = async (address: string, pressed: readonly string[] = []) => {
    const found = await findMisfits(page, address, pressed);
    faults.push(...found.map((fault) => `${address}, ${pressed}, ${page.viewportSize()?.width}: ${fault}`));
  };
  // The last size of one page is the first of the next.
  for (const [index, address] of pages.addresses.entries())
    for (const size of index % 2 === 0 ? ZOOMED : ZOOMED.toReversed()) {
      await enlarge(size);
      await judge(address);
    }
  await enlarge(ZOOMED[0]!);
  const tabs = Map.groupBy(STATES, ([place]) => /^.*tab=[a-z-]+/.exec(place)?.[0]);
  for (const [tab, [state]] of tabs) if (tab !== undefined) await judge(pages.at(state![0]));
  for (const [place, pressed] of DRAWN)
    await judge(
      pages.at(place),
      pressed.map((names) => pages.named(typeof names === 'string' ? names : names[1])),
    );
  return faults;
}

/** What is the same in both languages because it was made here or names a field. */
async function namedHere(): Promise<(text: string) => boolean> {
  const fields = await fieldNames();
  return (text) => KEPT.has(text) || MADE.test(text) || fields.has(text);
}

async function inFrench(page: Page): Promise<void> {
  await page.evaluate(`localStorage.setItem('meniscus.language', 'fr')`);
  await page.goto('/sname:prod/');
  await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor();
}

describe('every page of the console', () => {
  it('has no English left in French, nor have its dialogs, with which axe finds no fault in light and in dark', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    // Tables show the rows there is room for.
    await page.setViewportSize({ width: 1280, height: 1600 });
    const english = await readAll(page, 0, WCAG);
    await page.emulateMedia({ colorScheme: 'dark' });
    await inFrench(page);
    const french = await readAll(page, 1, OF_COLOURS);
    // Said all at once: what is found late costs the whole walk again.
    expect.soft([...english.faults, ...french.faults]).toEqual([]);
    expect.soft(french.texts.size).toBeGreaterThan(900);
    expect.soft(untranslated(english.texts, french.texts, await namedHere())).toEqual([]);
    // What a table says that does not know what to do next.
    expect.soft([...french.texts]).not.toContain('Rien ici.');
    // Some pages ask for what need not be there: not found is an answer.
    expect.soft(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('shows what its address says, also on the way back and when it is loaded again, and begins behind one stop of Tab', async () => {
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
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    expect(faults).toEqual([]);
  });

  it('is read and reached whole at 400 % and at 200 %, also of text alone, with wide spaces between letters and lines, in the colours of a system', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await page.emulateMedia({ forcedColors: 'active' });
    await page.setViewportSize(ZOOMED[0]!);
    // Header and navigation are behind a button there, and lead on with the keyboard.
    const menu = page.getByRole('button', { name: 'Navigation principale' });
    expect(await page.getByRole('navigation').count()).toBe(0);
    await visitor.tabTo('button', 'Navigation principale');
    await page.keyboard.press('Enter');
    await visitor.tabTo('button', 'Se déconnecter');
    await visitor.open('Audiences');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await menu.press('Enter');
    await visitor.tabTo('link', 'Audiences');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
    await setWideSpaces(page);

    expect.soft(await misfitsOfAll(page)).toEqual([]);
    expect.soft(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('has no dialog that is not opened in a test', () => {
    expect(dialogsNotOpened()).toEqual([]);
  });

  it('keeps nothing in its address that is not looked at here', () => {
    const looked = new Set(STATES.flatMap(([place]) => [...new URLSearchParams(place.split('?')[1]).keys()]));
    expect(namesInAddresses().filter((name) => !looked.has(name))).toEqual([]);
  });
});
