import { type Diagnostic, nearest, type Span } from '../syntax/index.ts';
import type { ValueType } from './value-type.ts';

/** What an evaluation reads. One object per predicate, filled anew for each evaluation, so that nothing is allocated. */
export interface Env {
  profile: object;
  events: readonly object[];
  /** Epoch milliseconds. */
  now: number;
  inSegment: (id: string) => boolean;
  /** Items and variables that are in scope; each binder of the expression owns one place, fixed at compile time. */
  readonly slots: unknown[];
}

/** A compiled expression. Never throws on any data; absent is undefined or null. */
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
  readonly paths = new Set<string>();
  readonly segments = new Set<string>();
  readonly eventType: ValueType;
  clock = false;
  events = false;
  slots = 0;

  constructor(eventType: ValueType) {
    this.eventType = eventType;
  }

  problem(code: string, span: Span, message: string, hint?: string): void {
    this.diagnostics.push({ code, message, span, ...(hint === undefined ? {} : { hint }) });
  }

  /** Complains about a name and suggests the nearest known one. */
  unknownName(code: string, span: Span, message: string, name: string, known: Iterable<string>): void {
    const near = nearest(name, known);
    this.problem(code, span, message, near === undefined ? undefined : `did you mean \`${near}\`?`);
  }

  /** A new place for an item or variable, and how it is read. */
  slot(type: ValueType): { index: number; bound: Bound } {
    const index = this.slots;
    this.slots += 1;
    const run: Run = (env) => env.slots[index];
    return { index, bound: { type, run, access: { root: run, steps: [] } } };
  }

  /** Notes that the value of a profile path is read. */
  reads(bound: Bound, span: Span): void {
    if (bound.path === undefined) return;
    if (bound.path !== '') this.paths.add(bound.path);
    else this.problem('PQL-WHOLE-PROFILE', span, 'the whole profile is not a value; name one of its fields');
  }
}
