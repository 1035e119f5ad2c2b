import type { Cursor } from '../syntax/index.ts';
import { across, type Comparison, type Time, type TimeTest, type TimeUnit } from './expression.ts';
import { parseOperand } from './parse.ts';
import { say } from './phrases.ts';
import { expectWord, notHere, takeWord, wordOf } from './words.ts';

const UNITS: Readonly<Record<string, TimeUnit>> = {
  millisecond: 'millisecond',
  milliseconds: 'millisecond',
  second: 'second',
  seconds: 'second',
  minute: 'minute',
  minutes: 'minute',
  hour: 'hour',
  hours: 'hour',
  day: 'day',
  days: 'day',
  week: 'week',
  weeks: 'week',
  month: 'month',
  months: 'month',
  year: 'year',
  years: 'year',
  decade: 'decade',
  decades: 'decade',
  century: 'century',
  centuries: 'century',
  millennium: 'millennium',
  millennia: 'millennium',
};

const COMPARISONS = new Set(['=', '!=', '>', '>=', '<', '<=']);
const DIRECTIONS = ['before', 'after', 'from'] as const;

/** What follows `occurs` (page "Date and time functions"); also the inside of `WHEN(…)`. */
export function parseTimeTest(cursor: Cursor): TimeTest {
  const word = wordOf(cursor.token);
  if (COMPARISONS.has(word)) return parseDistance(cursor);
  if (takeWord(cursor, 'between')) {
    const from = parseTime(cursor);
    expectWord(cursor, ['and'], say('pql-second-end'));
    return { kind: 'between', from, to: parseTime(cursor) };
  }
  if (word === 'before' || word === 'after' || word === 'from') {
    cursor.next();
    return { kind: 'direction', direction: word, of: parseTime(cursor) };
  }
  takeWord(cursor, 'on');
  return { kind: 'on', of: parseTime(cursor) };
}

function parseDistance(cursor: Cursor): TimeTest {
  const comparison = cursor.next().text as Comparison;
  const amount = cursor.token;
  if (amount.kind !== 'number' || !Number.isInteger(Number(amount.text))) {
    notHere(cursor, say('pql-units'));
  }
  cursor.next();
  const unit = parseUnit(cursor);
  const direction = expectWord(cursor, DIRECTIONS, say('pql-direction'));
  return { kind: 'distance', comparison, amount: Number(amount.text), unit, direction, of: parseTime(cursor) };
}

function parseUnit(cursor: Cursor): TimeUnit {
  const word = wordOf(cursor.token);
  if (!Object.hasOwn(UNITS, word)) {
    return notHere(cursor, say('pql-unit'), say('pql-unit-words'));
  }
  cursor.next();
  return UNITS[word]!;
}

function parseTime(cursor: Cursor): Time {
  const { token } = cursor;
  const word = wordOf(token);
  if ((word === 'this' || word === 'last' || word === 'next') && cursor.peek().kind === 'name') {
    cursor.next();
    const end = cursor.token.span;
    return { kind: 'interval', which: word, unit: parseUnit(cursor), span: across(token.span, end) };
  }
  return { kind: 'moment', expression: parseOperand(cursor) };
}
