import { say } from '../phrases.ts';
import { EvaluationError } from '../values.ts';
import { dateOf, type Reading, weekOfMonth } from './reading.ts';
import type { ZonedDateTime } from './zoned-date-time.ts';
import { offsetAt, offsetText } from './zones.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** Reads at a place and gives the place after it, or -1 when the text does not fit. */
type Reader = (text: string, at: number, into: Reading) => number;

interface Part {
  readonly read: Reader;
  readonly print: (date: ZonedDateTime) => string;
}

/** A compiled date pattern in the letters of Java (page "Data Prep: dates", table of pattern letters). */
export interface DatePattern {
  /** The date a text spells in this pattern, whole text, UTC when it has no zone; undefined when it does not fit. */
  parse(text: string): ZonedDateTime | undefined;
  format(date: ZonedDateTime): string;
}

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57;

function readDigits(text: string, at: number, min: number, max: number, store: (value: number) => void): number {
  let end = at;
  while (end - at < max && isDigit(text, end)) end += 1;
  if (end - at < min) return -1;
  store(Number(text.slice(at, end)));
  return end;
}

function readWord(text: string, at: number, words: readonly string[], store: (index: number) => void): number {
  for (const [index, word] of words.entries()) {
    for (const form of [word, word.slice(0, 3)]) {
      if (text.slice(at, at + form.length).toLowerCase() === form.toLowerCase()) {
        store(index + 1);
        return at + form.length;
      }
    }
  }
  return -1;
}

const ZONE_FORM = /^(?:Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Z][A-Za-z_]*(?:\/[A-Za-z_+\-0-9]+)*)/;

function readZone(text: string, at: number, into: Reading): number {
  const match = ZONE_FORM.exec(text.slice(at, at + 60));
  if (match === null || offsetAt(match[0], 0) === undefined) return -1;
  into.zone = match[0];
  return at + match[0].length;
}

function padded(value: number, count: number): string {
  return String(value).padStart(count, '0');
}

/** A number field; where another number follows at once (`yyyyMMdd`) exactly `count` digits are taken. */
function numeric(
  count: number,
  tight: boolean,
  widest: number,
  store: (into: Reading, value: number) => void,
  value: (date: ZonedDateTime) => number,
): Part {
  return {
    read: (text, at, into) =>
      readDigits(text, at, tight ? count : 1, tight ? count : widest, (found) => store(into, found)),
    print: (date) => padded(value(date), count),
  };
}

function year(count: number, tight: boolean, value: (date: ZonedDateTime) => number): Part {
  if (count === 2) {
    return {
      read: (text, at, into) => readDigits(text, at, 2, 2, (found) => (into.year = 2000 + found)),
      print: (date) => padded(value(date) % 100, 2),
    };
  }
  return {
    read: (text, at, into) =>
      readDigits(text, at, tight || count === 4 ? 4 : 1, tight ? 4 : 9, (found) => (into.year = found)),
    print: (date) => padded(value(date), count),
  };
}

function month(count: number, tight: boolean): Part {
  const number = numeric(
    count,
    tight,
    2,
    (into, found) => (into.month = found),
    ({ fields }) => fields.month,
  );
  if (count < 3) return number;
  return {
    read: (text, at, into) => readWord(text, at, MONTHS, (found) => (into.month = found)),
    print: ({ fields }) => (count === 3 ? MONTHS[fields.month - 1]!.slice(0, 3) : MONTHS[fields.month - 1]!),
  };
}

function fraction(count: number): Part {
  return {
    read: (text, at, into) => {
      let end = at;
      while (end - at < 9 && isDigit(text, end)) end += 1;
      if (end === at) return -1;
      into.millisecond = Number(text.slice(at, Math.min(end, at + 3)).padEnd(3, '0'));
      return end;
    },
    print: ({ fields }) => padded(fields.millisecond, 3).padEnd(count, '0').slice(0, Math.max(count, 3)),
  };
}

function weekdayName(count: number): Part {
  return {
    read: (text, at, into) => readWord(text, at, WEEKDAYS, (found) => (into.weekday = found)),
    print: ({ weekday }) => (count < 4 ? WEEKDAYS[weekday - 1]!.slice(0, 3) : WEEKDAYS[weekday - 1]!),
  };
}

const halfDay: Part = {
  read: (text, at, into) => {
    const word = text.slice(at, at + 2).toUpperCase();
    if (word !== 'AM' && word !== 'PM') return -1;
    into.afternoon = word === 'PM';
    return at + 2;
  },
  print: ({ fields }) => (fields.hour < 12 ? 'AM' : 'PM'),
};

const era: Part = {
  read: (text, at, into) => readWord(text, at, ['AD', 'BC'], (found) => (into.beforeChrist = found === 2)),
  print: ({ fields }) => (fields.year > 0 ? 'AD' : 'BC'),
};

function zone(print: (date: ZonedDateTime) => string): Part {
  return { read: readZone, print };
}

function isoOffset(count: number): (date: ZonedDateTime) => string {
  return ({ offset }) => {
    if (offset === 0) return 'Z';
    if (count === 1 && offset % 60 === 0) return offsetText(offset, '').slice(0, 3);
    return offsetText(offset, count === 3 ? ':' : '');
  };
}

function partFor(letter: string, count: number, tight: boolean): Part | undefined {
  switch (letter) {
    case 'G':
      return era;
    case 'y':
      return year(count, tight, ({ fields }) => Math.abs(fields.year));
    case 'Y':
      return year(count, tight, ({ week }) => week.year);
    case 'M':
    case 'L':
      return month(count, tight);
    case 'w':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.week = found),
        ({ week }) => week.week,
      );
    case 'W':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.weekOfMonth = found),
        ({ fields }) => weekOfMonth(fields),
      );
    case 'D':
      return numeric(
        count,
        tight,
        3,
        (into, found) => (into.dayOfYear = found),
        (date) => date.dayOfYear,
      );
    case 'd':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.day = found),
        ({ fields }) => fields.day,
      );
    case 'F':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.weekdayInMonth = found),
        ({ fields }) => Math.floor((fields.day - 1) / 7) + 1,
      );
    case 'E':
      return weekdayName(count);
    case 'u':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.weekday = found),
        ({ weekday }) => weekday,
      );
    case 'a':
      return halfDay;
    case 'H':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.hour = found),
        ({ fields }) => fields.hour,
      );
    case 'k':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.hour = found % 24),
        ({ fields }) => fields.hour || 24,
      );
    case 'K':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.halfHour = found),
        ({ fields }) => fields.hour % 12,
      );
    case 'h':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.halfHour = found % 12),
        ({ fields }) => fields.hour % 12 || 12,
      );
    case 'm':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.minute = found),
        ({ fields }) => fields.minute,
      );
    case 's':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.second = found),
        ({ fields }) => fields.second,
      );
    case 'S':
      return fraction(count);
    case 'z':
    case 'V':
      return zone((date) => (date.zone === 'Z' ? 'UTC' : date.zone));
    case 'Z':
      return zone(({ offset }) => offsetText(offset, ''));
    case 'X':
      return zone(isoOffset(count));
    case 'O':
      return zone(({ offset }) => (offset === 0 ? 'GMT' : `GMT${offsetText(offset)}`));
    case 'Q':
    case 'q':
      return numeric(
        count,
        tight,
        2,
        (into, found) => (into.quarter = found),
        ({ fields }) => Math.ceil(fields.month / 3),
      );
    default:
      return undefined;
  }
}

function literal(words: string): Part {
  return { read: (text, at) => (text.startsWith(words, at) ? at + words.length : -1), print: () => words };
}

type Piece = { readonly letter: string; readonly count: number } | { readonly words: string };

function cut(pattern: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < pattern.length) {
    const char = pattern[at]!;
    if (/[A-Za-z]/.test(char)) {
      const start = at;
      while (pattern[at] === char) at += 1;
      pieces.push({ letter: char, count: at - start });
    } else if (char === "'") {
      const { words, end } = quoted(pattern, at);
      pieces.push({ words });
      at = end;
    } else {
      pieces.push({ words: char });
      at += 1;
    }
  }
  return pieces;
}

function quoted(pattern: string, start: number): { words: string; end: number } {
  if (pattern[start + 1] === "'") return { words: "'", end: start + 2 };
  let words = '';
  let at = start + 1;
  for (; at < pattern.length; at += 1) {
    if (pattern[at] !== "'") words += pattern[at];
    else if (pattern[at + 1] === "'") {
      words += "'";
      at += 1;
    } else return { words, end: at + 1 };
  }
  throw new EvaluationError(say('pattern-quote', { pattern }));
}

function isNumberPiece(piece: Piece | undefined): boolean {
  return (
    (piece !== undefined && 'letter' in piece && 'yYDdHhKkmsSuwWFQq'.includes(piece.letter)) || isNumberMonth(piece)
  );
}

function isNumberMonth(piece: Piece | undefined): boolean {
  return piece !== undefined && 'letter' in piece && (piece.letter === 'M' || piece.letter === 'L') && piece.count < 3;
}

const LONGEST_PATTERN = 200;

/** Compiles a pattern. Throws `EvaluationError` for a letter that means nothing. */
export function compilePattern(pattern: string): DatePattern {
  if (pattern.length > LONGEST_PATTERN)
    throw new EvaluationError(say('pattern-too-long', { length: pattern.length, most: LONGEST_PATTERN }));
  const pieces = cut(pattern);
  const parts = pieces.map((piece, index) => {
    if ('words' in piece) return literal(piece.words);
    const part = partFor(piece.letter, piece.count, isNumberPiece(pieces[index + 1]));
    if (part === undefined) throw new EvaluationError(say('pattern-letter', { letter: piece.letter, pattern }));
    return part;
  });
  return {
    parse(text) {
      const reading: Reading = {};
      let at = 0;
      for (const part of parts) {
        at = part.read(text, at, reading);
        if (at < 0) return undefined;
      }
      return at === text.length ? dateOf(reading) : undefined;
    },
    format: (date) => parts.map((part) => part.print(date)).join(''),
  };
}

const known = new Map<string, DatePattern>();

/** A compiled pattern, remembered: patterns are mostly constants of an expression. */
export function patternFor(pattern: string): DatePattern {
  let compiled = known.get(pattern);
  if (compiled === undefined) {
    compiled = compilePattern(pattern);
    if (known.size >= 500) known.clear();
    known.set(pattern, compiled);
  }
  return compiled;
}
