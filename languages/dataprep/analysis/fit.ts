import type { Phrase, PhraseValue } from '@meniscus/languages/syntax';
import type { Field, XdmType } from '@meniscus/languages/xdm';
import { joined, said } from '../phrases.ts';
import type { Possible } from './possible.ts';

/** How a kind of value and a field go together (page "Data format handling"). */
export type Fit =
  | { readonly verdict: 'always' }
  /** Ends a sentence that begins with "fails": `when the value is no number`. */
  | { readonly verdict: 'sometimes'; readonly when: Phrase }
  /** `a boolean is no number`. */
  | { readonly verdict: 'never'; readonly why: PhraseValue };

const ALWAYS: Fit = { verdict: 'always' };

type Scalar = Exclude<XdmType, 'object' | 'array' | 'map'>;
type Plain = 'string' | 'number' | 'integer' | 'boolean' | 'date';

/** Which plain values a field takes: always (`yes`), never (`no`), or by their content. */
const TAKES: Readonly<Record<Scalar, Readonly<Record<Plain, 'yes' | 'no' | 'some'>>>> = {
  string: { string: 'yes', number: 'yes', integer: 'yes', boolean: 'yes', date: 'yes' },
  number: { string: 'some', number: 'yes', integer: 'yes', boolean: 'no', date: 'no' },
  long: { string: 'some', number: 'yes', integer: 'yes', boolean: 'no', date: 'yes' },
  int: { string: 'some', number: 'some', integer: 'some', boolean: 'no', date: 'some' },
  short: { string: 'some', number: 'some', integer: 'some', boolean: 'no', date: 'some' },
  byte: { string: 'some', number: 'some', integer: 'some', boolean: 'no', date: 'some' },
  boolean: { string: 'some', number: 'no', integer: 'no', boolean: 'yes', date: 'no' },
  date: { string: 'some', number: 'yes', integer: 'yes', boolean: 'no', date: 'yes' },
  'date-time': { string: 'some', number: 'yes', integer: 'yes', boolean: 'no', date: 'yes' },
};

/**
 * Whether a value of a kind fits a field. Constants are not decided here: they are tried. An unknown value is taken for one
 * of the field's type: whoever maps a field to a number expects a number there, and nothing known speaks against it. What the
 * schema asks beside the type remains to be said.
 */
export function fitOf(possible: Exclude<Possible, { kind: 'constant' }>, field: Field | undefined): Fit {
  if (field === undefined || possible.kind === 'nothing') return ALWAYS;
  if (field.type === 'array') {
    const items = possible.kind === 'list' ? possible.items : [possible];
    return combined(items.map((item) => (item.kind === 'constant' ? ALWAYS : fitOf(item, field.items))));
  }
  if (possible.kind === 'list')
    return combined(possible.items.map((item) => (item.kind === 'constant' ? ALWAYS : fitOf(item, field))));
  if (field.type === 'object' || field.type === 'map') {
    return possible.kind === 'object' || possible.kind === 'any'
      ? ALWAYS
      : { verdict: 'never', why: isNone(possible.kind, 'object') };
  }
  if (possible.kind === 'object') return { verdict: 'never', why: isNone('object', field.type) };
  return restricted(field, field.type, possible.kind);
}

function restricted(field: Field, type: Scalar, kind: Plain | 'any'): Fit {
  const takes = kind === 'any' ? 'yes' : TAKES[type][kind];
  if (takes === 'no') return { verdict: 'never', why: isNone(kind as Plain, type) };
  const rule = ruleOf(field);
  if (takes === 'some') {
    const when = said(kind === 'string' ? 'when-text-is-none' : 'when-value-is-none', { noun: said(`noun-${type}`) });
    return { verdict: 'sometimes', when: rule === undefined ? when : said('when-or', { when, rule }) };
  }
  return rule === undefined ? ALWAYS : { verdict: 'sometimes', when: said('when-value', { rule }) };
}

/** What the schema asks beside the type, as it is broken; undefined when nothing. */
function ruleOf({ enum: values, pattern, format, type, ...field }: Field): Phrase | undefined {
  if (values !== undefined)
    return said('not-one-of', { values: `${values.slice(0, 6).join(', ')}${values.length > 6 ? ', …' : ''}` });
  if (pattern !== undefined) return said('no-match', { pattern });
  if (format !== undefined && type === 'string') return said('no-format', { format });
  const { minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  if (maxLength !== undefined) return said('too-long', { count: maxLength });
  if (minLength !== undefined && minLength > 0) return said('too-short', { count: minLength });
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  if (low !== undefined && high !== undefined) return said('out-of-range', { low, high });
  if (low !== undefined) return said('below', { low });
  return high === undefined ? undefined : said('above', { high });
}

function isNone(kind: Plain | 'object', type: Scalar | 'object'): Phrase {
  return said('kind-is-none', { kind: said(`kind-${kind}`), noun: said(`noun-${type}`) });
}

/** Several possibilities as one: never when none fits, always when all do. */
export function combined(fits: readonly Fit[]): Fit {
  const never = fits.filter((fit) => fit.verdict === 'never');
  if (fits.length > 0 && never.length === fits.length)
    return {
      verdict: 'never',
      why: joined(
        'both',
        never.map(({ why }) => why),
      )!,
    };
  const whens = fits.flatMap((fit) =>
    fit.verdict === 'sometimes'
      ? [fit.when]
      : fit.verdict === 'never'
        ? [said('when-other-kind', { why: fit.why })]
        : [],
  );
  const when = joined('either', whens);
  return when === undefined ? ALWAYS : { verdict: 'sometimes', when: when as Phrase };
}
