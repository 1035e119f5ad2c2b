import { type Said, sayOfText } from '../syntax/index.ts';
import type {
  BinaryOperator,
  Binding,
  ChainStep,
  Comparison,
  Expression,
  Time,
  TimeTest,
  TimeUnit,
} from './expression.ts';
import { catalogue } from './functions/catalogue.generated.ts';
import { attempt, type Converted, FORMS, type InScope, NOWHERE, Stop } from './json-form.ts';
import { say } from './phrases.ts';

const MAX_DEPTH = 600;
const BINARY = new Set<string>(['=', '!=', '>', '>=', '<', '<=', '+', '-', '*', '/', '%', 'in', 'notIn', 'like']);
const COMPARISONS = new Set<unknown>(['=', '!=', '>', '>=', '<', '<=']);
const DIRECTIONS = new Set<unknown>(['before', 'after', 'from']);
const UNITS = new Set<unknown>(
  'millisecond second minute hour day week month year decade century millennium'.split(' '),
);
const MOMENTS = new Set(['now', 'today', 'yesterday', 'tomorrow']);
const QUANTIFIERS = new Set(['exists', 'forall', 'select']);
const PREFIX = new Set(catalogue.filter(({ form }) => form === 'prefix').map(({ name }) => name));
const span = NOWHERE;

/** Reads the JSON form. Input may be anything; what is no such node is reported with its JSON pointer. */
export function fromJson(json: unknown): Converted<'expression', Expression> {
  return attempt('expression', () => new Node(json, '', 0, [{}]).read());
}

/** A node of the tree with its place: pointer, depth and what is in scope. */
class Node {
  readonly #json: unknown;
  readonly #pointer: string;
  readonly #depth: number;
  readonly #scope: readonly InScope[];

  constructor(json: unknown, pointer: string, depth: number, scope: readonly InScope[]) {
    this.#json = json;
    this.#pointer = pointer;
    this.#depth = depth;
    this.#scope = scope;
  }

  stop(what: Said): never {
    const pointer = this.#pointer === '' ? say('pql-json-root') : this.#pointer;
    throw new Stop('PQL-JSON', say('pql-json-at', { what, pointer }), span);
  }

  #child(json: unknown, pointer: string, more: readonly InScope[] = []): Node {
    return new Node(json, `${this.#pointer}${pointer}`, this.#depth + 1, [...this.#scope, ...more]);
  }

  read(): Expression {
    if (this.#depth > MAX_DEPTH) return this.stop(sayOfText('expression-too-deep', { most: MAX_DEPTH }));
    if (typeof this.#json !== 'object' || this.#json === null) return this.stop(say('pql-json-no-node'));
    const { nodeType, fnName, params, fieldName, object, position, value } = this.#json as Record<string, unknown>;
    if (nodeType === 'literal') return this.#literal(value);
    if (nodeType === 'parameterReference') return this.#reference(position);
    if (nodeType === 'fieldLookup') return this.#field(fieldName, object);
    if (nodeType !== 'fnApply' || typeof fnName !== 'string' || !Array.isArray(params))
      return this.stop(say('pql-json-node-types'));
    return this.#apply(fnName, params);
  }

  #literal(value: unknown): Expression {
    if (Array.isArray(value))
      return { kind: 'list', items: value.map((item, index) => this.#child(item, `/value/${index}`).read()), span };
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return this.stop(say('pql-json-literal'));
    return { kind: 'literal', value, span };
  }

  /** Numbers beyond what is in scope are left for the check of the expression to complain about. */
  #reference(position: unknown): Expression {
    const known = this.#scope[Number(position) - 1];
    if (known?.variable !== undefined) return { kind: 'name', name: known.variable, span };
    if (known !== undefined && Number(position) > 1) return this.stop(say('pql-json-item'));
    return { kind: 'parameter', position: Number(position), span };
  }

  #field(name: unknown, object: unknown): Expression {
    if (typeof name !== 'string') return this.stop(say('pql-json-field-name'));
    const bare = this.#implicitOf(object);
    if (bare === 0) return { kind: 'name', name, span };
    const from: Expression =
      bare === undefined ? this.#child(object, '/object').read() : { kind: 'up', levels: bare, span };
    return { kind: 'field', object: from, name, nameSpan: span, span };
  }

  /** How many scopes further out an item stands that a node refers to; undefined for anything else. */
  #implicitOf(object: unknown): number | undefined {
    const { nodeType, position } = (object ?? {}) as Record<string, unknown>;
    const at = Number(position) - 1;
    if (nodeType !== 'parameterReference' || at < 1 || this.#scope[at] === undefined) return undefined;
    if (this.#scope[at]!.variable !== undefined) return undefined;
    return this.#scope.slice(at + 1).filter(({ variable }) => variable === undefined).length;
  }

  #param(params: readonly unknown[], index: number, more: readonly InScope[] = []): Expression {
    if (index >= params.length) return this.stop(say('pql-json-missing', { index }));
    return this.#child(params[index], `/params/${index}`, more).read();
  }

  #text(params: readonly unknown[], index: number): string {
    const { nodeType, value } = (params[index] ?? {}) as Record<string, unknown>;
    if (nodeType === 'literal' && typeof value === 'string') return value;
    return this.stop(say('pql-json-text', { index }));
  }

  #apply(name: string, params: readonly unknown[]): Expression {
    const all = () => params.map((_, index) => this.#param(params, index));
    if (name === 'and' || name === 'or')
      return params.length > 0
        ? { kind: 'logical', operator: name, operands: all(), span }
        : this.stop(say('pql-json-needs', { name }));
    if (name === 'not' || name === '!')
      return params.length === 1
        ? { kind: 'not', operand: this.#param(params, 0), span }
        : this.stop(say('pql-json-not'));
    if (BINARY.has(name)) {
      if (params.length !== 2) return this.stop(say('pql-json-two', { name }));
      const [left, right] = all() as [Expression, Expression];
      return { kind: 'binary', operator: name as BinaryOperator, left, right, span };
    }
    if (MOMENTS.has(name) && params.length === 0) return { kind: 'moment', word: name as 'now', span };
    return this.#form(name, params) ?? this.#call(name, params);
  }

  #form(name: string, params: readonly unknown[]): Expression | undefined {
    if (QUANTIFIERS.has(name))
      return { kind: 'quantified', quantifier: name as 'exists', bindings: this.#bindings(params).bindings, span };
    switch (name) {
      case FORMS.filter:
        return { kind: 'filter', source: this.#param(params, 0), condition: this.#param(params, 1, [{}]), span };
      case FORMS.lambda:
        return this.#lambda(params);
      case FORMS.let: {
        const variable = this.#text(params, 0);
        const body = this.#param(params, 2, [{ variable }]);
        return { kind: 'let', variable, value: this.#param(params, 1), body, span };
      }
      case FORMS.object:
        return { kind: 'object', entries: this.#entries(params), span };
      case FORMS.over: {
        const { bindings, scope } = this.#bindings(params.slice(1, -1), 1);
        const value = this.#param(params, params.length - 1, scope);
        return { kind: 'aggregate', name: this.#text(params, 0), value, bindings, span };
      }
      case FORMS.occurs:
        return { kind: 'occurs', subject: this.#param(params, 0), test: this.#test(params, 1, []), span };
      case FORMS.chain: {
        const steps = params.slice(2).map((_, index) => this.#step(params, index + 2));
        return { kind: 'chain', source: this.#param(params, 0), order: this.#param(params, 1, [{}]), steps, span };
      }
      default:
        return undefined;
    }
  }

  #lambda(params: readonly unknown[]): Expression {
    const parameters = params.slice(0, -1).map((_, index) => this.#text(params, index));
    const more = parameters.map((variable) => ({ variable }));
    return { kind: 'lambda', parameters, body: this.#param(params, params.length - 1, more), span };
  }

  #entries(params: readonly unknown[]): { key: string; value: Expression }[] {
    const count = Math.ceil(params.length / 2);
    return Array.from({ length: count }, (_, at) => ({
      key: this.#text(params, 2 * at),
      value: this.#param(params, 2 * at + 1),
    }));
  }

  /** Triples of name, list and condition, each seeing the names before it. */
  #bindings(params: readonly unknown[], offset = 0): { bindings: readonly Binding[]; scope: readonly InScope[] } {
    if (params.length === 0 || params.length % 3 !== 0) return this.stop(say('pql-json-threes'));
    const bindings: Binding[] = [];
    const scope: InScope[] = [];
    for (let at = 0; at < params.length; at += 3) {
      const variable = this.#text(params, at);
      const source = this.#child(params[at + 1], `/params/${at + 1 + offset}`, scope).read();
      scope.push({ variable });
      const condition = this.#child(params[at + 2], `/params/${at + 2 + offset}`, [...scope]).read();
      const always = condition.kind === 'literal' && condition.value === true;
      bindings.push(always ? { variable, source } : { variable, source, condition });
    }
    return { bindings, scope };
  }

  #step(params: readonly unknown[], index: number): ChainStep {
    const node = this.#child(params[index], `/params/${index}`);
    const { fnName, params: parts } = (params[index] ?? {}) as Record<string, unknown>;
    if (fnName !== FORMS.step || !Array.isArray(parts)) return node.stop(say('pql-json-step'));
    const label = node.#text(parts, 0);
    const what = node.#param(parts, 1, [{}]);
    return parts.length === 2 ? { label, what } : { label, what, when: node.#test(parts, 2, [{}]) };
  }

  #test(params: readonly unknown[], from: number, more: readonly InScope[]): TimeTest {
    const word = this.#text(params, from);
    if (word === 'between')
      return { kind: 'between', from: this.#time(params, from + 1, more), to: this.#time(params, from + 2, more) };
    if (word === 'on') return { kind: 'on', of: this.#time(params, from + 1, more) };
    if (DIRECTIONS.has(word))
      return { kind: 'direction', direction: word as 'before', of: this.#time(params, from + 1, more) };
    const amount = ((params[from + 1] ?? {}) as Record<string, unknown>).value;
    const unit = this.#text(params, from + 2);
    const direction = this.#text(params, from + 3);
    if (!COMPARISONS.has(word) || !UNITS.has(unit) || !DIRECTIONS.has(direction) || !Number.isInteger(amount))
      return this.stop(say('pql-json-distance'));
    return {
      kind: 'distance',
      comparison: word as Comparison,
      amount: amount as number,
      unit: unit as TimeUnit,
      direction: direction as 'before',
      of: this.#time(params, from + 4, more),
    };
  }

  #time(params: readonly unknown[], index: number, more: readonly InScope[]): Time {
    const { fnName, params: parts } = (params[index] ?? {}) as Record<string, unknown>;
    if (fnName !== FORMS.interval || !Array.isArray(parts))
      return { kind: 'moment', expression: this.#param(params, index, more) };
    const node = this.#child(params[index], `/params/${index}`);
    const [which, unit] = [node.#text(parts, 0), node.#text(parts, 1)];
    if (!['this', 'last', 'next'].includes(which) || !UNITS.has(unit)) return node.stop(say('pql-json-interval'));
    return { kind: 'interval', which: which as 'this', unit: unit as TimeUnit, span };
  }

  /** Operators go by their sign; a method has its receiver as the first parameter. */
  #call(name: string, params: readonly unknown[]): Expression {
    const own = PREFIX.has(name);
    if (!own && params.length === 0) return this.stop(say('pql-json-no-receiver', { name }));
    const parameters = catalogue.find((one) => one.name === name)?.parameters ?? [];
    const args = params.slice(own ? 0 : 1).map((param, index) => {
      const role = parameters[Math.min(index, parameters.length - 1)]?.role ?? 'value';
      const lambda = (param as Record<string, unknown> | null)?.fnName === FORMS.lambda;
      return this.#param(params, own ? index : index + 1, role === 'value' || lambda ? [] : [{}]);
    });
    if (own) return { kind: 'call', name, nameSpan: span, args, span };
    return { kind: 'call', name, nameSpan: span, receiver: this.#param(params, 0), args, span };
  }
}
