/** What an expression knows beside the record. */
export interface EvaluationContext {
  /** The time of evaluation, epoch milliseconds: `now()`. For streamed records when they were received, so that a replay gives the same. */
  readonly now: number;
  /**
   * One text for each record, the same when it is processed again (the transaction id of the message): `uuid()` is derived
   * from it and the time. Without it the record's content takes its place.
   */
  readonly seed?: string;
}

/** What the parts of a compiled expression hand each other. */
export interface Environment {
  readonly record: unknown;
  readonly context: EvaluationContext;
  /** Parameters of the lambdas around this part, innermost last. */
  readonly locals: readonly unknown[];
  /** How many ids this record has asked for, shared by all parts. */
  readonly ids: { asked: number };
}

/** A compiled part of an expression. Throws `EvaluationError`, nothing else. */
export type Evaluator = (environment: Environment) => unknown;

/** A lambda argument as a function gets it. */
export type Lambda = (...args: readonly unknown[]) => unknown;
