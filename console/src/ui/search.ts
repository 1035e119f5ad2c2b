/** Whether every word of the search is somewhere in the texts. */
export function matchesSearch(search: string, ...inside: readonly string[]): boolean {
  const text = inside.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
