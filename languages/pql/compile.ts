import type { Diagnostic } from '../syntax/index.ts';
import type { Field } from '../xdm/field.ts';
import { bind, testOf } from './bind.ts';
import { Binder, type Env, type Run, type Scope } from './bound.ts';
import { type Eligibility, eligibilityOf } from './eligibility.ts';
import type { Expression } from './expression.ts';
import { fromJson, type JsonExpression } from './json-form.ts';
import { parsePql } from './parse.ts';
import { printPql } from './print.ts';
import { OPEN_OBJECT, typeOf, type ValueType } from './value-type.ts';

/** What an expression may read: the union schema of profiles, and of events. Without an event root any event field is taken. */
export interface Roots {
  readonly root: Field;
  readonly eventRoot?: Field;
}

/** What an expression depends on, found once when it is compiled. */
export interface Dependencies {
  /** The expression as `pql/text`. */
  readonly text: string;
  /** Dotted profile paths it reads, each cut at the first array or map. Only a change at, above or below one can matter. */
  readonly paths: readonly string[];
  /** It reads experience events. */
  readonly events: boolean;
  /** Ids of the audiences it asks about with `inSegment`. */
  readonly segments: readonly string[];
  /** Its result can change by time passing alone. */
  readonly clock: boolean;
}

/** An audience rule ready to be evaluated. */
export interface CompiledPredicate extends Dependencies {
  /** May it be evaluated on each event, or edge, or only in batches (pages "Streaming segmentation", "Edge segmentation"). */
  readonly eligibility: Eligibility;
  /**
   * Is the profile in? Never throws; missing data makes a comparison false. `events` in any order, only read when
   * `events` of the predicate is true. `now` in epoch milliseconds. `inSegment` answers whether the profile is a member.
   */
  evaluate(profile: object, events: readonly object[], now: number, inSegment: (id: string) => boolean): boolean;
}

/** Any expression: computed attributes and tests of the language itself. */
export interface CompiledExpression extends Dependencies {
  readonly type: ValueType;
  evaluate(profile: object, events: readonly object[], now: number, inSegment: (id: string) => boolean): unknown;
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
  const { expression, text } = read.expression;
  const { binder, body, bound } = bindRoot(expression, roots);
  const run = testOf(binder, bound, body);
  if (binder.diagnostics.length > 0) return { ok: false, diagnostics: binder.diagnostics };
  const evaluate = evaluator(run, binder.slots) as CompiledPredicate['evaluate'];
  return { ok: true, predicate: { ...dependencies(binder, text), eligibility: eligibilityOf(body), evaluate } };
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
  return {
    ok: true,
    expression: { ...dependencies(binder, text), type: bound.type, evaluate: evaluator(bound.run, binder.slots) },
  };
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
function bindRoot(expression: Expression, { root, eventRoot = OPEN_OBJECT }: Roots) {
  const binder = new Binder(typeOf(eventRoot));
  const profile = { type: typeOf(root), run: (env: Env) => env.profile, path: '' };
  const outer: Scope = { implicit: [profile], variables: new Map() };
  if (expression.kind !== 'lambda') return { binder, body: expression, bound: bind(binder, expression, outer) };
  const [name] = expression.parameters as [string];
  if (expression.parameters.length > 1)
    binder.problem('PQL-LAMBDA', expression.span, 'an audience has one input, the profile');
  const scope = { ...outer, variables: new Map([[name, profile]]) };
  return { binder, body: expression.body, bound: bind(binder, expression.body, scope) };
}

function dependencies({ paths, events, segments, clock }: Binder, text: string): Dependencies {
  return { text, paths: withoutCovered([...paths].sort()), events, segments: [...segments].sort(), clock };
}

/** `loyalty.tier` says nothing new beside `loyalty`. Sorted input; a prefix need not stand directly before. */
function withoutCovered(paths: readonly string[]): readonly string[] {
  const known = new Set(paths);
  return paths.filter((path) => {
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1))
      if (known.has(path.slice(0, dot))) return false;
    return true;
  });
}

const NOTHING: object = Object.freeze({});
const NO_EVENTS: readonly object[] = Object.freeze([]);
const IN_NONE = () => false;

/** One environment for all evaluations. It is emptied afterwards, so that a rule holds on to nobody's data. */
function evaluator(run: Run, slots: number): CompiledExpression['evaluate'] {
  const kept: Env = {
    profile: NOTHING,
    events: NO_EVENTS,
    now: 0,
    inSegment: IN_NONE,
    slots: new Array(slots).fill(undefined),
  };
  let busy = false;
  return (profile, events, now, inSegment) => {
    // A rule asked about itself from inside `inSegment` must not share its places.
    if (busy) return run({ profile, events, now, inSegment, slots: new Array(slots).fill(undefined) });
    busy = true;
    kept.profile = profile;
    kept.events = events;
    kept.now = now;
    kept.inSegment = inSegment;
    const result = run(kept);
    kept.profile = NOTHING;
    kept.events = NO_EVENTS;
    kept.inSegment = IN_NONE;
    for (let index = 0; index < slots; index += 1) kept.slots[index] = undefined;
    busy = false;
    return result;
  };
}
