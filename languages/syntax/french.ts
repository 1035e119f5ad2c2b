import { inWords, type PhraseValue, type Templates } from './phrase.ts';

/** A French text as it is set: no line begins with `:`, `;`, `?`, `!`, `%` or `»`, nor ends with `«`. */
export function typesetFrench(text: string): string {
  return text.replace(/ (?=[:;?!%»](?:[\s,.)]|$))|(?<=«) /gu, '\u00a0');
}

type Text = string | ((value: never) => string);

/** French texts of a page or mail, as they stand or made of a value, as they are set. */
export function frenchTexts<const T extends Readonly<Record<string, Text>>>(texts: T): T {
  const set = (text: Text): Text =>
    typeof text === 'string' ? typesetFrench(text) : (value: never) => typesetFrench(text(value));
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, set(text)])) as T;
}

const numbers = new Intl.NumberFormat('fr', { maximumFractionDigits: 20, useGrouping: 'min2' });

/** A phrase in French, by the templates of its codes; undefined when they lack one. Numbers have a comma, and five digits or more a space. */
export function inFrench(said: PhraseValue, templates: Templates): string | undefined {
  const text = inWords(said, templates, numbers.format);
  return text === undefined ? undefined : typesetFrench(text);
}
