import { type Field, fieldAt } from '@meniscus/languages/xdm';
import { catalogue, methods } from '../functions/catalogue.ts';
import type { BinarySymbol, Expression } from '../tree.ts';
import { namesOf, placeOf } from './places.ts';
import { ANYTHING, declared, listOf, ofField, type Possible, present, union } from './possible.ts';

type Types = readonly Possible[];

const BOOLEAN: Types = [{ kind: 'boolean' }];
const NUMBER: Types = [{ kind: 'number' }];
const INTEGER: Types = [{ kind: 'integer' }];
const TEXT: Types = [{ kind: 'string' }];

/**
 * What an expression may give, without running it: constants through conditions, results of functions as they are declared,
 * fields as the source schema says; without one a field may be anything. Never too narrow: a value the expression can give is
 * among them.
 */
export function inferType(tree: Expression, source?: Field): Types {
  return new Inference(source).of(tree);
}

class Inference {
  readonly #source: Field | undefined;
  /** Parameters of the lambdas around the node: they hide fields of the same name. */
  readonly #bound: string[] = [];

  constructor(source: Field | undefined) {
    this.#source = source;
  }

  of(node: Expression): Types {
    switch (node.kind) {
      case 'literal':
        return [node.value === null ? { kind: 'nothing' } : { kind: 'constant', value: node.value }];
      case 'field':
      case 'member':
      case 'index':
      case 'wildcard':
        return this.#field(node);
      case 'call':
        return this.#call(node);
      case 'method':
        return declared(methods.get(node.name)?.returns.type ?? 'any');
      case 'unary':
        return node.operator === '!' || node.operator === 'empty' ? BOOLEAN : NUMBER;
      case 'binary':
        return this.#binary(node.operator, node.left, node.right);
      case 'conditional':
        return union(this.of(node.yes), this.of(node.no));
      case 'list':
        return listOf(union(...node.items.map((item) => this.of(item))));
      case 'object':
        return [{ kind: 'object' }];
      case 'lambda':
        return ANYTHING;
    }
  }

  /** A member of a list is the list of its elements' members, which fits where one of them fits. */
  #field(node: Expression): Types {
    const place = placeOf(node);
    if (this.#source === undefined || place === undefined || this.#bound.includes(String(place[0]))) return ANYTHING;
    // `[0]` and `[*]` work on objects, too, and there mean members of other types.
    if (place.some((step) => typeof step !== 'string')) return ANYTHING;
    return ofField(fieldAt(this.#source, namesOf(place)));
  }

  #call(node: Extract<Expression, { kind: 'call' }>): Types {
    const passed = PASSED[node.name]?.(node.args.map((arg) => this.#argument(arg)));
    return passed ?? declared(catalogue.get(node.name)?.returns.type ?? 'any');
  }

  #argument(node: Expression): Types {
    if (node.kind !== 'lambda') return this.of(node);
    this.#bound.push(...node.parameters);
    const body = this.of(node.body);
    this.#bound.length -= node.parameters.length;
    return body;
  }

  #binary(operator: BinarySymbol, left: Expression, right: Expression): Types {
    switch (operator) {
      case '?:':
      case '??':
        return union(present(this.of(left)), this.of(right));
      case '+':
        return sum(this.of(left), this.of(right));
      case '-':
      case '*':
      case '/':
      case '%':
        return NUMBER;
      case '|':
      case '^':
      case '&':
        return INTEGER;
      default:
        return BOOLEAN;
    }
  }
}

/** `+` joins when one side is a text, and adds otherwise. */
function sum(left: Types, right: Types): Types {
  if ([left, right].some((side) => side.every(isText))) return TEXT;
  return [left, right].some((side) => side.some((one) => isText(one) || one.kind === 'any'))
    ? union(TEXT, NUMBER)
    : NUMBER;
}

function isText(one: Possible): boolean {
  return one.kind === 'string' || (one.kind === 'constant' && typeof one.value === 'string');
}

const NOTHING: Types = [{ kind: 'nothing' }];

/** Functions declared with any result whose result is one of their arguments, or an element of one: which ones. */
const PASSED: Readonly<Record<string, (args: readonly Types[]) => Types>> = {
  iif: ([, yes = NOTHING, no = NOTHING]) => union(yes, no),
  nullify: () => NOTHING,
  coalesce: (args) => union(...args, NOTHING),
  first: (args) => union(...args, NOTHING),
  last: (args) => union(...args, NOTHING),
  min: (args) => union(...args, NOTHING),
  max: (args) => union(...args, NOTHING),
  decode: ([, ...options]) =>
    union(...options.filter((_, index) => index % 2 === 1 || isDefault(index, options)), NOTHING),
};

/** The last argument of `decode` without a partner. */
function isDefault(index: number, options: readonly Types[]): boolean {
  return index === options.length - 1 && options.length % 2 === 1;
}
