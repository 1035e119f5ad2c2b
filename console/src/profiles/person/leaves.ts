/** A value of an entity that is not an object: at a dotted path. Lists are one value. */
export interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

/** Parts of a profile the platform writes itself; each has a tab of its own. */
const SYSTEM = new Set(['identities', 'identityMap', 'segmentMembership']);

/** The values of an entity in the order of their paths, without what the platform writes itself. */
export function leavesOf(entity: Readonly<Record<string, unknown>>): readonly Leaf[] {
  const found: Leaf[] = [];
  const visit = (value: unknown, path: string) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`);
    } else found.push({ path, value });
  };
  for (const [name, value] of Object.entries(entity)) if (!SYSTEM.has(name)) visit(value, name);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
