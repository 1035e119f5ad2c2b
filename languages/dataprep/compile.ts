import type { Environment, EvaluationContext, Evaluator } from './context.ts';
import { catalogue, methods } from './functions/catalogue.ts';
import type { FunctionSpec } from './functions/define.ts';
import { OPERATIONS, quotient, UNARY_OPERATIONS } from './operators.ts';
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
export function compileExpression(tree: Expression): CompiledExpression {
  const evaluate = compileNode(tree, []);
  return (record, context) => evaluate({ record, context, locals: [], ids: 0 }) ?? null;
}

function compileNode(node: Expression, scope: readonly string[]): Evaluator {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'field':
      return compileField(node.name, node.quoted ? [] : scope);
    case 'member':
      return compileMember(compileNode(node.target, scope), node.name);
    case 'index':
      return compileIndex(compileNode(node.target, scope), compileNode(node.index, scope));
    case 'wildcard':
      return compileWildcard(compileNode(node.target, scope));
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
      return (environment) => items.map((item) => item(environment));
    }
    case 'object':
      return compileObject(node.entries.map(({ key, value }) => ({ key, value: compileNode(value, scope) })));
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
function compileMember(target: Evaluator, name: string): Evaluator {
  const read = (value: unknown): unknown => (isDictionary(value) ? own(value, name) : undefined);
  return (environment) => {
    const value = target(environment);
    return Array.isArray(value) ? spread(value, read) : read(value);
  };
}

/** Lists within lists become one list, so that `orders[*].lines[*].sku` is a list of texts. */
function spread(list: readonly unknown[], read: (element: unknown) => unknown): unknown[] {
  const found: unknown[] = [];
  for (const element of list) {
    const value = Array.isArray(element) ? spread(element, read) : read(element);
    if (Array.isArray(value)) for (const inner of value) found.push(inner);
    else found.push(value ?? null);
  }
  return found;
}

function compileIndex(target: Evaluator, index: Evaluator): Evaluator {
  return (environment) => {
    const value = target(environment);
    if (Array.isArray(value)) return value[asInteger(index(environment))];
    return isDictionary(value) ? own(value, asText(index(environment))) : undefined;
  };
}

function compileWildcard(target: Evaluator): Evaluator {
  return (environment) => {
    const value = target(environment);
    if (isNothing(value)) return undefined;
    if (Array.isArray(value)) return value;
    return isDictionary(value) ? Object.values(value) : [value];
  };
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
  const { run } = spec;
  const [first, second] = args;
  if (args.length === 1) return (environment) => run([first!(environment)], environment);
  if (args.length === 2) return (environment) => run([first!(environment), second!(environment)], environment);
  return (environment) =>
    run(
      args.map((arg) => arg(environment)),
      environment,
    );
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
      const operation =
        node.operator === '/' ? quotient(hasFraction(node.left) || hasFraction(node.right)) : OPERATIONS[node.operator];
      return (environment) => operation(left(environment), right(environment));
    }
  }
}

function compileObject(entries: readonly { key: string; value: Evaluator }[]): Evaluator {
  return (environment) => {
    const object: Dictionary = {};
    for (const { key, value } of entries) put(object, key, value(environment) ?? null);
    return object;
  };
}

/** A lambda with fewer arguments than parameters is an error, so that `filterArray(a, (x, y) -> …)` does not fail in silence. */
function compileLambda(parameters: readonly string[], bodyNode: Expression, scope: readonly string[]): Evaluator {
  const body = compileNode(bodyNode, [...scope, ...parameters]);
  return (environment) =>
    (...args: readonly unknown[]) => {
      if (args.length < parameters.length)
        throw new EvaluationError(`the lambda wants ${parameters.length} values but gets ${args.length}`);
      const inner: Environment = {
        ...environment,
        locals: [...environment.locals, ...args.slice(0, parameters.length)],
      };
      return body(inner);
    };
}
