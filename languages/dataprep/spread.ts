import { refuseDeeper, spend } from './effort.ts';
import { asText, isNothing } from './values.ts';

/** All that is in a list and the lists inside of it, in order. */
export function flattened(list: readonly unknown[], into: unknown[] = [], depth = 0): unknown[] {
  refuseDeeper(depth);
  spend(2 + list.length * 2);
  for (const element of list) {
    if (Array.isArray(element)) flattened(element, into, depth + 1);
    else into.push(element);
  }
  return into;
}

/** Values one after the other as one text, with a separator between them. Its length is paid for before it is made. */
export function joined(values: readonly unknown[], separator: string): string {
  spend(values.length * 16);
  const texts = values.filter((value) => !isNothing(value)).map(asText);
  spend(texts.reduce((sum, { length }) => sum + length, 0) + separator.length * texts.length);
  return texts.join(separator);
}

/** The first element that is not null, or null. */
export function firstFound(list: readonly unknown[]): unknown {
  spend(2 + list.length * 2);
  return list.find((element) => !isNothing(element)) ?? null;
}

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
