import { dateShape } from './date-shape.ts';

/** How many cells of a column are looked at for its types, and how many different values for its meaning. */
export const MOST_CELLS = 10_000;
const MOST_DISTINCT = 400;

/** What the values of a column say, counted over the cells that hold something. */
export interface ColumnProfile {
  /** Cells looked at, and those of them that are empty (`''`, `null`, `n/a`, `-`). */
  readonly cells: number;
  readonly empty: number;
  /** Counts by what a cell could be. A cell counts for the narrowest: `12` is an integer, not also a number. */
  readonly integers: number;
  readonly decimals: number;
  readonly flags: number;
  readonly dates: number;
  readonly dateTimes: number;
  /** Numbers that could be seconds or milliseconds since 1970, between 2001 and 2100. */
  readonly epochs: number;
  readonly emails: number;
  readonly phones: number;
  readonly urls: number;
  /** Numbers written with a leading zero, or too long for a whole number. */
  readonly codes: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly negatives: number;
  readonly shortest: number;
  readonly longest: number;
  readonly averageLength: number;
  readonly withBlank: number;
  /** Different values seen, at most 400, with how often. */
  readonly distinct: ReadonlyMap<string, number>;
  /** There are more different values than were kept. */
  readonly many: boolean;
}

const EMPTY = /^(?:null|n\/a|na|none|nil|nan|-|\\n|#n\/a)$/i;
const INTEGER = /^[+-]?\d{1,3}(?:[ '\u00a0]\d{3})+$|^[+-]?\d+$/;
const DECIMAL =
  /^(?:[€$£₹]|[A-Z]{2,3}\.?)? ?[+-]?(?:\d{1,3}(?:[ ,.'\u00a0]\d{3})+|\d+)[.,]\d{1,6} ?(?:[€$£₹%]|[A-Z]{3})?$|^[€$£₹] ?[+-]?\d+$|^[+-]?\d+ ?[€$£₹%]$|^[+-]?\d+(?:\.\d+)?[eE][+-]?\d+$/;
const FLAG = /^(?:true|false|yes|no|y|n|t|f|oui|non|o|ja|nein|nee|j|si|s|sim|nao|não|sí|sì|vrai|faux)$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const PHONE = /^\+?\(?\d[\d ().\-/]{6,18}\d$/;
const URL_LIKE = /^(?:https?:\/\/|www\.)\S+$|^\/\S*$/i;

const ASCII_DIGITS = /^\d+$/;
const PLAIN_DECIMAL = /^-?\d{1,12}[.,]\d{1,2}$/;
/** What `Number` reads by itself. */
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A number as people write it, with a decimal point or comma. NaN when it is none. */
export function numberOf(text: string): number {
  if (PLAIN_NUMBER.test(text)) return Number(text);
  const plain = text.replaceAll(/[^\d.,+\-eE]/g, '');
  const comma = plain.lastIndexOf(',');
  const point = plain.lastIndexOf('.');
  if (comma >= 0 && point >= 0)
    return Number(comma > point ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', ''));
  if (comma >= 0)
    return Number(
      /,\d{3}$/.test(plain) && plain.indexOf(',') !== 0 && plain.length > 7
        ? plain.replaceAll(',', '')
        : plain.replace(',', '.'),
    );
  return Number(plain);
}

/** What one cell could be, as bits. */
const COULD = {
  integer: 1,
  decimal: 2,
  flag: 4,
  date: 8,
  dateTime: 16,
  epoch: 32,
  email: 64,
  phone: 128,
  url: 256,
  code: 512,
} as const;

const dateBit = (text: string): number => {
  const shape = dateShape(text);
  return shape === undefined ? 0 : shape === 'date' ? COULD.date : COULD.dateTime;
};

function integerBits(text: string): number {
  const signed = text.charCodeAt(0) < 48;
  const digits = signed ? text.slice(1) : text;
  const value = numberOf(text);
  const seconds = value > 978_307_200 && value < 4_102_444_800;
  const milliseconds = value > 978_307_200_000 && value < 4_102_444_800_000;
  const isCode = digits.length > 15 || (digits.length > 1 && digits.charCodeAt(0) === 48);
  const compact = digits.length === 8 || digits.length === 12 || digits.length === 14;
  const isPhone = (digits.length >= 9 && digits.length <= 13) || text.charCodeAt(0) === 43;
  return (
    (isCode ? COULD.code : COULD.integer) |
    (seconds || milliseconds ? COULD.epoch : 0) |
    (compact && ASCII_DIGITS.test(digits) ? dateBit(digits) : 0) |
    (isPhone ? COULD.phone : 0)
  );
}

/** Counts of the signs of a cell, in the order digits, letters, others: what decides which patterns are worth trying. */
const signs = { digits: 0, letters: 0, others: 0 };

/** One pass over the cell, because most cells are told apart without any pattern. */
function countSigns(text: string): void {
  signs.digits = 0;
  signs.letters = 0;
  signs.others = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) signs.digits += 1;
    else if ((code | 32) >= 97 && (code | 32) <= 122) signs.letters += 1;
    else signs.others += 1;
  }
}

function couldBe(text: string): number {
  countSigns(text);
  const { digits, letters, others } = signs;
  if (digits === text.length) return integerBits(text);
  if (digits === 0) {
    if (text.length <= 5 && others <= 1 && FLAG.test(text)) return COULD.flag;
    if (others === 0) return 0;
    if (text.includes('@')) return EMAIL.test(text) ? COULD.email : 0;
    return text.includes('/') && URL_LIKE.test(text) ? COULD.url : 0;
  }
  if (letters === 0) return numberBits(text);
  if (text.includes('@')) return EMAIL.test(text) ? COULD.email : 0;
  if (text.includes('/') && URL_LIKE.test(text)) return COULD.url;
  // Without signs between them, three letters among digits can only be a month: `09JUN95`.
  if (others === 0) return letters === 3 ? dateBit(text) : 0;
  return dateBit(text) || (DECIMAL.test(text) ? COULD.decimal : 0);
}

/** A cell of digits and signs without letters. */
function numberBits(text: string): number {
  if (PLAIN_DECIMAL.test(text)) return COULD.decimal;
  if (INTEGER.test(text)) return integerBits(text);
  const date = dateBit(text);
  if (date !== 0) return date;
  if (DECIMAL.test(text)) return COULD.decimal;
  return PHONE.test(text) ? COULD.phone : 0;
}

const NUMERIC = COULD.integer | COULD.decimal | COULD.code;

/** A different value: how often it was met, and what it could be. */
interface Value {
  times: number;
  readonly could: number;
}

/** Counts over the cells of one column. */
class Counter {
  cells = 0;
  empty = 0;
  lengths = 0;
  withBlank = 0;
  many = false;
  shortest = Number.POSITIVE_INFINITY;
  longest = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  readonly values = new Map<string, Value>();
  /** Cells by what they could be. */
  readonly bits = new Map<number, number>();
  negatives = 0;
  readonly #signs = new Map<number, number>();

  add(cell: string): void {
    this.cells += 1;
    const text = (cell.length > LONGEST_CELL ? cell.slice(0, LONGEST_CELL) : cell).trim();
    if (text === '' || (text.length <= 4 && EMPTY.test(text))) {
      this.empty += 1;
      return;
    }
    this.lengths += text.length;
    if (text.length < this.shortest) this.shortest = text.length;
    if (text.length > this.longest) this.longest = text.length;
    if (text.includes(' ')) this.withBlank += 1;
    const could = this.#look(text);
    this.bits.set(could, (this.bits.get(could) ?? 0) + 1);
    if ((could & NUMERIC) !== 0) this.#number(numberOf(text));
  }

  /** What the cell could be: found out once for each of the values that are kept. */
  #look(text: string): number {
    const known = this.values.get(text);
    if (known !== undefined) {
      known.times += 1;
      return known.could;
    }
    const could = this.cells > CLOSELY ? this.#bySigns(text) : couldBe(text);
    if (this.values.size < MOST_DISTINCT) this.values.set(text, { times: 1, could });
    else this.many = true;
    return could;
  }

  /** Further down a cell with as many digits, letters and other signs as one before it is taken for the same. */
  #bySigns(text: string): number {
    countSigns(text);
    const key = (signs.digits * 256 + signs.letters) * 256 + signs.others;
    const known = this.#signs.get(key);
    if (known !== undefined) return known;
    const could = couldBe(text);
    this.#signs.set(key, could);
    return could;
  }

  #number(value: number): void {
    if (Number.isNaN(value)) return;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    if (value < 0) this.negatives += 1;
  }

  having(bit: number): number {
    let sum = 0;
    for (const [could, times] of this.bits) if ((could & bit) !== 0) sum += times;
    return sum;
  }
}

/** Cells looked at one by one; those behind them are compared by the signs they are made of. */
const CLOSELY = 1500;
/** Longer cells are cut: what they are shows at their beginning. */
const LONGEST_CELL = 200;

/** Looks at up to 10,000 cells of one column. Pure and linear in their length. */
export function profileColumn(cells: readonly string[]): ColumnProfile {
  const counter = new Counter();
  const most = Math.min(cells.length, MOST_CELLS);
  for (let at = 0; at < most; at += 1) counter.add(cells[at] as string);
  const filled = counter.cells - counter.empty;
  return {
    cells: counter.cells,
    empty: counter.empty,
    integers: counter.having(COULD.integer),
    decimals: counter.having(COULD.decimal),
    flags: counter.having(COULD.flag),
    dates: counter.having(COULD.date),
    dateTimes: counter.having(COULD.dateTime),
    epochs: counter.having(COULD.epoch),
    emails: counter.having(COULD.email),
    phones: counter.having(COULD.phone),
    urls: counter.having(COULD.url),
    codes: counter.having(COULD.code),
    negatives: counter.negatives,
    withBlank: counter.withBlank,
    minimum: Number.isFinite(counter.minimum) ? counter.minimum : 0,
    maximum: Number.isFinite(counter.maximum) ? counter.maximum : 0,
    shortest: filled === 0 ? 0 : counter.shortest,
    longest: counter.longest,
    averageLength: filled === 0 ? 0 : counter.lengths / filled,
    distinct: new Map([...counter.values].map(([text, { times }]) => [text, times])),
    many: counter.many,
  };
}
