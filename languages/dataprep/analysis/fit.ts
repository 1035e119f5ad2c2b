import type { Field, XdmType } from '@meniscus/languages/xdm';
import type { Possible } from './possible.ts';

/** How a kind of value and a field go together (page "Data format handling"). */
export type Fit =
  | { readonly verdict: 'always' }
  /** Ends a sentence that begins with "fails": `when the value is no number`. */
  | { readonly verdict: 'sometimes'; readonly when: string }
  /** `a boolean is no number`. */
  | { readonly verdict: 'never'; readonly why: string };

const ALWAYS: Fit = { verdict: 'always' };

type Scalar = Exclude<XdmType, 'object' | 'array' | 'map'>;
type Plain = 'string' | 'number' | 'integer' | 'boolean' | 'date';

const NOUNS: Readonly<Record<Scalar, string>> = {
  string: 'text',
  number: 'number',
  long: 'whole number',
  int: 'whole number of 32 bits',
  short: 'whole number of 16 bits',
  byte: 'whole number of 8 bits',
  boolean: 'boolean',
  date: 'date',
  'date-time': 'date and time',
};

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
 * of the field's shape (plain, object or list): whoever maps a field to a text does not expect an object there.
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
      : { verdict: 'never', why: `${article(possible.kind)} is no object` };
  }
  if (possible.kind === 'object') return { verdict: 'never', why: `an object is no ${NOUNS[field.type]}` };
  return restricted(field, field.type, possible.kind);
}

function restricted(field: Field, type: Scalar, kind: Plain | 'any'): Fit {
  const takes = kind === 'any' ? (type === 'string' ? 'yes' : 'some') : TAKES[type][kind];
  if (takes === 'no') return { verdict: 'never', why: `${article(kind)} is no ${NOUNS[type]}` };
  const rule = ruleOf(field);
  if (takes === 'some') {
    const noun = `${kind === 'string' ? 'the text' : 'the value'} is no ${NOUNS[type]}`;
    return { verdict: 'sometimes', when: rule === undefined ? `when ${noun}` : `when ${noun}, or ${rule}` };
  }
  return rule === undefined ? ALWAYS : { verdict: 'sometimes', when: `when the value ${rule}` };
}

/** What the schema asks beside the type, as it is broken; undefined when nothing. */
function ruleOf({ enum: values, pattern, format, type, ...field }: Field): string | undefined {
  if (values !== undefined) return `is not one of ${values.slice(0, 6).join(', ')}${values.length > 6 ? ', …' : ''}`;
  if (pattern !== undefined) return `does not match ${pattern}`;
  if (format !== undefined && type === 'string') return `is no ${format}`;
  const { minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  if (maxLength !== undefined) return `has more than ${maxLength} characters`;
  if (minLength !== undefined && minLength > 0) return `has fewer than ${minLength} characters`;
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  if (low !== undefined && high !== undefined) return `is outside ${low} to ${high}`;
  if (low !== undefined) return `is below ${low}`;
  return high === undefined ? undefined : `is above ${high}`;
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind === 'string' ? 'text' : kind}`;
}

/** Several possibilities as one: never when none fits, always when all do. */
export function combined(fits: readonly Fit[]): Fit {
  const never = fits.filter((fit) => fit.verdict === 'never');
  if (fits.length > 0 && never.length === fits.length)
    return { verdict: 'never', why: [...new Set(never.map(({ why }) => why))].join('; ') };
  const whens = fits.flatMap((fit) =>
    fit.verdict === 'sometimes'
      ? [fit.when]
      : fit.verdict === 'never'
        ? [`when the result is of another kind: ${fit.why}`]
        : [],
  );
  return whens.length === 0 ? ALWAYS : { verdict: 'sometimes', when: [...new Set(whens)].join('; or ') };
}
