import type { EvaluationContext } from '../context.ts';
import { ZonedDateTime } from '../dates/zoned-date-time.ts';
import { renewEffort, spendOnAll } from '../effort.ts';
import { catalogue, methods } from '../functions/catalogue.ts';
import type { FunctionSpec } from '../functions/define.ts';
import { OPERATIONS, quotient, UNARY_OPERATIONS } from '../operators.ts';
import { say } from '../phrases.ts';
import type { Expression } from '../tree.ts';
import { asInteger, asText, EvaluationError, isTrue } from '../values.ts';

type Locals = readonly (readonly [name: string, value: unknown])[];

/**
 * The value of an expression, read off its tree step by step: the plainest way to say what an expression means, which closures
 * and generated code are held to in tests. Slow, and counts no effort but that of functions and of the result.
 */
export function interpreted(tree: Expression, record: unknown, context: EvaluationContext): unknown {
  renewEffort();
  const environment = { record, context, locals: [], ids: { asked: 0 } };
  const value = valueAt(tree, []) ?? null;
  spendOnAll(value);
  return value;

  function valueAt(node: Expression, locals: Locals): unknown {
    const inner = (one: Expression) => valueAt(one, locals);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'field': {
        const local = node.quoted ? undefined : locals.findLast(([name]) => name === node.name);
        return local === undefined ? memberIn(record, node.name) : local[1];
      }
      case 'member': {
        const target = inner(node.target);
        return Array.isArray(target) ? membersIn(target, node.name) : memberIn(target, node.name);
      }
      case 'index': {
        const [target, index] = [inner(node.target), inner(node.index)];
        if (Array.isArray(target)) return target[asInteger(index)];
        return isObject(target) ? memberIn(target, asText(index)) : undefined;
      }
      case 'wildcard': {
        const target = inner(node.target);
        if (target === undefined || target === null || Array.isArray(target)) return target ?? undefined;
        return isObject(target) ? Object.values(target) : [target];
      }
      case 'call':
        return call(catalogue.get(node.name)!, node.args, locals);
      case 'method':
        return call(methods.get(node.name)!, [node.target, ...node.args], locals);
      case 'unary':
        return UNARY_OPERATIONS[node.operator](inner(node.operand));
      case 'binary':
        return binary(node, inner);
      case 'conditional':
        return isTrue(inner(node.test)) ? inner(node.yes) : inner(node.no);
      case 'list':
        return node.items.map((item) => inner(item) ?? null);
      case 'object':
        return Object.fromEntries(
          node.entries
            .map(({ key, value: entry }) => [key, inner(entry) ?? null] as const)
            .filter(([key]) => key !== '__proto__'),
        );
      case 'lambda':
        return (...values: unknown[]) => {
          const { length } = node.parameters;
          if (values.length < length)
            throw new EvaluationError(say('lambda-values', { wanted: length, got: values.length }));
          return valueAt(node.body, [...locals, ...node.parameters.map((name, at) => [name, values[at]] as const)]);
        };
    }
  }

  function call(spec: FunctionSpec, nodes: readonly Expression[], locals: Locals): unknown {
    if (spec.name === 'iif') return valueAt(isTrue(valueAt(nodes[0]!, locals)) ? nodes[1]! : nodes[2]!, locals);
    if (spec.name === 'coalesce') return coalesced(nodes, locals);
    const args = nodes.map((node, at) => {
      const found = valueAt(node, locals);
      const takesName = spec.parameters[Math.min(at, spec.parameters.length - 1)]?.takesName === true;
      return takesName && node.kind === 'field' ? (found ?? node.name) : found;
    });
    return spec.run!(args, environment);
  }

  function coalesced(nodes: readonly Expression[], locals: Locals): unknown {
    for (const node of nodes) {
      const found = valueAt(node, locals);
      if (nodes.length === 1 && Array.isArray(found)) return found.find((one) => one !== null) ?? null;
      if (found !== null && found !== undefined) return found;
    }
    return null;
  }
}

function binary(node: Extract<Expression, { kind: 'binary' }>, inner: (node: Expression) => unknown): unknown {
  switch (node.operator) {
    case '||':
      return isTrue(inner(node.left)) || isTrue(inner(node.right));
    case '&&':
      return isTrue(inner(node.left)) && isTrue(inner(node.right));
    case '??':
      return inner(node.left) ?? inner(node.right);
    case '?:': {
      const left = inner(node.left);
      return isTrue(left) ? left : inner(node.right);
    }
    case '/': {
      const fraction = [node.left, node.right].some((side) => side.kind === 'literal' && side.fraction);
      return quotient(fraction)(inner(node.left), inner(node.right));
    }
    default:
      return OPERATIONS[node.operator](inner(node.left), inner(node.right));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ZonedDateTime);
}

function memberIn(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function membersIn(list: readonly unknown[], name: string): unknown[] {
  // `Array.from`, since `flatMap` of a list marked for appending makes another of its kind.
  return Array.from(list).flatMap((element) => {
    if (Array.isArray(element)) return membersIn(element, name);
    const found = memberIn(element, name) ?? null;
    return Array.isArray(found) ? found : [found];
  });
}
