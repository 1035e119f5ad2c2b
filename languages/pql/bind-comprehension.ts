import { BROKEN, bind, bindOpen, bindTest } from './bind.ts';
import { itemType } from './bind-path.ts';
import { bindTimeTest } from './bind-time.ts';
import {
  type Binder,
  type Bound,
  type Env,
  type Run,
  type Scope,
  spend,
  type Test,
  withImplicit,
  withVariable,
} from './bound.ts';
import { momentOf } from './calendar.ts';
import { readEvents } from './event-tests.ts';
import type { Binding, Chain, Expression } from './expression.ts';
import { catalogue } from './functions/catalogue.generated.ts';
import { say } from './phrases.ts';
import { BOOLEAN, listOf, UNKNOWN } from './value-type.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** Most steps in a row; more are refused when saving, without exceptions (page "Audience validation"). */
const MAX_STEPS = 6;

interface BoundBinding {
  readonly items: Run;
  readonly slot: number;
  readonly test: Test;
}

interface BoundBindings {
  readonly list: readonly BoundBinding[];
  readonly scope: Scope;
}

/**
 * Later bindings and conditions see the variables of the earlier ones. `narrows`: what does not satisfy a condition cannot
 * matter to the answer.
 */
function bindBindings(binder: Binder, bindings: readonly Binding[], outer: Scope, narrows: boolean): BoundBindings {
  let scope = outer;
  const list: BoundBinding[] = [];
  for (const { variable, source, condition } of bindings) {
    const from = bindOpen(binder, source, scope);
    if (from.allEvents === true && narrows) readEvents(binder, condition, variable, scope);
    else binder.use(from, source.span);
    const { index, bound } = binder.slot(itemType(binder, from, source.span));
    scope = withVariable(scope, variable, bound);
    const test = condition === undefined ? () => true : bindTest(binder, condition, scope);
    list.push({ items: from.run, slot: index, test });
  }
  return { list, scope };
}

/** Calls `visit` for each combination that satisfies all conditions, until it answers true. */
function eachMatch(list: readonly BoundBinding[], env: Env, visit: (env: Env) => boolean, at = 0): boolean {
  const { items, slot, test } = list[at]!;
  const candidates = items(env);
  if (!Array.isArray(candidates)) return false;
  spend(env, candidates.length);
  for (const candidate of candidates) {
    env.slots[slot] = candidate;
    if (!test(env)) continue;
    if (at + 1 < list.length ? eachMatch(list, env, visit, at + 1) : visit(env)) return true;
  }
  return false;
}

const FOUND = () => true;

/**
 * `exists`: some combination satisfies all conditions. `forall`: every item does, so true without items. `select`: the
 * items of the first variable for which the rest can be satisfied.
 */
export function bindQuantified(binder: Binder, { quantifier, bindings }: Of<'quantified'>, scope: Scope): Bound {
  const any = quantifier === 'exists' && binder.choices['several-bindings'] === 'any';
  const { list } = bindBindings(binder, bindings, scope, quantifier !== 'forall' && !any);
  if (any) {
    const ways = list.map((_, at) =>
      list.slice(0, at + 1).map((one, index) => (index === at ? one : unconditioned(one))),
    );
    return { type: BOOLEAN, strict: true, run: (env) => ways.some((way) => eachMatch(way, env, FOUND)) };
  }
  if (quantifier === 'exists') return { type: BOOLEAN, strict: true, run: (env) => eachMatch(list, env, FOUND) };
  if (quantifier === 'forall') {
    const empty = binder.choices['empty-forall'] === 'true';
    return { type: BOOLEAN, strict: true, run: (env) => forAll(list, env, empty) };
  }
  const { items, slot, test } = list[0]!;
  const rest = list.slice(1);
  const run: Run = (env) => {
    const candidates = items(env);
    if (!Array.isArray(candidates)) return undefined;
    spend(env, candidates.length);
    return candidates.filter((candidate) => {
      env.slots[slot] = candidate;
      return test(env) && (rest.length === 0 || eachMatch(rest, env, FOUND));
    });
  };
  return { type: listOf(UNKNOWN), run };
}

/** A binding that only gives its items. */
function unconditioned(binding: BoundBinding): BoundBinding {
  return { ...binding, test: FOUND };
}

function forAll(list: readonly BoundBinding[], env: Env, empty: boolean, at = 0): boolean {
  const { items, slot, test } = list[at]!;
  const candidates = items(env);
  if (!Array.isArray(candidates) || candidates.length === 0) return empty;
  spend(env, candidates.length);
  return candidates.every((candidate) => {
    env.slots[slot] = candidate;
    return test(env) && (at + 1 === list.length || forAll(list, env, empty, at + 1));
  });
}

/** `sum EXPR over V from ARRAY where CONDITION`: gathers the values, then the aggregate function of that name. */
export function bindAggregate(binder: Binder, { name, value, bindings, span }: Of<'aggregate'>, outer: Scope): Bound {
  const { list, scope } = bindBindings(binder, bindings, outer, true);
  const { run, type } = bind(binder, value, scope);
  const values: Run = (env) => {
    const found: unknown[] = [];
    eachMatch(list, env, () => {
      found.push(run(env));
      return false;
    });
    return found;
  };
  const declaration = catalogue.find((candidate) => candidate.name === name)!;
  const { choices } = binder;
  const site = { receiver: { run: values, type: listOf(type) }, args: [], item: -1, pair: [-1, -1] as const, choices };
  const compiled = declaration.compile(site);
  if (typeof compiled === 'function') return { type: declaration.result(site), run: compiled };
  binder.problem('PQL-ARGUMENTS', span, compiled.refused);
  return BROKEN;
}

/** The value is worked out once, when the body is reached. A path keeps its name, so only what the body reads is noted. */
export function bindLet(binder: Binder, { variable, value, body }: Of<'let'>, scope: Scope): Bound {
  const bound = bindOpen(binder, value, scope);
  if (bound.path !== undefined || bound.constant !== undefined || bound.clock !== undefined)
    return bind(binder, body, withVariable(scope, variable, bound));
  binder.use(bound, value.span);
  const { index, bound: kept } = binder.slot(bound.type);
  const inner = bind(binder, body, withVariable(scope, variable, kept));
  const run: Run = (env) => {
    env.slots[index] = bound.run(env);
    return inner.run(env);
  };
  return { type: inner.type, run, ...(inner.strict === undefined ? {} : { strict: inner.strict }) };
}

interface BoundStep {
  readonly what: Test;
  readonly when: (at: number, env: Env) => boolean;
}

/**
 * Steps that follow each other in strictly growing order of the order field; other events may lie between. Taking the
 * earliest event for each step finds a way whenever there is one, and needs no sorted events.
 */
export function bindChain(binder: Binder, node: Chain, scope: Scope): Bound {
  if (node.steps.length > MAX_STEPS) {
    binder.problem(
      'PQL-CHAIN-TOO-LONG',
      node.span,
      say('pql-chain-too-long', { most: MAX_STEPS, count: node.steps.length }),
    );
  }
  const from = bindOpen(binder, node.source, scope);
  if (from.allEvents === true) for (const { what } of node.steps) readEvents(binder, what, undefined, scope);
  else binder.use(from, node.source.span);
  const { index, bound } = binder.slot(itemType(binder, from, node.source.span));
  const inner = withImplicit(scope, bound);
  const order = bind(binder, node.order, inner).run;
  const steps: readonly BoundStep[] = node.steps.map(({ what, when }) => ({
    what: bindTest(binder, what, inner),
    when: when === undefined ? FOUND : bindTimeTest(binder, when, inner, node.span),
  }));
  const ties = binder.choices['chain-ties'] === 'allowed';
  const run: Run = (env) => {
    const items = from.run(env);
    return Array.isArray(items) && followsChain(items, steps, order, { slot: index, ties }, env);
  };
  return { type: BOOLEAN, strict: true, run };
}

function followsChain(
  items: readonly unknown[],
  steps: readonly BoundStep[],
  order: Run,
  { slot, ties }: { readonly slot: number; readonly ties: boolean },
  env: Env,
): boolean {
  if (ties) return followsWithTies(items, steps, order, slot, env);
  spend(env, items.length * steps.length);
  let after = Number.NEGATIVE_INFINITY;
  for (const { what, when } of steps) {
    let earliest = Number.POSITIVE_INFINITY;
    for (const item of items) {
      env.slots[slot] = item;
      const at = momentOf(order(env));
      if (at > after && at < earliest && when(at, env) && what(env)) earliest = at;
    }
    if (earliest === Number.POSITIVE_INFINITY) return false;
    after = earliest;
  }
  return true;
}

/** With ties two events of one time may be two steps, but one event never is: the events are taken in order, each once. */
function followsWithTies(
  items: readonly unknown[],
  steps: readonly BoundStep[],
  order: Run,
  slot: number,
  env: Env,
): boolean {
  spend(env, items.length * steps.length);
  const timed = items.map((item) => {
    env.slots[slot] = item;
    return { item, at: momentOf(order(env)) };
  });
  const left = timed.filter(({ at }) => !Number.isNaN(at)).sort((a, b) => a.at - b.at);
  return placesLeft(left, steps, Number.NEGATIVE_INFINITY, 0, slot, env);
}

/** Tries, among events of the earliest time that fits, which of them is the step; others of that time stay for the next. */
function placesLeft(
  left: readonly { readonly item: unknown; readonly at: number }[],
  steps: readonly BoundStep[],
  from: number,
  step: number,
  slot: number,
  env: Env,
): boolean {
  if (step === steps.length) return true;
  spend(env, left.length);
  const { what, when } = steps[step]!;
  let earliest: number | undefined;
  for (const [index, { item, at }] of left.entries()) {
    if (at < from || (earliest !== undefined && at > earliest)) continue;
    env.slots[slot] = item;
    if (!when(at, env) || !what(env)) continue;
    earliest = at;
    if (placesLeft(left.toSpliced(index, 1), steps, at, step + 1, slot, env)) return true;
  }
  return false;
}
