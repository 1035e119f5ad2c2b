/** A result as a case file can hold it: events by their `_id`, groups as objects, absent as null. */
export function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  if ('_id' in value && 'eventType' in value) return value._id;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
