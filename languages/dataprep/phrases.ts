import { inWords, type Phrase, type PhraseValue, phrasesOf } from '@meniscus/languages/syntax';

/**
 * Everything that is said of rows and of what they make of records, English by code. What an expression or a schema says of a
 * value (`{why}`) may be text of its own.
 */
export const ROW_PHRASES = {
  'row-never-fits': 'this row can never give a valid value: {why}',
  'row-fails': 'this row fails {when}',
  'row-fails-example': 'this row fails {when}; for example {record}: {why}',
  'row-fails-for': 'this row fails for example {record}: {why}',
  'row-fails-untried':
    'this row fails {when}; no example: trying the rows of this set takes more work than a check may',
  'row-not-tried':
    'this row was judged by its types, and not or not to the end with records: trying the rows of this set takes more work than a check may',
  'unknown-field': '`{name}` is no field of the target schema',
  'unknown-field-of': '`{name}` is no field of `{parent}`',
  'did-you-mean': '{what}, did you mean `{near}`?',
  'no-array': '`{path}` is no array, leave the position out',
  'too-far': 'position {position} is too far, the last one is {last}',
  either: '{one}; or {other}',
  both: '{one}; {other}',
  'when-text-is-none': 'when the text is no {noun}',
  'when-value-is-none': 'when the value is no {noun}',
  'when-or': '{when}, or {rule}',
  'when-value': 'when the value {rule}',
  'when-other-kind': 'when the result is of another kind: {why}',
  'not-one-of': 'is not one of {values}',
  'no-match': 'does not match {pattern}',
  'no-format': 'is no {format}',
  'too-long': 'has more than {count} characters',
  'too-short': 'has fewer than {count} characters',
  'out-of-range': 'is outside {low} to {high}',
  below: 'is below {low}',
  above: 'is above {high}',
  'kind-is-none': '{kind} is no {noun}',
  'kind-string': 'a text',
  'kind-number': 'a number',
  'kind-integer': 'an integer',
  'kind-boolean': 'a boolean',
  'kind-date': 'a date',
  'kind-object': 'an object',
  'noun-object': 'object',
  'noun-string': 'text',
  'noun-number': 'number',
  'noun-kept-number': 'number that can be kept',
  'noun-long': 'whole number',
  'noun-int': 'whole number of 32 bits',
  'noun-short': 'whole number of 16 bits',
  'noun-byte': 'whole number of 8 bits',
  'noun-boolean': 'boolean',
  'noun-date': 'date',
  'noun-date-time': 'date and time',
  'noun-map': 'map',
  'value-is-none': '{value} is no {noun}',
  'value-too-deep': 'the value is nested too deeply',
  'left-out': '{why}; the attribute was left out',
  'fraction-cut': 'the fraction of {value} was cut off',
  'first-of-many': 'the source has {count} values and the destination takes one; the first was used',
} as const;

/** A phrase about rows. */
export const said = phrasesOf(ROW_PHRASES);

/** A phrase about rows in English. */
export function inEnglish(phrase: PhraseValue): string {
  // Every code comes from the table.
  return inWords(phrase, ROW_PHRASES)!;
}

/** Several phrases as one, each once. */
export function joined<T extends PhraseValue>(by: 'either' | 'both', phrases: readonly T[]): T | Phrase | undefined {
  const once = [...new Map(phrases.map((one) => [JSON.stringify(one), one])).values()];
  const [first, ...others] = once;
  return first === undefined ? undefined : others.reduce<T | Phrase>((one, other) => said(by, { one, other }), first);
}
