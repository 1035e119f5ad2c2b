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
