import { type Diagnostic, diagnostic, type Said, type Span } from '../syntax/index.ts';
import type { Expression } from './expression.ts';

/**
 * `pql/json`: the four documented kinds of node (page "Segment definitions endpoint"). One tree is documented, a field
 * compared with a text, so the names of everything else are ours: literal types beside `String`, and the functions that
 * stand for what has a form of its own in text (README, "pql/json").
 */
export type JsonExpression =
  | { readonly nodeType: 'fnApply'; readonly fnName: string; readonly params: readonly JsonExpression[] }
  | { readonly nodeType: 'fieldLookup'; readonly fieldName: string; readonly object: JsonExpression }
  /** 1 is the profile; every item and variable that is in scope has the next number, outermost first. */
  | { readonly nodeType: 'parameterReference'; readonly position: number }
  | {
      readonly nodeType: 'literal';
      readonly literalType: 'String' | 'Integer' | 'Double' | 'Boolean' | 'List';
      readonly value: string | number | boolean | readonly JsonExpression[];
    };

export type Converted<Name extends string, T> =
  | ({ readonly ok: true } & Readonly<Record<Name, T>>)
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What a tree has instead of places in a text. */
export const NOWHERE: Span = { start: 0, end: 0 };

/** Functions that stand for forms of the text; none of them is a function of the language. */
export const FORMS = {
  filter: '[]',
  interval: 'interval',
  step: 'step',
  over: 'over',
  lambda: 'lambda',
  object: 'object',
  let: 'let',
  occurs: 'occurs',
  chain: 'chain',
} as const;

/** One thing that is in scope: the profile or an item whose fields are named bare, or a variable. */
export type InScope = { readonly variable?: string };

/** Leaves a conversion; caught where the conversion began. */
export class Stop extends Error {
  readonly diagnostic: Diagnostic;
  constructor(code: string, what: Said, span: Span) {
    super(what.message);
    this.diagnostic = diagnostic(code, span, what);
  }
}

/** Runs a conversion; a `Stop` becomes its diagnostic. */
export function attempt<Name extends string, T>(name: Name, work: () => T): Converted<Name, T> {
  try {
    return { ok: true, [name]: work() } as Converted<Name, T>;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { ok: false, diagnostics: [error.diagnostic] };
  }
}

export type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;
