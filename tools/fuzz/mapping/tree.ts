import {
  arity,
  type BinarySymbol,
  type Expression,
  type FunctionSpec,
  functions,
  methods,
  type UnarySymbol,
  type ValueType,
} from '../../../languages/dataprep/index.ts';
import { hostilePattern } from './hostile.ts';
import type { Random } from './random.ts';
import { name, number, shortText } from './words.ts';

const span = { start: 0, end: 0 };
const CALLED = functions.filter(({ method }) => method !== true);
const METHODS = [...methods.values()];
const BINARY: readonly BinarySymbol[] = [
  ...(['||', '&&', '|', '^', '&', '==', '!=', '<', '>', '<=', '>=', '=~', '!~', '=^', '=$'] as const),
  ...(['+', '-', '*', '/', '%', '?:', '??', '+', '+'] as const),
];
const UNARY: readonly UnarySymbol[] = ['-', '+', '~', '!', 'empty', 'size'];

/** A tree that `check` would let pass: known functions with the right number of arguments, lambdas where they belong. */
export function randomTree(random: Random, depth: number): Expression {
  const inner = () => randomTree(random, depth - 1 - random.below(2));
  if (depth <= 0) return leaf(random);
  return random.branch<Expression>([
    [4, () => leaf(random)],
    [6, () => call(random, depth)],
    [1, () => method(random, depth)],
    [3, () => ({ kind: 'binary', operator: random.pick(BINARY), left: inner(), right: inner(), span })],
    [1, () => ({ kind: 'unary', operator: random.pick(UNARY), operand: inner(), span })],
    [1, () => ({ kind: 'conditional', test: inner(), yes: inner(), no: inner(), span })],
    [1, () => ({ kind: 'list', items: random.several(0, 3, inner), span })],
    [1, () => ({ kind: 'object', entries: random.several(0, 3, () => ({ key: name(random), value: inner() })), span })],
    [1, () => ({ kind: 'member', target: inner(), name: name(random), span })],
    [1, () => ({ kind: 'index', target: inner(), index: inner(), span })],
    [1, () => ({ kind: 'wildcard', target: inner(), span })],
  ]);
}

function leaf(random: Random): Expression {
  return random.branch<Expression>([
    [5, () => field(random)],
    [3, () => literal(shortText(random))],
    [3, () => literal(number(random))],
    [1, () => literal(random.pick([true, false, null]))],
  ]);
}

function field(random: Random): Expression {
  const text = name(random);
  return { kind: 'field', name: text, quoted: !isPlain(text) || random.chance(0.1), span };
}

function literal(value: string | number | boolean | null): Expression {
  return { kind: 'literal', value, fraction: typeof value === 'number' && /[.eE]/.test(String(value)), span };
}

function call(random: Random, depth: number): Expression {
  const spec = random.pick(CALLED);
  return {
    kind: 'call',
    name: random.pick([spec.name, ...(spec.aliases ?? [])]),
    nameSpan: span,
    args: args(random, depth, spec, spec.parameters),
    span,
  };
}

function method(random: Random, depth: number): Expression {
  const spec = random.pick(METHODS);
  const target = randomTree(random, depth - 1);
  return {
    kind: 'method',
    target,
    name: spec.name,
    nameSpan: span,
    args: args(random, depth, spec, spec.parameters.slice(1)),
    span,
  };
}

function args(
  random: Random,
  depth: number,
  spec: FunctionSpec,
  parameters: FunctionSpec['parameters'],
): readonly Expression[] {
  const { least, most } = arity(spec);
  const count = least + random.below(Math.min(most, least + 4) - least + 1);
  return Array.from({ length: count }, (_, index) => {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    if (parameter?.type === 'lambda') return lambda(random, depth);
    if (parameter?.name === 'REGEX' && random.chance(0.7)) return literal(hostilePattern(random));
    return random.chance(0.5) ? fitting(random, depth, parameter?.type) : randomTree(random, depth - 1);
  });
}

function lambda(random: Random, depth: number): Expression {
  const parameters = random.chance(0.9) ? [random.pick(['x', 'y', 'a', 'item'])] : ['x', 'y'];
  const bound: Expression = { kind: 'field', name: parameters[0]!, quoted: false, span };
  const body = random.branch<Expression>([
    [3, () => randomTree(random, depth - 1)],
    [2, () => ({ kind: 'binary', operator: random.pick(BINARY), left: bound, right: leaf(random), span })],
    [1, () => ({ kind: 'list', items: [bound, bound], span })],
    [1, () => bound],
  ]);
  return { kind: 'lambda', parameters, body, span };
}

/** Something of about the type a parameter wants. */
function fitting(random: Random, depth: number, type: ValueType | undefined): Expression {
  switch (type) {
    case 'string':
      return literal(shortText(random));
    case 'integer':
    case 'number':
      return literal(number(random));
    case 'boolean':
      return literal(random.chance(0.5));
    case 'array':
      return { kind: 'list', items: random.several(0, 4, () => randomTree(random, depth - 2)), span };
    case 'object':
    case 'map': {
      const entry = () => ({ key: name(random), value: randomTree(random, depth - 2) });
      return { kind: 'object', entries: random.several(0, 4, entry), span };
    }
    default:
      return leaf(random);
  }
}

/** Names that can be written without braces. */
export function isPlain(text: string): boolean {
  return /^[a-z_][a-z_0-9]*$/i.test(text) && !WORDS.has(text);
}

const WORDS = new Set(
  'new mod or break var lt for false while eq gt div not null continue else and ne true le if ge return _errors do function empty size'.split(
    ' ',
  ),
);
