/**
 * The elements of a function that takes them as arguments or as one list (`first("1", "2")`, `first(list)`); undefined when
 * its only argument is null.
 */
export function listOf(args: readonly unknown[]): readonly unknown[] | undefined {
  const [only] = args;
  if (args.length !== 1) return args;
  if (Array.isArray(only)) return only;
  return only === null || only === undefined ? undefined : args;
}
