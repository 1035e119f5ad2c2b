/** A value on one line: `value 50` for `[{"value": 50}]`. */
export function lineOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(lineOf).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${lineOf(inner)}`)
    .join(', ');
}
