/** Longest column name that is looked at, in characters; the rest adds nothing to its meaning. */
const LONGEST_NAME = 120;

/**
 * A column name as lower-case words without diacritics: `SoldePoints`, `solde_points` and `Solde points` are the same two
 * words. Digits stand alone (`addr1` is `addr 1`), because they number parts of one thing.
 */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, LONGEST_NAME)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replaceAll(/(\p{L})(\d)/gu, '$1 $2')
    .replaceAll(/(\d)(\p{L})/gu, '$1 $2')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}

/** Shorter words at one end of nearly every name say where a table comes from, not what its columns hold. */
const LONGEST_MARK = 3;
const NEARLY_EVERY = 0.7;

/** Names without the marks a whole table bears: `sf__Tier__c` beside `sf__Points__c` and others is `Tier`. */
export function plainNames(names: readonly string[]): readonly string[] {
  const words = names.map(wordsOf);
  const first = markOf(words.map((all) => all[0]));
  const last = markOf(words.map((all) => all[all.length - 1]));
  if (first === undefined && last === undefined) return names;
  return words.map((all, at) => {
    const from = all.length > 1 && all[0] === first ? 1 : 0;
    const to = all.length > from + 1 && all[all.length - 1] === last ? all.length - 1 : all.length;
    return from === 0 && to === all.length ? (names[at] as string) : all.slice(from, to).join(' ');
  });
}

/** The short word that stands in nearly all of at least four names. */
function markOf(words: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words)
    if (word !== undefined && word.length <= LONGEST_MARK) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].find(([, times]) => times >= 4 && times >= words.length * NEARLY_EVERY)?.[0];
}

/** The words as one field name: `solde_points` becomes `soldePoints`. Never empty, never starts with a digit. */
export function fieldNameOf(name: string): string {
  const [first = 'field', ...rest] = wordsOf(name)
    .map((word) => word.replaceAll(/[^a-z\d]/g, ''))
    .filter((word) => word !== '');
  const joined = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\d/.test(joined) ? `field${joined}` : joined;
}

/** A name for people: `solde_points` becomes `Solde Points`, keeping letters of the original with their diacritics. */
export function displayNameOf(name: string): string {
  const spaced = name
    .slice(0, LONGEST_NAME)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
  return spaced.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join(' ') || name;
}
