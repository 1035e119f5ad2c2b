import type { Environment, EvaluationContext, Evaluator } from './context.ts';
import { CHARACTER, lambdaCost, refuseDeeper, spend, spendOn } from './effort.ts';
import { catalogue, methods } from './functions/catalogue.ts';
import type { FunctionSpec } from './functions/define.ts';
import { OPERATIONS, quotient, UNARY_OPERATIONS } from './operators.ts';
import { say } from './phrases.ts';
import type { Expression } from './tree.ts';
import {
  asInteger,
  asText,
  type Dictionary,
  EvaluationError,
  isDictionary,
  isNothing,
  isTrue,
  own,
  put,
} from './values.ts';

/** An expression ready to run. Throws `EvaluationError` for a record it cannot work on, nothing else. Null when there is no value. */
export type CompiledExpression = (record: unknown, context: EvaluationContext) => unknown;

/** Turns a checked tree into closures. What `check` would refuse (an unknown function) is a bug here and throws at once. */
export function compileExpression(tree: Expression): Evaluator {
  return compileNode(tree, []);
}

function compileNode(node: Expression, scope: readonly string[]): Evaluator {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'field':
      return compileField(node.name, node.quoted ? [] : scope);
    case 'member': {
      const [target, { name }] = [compileNode(node.target, scope), node];
      return (environment) => memberOf(target(environment), name);
    }
    case 'index': {
      const [target, index] = [compileNode(node.target, scope), compileNode(node.index, scope)];
      return (environment) => elementAt(target(environment), index(environment));
    }
    case 'wildcard': {
      const target = compileNode(node.target, scope);
      return (environment) => membersOf(target(environment));
    }
    case 'call':
      return compileCall(catalogue.get(node.name), node.name, node.args, scope);
    case 'method':
      return compileCall(methods.get(node.name), node.name, [node.target, ...node.args], scope);
    case 'unary':
      return compileUnary(UNARY_OPERATIONS[node.operator], compileNode(node.operand, scope));
    case 'binary':
      return compileBinary(node, scope);
    case 'conditional':
      return compileConditional(
        compileNode(node.test, scope),
        compileNode(node.yes, scope),
        compileNode(node.no, scope),
      );
    case 'list': {
      const items = node.items.map((item) => compileNode(item, scope));
      return (environment) => paidList(items.map((item) => item(environment) ?? null));
    }
    case 'object': {
      const keys = node.entries.map(({ key }) => key);
      const values = node.entries.map(({ value }) => compileNode(value, scope));
      return (environment) =>
        objectOf(
          keys,
          values.map((value) => value(environment)),
        );
    }
    case 'lambda':
      return compileLambda(node.parameters, node.body, scope);
  }
}

function compileField(name: string, scope: readonly string[]): Evaluator {
  const local = scope.lastIndexOf(name);
  if (local >= 0) return ({ locals }) => locals[local];
  return ({ record }) => (isDictionary(record) ? own(record, name) : undefined);
}

/** `list.name` is the names of its elements, as with `list[*].name`; of nothing it is nothing. */
export function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return spread(value, (element) => (isDictionary(element) ? own(element, name) : undefined));
  return isDictionary(value) ? own(value, name) : undefined;
}

/** Lists within lists become one list, so that `orders[*].lines[*].sku` is a list of texts. */
function spread(list: readonly unknown[], read: (element: unknown) => unknown, depth = 0): unknown[] {
  refuseDeeper(depth);
  const found: unknown[] = [];
  spend(list.length * 4);
  for (const element of list) {
    const value = Array.isArray(element) ? spread(element, read, depth + 1) : read(element);
    if (Array.isArray(value)) for (const inner of value) found.push(inner);
    else found.push(value ?? null);
  }
  return found;
}

/** `value[index]`, of a list by position, of an object by name. */
export function elementAt(value: unknown, index: unknown): unknown {
  if (Array.isArray(value)) return value[asInteger(index)];
  return isDictionary(value) ? own(value, asText(index)) : undefined;
}

/** `value[*]`: the elements of a list, the values of an object. */
export function membersOf(value: unknown): unknown {
  if (isNothing(value)) return undefined;
  if (Array.isArray(value)) return value;
  if (!isDictionary(value)) return [value];
  const members = Object.values(value);
  spend(members.length * 8);
  return members;
}

function compileCall(
  spec: FunctionSpec | undefined,
  name: string,
  nodes: readonly Expression[],
  scope: readonly string[],
): Evaluator {
  if (spec === undefined) throw new Error(`function ${name} was not checked`);
  const args = nodes.map((node, index) => {
    const parameter = spec.parameters[Math.min(index, spec.parameters.length - 1)];
    // A bare name stands for itself where the function wants one, unless the record has such a field.
    if (parameter?.takesName !== true || node.kind !== 'field') return compileNode(node, scope);
    const read = compileNode(node, scope);
    return (environment: Environment) => read(environment) ?? node.name;
  });
  if (spec.build !== undefined) return spec.build(args);
  const { run, cost = CHARACTER } = spec;
  const [first, second] = args;
  if (args.length === 1) return (environment) => run(paidOne(first!(environment), cost), environment);
  if (args.length === 2)
    return (environment) => run(paidTwo(first!(environment), second!(environment), cost), environment);
  return (environment) =>
    run(
      paidAll(
        args.map((arg) => arg(environment)),
        cost,
      ),
      environment,
    );
}

/** Arguments of a function, paid for when all of them are known. */
export function paidOne(only: unknown, cost: number): readonly unknown[] {
  spendOn(only, cost);
  return [only];
}

export function paidTwo(first: unknown, second: unknown, cost: number): readonly unknown[] {
  spendOn(first, cost);
  spendOn(second, cost);
  return [first, second];
}

export function paidAll(values: readonly unknown[], cost: number): readonly unknown[] {
  for (const value of values) spendOn(value, cost);
  return values;
}

function compileUnary(operation: (value: unknown) => unknown, operand: Evaluator): Evaluator {
  return (environment) => operation(operand(environment));
}

function compileConditional(test: Evaluator, yes: Evaluator, no: Evaluator): Evaluator {
  return (environment) => (isTrue(test(environment)) ? yes(environment) : no(environment));
}

function hasFraction(node: Expression): boolean {
  return node.kind === 'literal' && node.fraction;
}

/** What an operator does that looks at both of its operands; they are paid for. */
export function paidOperation(
  node: Extract<Expression, { kind: 'binary' }>,
): (left: unknown, right: unknown) => unknown {
  const operation =
    node.operator === '/'
      ? quotient(hasFraction(node.left) || hasFraction(node.right))
      : OPERATIONS[node.operator as keyof typeof OPERATIONS];
  return (left, right) => {
    if (typeof left !== 'number' || typeof right !== 'number') {
      spendOn(left, CHARACTER);
      spendOn(right, CHARACTER);
    }
    return operation(left, right);
  };
}

function compileBinary(node: Extract<Expression, { kind: 'binary' }>, scope: readonly string[]): Evaluator {
  const left = compileNode(node.left, scope);
  const right = compileNode(node.right, scope);
  switch (node.operator) {
    case '||':
      return (environment) => isTrue(left(environment)) || isTrue(right(environment));
    case '&&':
      return (environment) => isTrue(left(environment)) && isTrue(right(environment));
    case '??':
      return (environment) => left(environment) ?? right(environment);
    case '?:':
      return (environment) => {
        const value = left(environment);
        return isTrue(value) ? value : right(environment);
      };
    default: {
      const operation = paidOperation(node);
      return (environment) => operation(left(environment), right(environment));
    }
  }
}

/** A list that was written out. */
export function paidList(items: readonly unknown[]): readonly unknown[] {
  spend(items.length * 2);
  return items;
}

/** An object from its keys and the values for them. */
export function objectOf(keys: readonly string[], values: readonly unknown[]): Dictionary {
  const object: Dictionary = {};
  spend(keys.length * 8);
  for (let at = 0; at < keys.length; at += 1) put(object, keys[at]!, values[at] ?? null);
  return object;
}

export function tooFewValues(wanted: number, got: number): never {
  throw new EvaluationError(say('lambda-values', { wanted, got }));
}

/** A lambda with fewer arguments than parameters is an error, so that `filterArray(a, (x, y) -> …)` does not fail in silence. */
function compileLambda(parameters: readonly string[], bodyNode: Expression, scope: readonly string[]): Evaluator {
  const body = compileNode(bodyNode, [...scope, ...parameters]);
  const cost = lambdaCost(scope.length);
  return (environment) =>
    (...args: readonly unknown[]) => {
      if (args.length < parameters.length) tooFewValues(parameters.length, args.length);
      spend(cost);
      const { record, context, ids, locals } = environment;
      const inner: Environment = { record, context, ids, locals: [...locals, ...args.slice(0, parameters.length)] };
      return body(inner);
    };
}
