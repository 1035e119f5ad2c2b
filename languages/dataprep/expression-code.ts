import {
  elementAt,
  memberOf,
  membersOf,
  objectOf,
  paidAll,
  paidList,
  paidOne,
  paidOperation,
  paidTwo,
  tooFewValues,
} from './compile.ts';
import { ZonedDateTime } from './dates/zoned-date-time.ts';
import { CHARACTER, lambdaCost, spend, spendOn } from './effort.ts';
import { catalogue, methods } from './functions/catalogue.ts';
import type { FunctionSpec } from './functions/define.ts';
import { UNARY_OPERATIONS } from './operators.ts';
import { firstFound } from './spread.ts';
import { children, type Expression } from './tree.ts';
import { asText, isTrue } from './values.ts';

/** Takes a value that generated code refers to and gives the name it has there. */
export type Know = (value: unknown) => string;

/** What the code of expressions calls, by the names it uses. */
export const EXPRESSION_PARTS = {
  isList: Array.isArray,
  ZonedDateTime,
  spend,
  isTrue,
  memberOf,
  elementAt,
  membersOf,
  objectOf,
  paidList,
  paidOne,
  paidTwo,
  paidAll,
  tooFewValues,
  firstFound,
  textOf,
  joinedTwo,
  joinedThree,
  joinedAll,
} as const;

/**
 * The code of a checked expression: a JavaScript expression that gives what the closures of `compile.ts` give. It reads the
 * members of the record from `r` (an object, without members where the record is none), has the environment in `env` and may
 * use the variables `t` and `e`. Texts of the author go into it as JSON texts and nowhere else; fields become member accesses
 * with their name, which is what makes it fast.
 */
export function expressionCode(tree: Expression, know: Know): string {
  return new Coder(know).code(tree, []);
}

/** Engines read generated code with a stack of their own size: what nests deeper than anybody writes runs as closures. */
const MOST_LEVELS = 100;

export function isTooDeepForCode(tree: Expression): boolean {
  return isDeeper(tree, MOST_LEVELS);
}

function isDeeper(node: Expression, levels: number): boolean {
  return levels === 0 || children(node).some((child) => isDeeper(child, levels - 1));
}

const quoted = (text: string): string => JSON.stringify(text);

type Scope = readonly (readonly [name: string, variable: string])[];

class Coder {
  readonly #know: Know;
  #lambdas = 0;

  constructor(know: Know) {
    this.#know = know;
  }

  /** `scope`: names of the lambdas around, with the variables they are. */
  code(node: Expression, scope: Scope): string {
    const inner = (one: Expression) => this.code(one, scope);
    switch (node.kind) {
      case 'literal':
        return this.#literal(node.value);
      case 'field': {
        const local = node.quoted ? undefined : scope.findLast(([name]) => name === node.name);
        return local === undefined ? member('r', node.name) : local[1];
      }
      case 'member':
        return this.#member(inner(node.target), node.name, isOfRecord(node.target, scope));
      case 'index':
        return `elementAt(${inner(node.target)}, ${inner(node.index)})`;
      case 'wildcard':
        return `membersOf(${inner(node.target)})`;
      case 'call':
        return this.#call(catalogue.get(node.name)!, node.args, inner);
      case 'method':
        return this.#call(methods.get(node.name)!, [node.target, ...node.args], inner);
      case 'unary':
        return `${this.#know(UNARY_OPERATIONS[node.operator])}(${inner(node.operand)})`;
      case 'binary':
        return this.#binary(node, inner(node.left), inner(node.right));
      case 'conditional':
        return `(isTrue(${inner(node.test)}) ? ${inner(node.yes)} : ${inner(node.no)})`;
      case 'list':
        return `paidList([${node.items.map((item) => `${inner(item)} ?? null`).join(', ')}])`;
      case 'object':
        return `objectOf(${this.#know(node.entries.map(({ key }) => key))}, [${node.entries.map(({ value }) => inner(value)).join(', ')}])`;
      case 'lambda':
        return this.#lambda(node.parameters, node.body, scope);
    }
  }

  #literal(value: string | number | boolean | null): string {
    return typeof value === 'number' ? this.#know(value) : JSON.stringify(value);
  }

  /** `ofRecord`: the target is read from the record, where there are no dates. */
  #member(target: string, name: string, ofRecord: boolean): string {
    const special = ofRecord ? 'isList(t)' : 'isList(t) || t instanceof ZonedDateTime';
    return `((t = ${target}) === null || typeof t !== 'object' ? undefined : ${special} ? memberOf(t, ${quoted(name)}) : ${member('t', name)})`;
  }

  #call(spec: FunctionSpec, nodes: readonly Expression[], inner: (node: Expression) => string): string {
    const args = nodes.map((node, index) => {
      const parameter = spec.parameters[Math.min(index, spec.parameters.length - 1)];
      const code = inner(node);
      return parameter?.takesName === true && node.kind === 'field' ? `(${code} ?? ${quoted(node.name)})` : code;
    });
    if (spec.code !== undefined) return spec.code(args);
    const { cost = CHARACTER } = spec;
    const list =
      args.length === 1
        ? `paidOne(${args[0]}, ${cost})`
        : args.length === 2
          ? `paidTwo(${args.join(', ')}, ${cost})`
          : `paidAll([${args.join(', ')}], ${cost})`;
    return `${this.#know(spec.run)}(${list}, env)`;
  }

  #binary(node: Extract<Expression, { kind: 'binary' }>, left: string, right: string): string {
    switch (node.operator) {
      case '||':
        return `(isTrue(${left}) || isTrue(${right}))`;
      case '&&':
        return `(isTrue(${left}) && isTrue(${right}))`;
      case '??':
        return `(${left} ?? ${right})`;
      case '?:':
        return `(isTrue(e = ${left}) ? e : ${right})`;
      default:
        return `${this.#know(paidOperation(node))}(${left}, ${right})`;
    }
  }

  #lambda(parameters: readonly string[], body: Expression, scope: Scope): string {
    const own = parameters.map((name) => {
      this.#lambdas += 1;
      return [name, `p${this.#lambdas}`] as const;
    });
    const names = own.map(([, variable]) => variable).join(', ');
    const count = parameters.length;
    return `function (${names}) { if (arguments.length < ${count}) tooFewValues(${count}, arguments.length); spend(${lambdaCost(scope.length)}); return ${this.code(body, [...scope, ...own])}; }`;
  }
}

function isOfRecord(node: Expression, scope: Scope): boolean {
  if (node.kind === 'member') return isOfRecord(node.target, scope);
  return node.kind === 'field' && (node.quoted || !scope.some(([name]) => name === node.name));
}

/** Reading a member by name; names that every object inherits are looked for among its own only. */
function member(target: string, name: string): string {
  return name in Object.prototype
    ? `(Object.hasOwn(${target}, ${quoted(name)}) ? ${target}[${quoted(name)}] : undefined)`
    : `${target}[${quoted(name)}]`;
}

/** A value as text, paid for as an argument. */
function textOf(value: unknown): string {
  if (typeof value === 'string') {
    spend(2 + value.length * CHARACTER);
    return value;
  }
  spendOn(value, CHARACTER);
  return asText(value);
}

/** Values as one text, paid for as arguments: all of them before any is read, as everywhere. */
function joinedAll(values: readonly unknown[]): string {
  let text = '';
  for (const value of paidAll(values, CHARACTER)) text += asText(value);
  return text;
}

function joinedTwo(a: unknown, b: unknown): string {
  if (typeof a !== 'string' || typeof b !== 'string') return joinedAll([a, b]);
  spend(4 + (a.length + b.length) * CHARACTER);
  return a + b;
}

function joinedThree(a: unknown, b: unknown, c: unknown): string {
  if (typeof a !== 'string' || typeof b !== 'string' || typeof c !== 'string') return joinedAll([a, b, c]);
  spend(6 + (a.length + b.length + c.length) * CHARACTER);
  return a + b + c;
}
