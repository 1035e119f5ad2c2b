/** What an expression knows beside the record. */
export interface EvaluationContext {
  /** The time of evaluation, epoch milliseconds: `now()`. For streamed records when they were received, so that a replay gives the same. */
  readonly now: number;
  /**
   * Tells equal records apart (the transaction id of the message): `uuid()` is derived from it, the time and the record, so
   * that a record processed twice gets the same id twice.
   */
  readonly seed?: string;
}

/** What the parts of a compiled expression hand each other. */
export interface Environment {
  readonly record: unknown;
  readonly context: EvaluationContext;
  /** Parameters of the lambdas around this part, innermost last. */
  readonly locals: readonly unknown[];
  /** How many ids this record has asked for. */
  ids: number;
}

/** A compiled part of an expression. Throws `EvaluationError`, nothing else. */
export type Evaluator = (environment: Environment) => unknown;

/** A lambda argument as a function gets it. */
export type Lambda = (...args: readonly unknown[]) => unknown;
