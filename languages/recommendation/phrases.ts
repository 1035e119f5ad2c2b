import { inWords, type Phrase, phrasesOf } from '@meniscus/languages/syntax';

/** Why rows and fields are recommended, English by code. */
export const REASON_PHRASES = {
  'map-same-path': 'The schema has the map {path} at the same path.',
  'same-path': 'The schema has a field of the same path.',
  'reads-as': 'Name and values read as {title}.',
  'same-last-name': 'The last name is the same, and the record is alike.',
  'same-last-name-below': 'The last name is the same, and {path} is alike.',
  'shared-words': 'The paths share words.',
  'column-alone': '{said}; values are {values}.',
  'column-beside': '{said}; values are {values}; beside {beside}.',
  'column-primary': '{said}; values are {values}; says whose row it is.',
  'column-beside-primary': '{said}; values are {values}; beside {beside}; says whose row it is.',
  'column-reads-as': '“{column}” reads as {title}',
  'column-reads-as-this': '“{column}” reads as this field',
  'own-field': 'The standard library has no field for “{column}” in this class',
  'own-field-for': 'The standard library has no field for “{column}” ({title}) in this class',
  'both-titles': '{one} and {other}',
  'values-missing': 'missing',
  'values-emails': 'e-mail addresses',
  'values-moments': 'moments',
  'values-days': 'days',
  'values-urls': 'addresses of pages',
  'values-flags': 'yes or no',
  'values-numbers': 'numbers from {least} to {most}',
  'values-integers': 'whole numbers from {least} to {most}',
  'values-codes': 'codes of digits',
  'values-words': '{count} words such as {examples}',
  'values-texts': 'texts such as {examples}',
  'one-example': '“{text}”',
  'both-examples': '“{one}” and “{other}”',
} as const;

/** A reason, or a part of one. */
export const said = phrasesOf(REASON_PHRASES);

/** A reason as recommendations carry it: in English, and for other languages. */
export function because(phrase: Phrase): { readonly reason: string; readonly phrase: Phrase } {
  // Every code comes from the table.
  return { reason: inWords(phrase, REASON_PHRASES)!, phrase };
}
