import { BROKEN, bind, bindOpen, bindTest } from './bind.ts';
import { itemType } from './bind-path.ts';
import { bindTimeTest } from './bind-time.ts';
import {
  type Binder,
  type Bound,
  type Env,
  type Run,
  type Scope,
  type Test,
  withImplicit,
  withVariable,
} from './bound.ts';
import { momentOf } from './calendar.ts';
import type { Binding, Chain, Expression } from './expression.ts';
import { catalogue } from './functions/catalogue.generated.ts';
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

/** Later bindings and conditions see the variables of the earlier ones. */
function bindBindings(binder: Binder, bindings: readonly Binding[], outer: Scope): BoundBindings {
  let scope = outer;
  const list: BoundBinding[] = [];
  for (const { variable, source, condition } of bindings) {
    const from = bind(binder, source, scope);
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
  const { list } = bindBindings(binder, bindings, scope);
  if (quantifier === 'exists') return { type: BOOLEAN, strict: true, run: (env) => eachMatch(list, env, FOUND) };
  if (quantifier === 'forall') return { type: BOOLEAN, strict: true, run: (env) => forAll(list, env) };
  const { items, slot, test } = list[0]!;
  const rest = list.slice(1);
  const run: Run = (env) => {
    const candidates = items(env);
    if (!Array.isArray(candidates)) return undefined;
    return candidates.filter((candidate) => {
      env.slots[slot] = candidate;
      return test(env) && (rest.length === 0 || eachMatch(rest, env, FOUND));
    });
  };
  return { type: listOf(UNKNOWN), run };
}

function forAll(list: readonly BoundBinding[], env: Env, at = 0): boolean {
  const { items, slot, test } = list[at]!;
  const candidates = items(env);
  if (!Array.isArray(candidates)) return true;
  return candidates.every((candidate) => {
    env.slots[slot] = candidate;
    return test(env) && (at + 1 === list.length || forAll(list, env, at + 1));
  });
}

/** `sum EXPR over V from ARRAY where CONDITION`: gathers the values, then the aggregate function of that name. */
export function bindAggregate(binder: Binder, { name, value, bindings, span }: Of<'aggregate'>, outer: Scope): Bound {
  const { list, scope } = bindBindings(binder, bindings, outer);
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
  const site = { receiver: { run: values, type: listOf(type) }, args: [], item: -1, pair: [-1, -1] as const };
  const compiled = declaration.compile(site);
  if (typeof compiled === 'function') return { type: declaration.result(site), run: compiled };
  binder.problem('PQL-ARGUMENTS', span, compiled.refused);
  return BROKEN;
}

/** The value is worked out once, when the body is reached. A path keeps its name, so only what the body reads is noted. */
export function bindLet(binder: Binder, { variable, value, body }: Of<'let'>, scope: Scope): Bound {
  const bound = bindOpen(binder, value, scope);
  if (bound.path !== undefined || bound.constant !== undefined)
    return bind(binder, body, withVariable(scope, variable, bound));
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
      `a chain may have at most ${MAX_STEPS} steps, this one has ${node.steps.length}`,
    );
  }
  const from = bind(binder, node.source, scope);
  const { index, bound } = binder.slot(itemType(binder, from, node.source.span));
  const inner = withImplicit(scope, bound);
  const order = bind(binder, node.order, inner).run;
  const steps: readonly BoundStep[] = node.steps.map(({ what, when }) => ({
    what: bindTest(binder, what, inner),
    when: when === undefined ? FOUND : bindTimeTest(binder, when, inner, node.span),
  }));
  const run: Run = (env) => {
    const items = from.run(env);
    return Array.isArray(items) && followsChain(items, steps, order, index, env);
  };
  return { type: BOOLEAN, strict: true, run };
}

function followsChain(
  items: readonly unknown[],
  steps: readonly BoundStep[],
  order: Run,
  slot: number,
  env: Env,
): boolean {
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
