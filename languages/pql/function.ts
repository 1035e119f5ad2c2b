import type { Said } from '../syntax/index.ts';
import type { Bound, Run } from './bound.ts';
import type { PqlChoices } from './choices.ts';
import type { ValueType } from './value-type.ts';

/** A documented or own example: on the sample profile and events of `cases/sample.ts` it gives this result. */
export interface FunctionExample {
  readonly expression: string;
  readonly result: unknown;
}

export type Kind = ValueType['kind'];

export interface Parameter {
  readonly name: string;
  /** Kinds of value it takes; any when left out. */
  readonly kinds?: readonly Kind[];
  /**
   * `value` (default) is worked out where it stands. `selector` and `condition` are worked out for each item of the
   * receiver, whose fields are in scope bare; `pairing` too, and may be `(K, G) => …` over groups.
   */
  readonly role?: 'value' | 'selector' | 'condition' | 'pairing';
  readonly optional?: boolean;
  /** The last parameter may be given several times. */
  readonly repeated?: boolean;
}

/** A call with everything looked up: what a declaration compiles. */
export interface CallSite {
  readonly receiver: Pick<Bound, 'run' | 'type' | 'constant'>;
  readonly args: readonly Bound[];
  /** Slot that selectors read the current item from; -1 without one. */
  readonly item: number;
  /** Slots of key and group of a pairing. */
  readonly pair: readonly [number, number];
  /** How points the documentation leaves open are read. */
  readonly choices: PqlChoices;
}

/** Why a call cannot be compiled, for example a pattern that is no regular expression. */
export interface Refusal {
  readonly refused: Said;
}

/** One function of the language: its prose, its shape and what it does. The catalogue, checks and examples come from this. */
export interface PqlFunction {
  readonly name: string;
  readonly category: string;
  /** `receiver.name(…)` or `name(…)`. */
  readonly form: 'method' | 'prefix';
  readonly syntax: string;
  readonly summary: string;
  /** Kinds of receiver a method takes; any when left out. A scalar method on a list goes over its items. */
  readonly receiver?: readonly Kind[];
  readonly parameters: readonly Parameter[];
  /** `clock`: the result changes by time passing. `membership`: the argument names an audience. */
  readonly reads?: 'clock' | 'membership';
  /** With literal arguments the call is a literal itself. */
  readonly foldable?: boolean;
  result(site: CallSite): ValueType;
  compile(site: CallSite): Run | Refusal;
  readonly examples: readonly FunctionExample[];
}

/** Identity function that checks a declaration where it is written. */
export function pqlFunction(declaration: PqlFunction): PqlFunction {
  return declaration;
}
