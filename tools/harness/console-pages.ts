import { readdirSync } from 'node:fs';
import type { Area } from '../../console/src/ui/area.ts';

/**
 * The address of every page of the console below its sandbox, as its areas declare them. `known` fills the places of the pages
 * of single things, by name; pages with a place it does not name are left out.
 */
export async function pageAddresses(known: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const areas = readdirSync('console/src').filter((name) => name !== 'ui' && name !== 'app');
  const routes = await Promise.all(
    areas.map(async (name) => ((await import(`../../console/src/${name}/routes.ts`)) as { default: Area }).default),
  );
  return routes
    .flatMap(({ pages }) => pages.map(({ path }) => path))
    .map((path) => path.replace(/\$(\w+)/g, (part, name: string) => encodeURIComponent(known[name] ?? part)))
    .filter((path) => !path.includes('%24'));
}
