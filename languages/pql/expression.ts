import type { Span } from '../syntax/index.ts';

/** Units a distance in time or a calendar interval can have. */
export type TimeUnit =
  | 'millisecond'
  | 'second'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | 'decade'
  | 'century'
  | 'millennium';

export type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type BinaryOperator = Comparison | Arithmetic | 'in' | 'notIn' | 'like';
export type Direction = 'before' | 'after' | 'from';

/** A point or stretch of time as `occurs` takes it: `this week`, or any expression that gives a timestamp. */
export type Time =
  | {
      readonly kind: 'interval';
      readonly which: 'this' | 'last' | 'next';
      readonly unit: TimeUnit;
      readonly span: Span;
    }
  | { readonly kind: 'moment'; readonly expression: Expression };

/** What stands after `occurs`, and inside `WHEN(…)`. */
export type TimeTest =
  | {
      readonly kind: 'distance';
      readonly comparison: Comparison;
      readonly amount: number;
      readonly unit: TimeUnit;
      readonly direction: Direction;
      readonly of: Time;
    }
  | { readonly kind: 'direction'; readonly direction: Direction; readonly of: Time }
  | { readonly kind: 'on'; readonly of: Time }
  | { readonly kind: 'between'; readonly from: Time; readonly to: Time };

/** `V from ARRAY where CONDITION`. */
export interface Binding {
  readonly variable: string;
  readonly source: Expression;
  readonly condition?: Expression;
}

/** `LABEL: WHAT(CONDITION) WHEN(TIME)`. */
export interface ChainStep {
  readonly label: string;
  readonly what: Expression;
  readonly when?: TimeTest;
}

/** `(A, B) => body`. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly parameters: readonly string[];
  readonly body: Expression;
  readonly span: Span;
}

/** `a.b`; `nameSpan` is the place of `b`. */
export interface FieldStep {
  readonly kind: 'field';
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `receiver.name(args)` or `name(args)`. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly receiver?: Expression;
  readonly args: readonly Expression[];
  readonly span: Span;
}

/** `chain(ARRAY, ORDER_FIELD, [steps])`. */
export interface Chain {
  readonly kind: 'chain';
  readonly source: Expression;
  readonly order: Expression;
  readonly steps: readonly ChainStep[];
  readonly span: Span;
}

/** A parsed PQL expression: plain data, names not yet looked up. Every node knows its place in the source. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly span: Span }
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: string; readonly value: Expression }[];
      readonly span: Span;
    }
  /** `$1`: the profile. */
  | { readonly kind: 'parameter'; readonly position: number; readonly span: Span }
  /** A bare name: a variable, or a field of the innermost scope. */
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** `^`, `^^`: the scope that many levels further out. */
  | { readonly kind: 'up'; readonly levels: number; readonly span: Span }
  | { readonly kind: 'moment'; readonly word: 'now' | 'today' | 'yesterday' | 'tomorrow'; readonly span: Span }
  | FieldStep
  | { readonly kind: 'filter'; readonly source: Expression; readonly condition: Expression; readonly span: Span }
  | Call
  | { readonly kind: 'not'; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: 'logical';
      readonly operator: 'and' | 'or';
      readonly operands: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | Lambda
  | {
      readonly kind: 'quantified';
      readonly quantifier: 'exists' | 'forall' | 'select';
      readonly bindings: readonly Binding[];
      readonly span: Span;
    }
  | {
      readonly kind: 'aggregate';
      readonly name: string;
      readonly value: Expression;
      readonly bindings: readonly Binding[];
      readonly span: Span;
    }
  | {
      readonly kind: 'let';
      readonly variable: string;
      readonly value: Expression;
      readonly body: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'occurs'; readonly subject: Expression; readonly test: TimeTest; readonly span: Span }
  | Chain;

/** From the start of one stretch to the end of another. */
export function across(from: Span, to: Span): Span {
  return { start: from.start, end: to.end };
}

/** The expressions directly inside one, those of times included. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'list':
      return node.items;
    case 'object':
      return node.entries.map(({ value }) => value);
    case 'field':
      return [node.object];
    case 'filter':
      return [node.source, node.condition];
    case 'call':
      return node.receiver === undefined ? node.args : [node.receiver, ...node.args];
    case 'not':
      return [node.operand];
    case 'logical':
      return node.operands;
    case 'binary':
      return [node.left, node.right];
    case 'lambda':
      return [node.body];
    case 'quantified':
      return node.bindings.flatMap(bindingParts);
    case 'aggregate':
      return [node.value, ...node.bindings.flatMap(bindingParts)];
    case 'let':
      return [node.value, node.body];
    case 'occurs':
      return [node.subject, ...timeParts(node.test)];
    case 'chain':
      return [
        node.source,
        node.order,
        ...node.steps.flatMap(({ what, when }) => (when === undefined ? [what] : [what, ...timeParts(when)])),
      ];
    default:
      return [];
  }
}

function bindingParts({ source, condition }: Binding): readonly Expression[] {
  return condition === undefined ? [source] : [source, condition];
}

function timeParts(test: TimeTest): readonly Expression[] {
  const times = test.kind === 'between' ? [test.from, test.to] : [test.of];
  return times.flatMap((time) => (time.kind === 'moment' ? [time.expression] : []));
}
