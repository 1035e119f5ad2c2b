import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { type OF_COLOURS, ONLY_VIOLATIONS, type WCAG } from './axe-rules.ts';
import { placeIn } from './console-pages.ts';
import { FIT } from './fit.ts';

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

/** A page like the one before may keep the element of its heading, and another page may say the same. */
function heading() {
  const element = document.querySelector('main h1');
  return { element, text: element?.textContent };
}

/** Until what is asked for is there, and of a page, its code: until then the page stands whose heading is given. */
async function settled(before?: ReturnType<typeof heading>): Promise<void> {
  for (let calm = 0, moments = 0; calm < 3 && moments < 500; moments += 1) {
    await moment();
    const now = heading();
    const isAnother = now.element !== before?.element || now.text !== before?.text;
    calm = now.element !== null && isAnother && !document.querySelector('[role=progressbar]') ? calm + 1 : 0;
  }
}

/** Goes to an address, unless the page is there; another tab of a page is under the same heading. */
async function goTo(address: string): Promise<void> {
  const { href, pathname } = new URL(address, location.origin);
  if (href === location.href) return;
  const before = pathname === location.pathname ? undefined : heading();
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
    await settled();
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

/** Brings what moves to where it comes to rest; it may set something else moving, so whoever calls asks until nothing moved. */
export function finishMoving(): boolean {
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

/** A list that opened with the focus is closed without it. */
async function closeList(dialog: HTMLElement): Promise<void> {
  dialog.focus();
  await until(
    'a list stays open',
    () => !finishMoving() && !dialog.querySelector('[role=combobox][aria-expanded=true]'),
  );
}

async function closeDialog(dialog: HTMLElement): Promise<void> {
  await closeList(dialog);
  const from = dialog.contains(document.activeElement) ? document.activeElement! : dialog;
  from.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  await until(`Escape does not close ${dialog.textContent}`, () => !finishMoving() && overlay() === undefined);
}

/** Opens a dialog at an address by pressing one button after the other, reads and judges it, and closes it. */
async function dialogAt(address: string, pressed: readonly string[], options: axe.RunOptions): Promise<Opened> {
  await goTo(address);
  for (const name of pressed) await press(name);
  const dialog = overlay()!;
  const texts = textsInSight();
  const judge = (window as unknown as { axe: typeof axe }).axe;
  const { violations } = await judge.run(dialog, options);
  await closeDialog(dialog);
  return { texts, violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)) };
}

/** Of `fit.ts`, which are in the page beside these: what is imported is called something else here. */
declare function spaceWidely(): void;
declare function misfits(root: Element): Promise<readonly string[]>;

function widenSpaces(): void {
  spaceWidely();
}

/** What of the page at this address does not fit the window. */
async function misfitsAt(address: string): Promise<readonly string[]> {
  await goTo(address);
  return misfits(document.body);
}

/** What does not fit of what buttons open. In a narrow window those of a table are past its edge, and in the page when it scrolls there. */
async function misfitsOf(address: string, pressed: readonly string[]): Promise<readonly string[]> {
  await goTo(address);
  for (const table of document.querySelectorAll('main [role=grid]')) table.scrollTo(table.scrollWidth, 0);
  for (const name of pressed) await press(name);
  const dialog = overlay()!;
  await closeList(dialog);
  const found = await misfits(dialog);
  await closeDialog(dialog);
  return found;
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
  closeList,
  closeDialog,
  dialogAt,
  ...FIT,
  widenSpaces,
  misfitsAt,
  misfitsOf,
].join('\n');

/** Calls one of the functions above in the page. */
function run<T>(page: Page, called: (...given: never[]) => unknown, ...given: readonly unknown[]): Promise<T> {
  return page.evaluate(`(() => { ${IN_PAGE}; return ${called.name}(...${JSON.stringify(given)}); })()`);
}

/** What a person reads or hears of the page as it stands. */
export function readTexts(page: Page): Promise<readonly string[]> {
  return run(page, textsInSight);
}

/** What a person reads or hears of the page at this address below the sandbox, and of all of its tabs. */
export function readPage(page: Page, address: string): Promise<readonly string[]> {
  return run(page, textsAt, placeIn(page) + address);
}

/**
 * What there is of a dialog.
 *
 * @param address below the sandbox.
 * @param pressed the names of the buttons that open it, one after the other.
 * @param runOnly which of the rules of axe it is held against.
 */
export async function openDialog(
  page: Page,
  address: string,
  pressed: readonly string[],
  runOnly: typeof WCAG | typeof OF_COLOURS,
): Promise<Opened> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  return run(page, dialogAt, placeIn(page) + address, pressed, { runOnly, ...ONLY_VIOLATIONS });
}

/** Gives all texts the widest spaces between letters, words, lines and paragraphs a page has to bear, until it is loaded again. */
export function setWideSpaces(page: Page): Promise<void> {
  return run(page, widenSpaces);
}

/**
 * What a person does not read or reach in a window of this size.
 *
 * @param address below the sandbox.
 * @param pressed the names of the buttons that open a dialog there; the page itself when there is none.
 */
export function findMisfits(page: Page, address: string, pressed: readonly string[] = []): Promise<readonly string[]> {
  const at = placeIn(page) + address;
  return pressed.length === 0 ? run(page, misfitsAt, at) : run(page, misfitsOf, at, pressed);
}
