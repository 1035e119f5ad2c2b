import { readdirSync } from 'node:fs';
import type { Command } from './command.ts';

/** A verb found in the folder `commands/`. */
export interface Verb {
  /** What a person types: `sql`, `failed list`. A file named as its folder is the noun alone. */
  readonly words: readonly string[];
  load(): Promise<Command>;
}

const FOLDER = new URL('commands/', import.meta.url);

function verbsOf(noun: string): readonly Verb[] {
  const files = readdirSync(new URL(`${noun}/`, FOLDER)).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  return files.toSorted().map((file) => {
    const verb = file.slice(0, -'.ts'.length);
    return {
      words: verb === noun ? [noun] : [noun, verb],
      load: async () => ((await import(new URL(`${noun}/${file}`, FOLDER).href)) as { default: Command }).default,
    };
  });
}

/** All verbs, sorted: a command is a file `commands/<noun>/<verb>.ts` whose default export is its declaration. */
export function discover(): readonly Verb[] {
  const nouns = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return nouns
    .map(({ name }) => name)
    .toSorted()
    .flatMap(verbsOf);
}

/** The verb a command line begins with, the longest that fits, and the words after it. */
export function match(
  verbs: readonly Verb[],
  line: readonly string[],
): { verb: Verb; rest: readonly string[] } | undefined {
  const fitting = verbs.filter(({ words }) => words.every((word, index) => line[index] === word));
  const verb = fitting.toSorted((a, b) => b.words.length - a.words.length)[0];
  return verb === undefined ? undefined : { verb, rest: line.slice(verb.words.length) };
}
