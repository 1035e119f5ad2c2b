import type { SchemaNode } from '@meniscus/languages/xdm';
import { type Place, xdmTypeOf } from './recommended-rows.ts';

/** The places as one document, each with its type and title in the objects its path names; for the tree. */
export function documentOf(places: readonly Place[]): SchemaNode {
  const below = Map.groupBy(
    places.map((place) => ({ place, names: place.path.split('.') })),
    ({ names }) => names[0]!,
  );
  const properties = [...below].map(([name, ones]) => {
    const leaf = ones.find(({ names }) => names.length === 1);
    const inner = ones
      .filter((one) => one !== leaf)
      .map(({ place, names }) => ({ ...place, path: names.slice(1).join('.') }));
    return [
      name,
      {
        ...(inner.length === 0 ? {} : documentOf(inner)),
        ...(leaf === undefined ? {} : { title: leaf.place.displayName, 'meta:xdmType': xdmTypeOf(leaf.place) }),
      },
    ] as const;
  });
  return { type: 'object', properties: Object.fromEntries(properties) };
}
