import { bindCall } from './bind-call.ts';
import { bindAggregate, bindChain, bindLet, bindQuantified } from './bind-comprehension.ts';
import { bindBinary, bindLogical, bindNot } from './bind-operator.ts';
import { bindField, bindFilter, bindName, bindParameter, bindUp } from './bind-path.ts';
import { bindMoment, bindOccurs } from './bind-time.ts';
import type { Binder, Bound, Run, Scope, Test } from './bound.ts';
import type { Expression } from './expression.ts';
import { say } from './phrases.ts';
import { BOOLEAN, listOf, NUMBER, OPEN_OBJECT, TEXT, typeName, typeOf, UNKNOWN, type ValueType } from './value-type.ts';
import { isTrue } from './values.ts';

/** Stands in for what could not be bound; a diagnostic has been noted. */
export const BROKEN: Bound = { type: UNKNOWN, run: () => undefined };

/** Looks up the names of an expression, checks its types and compiles it. Paths of the profile it gives are noted as read. */
export function bind(binder: Binder, expression: Expression, scope: Scope): Bound {
  const bound = bindOpen(binder, expression, scope);
  binder.use(bound, expression.span);
  return bound;
}

/** The same, but a profile path is not noted yet: the caller may go on with a further step. */
export function bindOpen(binder: Binder, expression: Expression, scope: Scope): Bound {
  switch (expression.kind) {
    case 'literal':
      return constant(expression.value, literalType(expression.value));
    case 'name':
      return bindName(binder, expression, scope);
    case 'field':
      return bindField(binder, expression, scope);
    case 'parameter':
      return bindParameter(binder, expression, scope);
    case 'up':
      return bindUp(binder, expression, scope);
    case 'filter':
      return bindFilter(binder, expression, scope);
    case 'binary':
      return bindBinary(binder, expression, scope);
    case 'logical':
      return bindLogical(binder, expression, scope);
    case 'not':
      return bindNot(binder, expression, scope);
    case 'call':
      return bindCall(binder, expression, scope);
    case 'occurs':
      return bindOccurs(binder, expression, scope);
    case 'moment':
      return bindMoment(binder, expression);
    case 'list':
      return bindList(binder, expression.items, scope);
    case 'object':
      return bindObject(binder, expression.entries, scope);
    case 'quantified':
      return bindQuantified(binder, expression, scope);
    case 'aggregate':
      return bindAggregate(binder, expression, scope);
    case 'let':
      return bindLet(binder, expression, scope);
    case 'chain':
      return bindChain(binder, expression, scope);
    case 'lambda':
      binder.problem('PQL-LAMBDA', expression.span, say('pql-lambda-place'));
      return BROKEN;
  }
}

/** Binds something that must be true or false. A list counts as true when it is not empty. */
export function bindTest(binder: Binder, expression: Expression, scope: Scope): Test {
  return testOf(binder, bind(binder, expression, scope), expression);
}

export function testOf(binder: Binder, { type, run, strict }: Bound, expression: Expression): Test {
  if (strict === true) return run as Test;
  if (type.kind === 'boolean') return (env) => run(env) === true;
  if (type.kind !== 'list' && type.kind !== 'unknown') {
    binder.problem(
      'PQL-NOT-BOOLEAN',
      expression.span,
      say('pql-not-boolean', { type: typeName(type) }),
      say('pql-compare'),
    );
  }
  return (env) => isTrue(run(env));
}

/** A value known at compile time. */
export function constant(value: unknown, type: ValueType): Bound {
  return { type, run: () => value, constant: { value }, strict: typeof value === 'boolean' };
}

function literalType(value: string | number | boolean): ValueType {
  if (typeof value === 'string') return TEXT;
  return typeof value === 'number' ? NUMBER : BOOLEAN;
}

function bindList(binder: Binder, expressions: readonly Expression[], scope: Scope): Bound {
  const items = expressions.map((item) => bind(binder, item, scope));
  const first = items[0]?.type ?? UNKNOWN;
  const type = listOf(items.every((item) => item.type.kind === first.kind) ? first : UNKNOWN);
  if (items.every((item) => item.constant !== undefined))
    return constant(
      items.map((item) => item.constant!.value),
      type,
    );
  const runs: readonly Run[] = items.map((item) => item.run);
  return { type, run: (env) => runs.map((run) => run(env)) };
}

function bindObject(
  binder: Binder,
  entries: readonly { readonly key: string; readonly value: Expression }[],
  scope: Scope,
): Bound {
  const parts = entries.map(({ key, value }) => ({ key, run: bind(binder, value, scope).run }));
  return { type: typeOf(OPEN_OBJECT), run: (env) => Object.fromEntries(parts.map(({ key, run }) => [key, run(env)])) };
}
