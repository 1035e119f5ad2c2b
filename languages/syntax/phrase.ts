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

/** A sentence in English with the phrase it was made of. */
export interface Said {
  readonly message: string;
  readonly phrase: Phrase;
}

type PlacesOf<Template extends string> = Template extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesOf<Rest>
  : never;

/** What fills the places of a template: nothing where it has none. */
export type Filling<Template extends string> = [PlacesOf<Template>] extends [never]
  ? []
  : [values: Readonly<Record<PlacesOf<Template>, string | number | Said>>];

/**
 * Says things out of a table. Every place of the template is to be filled, and no other; what fills it may be said out of another
 * table.
 */
export function sayingOf<const T extends Templates>(templates: T) {
  // Split once: records can be wrong by the million.
  const split = new Map(Object.entries(templates).map(([code, template]) => [code, template.split(/\{(\w+)\}/)]));
  return <Code extends keyof T & string>(code: Code, ...[filling]: Filling<T[Code]>): Said =>
    filled(code, split.get(code)!, filling ?? NOTHING);
}

const NOTHING: Readonly<Record<string, never>> = {};

/** Texts stand at the even positions of `parts`, names of places at the odd ones. */
function filled(
  code: string,
  parts: readonly string[],
  filling: Readonly<Record<string, string | number | Said>>,
): Said {
  let message = parts[0]!;
  const values: Record<string, PhraseValue> = {};
  for (let at = 1; at < parts.length; at += 2) {
    const name = parts[at]!;
    const part = filling[name]!;
    const said = typeof part === 'object';
    message += (said ? part.message : String(part)) + parts[at + 1]!;
    values[name] = said ? part.phrase : part;
  }
  return { message, phrase: { code, values } };
}

/** Makes phrases of a table: its codes only. */
export function phrasesOf<const T extends Templates>(_: T) {
  return (code: keyof T & string, values: Phrase['values'] = {}): Phrase => ({ code, values });
}

/**
 * The phrase in the language of the templates; undefined when they lack a code of it or of one in it, so that nobody hears
 * half a sentence. `numbers` writes a number in that language.
 */
export function inWords(
  said: PhraseValue,
  templates: Templates,
  numbers: (value: number) => string = String,
): string | undefined {
  if (typeof said === 'number') return numbers(said);
  if (typeof said === 'string') return said;
  const template = Object.hasOwn(templates, said.code) ? templates[said.code] : undefined;
  if (template === undefined) return undefined;
  let whole = true;
  const text = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = inWords(said.values[name] ?? '', templates, numbers);
    whole &&= part !== undefined;
    return part ?? '';
  });
  return whole ? text : undefined;
}

/** Does what is said begin with words of a template, and not with what fills a place: a path, a name, a number? */
function beginsWithWords(said: PhraseValue, templates: Templates): boolean {
  if (typeof said !== 'object') return false;
  const template = templates[said.code] ?? '';
  const place = /^\{(\w+)\}/.exec(template)?.[1];
  return place === undefined ? template !== '' : beginsWithWords(said.values[place] ?? '', templates);
}

/**
 * The text of a phrase where it stands by itself: with a capital where it begins with words of a template. Templates begin with a
 * small letter where they also stand within another; what fills a place (the path of a field, a value) stays as it is written.
 */
export function asSentence(said: Phrase, text: string, templates: Templates): string {
  return beginsWithWords(said, templates) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** The names of the places of a template, in alphabetical order. */
export function placesOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();
}
