import { bindOpen } from './bind.ts';
import type { Binder, Bound, Env, Scope } from './bound.ts';
import { fixedLength, momentOf, shift, startOf } from './calendar.ts';
import { around, noteChange, noteFlip, noteUnit } from './clock-change.ts';
import type { Comparison, Expression, Time, TimeTest, TimeUnit } from './expression.ts';
import { say } from './phrases.ts';
import { BOOLEAN, TIMESTAMP, typeName, type ValueType } from './value-type.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;
type Distance = Extract<TimeTest, { kind: 'distance' }>;

/** Is this moment (epoch milliseconds) inside? Notes when the answer changes by time passing. */
export type MomentTest = (at: number, env: Env) => boolean;

/** A time that a test measures from. `moves`: it goes with the moment of the evaluation, in steps of that unit. */
interface Moment {
  readonly run: (env: Env) => number;
  readonly moves?: { readonly unit: TimeUnit; readonly away: number };
}

const DAYS_AWAY = { now: 0, today: 0, yesterday: -1, tomorrow: 1 } as const;

export function bindMoment(binder: Binder, { word }: Of<'moment'>): Bound {
  binder.clock = true;
  if (word === 'now') return { type: TIMESTAMP, run: (env) => env.now, clock: 'now' };
  const days = DAYS_AWAY[word];
  return { type: TIMESTAMP, run: (env) => shift(startOf(env.now, 'day'), days, 'day'), clock: { days } };
}

export function bindOccurs(binder: Binder, { subject, test, span }: Of<'occurs'>, scope: Scope): Bound {
  const bound = bindTime(binder, subject, scope);
  const { run } = bound;
  const inside = bindTimeTest(binder, test, scope, span, bound.clock);
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

/** An expression that must give a date or time; `now` and its kin may stand here. */
function bindTime(binder: Binder, expression: Expression, scope: Scope): Bound {
  const bound = bindOpen(binder, expression, scope);
  if (bound.clock === undefined) binder.use(bound, expression.span);
  const type: ValueType = bound.type;
  const kind = type.kind === 'list' ? type.item.kind : type.kind;
  if (kind !== 'timestamp' && kind !== 'unknown')
    binder.problem('PQL-TYPE', expression.span, say('pql-must-be-date', { type: typeName(type) }));
  return bound;
}

/**
 * Compiles what stands after `occurs`. All calendar units are UTC; the README lists what the documentation leaves open.
 * `subject` says how what is tested moves itself, when it is `now` or its kin.
 */
export function bindTimeTest(
  binder: Binder,
  test: TimeTest,
  scope: Scope,
  span: Expression['span'],
  subject?: Bound['clock'],
): MomentTest {
  if (test.kind === 'distance' && test.amount > 1_000_000_000)
    binder.problem('PQL-NUMBER', span, say('pql-too-distant'));
  const { inside, moments, units, simple } = compileTest(binder, test, scope);
  const moving = moments.filter(({ moves }) => moves !== undefined);
  if (moving.length === 0 && subject === undefined) return inside;
  if (simple !== undefined && subject === undefined) return simple;
  const { weeks } = binder.choices;
  const steps = [...units, ...moving.flatMap(({ moves }) => (moves!.unit === 'millisecond' ? [] : [moves!.unit]))];
  if (subject !== undefined) return movingSubject(inside, moments, subject, [...steps, 'day'], test, weeks);
  return (at, env) => {
    const near = moving.flatMap(({ moves }) => turningPoints(at, moves!, test, weeks));
    return noteFlip(env, around(near, steps, weeks), () => inside(at, env));
  };
}

interface CompiledTest {
  readonly inside: MomentTest;
  readonly moments: readonly Moment[];
  readonly units: readonly TimeUnit[];
  /** The same test, when it turns at moments that can be named at once. */
  readonly simple?: MomentTest;
}

function compileTest(binder: Binder, test: TimeTest, scope: Scope): CompiledTest {
  if (test.kind === 'on') return compileOn(binder, test.of, scope);
  if (test.kind === 'between') return compileBetween(binder, test, scope);
  const of = bindStart(binder, test.of, scope);
  const moments = [of];
  if (test.kind === 'direction') {
    const before = test.direction === 'before';
    const { run } = of;
    const inside: MomentTest = before ? (at, env) => at < run(env) : (at, env) => at > run(env);
    return {
      inside,
      moments,
      units: [],
      ...(of.moves?.unit === 'millisecond' ? { simple: simpleDirection(before) } : {}),
    };
  }
  const inside = compileDistance(binder, test, of);
  const simple = of.moves?.unit === 'millisecond' ? simpleDistance(test) : undefined;
  return { inside, moments, units: [test.unit], ...(simple === undefined ? {} : { simple }) };
}

/** Moments near which a test of a fixed time turns: where the moving time, the distance away, meets it. */
function turningPoints(
  at: number,
  { unit, away }: NonNullable<Moment['moves']>,
  test: TimeTest,
  weeks: Binder['choices']['weeks'],
): readonly number[] {
  const back = (moment: number) => (unit === 'millisecond' ? moment : shift(moment, -away, unit));
  const ends = [at, shift(at, -1, 'day')];
  if (test.kind !== 'distance') {
    const whole = test.kind === 'between' ? test.to : test.of;
    return [...ends, ...(whole.kind === 'interval' ? [shift(at, -1, whole.unit)] : [])].map(back);
  }
  const sign = test.direction === 'before' ? -1 : 1;
  const start = startOf(at, test.unit, weeks);
  const met = [at, start, shift(start, 1, test.unit)].map((moment) => shift(moment, -sign * test.amount, test.unit));
  return [at, ...met].map(back);
}

/**
 * `now`, `today` … tested themselves: they turn near the times they are compared with, and near the distance from these; and where these
 * move, as a fixed time does that is tested, since a day stands still until it ends.
 */
function movingSubject(
  inside: MomentTest,
  moments: readonly Moment[],
  subject: NonNullable<Bound['clock']>,
  units: readonly TimeUnit[],
  test: TimeTest,
  weeks: Binder['choices']['weeks'],
): MomentTest {
  const days = subject === 'now' ? 0 : subject.days;
  const when = (env: Env) => (subject === 'now' ? env.now : shift(startOf(env.now, 'day'), days, 'day'));
  const others = moments.flatMap(({ moves }) => moves ?? []);
  return (_at, env) => {
    // Where the other side moves, too, the moments named below are good until either of the two has moved.
    if (others.length > 0) noteUnit(env, 'day');
    for (const { unit } of others) if (unit !== 'millisecond') noteUnit(env, unit, weeks);
    const fixed = moments.map(({ run }) => run(env)).filter((moment) => !Number.isNaN(moment));
    const met = fixed.flatMap((moment) =>
      test.kind === 'distance'
        ? [moment, ...[1, -1].map((sign) => shift(moment, sign * test.amount, test.unit))]
        : [moment, shift(moment, 1, 'day')],
    );
    const near = [...met, env.now].flatMap((moment) => [moment, shift(moment, -days, 'day'), shift(moment, 1, 'day')]);
    const turns = others.flatMap((moves) => turningPoints(when(env), moves, test, weeks));
    return noteFlip(env, around([...near, ...turns], units, weeks), () => inside(when(env), env));
  };
}

/**
 * The distance is measured on the side the preposition names, so `<= 30 days before now` is "in the last 30 days" and
 * never holds for a moment still to come. `from` looks forward, as `after`. `=` holds within the calendar unit that the
 * distance leads to.
 */
function compileDistance(binder: Binder, { comparison, amount, unit, direction }: Distance, of: Moment): MomentTest {
  const sign = direction === 'before' ? -1 : 1;
  const { weeks } = binder.choices;
  const bound = (env: Env) => shift(of.run(env), sign * amount, unit);
  const near = (at: number, env: Env) => (sign < 0 ? at <= of.run(env) : at >= of.run(env));
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
        const start = startOf(bound(env), unit, weeks);
        if (Number.isNaN(start)) return false;
        return (at >= start && at < shift(start, 1, unit)) === wanted;
      };
    }
  }
}

function simpleDirection(before: boolean): MomentTest {
  return (at, env) => {
    noteChange(env, before ? at + 1 : at);
    return before ? at < env.now : at > env.now;
  };
}

/**
 * The distance of the usual windows, from `now` in units of fixed length: it holds from one moment to another, which can
 * be said at once. Undefined for `=`, `!=` and calendar units.
 */
function simpleDistance({ comparison, amount, unit, direction }: Distance): MomentTest | undefined {
  const length = fixedLength(unit);
  if (length === undefined || comparison === '=' || comparison === '!=') return undefined;
  const window = WINDOWS[direction === 'before' ? 'before' : 'after'][comparison];
  const distance = length * amount;
  return (at, env) => {
    const from = at + window.from(distance);
    const end = at + window.end(distance);
    noteChange(env, from);
    noteChange(env, end);
    return env.now >= from && env.now < end;
  };
}

interface Window {
  /** First moment of the evaluation at which it holds, and first after that at which it does not, from the tested time. */
  readonly from: (distance: number) => number;
  readonly end: (distance: number) => number;
}

const NEVER = () => Number.POSITIVE_INFINITY;
const ALWAYS = () => Number.NEGATIVE_INFINITY;
const WINDOWS: Readonly<Record<'before' | 'after', Readonly<Record<Exclude<Comparison, '=' | '!='>, Window>>>> = {
  before: {
    '<=': { from: () => 0, end: (d) => d + 1 },
    '<': { from: () => 0, end: (d) => d },
    '>': { from: (d) => d + 1, end: NEVER },
    '>=': { from: (d) => d, end: NEVER },
  },
  after: {
    '<=': { from: (d) => -d, end: () => 1 },
    '<': { from: (d) => 1 - d, end: () => 1 },
    '>': { from: ALWAYS, end: (d) => -d },
    '>=': { from: ALWAYS, end: (d) => 1 - d },
  },
};

/** `occurs on TIME`: the whole calendar day of a moment, or the named stretch. */
function compileOn(binder: Binder, time: Time, scope: Scope): CompiledTest {
  const of = bindStart(binder, time, scope);
  const unit = time.kind === 'interval' ? time.unit : 'day';
  const from = time.kind === 'interval' ? of.run : (env: Env) => startOf(of.run(env), 'day');
  const inside: MomentTest = (at, env) => {
    const start = from(env);
    return at >= start && at < shift(start, 1, unit);
  };
  if (of.moves === undefined) return { inside, moments: [of], units: [unit] };
  // A calendar unit holds a time while the moment of the evaluation is that many units after it.
  const away = of.moves.unit === unit ? of.moves.away : 0;
  const { weeks } = binder.choices;
  const simple: MomentTest = (at, env) => {
    const start = shift(startOf(at, unit, weeks), -away, unit);
    const end = shift(start, 1, unit);
    noteChange(env, start);
    noteChange(env, end);
    return env.now >= start && env.now < end;
  };
  return { inside, moments: [of], units: [unit], simple };
}

function compileBetween(
  binder: Binder,
  { from, to }: Extract<TimeTest, { kind: 'between' }>,
  scope: Scope,
): CompiledTest {
  const first = bindStart(binder, from, scope);
  const last = bindStart(binder, to, scope);
  const end = endOf(to, last);
  const closed = binder.choices['between-end'] === 'inside';
  const inside: MomentTest = closed
    ? (at, env) => at >= first.run(env) && at <= end(env)
    : (at, env) => at >= first.run(env) && at < last.run(env);
  const units = [from, to].flatMap((time) => (time.kind === 'interval' ? [time.unit] : []));
  return { inside, moments: [first, last], units: [...units, 'day'] };
}

const UNITS_AWAY = { this: 0, last: -1, next: 1 } as const;

/** The moment a time stands for; of a stretch, its start. */
function bindStart(binder: Binder, time: Time, scope: Scope): Moment {
  if (time.kind === 'moment') {
    const { run, clock } = bindTime(binder, time.expression, scope);
    const moment = (env: Env) => momentOf(run(env));
    if (clock === undefined) return { run: moment };
    return {
      run: moment,
      moves: clock === 'now' ? { unit: 'millisecond', away: 0 } : { unit: 'day', away: clock.days },
    };
  }
  binder.clock = true;
  const { unit, which } = time;
  const { weeks } = binder.choices;
  const away = UNITS_AWAY[which];
  return { run: (env) => shift(startOf(env.now, unit, weeks), away, unit), moves: { unit, away } };
}

/** Last moment of the second end of `between`: a day given as such counts to its end. */
function endOf(time: Time, { run }: Moment): (env: Env) => number {
  if (time.kind === 'interval') return (env) => shift(run(env), 1, time.unit) - 1;
  const { expression } = time;
  const wholeDay =
    expression.kind === 'moment' ? expression.word !== 'now' : expression.kind === 'call' && expression.name === 'date';
  return wholeDay ? (env) => shift(run(env), 1, 'day') - 1 : run;
}
