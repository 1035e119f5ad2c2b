/** Letters without case and accents: who looks for `fidelite` means `Fidélité`. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Whether every word of the search is somewhere in the texts, whatever the case and the accents. */
export function matchesSearch(search: string, ...inside: readonly string[]): boolean {
  const text = folded(inside.join('\n'));
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
