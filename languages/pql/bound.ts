import { type Diagnostic, diagnostic, nearest, type Said, type Span, sayOfText } from '../syntax/index.ts';
import type { PqlChoices } from './choices.ts';
import { say } from './phrases.ts';
import { Reads } from './reads.ts';
import type { ValueType } from './value-type.ts';

/** Fields of a profile that no record writes: the platform answers them when a rule asks. */
export type SystemField = 'identityMap' | 'segmentMembership';

/** What an evaluation reads. One object per predicate, filled anew for each evaluation, so that nothing is allocated. */
export interface Env {
  profile: object;
  events: readonly object[];
  /** Epoch milliseconds. */
  now: number;
  inSegment: (id: string) => boolean;
  system: (field: SystemField) => unknown;
  /** Earliest moment after `now` at which something that was asked so far has another answer; infinite when none has. */
  next: number;
  /** Items of lists that may still be looked at. */
  work: number;
  /** Items and variables that are in scope; each binder of the expression owns one place, fixed at compile time. */
  readonly slots: unknown[];
}

/** Thrown by `spend` and caught by the evaluator: the rule asks for more work than any honest one. */
export const TOO_MUCH_WORK: unique symbol = Symbol('too much work');

/** Accounts for items that are looked at. Nested loops multiply, so every loop over items calls it. */
export function spend(env: Env, items: number): void {
  env.work -= items;
  if (env.work < 0) throw TOO_MUCH_WORK;
}

/** A compiled expression. Never throws on any data (but see `spend`); absent is undefined or null. */
export type Run = (env: Env) => unknown;
export type Test = (env: Env) => boolean;

/** An expression whose names have been looked up and whose types are known. */
export interface Bound {
  readonly type: ValueType;
  readonly run: Run;
  /** The run always gives true or false, never absent. */
  readonly strict?: boolean;
  /** The value is the same for every evaluation. */
  readonly constant?: { readonly value: unknown };
  /** Dotted path from the profile, cut at the first list or map; the empty path is the profile itself. */
  readonly path?: string;
  /** A chain of plain object fields from a root, so that longer paths compile to one reader. */
  readonly access?: { readonly root: Run | undefined; readonly steps: readonly string[] };
  /** The value is the moment of the evaluation, or that many days from its day. */
  readonly clock?: 'now' | { readonly days: number };
  /** The list of all events of the person, whole. */
  readonly allEvents?: true;
}

/** What names mean at a place: variables by name, and the things a bare name is a field of, outermost first. */
export interface Scope {
  readonly implicit: readonly Bound[];
  readonly variables: ReadonlyMap<string, Bound>;
}

export function withVariable(scope: Scope, name: string, bound: Bound): Scope {
  return { ...scope, variables: new Map([...scope.variables, [name, bound]]) };
}

export function withImplicit(scope: Scope, bound: Bound): Scope {
  return { ...scope, implicit: [...scope.implicit, bound] };
}

/** What is gathered while an expression is bound. */
export class Binder {
  readonly diagnostics: Diagnostic[] = [];
  readonly reads = new Reads();
  readonly segments = new Set<string>();
  readonly eventType: ValueType;
  readonly choices: PqlChoices;
  clock = false;
  slots = 0;

  constructor(eventType: ValueType, choices: PqlChoices) {
    this.eventType = eventType;
    this.choices = choices;
  }

  problem(code: string, span: Span, what: Said, hint?: Said): void {
    this.diagnostics.push(diagnostic(code, span, what, hint));
  }

  /** Complains about a name and suggests the nearest known one. */
  unknownName(code: string, span: Span, what: Said, name: string, known: Iterable<string>): void {
    const near = nearest(name, known);
    this.problem(code, span, what, near === undefined ? undefined : sayOfText('nearest-name', { near }));
  }

  /** A new place for an item or variable, and how it is read. */
  slot(type: ValueType): { index: number; bound: Bound } {
    const index = this.slots;
    this.slots += 1;
    const run: Run = (env) => env.slots[index];
    return { index, bound: { type, run, access: { root: run, steps: [] } } };
  }

  /** Notes that a value is read whole: of a profile path any change can matter, of all events any event. */
  use(bound: Bound, span: Span): void {
    if (bound.allEvents === true) this.reads.anyEvent();
    if (bound.clock !== undefined) {
      this.problem('PQL-NOW', span, say('pql-moment'));
    }
    if (bound.path === undefined) return;
    if (bound.path !== '') this.reads.path(bound.path);
    else this.problem('PQL-WHOLE-PROFILE', span, say('pql-whole-profile'));
  }
}
