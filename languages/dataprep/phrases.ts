import {
  inWords,
  type Phrase,
  type PhraseValue,
  phrasesOf,
  SYNTAX_PHRASES,
  sayingOf,
} from '@meniscus/languages/syntax';
import { XDM_PHRASES } from '@meniscus/languages/xdm';

/** What is said of expressions, and of values they cannot go on with, English by code. */
export const EXPRESSION_PHRASES = {
  'name-after-dot': 'a field or method name after the dot',
  'a-value': 'a value',
  'a-key': 'a key',
  'keys-in-quotes': 'write keys in quotes',
  'for-false': 'before the value for "false"',
  'after-wildcard': 'after the wildcard',
  'after-position': 'after the position',
  'to-close': 'to close the bracket',
  'after-arguments': 'after the arguments',
  'after-elements': 'after the elements',
  'after-entries': 'after the entries',
  'between-key-and-value': 'between key and value',
  'reserved-word': '`{word}` is a reserved word',
  'braces-for-field': 'for a field of that name write `{written}`',
  'another-parameter': 'give the parameter another name',
  'characters-at-most': 'the expression has {count} characters; at most {most} are allowed',
  'stray-lambda': 'a lambda can only be given to a function that asks for one',
  'wants-lambda': '`{name}` wants a lambda here',
  'such-as': 'such as `{example}`',
  'no-function': '`{name}` is not a function',
  'no-method': '`{name}` is not a method',
  'takes-one': '`{name}` takes 1 argument but gets {got}',
  'takes-count': '`{name}` takes {count} arguments but gets {got}',
  'takes-at-least': '`{name}` takes at least {least} arguments but gets {got}',
  'takes-from-to': '`{name}` takes {least} to {most} arguments but gets {got}',
  'path-incomplete': 'this path is not complete',
  'a-field-name': 'expected a field name',
  'name-forbidden': '`{name}` cannot be a field name',
  'cannot-stand': '`{text}` cannot stand here',
  'dot-or-position': 'expected `.`, `[n]` or `[*]`',
  'row-parts': 'a row needs a source, a destination and a source type',
  'source-types': 'the source type is ATTRIBUTE, EXPRESSION or STATIC',
  'too-much-work': 'the record needs too much work',
  'too-nested': 'the value is nested more than {levels} levels deep',
  'value-too-nested': '{value} is nested more than {levels} levels deep',
  'lambda-values': 'the lambda wants {wanted} values but gets {got}',
  'lambda-no-value': 'a lambda is no value',
  'no-charset': 'the character set must be UTF-8, UTF-16, ISO-8859-1 or US-ASCII, not "{charset}"',
  'regex-too-large': 'the regular expression "{pattern}" is too large',
  'regex-unusable': 'the regular expression "{pattern}" cannot be used: {why}',
  'no-json': '{value} is no JSON',
  'number-too-large': 'a number is too large',
  'pad-too-long': '{name} to {length} characters; at most {most} are allowed',
  'not-percent-encoded': '{value} is not percent-encoded',
  'no-zone': '{value} is no time zone',
  'no-date-part': '{value} is no component of a date',
  'no-such-date': 'no date has {part} {value} here',
  'no-date-of-pattern': '{value} does not fit the date pattern "{pattern}"',
  'no-date-made': 'these components make no date, or the zone is unknown',
  'ecid-unpublished': 'how an ECID is derived from an FPID is not published; map the FPID itself to the namespace FPID',
  'value-too-long': 'the value has {count} characters, too many to show',
  'too-many-digits': '{value} has more digits than can be kept',
  'operand-null': 'an operand of the calculation is null',
  'plus-null': 'an operand of + is null',
  'division-by-zero': 'division by zero',
  'key-without-value': 'keys and values come in pairs; the last key has no value',
  'pattern-quote': 'the date pattern "{pattern}" opens a quote and never closes it',
  'pattern-too-long': 'the date pattern has {length} characters; at most {most} are allowed',
  'pattern-letter': '`{letter}` in the date pattern "{pattern}" has no meaning; put plain text in single quotes',
} as const;

/** Everything that is said of rows and of what they make of records, English by code. */
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
  'no-array': '`{path}` is no array',
  'without-position': 'leave the position out',
  'too-far': 'position {position} is too far',
  'last-position': 'the last one is {last}',
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

/** Says something about an expression, a row or a value. */
export const say = sayingOf({ ...EXPRESSION_PHRASES, ...ROW_PHRASES });

const ENGLISH = { ...SYNTAX_PHRASES, ...XDM_PHRASES, ...EXPRESSION_PHRASES, ...ROW_PHRASES };

/** A phrase about rows in English. */
export function inEnglish(phrase: PhraseValue): string {
  // Every code comes from one of the tables.
  return inWords(phrase, ENGLISH)!;
}

/** Several phrases as one, each once. */
export function joined<T extends PhraseValue>(by: 'either' | 'both', phrases: readonly T[]): T | Phrase | undefined {
  const once = [...new Map(phrases.map((one) => [JSON.stringify(one), one])).values()];
  const [first, ...others] = once;
  return first === undefined ? undefined : others.reduce<T | Phrase>((one, other) => said(by, { one, other }), first);
}
