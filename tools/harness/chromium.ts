import { existsSync } from 'node:fs';
import chromiumPackage from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Where Linux distributions put theirs; asked when the one that comes with the dependencies does not start. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts Chromium: the one among the dependencies, else an installed one. Only flags a sandboxless machine needs are given;
 * web security stays on, so that the content security policy is proven as users meet it. Answers with the reasons when none
 * starts.
 */
export async function startChromium(): Promise<Browser | { readonly reasons: string }> {
  const reasons: string[] = [];
  const packaged = () => chromiumPackage.executablePath();
  for (const path of [packaged, ...INSTALLED.filter((file) => existsSync(file)).map((file) => async () => file)]) {
    try {
      return await chromium.launch({ executablePath: await path(), args: ['--no-sandbox', '--disable-gpu'] });
    } catch (error) {
      reasons.push(String(error instanceof Error ? error.message : error).split('\n')[0]!);
    }
  }
  return { reasons: reasons.join('; ') };
}
