/** What fills a place of a phrase: a word that is the same in every language, or a phrase of its own. */
export type PhraseValue = string | number | Phrase;

/**
 * Something to be said in any language: the code of a template, and what fills its places. Templates are declared in a table,
 * English by code, with places in braces: `'{value} is no {noun}'`; who speaks another language has a table of the same codes.
 */
export interface Phrase {
  readonly code: string;
  readonly values: Readonly<Record<string, PhraseValue>>;
}

/** A table of templates by code. */
export type Templates = Readonly<Record<string, string>>;

/** Makes phrases of a table: its codes only. */
export function phrasesOf<const T extends Templates>(_: T) {
  return (code: keyof T & string, values: Phrase['values'] = {}): Phrase => ({ code, values });
}

/**
 * The phrase in the language of the templates; undefined when they lack a code of it or of one in it, so that nobody hears
 * half a sentence.
 */
export function inWords(said: PhraseValue, templates: Templates): string | undefined {
  if (typeof said !== 'object') return String(said);
  const template = Object.hasOwn(templates, said.code) ? templates[said.code] : undefined;
  if (template === undefined) return undefined;
  let whole = true;
  const text = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = inWords(said.values[name] ?? '', templates);
    whole &&= part !== undefined;
    return part ?? '';
  });
  return whole ? text : undefined;
}

/** The names of the places of a template, in alphabetical order. */
export function placesOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();
}
