/**
 * Is a value of parsed JSON nested more than so many levels deep? What walks it later may then be recursive. The look itself
 * goes no deeper than asked.
 */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) if (isDeeper(value[index], levels - 1)) return true;
    return false;
  }
  // Parsed JSON inherits nothing that could be walked; a list of the values would be made for every object of every message.
  for (const name in value) if (isDeeper((value as Record<string, unknown>)[name], levels - 1)) return true;
  return false;
}
