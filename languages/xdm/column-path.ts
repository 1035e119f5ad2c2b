import type { Said } from '@meniscus/languages/syntax';
import { sayOfColumn } from './column-phrases.ts';
import type { Field } from './field.ts';
import { fieldAt } from './path.ts';

/** Stands for the tenant's id in export arrays (page "Export endpoint"). */
export const TENANT_PLACEHOLDER = '<XDM_TENANTID_PLACEHOLDER>';
/** Root of the tenant's own fields in export arrays. */
export const OWN_ROOT = `_${TENANT_PLACEHOLDER}`;

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;
const MAX_DEPTH = 20;

/** Segments of a dotted path, with the tenant's root as its placeholder. */
export function segmentsOf(path: string, tenant: string): readonly string[] {
  const roots = [`_${tenant}`, '_{TENANT_ID}', '_{tenant}'];
  return path.split('.').map((segment) => (roots.includes(segment) ? OWN_ROOT : segment));
}

/** What is wrong with the path of a field to be made. */
export function pathProblem(segments: readonly string[]): Said | undefined {
  const own = segments.filter((segment) => segment !== OWN_ROOT);
  if (segments.length - own.length > 1) return sayOfColumn('column-root-twice');
  if (own.length === 0 || segments.at(-1) === OWN_ROOT) return sayOfColumn('column-names-none');
  if (own.length > MAX_DEPTH) return sayOfColumn('column-deeper', { most: MAX_DEPTH });
  return undefined;
}

/** A segment that cannot be the name of a field of one's own. */
export function badSegment(segments: readonly string[]): string | undefined {
  return segments.find((segment) => segment !== OWN_ROOT && !NAME.test(segment));
}

/** The element behind an array, else the field. */
function inner(field: Field | undefined): Field | undefined {
  return field?.type === 'array' ? field.items : field;
}

/** How many leading segments are objects (or arrays of objects) of a standard tree. */
export function standardDepth(segments: readonly string[], root: Field): number {
  let depth = 0;
  while (depth < segments.length && inner(fieldAt(root, segments.slice(0, depth + 1)))?.type === 'object') depth += 1;
  return depth;
}

/** The path of a field of one's own: below the tenant's root, which lies inside the deepest standard object on the way. */
export function placed(segments: readonly string[], standard: Field | undefined): readonly string[] {
  if (segments.includes(OWN_ROOT)) return segments;
  const depth = standard === undefined ? 0 : standardDepth(segments, standard);
  return [...segments.slice(0, depth), OWN_ROOT, ...segments.slice(depth)];
}

/** Does the path lead through an array or a map? */
export function crossesMany(segments: readonly string[], root: Field): boolean {
  return segments.some((_, at) => ['array', 'map'].includes(fieldAt(root, segments.slice(0, at + 1))?.type ?? ''));
}
