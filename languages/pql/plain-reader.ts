type Fields = Readonly<Record<string, unknown>> | null | undefined;

/**
 * A function that reads the value at the end of plain objects. Spelled out for the usual depths, since every change of a
 * profile goes through some. Names every object inherits (`constructor`) are looked for in the data only.
 */
export function plainReader(names: readonly string[]): (value: unknown) => unknown {
  if (names.some((name) => name in Object.prototype)) return (value) => names.reduce<unknown>(own, value);
  const [a, b, c] = names as [string, string, string];
  if (names.length === 1) return (value) => (value as Fields)?.[a];
  if (names.length === 2) return (value) => ((value as Fields)?.[a] as Fields)?.[b];
  if (names.length === 3) return (value) => (((value as Fields)?.[a] as Fields)?.[b] as Fields)?.[c];
  return (value) => {
    let at = value as Fields;
    for (const name of names) at = at?.[name] as Fields;
    return at;
  };
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
