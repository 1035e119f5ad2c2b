import { profileColumn } from './column-profile.ts';
import { valueType } from './value-type.ts';

/** Cells of names are words; these are not. */
const VALUE_LIKE = new Set(['number', 'integer', 'boolean']);

/**
 * Whether the first row holds names and not values already: it does, unless a third of its cells look like the numbers, days or
 * addresses below them. A row of all different words is a header even when everything below is words too.
 */
export function isHeader(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  let alike = 0;
  first.forEach((cell, at) => {
    if (cell.trim() === '') return;
    const own = valueType(profileColumn([cell]));
    if (!VALUE_LIKE.has(own.type) && own.format === undefined) return;
    const rest = valueType(profileColumn(below.map((row) => row[at] ?? '')));
    if (rest.type === own.type || rest.format === own.format) alike += 1;
  });
  return alike === 0 || alike < first.length / 3;
}
