import { grantsAction, isPermission } from '../access/index.ts';
import type { Route } from '../kernel/index.ts';

/**
 * What is wrong with a set of routes: one without a declared access, an unknown permission, one that does not carry the
 * declared action, two of one id or address.
 * Anything found stops the start (promise 5); nothing is open by omission.
 */
export function routeFaults(routes: readonly Route[]): readonly string[] {
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
    faults.push(...accessFaults(route, name));
  }
  return faults;
}

function accessFaults(route: Route, name: string): string[] {
  // A declaration made without the type checker may lack it.
  const access = route.access as Route['access'] | undefined;
  if (access === undefined) return [`${name}: no access is declared`];
  if (access.kind !== 'permission') return access.why === '' ? [`${name}: ${access.kind} without a reason`] : [];
  if (access.permissions.length === 0) return [`${name}: no permission is named`];
  return access.permissions.flatMap((slug) => {
    if (!isPermission(slug)) return [`${name}: there is no permission ${slug}`];
    const resource = access.parts?.[slug] ?? access.resource;
    if (grantsAction(slug, resource, access.action)) return [];
    return [`${name}: ${slug} does not carry ${access.action} on ${resource}`];
  });
}
