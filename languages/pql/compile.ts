import type { Diagnostic } from '../syntax/index.ts';
import type { Field } from '../xdm/field.ts';
import { bind, testOf } from './bind.ts';
import { Binder, type Env, type Run, type Scope, type SystemField, TOO_MUCH_WORK } from './bound.ts';
import { DEFAULT_CHOICES, type PqlChoices } from './choices.ts';
import { type Eligibility, eligibilityOf } from './eligibility.ts';
import type { Expression } from './expression.ts';
import { type Guard, guardsOf } from './guards.ts';
import type { JsonExpression } from './json-form.ts';
import { fromJson } from './json-read.ts';
import { parsePql } from './parse.ts';
import { say } from './phrases.ts';
import { printPql } from './print.ts';
import type { EventTest, ValueTest } from './reads.ts';
import { OPEN_OBJECT, typeOf, type ValueType } from './value-type.ts';

/** What an expression may read: the union schema of profiles, and of events. Without an event root any event field is taken. */
export interface Roots {
  readonly root: Field;
  readonly eventRoot?: Field;
  /** How open points of the documentation are read; the defaults when left out. */
  readonly choices?: PqlChoices;
}

/** What an expression depends on, found once when it is compiled. */
export interface Dependencies {
  /** The expression as `pql/text`. */
  readonly text: string;
  /** Dotted profile paths it reads, each cut at the first array or map. Only a change at, above or below one can matter. */
  readonly paths: readonly string[];
  /** The part of `paths` of which any change can matter. */
  readonly wholePaths: readonly string[];
  /** The rest of them: attributes that are only compared with literals, so that a change matters when a test turns. */
  readonly valueTests: readonly ValueTest[];
  /** It reads experience events. */
  readonly events: boolean;
  /** Events that pass none of these cannot matter; undefined: any event can. */
  readonly eventTests: readonly EventTest[] | undefined;
  /** Ids of the audiences it asks about with `inSegment`. */
  readonly segments: readonly string[];
  /** Its result can change by time passing alone. */
  readonly clock: boolean;
  /** About the evaluation just made. */
  readonly last: LastEvaluation;
}

/** What an evaluation found beside its result. */
export interface LastEvaluation {
  /**
   * Until this moment (epoch milliseconds, after `now`; infinite when never) the same data give the same result. At it
   * the result may be another, so it is to be evaluated again then.
   */
  readonly nextChange: number;
  /** It was given up because it looked at too many items; the result is then false, or absent. */
  readonly tooMuchWork: boolean;
}

/** What a rule is evaluated on. */
export type Evaluate<Result> = (
  profile: object,
  events: readonly object[],
  now: number,
  inSegment: (id: string) => boolean,
  /** Answers `identityMap` and `segmentMembership`, which no record writes; the profile's own fields when left out. */
  system?: (field: SystemField) => unknown,
) => Result;

/** An audience rule ready to be evaluated. */
export interface CompiledPredicate extends Dependencies {
  /** May it be evaluated on each event, or edge, or only in batches (pages "Streaming segmentation", "Edge segmentation"). */
  readonly eligibility: Eligibility;
  /** While one of these does not hold, neither does the rule, whatever else changes. */
  readonly guards: readonly Guard[];
  /**
   * Is the profile in? Never throws; missing data makes a comparison false. `events` in any order, only read when
   * `events` of the predicate is true. `now` in epoch milliseconds. `inSegment` answers whether the profile is a member.
   */
  readonly evaluate: Evaluate<boolean>;
}

/** Any expression: computed attributes and tests of the language itself. */
export interface CompiledExpression extends Dependencies {
  readonly type: ValueType;
  readonly evaluate: Evaluate<unknown>;
}

export type Compiled<Name extends string, T> =
  | ({ readonly ok: true } & Readonly<Record<Name, T>>)
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Compiles an audience rule from text or from its JSON form. All that is wrong is reported together, with places. */
export function compilePredicate(
  source: string | JsonExpression,
  roots: Roots,
): Compiled<'predicate', CompiledPredicate> {
  const read = readSource(source);
  if (!read.ok) return read;
  return compileTest(read.expression.expression, read.expression.text, roots);
}

/** Compiles a part of a rule that compiled: its clauses answer for themselves when a membership is explained. */
export function compileTree(expression: Expression, roots: Roots): CompiledPredicate {
  const compiled = compileTest(expression, '', roots);
  if (!compiled.ok) throw new Error(`a part of a rule does not compile: ${compiled.diagnostics[0]!.message}`);
  return compiled.predicate;
}

function compileTest(expression: Expression, text: string, roots: Roots): Compiled<'predicate', CompiledPredicate> {
  const { binder, body, bound } = bindRoot(expression, roots);
  const run = testOf(binder, bound, body);
  if (binder.diagnostics.length > 0) return { ok: false, diagnostics: binder.diagnostics };
  const last = { nextChange: Number.POSITIVE_INFINITY, tooMuchWork: false };
  const evaluate = evaluator(run, binder.slots, false, last) as Evaluate<boolean>;
  const eligibility = eligibilityOf(body, binder.choices);
  const guards = guardsOf(
    body,
    typeOf(roots.root),
    expression.kind === 'lambda' ? expression.parameters[0] : undefined,
  );
  return { ok: true, predicate: { ...dependencies(binder, text), eligibility, guards, evaluate, last } };
}

/** Compiles an expression of any type. */
export function compileExpression(
  source: string | JsonExpression,
  roots: Roots,
): Compiled<'expression', CompiledExpression> {
  const read = readSource(source);
  if (!read.ok) return read;
  const { expression, text } = read.expression;
  const { binder, bound } = bindRoot(expression, roots);
  if (binder.diagnostics.length > 0) return { ok: false, diagnostics: binder.diagnostics };
  const last = { nextChange: Number.POSITIVE_INFINITY, tooMuchWork: false };
  const evaluate = evaluator(bound.run, binder.slots, undefined, last);
  return { ok: true, expression: { ...dependencies(binder, text), type: bound.type, evaluate, last } };
}

function readSource(source: string | JsonExpression): Compiled<'expression', { expression: Expression; text: string }> {
  if (typeof source === 'string') {
    const { expression, diagnostics } = parsePql(source);
    return expression === undefined
      ? { ok: false, diagnostics }
      : { ok: true, expression: { expression, text: source } };
  }
  const read = fromJson(source);
  if (!read.ok) return read;
  return { ok: true, expression: { expression: read.expression, text: printPql(read.expression) } };
}

/** The profile is the one input: nameless, `$1`, or named by a lambda around the whole (page "PQL overview"). */
function bindRoot(expression: Expression, { root, eventRoot = OPEN_OBJECT, choices = DEFAULT_CHOICES }: Roots) {
  const binder = new Binder(typeOf(eventRoot), choices);
  const profile = { type: typeOf(root), run: (env: Env) => env.profile, path: '' };
  const outer: Scope = { implicit: [profile], variables: new Map() };
  if (expression.kind !== 'lambda') return { binder, body: expression, bound: bind(binder, expression, outer) };
  const [name] = expression.parameters as [string];
  if (expression.parameters.length > 1) binder.problem('PQL-LAMBDA', expression.span, say('pql-one-input'));
  const scope = { ...outer, variables: new Map([[name, profile]]) };
  return { binder, body: expression.body, bound: bind(binder, expression.body, scope) };
}

function dependencies({ reads, segments, clock }: Binder, text: string): Omit<Dependencies, 'last'> {
  const { paths, whole, tests, events, eventTests } = reads;
  return {
    text,
    paths,
    wholePaths: whole,
    valueTests: tests,
    events,
    eventTests,
    segments: [...segments].sort(),
    clock,
  };
}

const NOTHING: object = Object.freeze({});
const NO_EVENTS: readonly object[] = Object.freeze([]);
const IN_NONE = () => false;

/**
 * Most items of lists one evaluation looks at: a few hundredths of a second. Nested loops over thousands of events ask for
 * billions; they are given up, and the person is not a member.
 */
const MOST_WORK = 2_000_000;

/** One environment for all evaluations. It is emptied afterwards, so that a rule holds on to nobody's data. */
function evaluator(
  run: Run,
  slots: number,
  givenUp: unknown,
  last: { nextChange: number; tooMuchWork: boolean },
): Evaluate<unknown> {
  const fresh = (): Env => ({
    profile: NOTHING,
    events: NO_EVENTS,
    now: 0,
    inSegment: IN_NONE,
    system: IN_NONE,
    next: Number.POSITIVE_INFINITY,
    work: MOST_WORK,
    slots: new Array(slots).fill(undefined),
  });
  const kept = fresh();
  const own = ownOf(kept);
  let busy = false;
  return (profile, events, now, inSegment, system) => {
    // A rule asked about itself from inside `inSegment` must not share its places.
    const env = busy ? fresh() : kept;
    const outermost = !busy;
    busy = true;
    env.profile = profile;
    env.events = events;
    env.now = now;
    env.inSegment = inSegment;
    env.system = system ?? (env === kept ? own : ownOf(env));
    env.next = Number.POSITIVE_INFINITY;
    env.work = MOST_WORK;
    last.tooMuchWork = false;
    let result: unknown = givenUp;
    try {
      result = run(env);
    } catch (error) {
      if (error !== TOO_MUCH_WORK) throw error;
      last.tooMuchWork = true;
    } finally {
      if (outermost) busy = false;
    }
    last.nextChange = env.next;
    env.profile = NOTHING;
    env.events = NO_EVENTS;
    env.inSegment = IN_NONE;
    env.system = IN_NONE;
    for (let index = 0; index < slots; index += 1) env.slots[index] = undefined;
    return result;
  };
}

/** Answers system fields by the profile's own, for evaluations outside a platform. */
function ownOf(env: Env): Env['system'] {
  return (field) => (env.profile as Record<string, unknown>)[field];
}
