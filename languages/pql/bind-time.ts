import { bind } from './bind.ts';
import type { Binder, Bound, Env, Scope } from './bound.ts';
import { momentOf, shift, startOf } from './calendar.ts';
import type { Expression, Time, TimeTest } from './expression.ts';
import { BOOLEAN, TIMESTAMP, typeName, type ValueType } from './value-type.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** Is this moment (epoch milliseconds) inside? */
export type MomentTest = (at: number, env: Env) => boolean;
type Moment = (env: Env) => number;

const DAYS_AWAY = { today: 0, yesterday: -1, tomorrow: 1 } as const;

export function bindMoment(binder: Binder, { word }: Of<'moment'>): Bound {
  binder.clock = true;
  if (word === 'now') return { type: TIMESTAMP, run: (env) => env.now };
  const days = DAYS_AWAY[word];
  return { type: TIMESTAMP, run: (env) => shift(startOf(env.now, 'day'), days, 'day') };
}

export function bindOccurs(binder: Binder, { subject, test, span }: Of<'occurs'>, scope: Scope): Bound {
  const { run, type } = bind(binder, subject, scope);
  checkTimestamp(binder, type, subject.span);
  const inside = bindTimeTest(binder, test, scope, span);
  return {
    type: BOOLEAN,
    strict: true,
    run: (env) => {
      const value = run(env);
      if (Array.isArray(value)) return value.some((item) => occurs(inside, item, env));
      return occurs(inside, value, env);
    },
  };
}

function occurs(inside: MomentTest, value: unknown, env: Env): boolean {
  const at = momentOf(value);
  return !Number.isNaN(at) && inside(at, env);
}

function checkTimestamp(binder: Binder, type: ValueType, span: Expression['span']): void {
  const kind = type.kind === 'list' ? type.item.kind : type.kind;
  if (kind !== 'timestamp' && kind !== 'unknown')
    binder.problem('PQL-TYPE', span, `this must be a date or time, but it is ${typeName(type)}`);
}

/** Compiles what stands after `occurs`. All calendar units are UTC; the README lists what the documentation leaves open. */
export function bindTimeTest(binder: Binder, test: TimeTest, scope: Scope, span: Expression['span']): MomentTest {
  if (test.kind === 'on') return bindOn(binder, test.of, scope);
  if (test.kind === 'between') {
    const from = bindStart(binder, test.from, scope);
    const to = bindEnd(binder, test.to, scope);
    return (at, env) => at >= from(env) && at <= to(env);
  }
  const of = bindStart(binder, test.of, scope);
  if (test.kind === 'direction')
    return test.direction === 'before' ? (at, env) => at < of(env) : (at, env) => at > of(env);
  if (test.amount > 1_000_000_000) binder.problem('PQL-NUMBER', span, 'this distance in time is too large');
  return bindDistance(test, of);
}

/**
 * The distance is measured on the side the preposition names, so `<= 30 days before now` is "in the last 30 days" and
 * never holds for a moment still to come. `from` looks forward, as `after`. `=` holds within the calendar unit that the
 * distance leads to.
 */
function bindDistance(
  { comparison, amount, unit, direction }: Extract<TimeTest, { kind: 'distance' }>,
  of: Moment,
): MomentTest {
  const sign = direction === 'before' ? -1 : 1;
  const bound: Moment = (env) => shift(of(env), sign * amount, unit);
  const near = (at: number, env: Env) => (sign < 0 ? at <= of(env) : at >= of(env));
  switch (comparison) {
    case '<':
      return (at, env) => near(at, env) && sign * (bound(env) - at) > 0;
    case '<=':
      return (at, env) => near(at, env) && sign * (bound(env) - at) >= 0;
    case '>':
      return (at, env) => sign * (bound(env) - at) < 0;
    case '>=':
      return (at, env) => sign * (bound(env) - at) <= 0;
    default: {
      const wanted = comparison === '=';
      return (at, env) => {
        const start = startOf(bound(env), unit);
        return (at >= start && at < shift(start, 1, unit)) === wanted;
      };
    }
  }
}

/** `occurs on TIME`: the whole calendar day of a moment, or the named stretch. */
function bindOn(binder: Binder, time: Time, scope: Scope): MomentTest {
  const from = time.kind === 'interval' ? bindStart(binder, time, scope) : dayOf(bindStart(binder, time, scope));
  const unit = time.kind === 'interval' ? time.unit : 'day';
  return (at, env) => {
    const start = from(env);
    return at >= start && at < shift(start, 1, unit);
  };
}

function dayOf(moment: Moment): Moment {
  return (env) => startOf(moment(env), 'day');
}

const UNITS_AWAY = { this: 0, last: -1, next: 1 } as const;

/** The moment a time stands for; of a stretch, its start. */
function bindStart(binder: Binder, time: Time, scope: Scope): Moment {
  if (time.kind === 'moment') {
    const { run, type } = bind(binder, time.expression, scope);
    checkTimestamp(binder, type, time.expression.span);
    return (env) => momentOf(run(env));
  }
  binder.clock = true;
  const away = UNITS_AWAY[time.which];
  return (env) => shift(startOf(env.now, time.unit), away, time.unit);
}

/** Last moment of the second end of `between`: a day given as such counts to its end. */
function bindEnd(binder: Binder, time: Time, scope: Scope): Moment {
  const start = bindStart(binder, time, scope);
  if (time.kind === 'interval') return (env) => shift(start(env), 1, time.unit) - 1;
  const { expression } = time;
  const wholeDay =
    expression.kind === 'moment' ? expression.word !== 'now' : expression.kind === 'call' && expression.name === 'date';
  return wholeDay ? (env) => shift(start(env), 1, 'day') - 1 : start;
}
