import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { placeIn } from './console-pages.ts';

/** What was found of one dialog. */
export interface Opened {
  readonly texts: readonly string[];
  /** What axe has against it. */
  readonly violations: readonly string[];
}

// What follows runs in the page: each function there is knows the others by their names, and nothing else of this file.

function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}

async function until<T>(what: string, found: () => T | undefined | false): Promise<T> {
  for (let moments = 0; moments < 800; moments += 1) {
    const one = found();
    if (one !== undefined && one !== false) return one;
    await moment();
  }
  throw new Error(what);
}

function heading(): Element | null {
  return document.querySelector('main h1');
}

/** Until the code of a page is there, the one before stands, whose heading is given. */
async function settled(before: Element | null): Promise<void> {
  for (let calm = 0, moments = 0; calm < 3 && moments < 500; moments += 1) {
    await moment();
    const isLoaded = heading() !== null && heading() !== before && !document.querySelector('[role=progressbar]');
    calm = isLoaded ? calm + 1 : 0;
  }
}

/** Goes to an address; another tab of a page is under the same heading. */
async function goTo(address: string): Promise<void> {
  const before = new URL(address, location.origin).pathname === location.pathname ? null : heading();
  history.pushState({}, '', address);
  await settled(before);
}

/** What is read or heard of the page now. */
function textsInSight(): readonly string[] {
  const found = new Set<string>();
  const say = (text: string | null) => {
    const words = text?.replace(/\s+/g, ' ').trim() ?? '';
    if (words !== '') found.add(words);
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (element.matches('script, style, span[lang]') || !element.checkVisibility()) continue;
    const children = [...element.childNodes];
    if (children.some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())) say(element.textContent);
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) say(element.getAttribute(name));
  }
  return [...found];
}

/** What is read or heard of the page at this address, and of each of its tabs. */
async function textsAt(address: string): Promise<readonly string[]> {
  const found = new Set<string>();
  const read = () => {
    for (const text of textsInSight()) found.add(text);
  };
  await goTo(address);
  read();
  for (const name of [...document.querySelectorAll('main [role=tab]')].map((tab) => tab.getAttribute('data-key'))) {
    const tab = document.querySelector<HTMLElement>(`main [role=tab][data-key="${name}"]`);
    if (tab === null || tab.ariaSelected === 'true') continue;
    tab.click();
    await settled(null);
    read();
  }
  return [...found];
}

/** What lies over the page now: the dialog, question or menu that was opened last. */
function overlay(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[role=dialog], [role=alertdialog], [role=menu]')]
    .filter((one) => one.checkVisibility() && one.closest('[role=region], main') === null)
    .at(-1);
}

function accessibleName(one: Element): string {
  const ids = one.getAttribute('aria-labelledby')?.split(' ') ?? [];
  const labels = ids.map((id) => document.getElementById(id)).map((by) => by?.ariaLabel ?? by?.textContent);
  const own = one.ariaLabel ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.textContent;
  return (labels.length > 0 ? labels.join(' ') : (own ?? '')).trim();
}

/** Brings what moves to where it comes to rest, once; says whether there was any. */
function finishMoving(): boolean {
  const moving = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
  for (const one of moving) one.finish();
  return moving.length > 0;
}

/** Presses the button of this name, of what lies over the page or else of the page, and waits for what it opens. */
async function press(name: string): Promise<void> {
  const pressable = 'button:enabled, [role^=menuitem], input:enabled';
  const one = await until(`there is no button ${name} at ${location}`, () =>
    [...(overlay() ?? document.querySelector('main')!).querySelectorAll<HTMLElement>(pressable)]
      .filter(({ ariaDisabled }) => ariaDisabled !== 'true')
      .find((found) => accessibleName(found) === name),
  );
  const before = overlay();
  one.focus();
  one.click();
  await until(`${name} opens nothing at ${location}`, () => overlay() !== undefined && overlay() !== before);
  await until(
    `${name} does not come to rest`,
    () => !finishMoving() && !overlay()?.querySelector('[role=progressbar]'),
  );
}

async function closeDialog(dialog: HTMLElement): Promise<void> {
  const from = dialog.contains(document.activeElement) ? document.activeElement! : dialog;
  from.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  await until(`Escape does not close ${dialog.textContent}`, () => !finishMoving() && overlay() === undefined);
}

/** Opens a dialog at an address by pressing one button after the other, reads and judges it, and closes it. */
async function dialogAt(address: string, pressed: readonly string[], rules: object): Promise<Opened> {
  await goTo(address);
  for (const name of pressed) await press(name);
  const dialog = overlay()!;
  const texts = textsInSight();
  const judge = (window as unknown as { axe: typeof axe }).axe;
  const { violations } = await judge.run(dialog, rules as axe.RunOptions);
  await closeDialog(dialog);
  return { texts, violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)) };
}

// What follows runs here.

const IN_PAGE = [
  moment,
  until,
  heading,
  settled,
  goTo,
  textsInSight,
  textsAt,
  overlay,
  accessibleName,
  finishMoving,
  press,
];

/** Calls one of the functions above in the page. */
function run<T>(page: Page, called: (...given: never[]) => unknown, ...given: readonly unknown[]): Promise<T> {
  const known = [...IN_PAGE, closeDialog, dialogAt].join('\n');
  return page.evaluate(`(() => { ${known}; return ${called.name}(...${JSON.stringify(given)}); })()`);
}

/** What a person reads or hears of the page as it stands. */
export function readTexts(page: Page): Promise<readonly string[]> {
  return run(page, textsInSight);
}

/** What a person reads or hears of the pages at these addresses below the sandbox, and of all of their tabs. */
export async function readPages(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
  const texts = new Set<string>();
  for (const address of addresses) {
    const found = await run<readonly string[]>(page, textsAt, placeIn(page) + address);
    for (const text of found) texts.add(text);
  }
  return [...texts];
}

/**
 * What there is of a dialog.
 *
 * @param address below the sandbox.
 * @param pressed the names of the buttons that open it, one after the other.
 * @param rules which of the rules of axe it is held against.
 */
export async function openDialog(
  page: Page,
  address: string,
  pressed: readonly string[],
  rules: object,
): Promise<Opened> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  return run(page, dialogAt, placeIn(page) + address, pressed, rules);
}
