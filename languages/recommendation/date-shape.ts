const YEAR_FIRST =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|[ap]\.?m\.?)?)?$/i;
const YEAR_LAST =
  /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T, ]{1,2}(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s?(?:[ap]\.?m\.?)?)?$/i;
const DIGITS = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;
/** As airlines and old databases write it: `09JUN95`, `09-JUN-2025 10:11:12`. */
const JOINED =
  /^\d{1,2}[-/ ]?(\p{L}{3})[-/ ]?(?:\d{4}|\d{2})([ T:]\d{1,2}[:.]?\d{2}(?:[:.]\d{2}(?:\.\d{1,9})?)?(?: ?[ap]m)?)?$/iu;
const WORDED =
  /^(?:\p{L}{2,10}\.?,? )?(?:\d{1,2}(?:st|nd|rd|th|er)?\.?[ -](?:de )?(\p{L}{3,10})\.?,?[ -](?:de )?\d{2,4}|(\p{L}{3,10})\.? \d{1,2},? \d{4})(,? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)?$/iu;

/** First letters of the months in the languages headers come in. */
const MONTHS = new Set(
  'jan feb mar apr may jun jul aug sep oct nov dec fev avr mai jui aou jän maer mär okt dez ene abr ago dic gen mag giu lug set ott out mrt mei janv fév aoû déc'.split(
    ' ',
  ),
);

function fits(year: number, month: number, day: number): boolean {
  return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Whether a cell reads like a day or like a moment, in any of the usual notations; undefined when like neither. */
export function dateShape(text: string): 'date' | 'date-time' | undefined {
  if (text.length < 6 || text.length > 40) return undefined;
  const first = YEAR_FIRST.exec(text) ?? DIGITS.exec(text);
  if (first !== null) {
    const [, year, month, day, hour] = first;
    if (!fits(Number(year), Number(month), Number(day))) return undefined;
    return hour === undefined ? 'date' : Number(hour) < 24 ? 'date-time' : undefined;
  }
  const last = YEAR_LAST.exec(text);
  if (last !== null) {
    const [, one, two, end, hour] = last;
    const year = Number(end) < 100 ? 2000 + Number(end) : Number(end);
    const either = fits(year, Number(two), Number(one)) || fits(year, Number(one), Number(two));
    return either ? (hour === undefined ? 'date' : 'date-time') : undefined;
  }
  const joined = JOINED.exec(text);
  if (joined !== null && MONTHS.has((joined[1] as string).toLowerCase()))
    return joined[2] === undefined ? 'date' : 'date-time';
  const worded = WORDED.exec(text);
  if (worded === null || !MONTHS.has((worded[1] ?? worded[2] ?? '').slice(0, 3).toLowerCase())) return undefined;
  return worded[3] === undefined ? 'date' : 'date-time';
}
