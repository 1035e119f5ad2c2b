import type { Page } from 'playwright-core';
import { placeIn } from '../tools/harness/console-pages.ts';
import { percentile } from '../tools/harness/process.ts';
import { WIDE } from '../tools/harness/wide-schema.ts';

const KEYS = 200;

/** From a key to the first frame after the focus has moved, milliseconds. */
export interface KeyWaits {
  readonly fields: number;
  readonly keys: number;
  readonly p50: number;
  readonly p99: number;
}

/** Runs in the page: notes for each key how long it took until a frame began after another row had the focus. */
function watchKeys(): void {
  const waits: number[] = [];
  const focused = () => document.activeElement?.getAttribute('data-key') ?? document.activeElement?.textContent;
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const before = focused();
      const look = () => {
        if (focused() === before) requestAnimationFrame(look);
        else requestAnimationFrame((now) => waits.push(now - timeStamp));
      };
      requestAnimationFrame(look);
    },
    true,
  );
  Object.assign(globalThis, { keyWaits: waits });
}

/** Goes down the tree of the schema from there with the arrow key, one key after the other. */
export async function treeKeys(page: Page, path: string): Promise<KeyWaits> {
  await page.goto(placeIn(page) + path);
  await page.getByRole('row', { name: /^field0000/ }).click();
  await page.evaluate(watchKeys);
  for (let key = 1; key <= KEYS; key += 1) {
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(
      (wanted) => (globalThis as unknown as { keyWaits: number[] }).keyWaits.length >= wanted,
      key,
    );
  }
  const last = await page.evaluate(() => document.activeElement?.textContent ?? '');
  if (!last.startsWith(`field${String(KEYS).padStart(4, '0')}`))
    throw new Error(`the focus is on ${last} after ${KEYS} keys`);
  const waits = (await page.evaluate(() => (globalThis as unknown as { keyWaits: number[] }).keyWaits)).toSorted(
    (a, b) => a - b,
  );
  return { fields: WIDE, keys: KEYS, p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) };
}
