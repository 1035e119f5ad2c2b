import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type StandardLibrary, standardLibrary } from '@meniscus/languages/xdm';

let loaded: StandardLibrary | undefined;

/** The standard XDM components, read on first use and shared: they never change while the process runs. */
export function loadLibrary(): StandardLibrary {
  if (loaded === undefined) {
    const folder = dirname(createRequire(import.meta.url).resolve('@meniscus/languages/xdm'));
    loaded = standardLibrary(readFileSync(join(folder, 'standard', 'components.ndjson'), 'utf8'));
  }
  return loaded;
}

/** When the library's sources were taken over, shown as the time global resources were made. */
export const LIBRARY_DATE = Date.UTC(2026, 7, 1);
