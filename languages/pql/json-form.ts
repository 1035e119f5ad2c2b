import type { Diagnostic, Span } from '../syntax/index.ts';
import type { BinaryOperator, Expression } from './expression.ts';
import { catalogue } from './functions/catalogue.generated.ts';

/**
 * `pql/json`, as far as it is documented: four kinds of node. Only `String` is a documented literal type; the names of the
 * others, and `List`, are ours.
 */
export type JsonExpression =
  | { readonly nodeType: 'fnApply'; readonly fnName: string; readonly params: readonly JsonExpression[] }
  | { readonly nodeType: 'fieldLookup'; readonly fieldName: string; readonly object: JsonExpression }
  | { readonly nodeType: 'parameterReference'; readonly position: number }
  | {
      readonly nodeType: 'literal';
      readonly literalType: 'String' | 'Integer' | 'Double' | 'Boolean' | 'List';
      readonly value: string | number | boolean | readonly JsonExpression[];
    };

type Converted<Name extends string, T> =
  | ({ readonly ok: true } & Readonly<Record<Name, T>>)
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const NOWHERE: Span = { start: 0, end: 0 };
const MAX_DEPTH = 200;

/** Leaves a conversion; caught where the conversion began. */
class Stop extends Error {
  readonly diagnostic: Diagnostic;
  constructor(code: string, message: string, span: Span) {
    super(message);
    this.diagnostic = { code, message, span };
  }
}

function attempt<Name extends string, T>(name: Name, work: () => T): Converted<Name, T> {
  try {
    return { ok: true, [name]: work() } as Converted<Name, T>;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { ok: false, diagnostics: [error.diagnostic] };
  }
}

const BINARY = new Set<string>(['=', '!=', '>', '>=', '<', '<=', '+', '-', '*', '/', '%', 'in', 'notIn', 'like']);
const PREFIX = new Set(catalogue.filter(({ form }) => form === 'prefix').map(({ name }) => name));

/** Reads the JSON form. Input may be anything; what is no such node is reported with its JSON pointer. */
export function fromJson(json: unknown): Converted<'expression', Expression> {
  return attempt('expression', () => read(json, '', 0));
}

function read(json: unknown, pointer: string, depth: number): Expression {
  const stop = (message: string): never => {
    throw new Stop('PQL-JSON', `${message} at ${pointer === '' ? 'the root' : pointer}`, NOWHERE);
  };
  if (depth > MAX_DEPTH) return stop(`the expression is nested more than ${MAX_DEPTH} levels deep`);
  if (typeof json !== 'object' || json === null) return stop('expected a node');
  const node = json as Readonly<Record<string, unknown>>;
  if (node.nodeType === 'literal') return readLiteral(node, pointer, depth, stop);
  if (node.nodeType === 'parameterReference')
    return { kind: 'parameter', position: Number(node.position), span: NOWHERE };
  if (node.nodeType === 'fieldLookup') {
    if (typeof node.fieldName !== 'string') return stop('expected the name of a field in `fieldName`');
    const object = read(node.object, `${pointer}/object`, depth + 1);
    return { kind: 'field', object, name: node.fieldName, nameSpan: NOWHERE, span: NOWHERE };
  }
  if (node.nodeType !== 'fnApply' || typeof node.fnName !== 'string' || !Array.isArray(node.params)) {
    return stop('expected a node of type fnApply, fieldLookup, parameterReference or literal');
  }
  const params = node.params.map((param, index) => read(param, `${pointer}/params/${index}`, depth + 1));
  return readApply(node.fnName, params, stop);
}

function readLiteral(
  { value }: Readonly<Record<string, unknown>>,
  pointer: string,
  depth: number,
  stop: (message: string) => never,
): Expression {
  if (Array.isArray(value)) {
    return {
      kind: 'list',
      items: value.map((item, index) => read(item, `${pointer}/value/${index}`, depth + 1)),
      span: NOWHERE,
    };
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return stop('expected a text, number or boolean in `value`');
  return { kind: 'literal', value, span: NOWHERE };
}

/** Operators go by their sign; a method has its receiver as the first parameter. */
function readApply(name: string, params: readonly Expression[], stop: (message: string) => never): Expression {
  if (name === 'and' || name === 'or') {
    return params.length > 0
      ? { kind: 'logical', operator: name, operands: params, span: NOWHERE }
      : stop(`\`${name}\` needs parameters`);
  }
  if (name === 'not' || name === '!') {
    return params.length === 1
      ? { kind: 'not', operand: params[0]!, span: NOWHERE }
      : stop('`not` takes one parameter');
  }
  if (BINARY.has(name)) {
    if (params.length !== 2) return stop(`\`${name}\` takes two parameters`);
    return { kind: 'binary', operator: name as BinaryOperator, left: params[0]!, right: params[1]!, span: NOWHERE };
  }
  if (PREFIX.has(name)) return { kind: 'call', name, nameSpan: NOWHERE, args: params, span: NOWHERE };
  const [receiver, ...args] = params;
  if (receiver === undefined) return stop(`there is no function \`${name}\` without a receiver`);
  return { kind: 'call', name, nameSpan: NOWHERE, receiver, args, span: NOWHERE };
}

/** Writes the JSON form of an expression over the profile. What has no documented node (filters, times, chains) is refused. */
export function toJson(expression: Expression): Converted<'json', JsonExpression> {
  return attempt('json', () => {
    if (expression.kind !== 'lambda') return write(expression, undefined);
    return write(expression.body, expression.parameters[0]);
  });
}

/** `profile` is the name a lambda around the whole gives the profile. */
function write(node: Expression, profile: string | undefined): JsonExpression {
  const apply = (fnName: string, params: readonly Expression[]): JsonExpression => ({
    nodeType: 'fnApply',
    fnName,
    params: params.map((param) => write(param, profile)),
  });
  switch (node.kind) {
    case 'literal':
      return { nodeType: 'literal', literalType: literalType(node.value), value: node.value };
    case 'list':
      return { nodeType: 'literal', literalType: 'List', value: node.items.map((item) => write(item, profile)) };
    case 'parameter':
      return { nodeType: 'parameterReference', position: node.position };
    case 'name':
      if (node.name === profile) return { nodeType: 'parameterReference', position: 1 };
      return { nodeType: 'fieldLookup', fieldName: node.name, object: { nodeType: 'parameterReference', position: 1 } };
    case 'field':
      return { nodeType: 'fieldLookup', fieldName: node.name, object: write(node.object, profile) };
    case 'logical':
      return apply(node.operator, node.operands);
    case 'not':
      return apply('not', [node.operand]);
    case 'binary':
      return apply(node.operator, [node.left, node.right]);
    case 'call':
      if (
        catalogue.find(({ name }) => name === node.name)?.parameters.some(({ role = 'value' }) => role !== 'value') ===
          true &&
        node.args.length > 0
      ) {
        throw new Stop(
          'PQL-NO-JSON-FORM',
          `\`${node.name}\` works item by item, which has no documented JSON form; keep it as pql/text`,
          node.span,
        );
      }
      return apply(node.name, node.receiver === undefined ? node.args : [node.receiver, ...node.args]);
    default:
      throw new Stop(
        'PQL-NO-JSON-FORM',
        'this part has no documented JSON form; keep the expression as pql/text',
        node.span,
      );
  }
}

function literalType(value: string | number | boolean): 'String' | 'Integer' | 'Double' | 'Boolean' {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  return Number.isInteger(value) ? 'Integer' : 'Double';
}
