import type { Route } from '../kernel/index.ts';

/**
 * What is wrong with a set of routes: one without a declared access, an unknown permission, two of one id or address.
 * Anything found stops the start (promise 5); nothing is open by omission.
 */
export function routeFaults(routes: readonly Route[], isPermission: (slug: string) => boolean): readonly string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  const addresses = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const address = `${route.method} ${route.path.replace(/:[A-Za-z]+/g, ':')}`;
    if (ids.has(route.id)) faults.push(`${name}: the id ${route.id} is used twice`);
    if (addresses.has(address)) faults.push(`${name}: the address is used twice`);
    ids.add(route.id);
    addresses.add(address);
    faults.push(...accessFaults(route, name, isPermission));
  }
  return faults;
}

function accessFaults(route: Route, name: string, isPermission: (slug: string) => boolean): string[] {
  // A declaration made without the type checker may lack it.
  const access = route.access as Route['access'] | undefined;
  if (access === undefined) return [`${name}: no access is declared`];
  if (access.kind !== 'permission') return access.why === '' ? [`${name}: ${access.kind} without a reason`] : [];
  if (access.permissions.length === 0) return [`${name}: no permission is named`];
  return access.permissions
    .filter((slug) => !isPermission(slug))
    .map((slug) => `${name}: there is no permission ${slug}`);
}
