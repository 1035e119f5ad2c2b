/**
 * Names in the published library are JSON-LD (`xdm:tier`, `@id`, `repo:createDate`); APIs and data carry "compatibility
 * mode" names (`tier`, `_id`, `_repo.createDate`). Documented on the page "Schema Registry API: getting started".
 */

const ADOBE = 'ns.adobe.com/';

/**
 * Wire path of a library name: one segment, or several where the name becomes nested objects.
 *
 * - `xdm:foo` is `foo`; `@id` is `_id`; other prefixes nest: `repo:createDate` is `_repo.createDate`.
 * - An absolute URI loses scheme and `ns.adobe.com`: `https://ns.adobe.com/experience/mcid` is `_experience.mcid`.
 * - A plain name stays as it is.
 */
export function wirePath(libraryName: string): readonly string[] {
  if (libraryName.startsWith('xdm:')) return [libraryName.slice(4)];
  if (libraryName.startsWith('@')) return [`_${libraryName.slice(1)}`];
  const scheme = libraryName.indexOf('://');
  if (scheme > 0) return underscored(withoutHost(libraryName.slice(scheme + 3)).split('/'));
  const colon = libraryName.indexOf(':');
  return colon > 0 ? [`_${libraryName.slice(0, colon)}`, libraryName.slice(colon + 1)] : [libraryName];
}

/** `meta:altId` of a `$id`: `https://ns.adobe.com/xdm/context/profile` is `_xdm.context.profile`. */
export function altIdOf(id: string): string {
  const scheme = id.indexOf('://');
  return `_${withoutHost(scheme > 0 ? id.slice(scheme + 3) : id).replaceAll('/', '.')}`;
}

function withoutHost(rest: string): string {
  return rest.startsWith(ADOBE) ? rest.slice(ADOBE.length) : rest;
}

function underscored(segments: readonly string[]): readonly string[] {
  return segments.map((segment, at) => (at === 0 ? `_${segment}` : segment));
}
