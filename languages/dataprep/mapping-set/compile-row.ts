import type { Evaluator } from '../context.ts';
import { paidFor } from '../expression.ts';
import { said } from '../phrases.ts';
import { EvaluationError } from '../values.ts';
import type { Converter } from './convert.ts';
import { ALL, type Step } from './path.ts';
import type { Named, Run } from './run.ts';
import { erase, lengthAtOpenStep, write } from './write.ts';

/** Where a row writes and how. */
export interface Landing extends Named {
  readonly keys: readonly Step[];
  readonly convert: Converter;
  /** The destination is an array as a whole: values found one by one are gathered into it. */
  readonly takesLists: boolean;
  /** Array steps of the destination whose position comes from the source. */
  readonly open: number;
  /** A position is written in the destination: taking the first of several values is what was asked for. */
  readonly positioned: boolean;
}

/** A compiled row: writes what it finds in the run's record to the run's entity. */
export type CompiledRow = (run: Run) => void;

/** Works out the array steps of a destination. */
export function landingAt(row: Named, keys: readonly Step[], convert: Converter, takesLists: boolean): Landing {
  return {
    source: row.source,
    destination: row.destination,
    keys,
    convert,
    takesLists,
    open: keys.filter((key) => key === ALL).length,
    positioned: keys.some((key) => typeof key === 'number' && key !== ALL),
  };
}

function store(landing: Landing, run: Run, value: unknown): void {
  const fitting = landing.convert(value, run);
  if (fitting !== undefined) write(landing.keys, run, fitting);
}

/** Puts one value found at the end of the source where it belongs. */
export function land(landing: Landing, run: Run, value: unknown): void {
  if (value === null || value === undefined || typeof value === 'function') return;
  if (run.gathered !== undefined) run.gathered.push(value);
  else if (Array.isArray(value) && !landing.takesLists) eachElement(landing, run, value, NO_STEPS, 0);
  else if (run.level === 0 && landing.open > 0) {
    run.waiting ??= [];
    run.waiting.push(() => spreadOver(landing, run, value));
  } else {
    for (let level = run.level; level < landing.open; level += 1) run.indices[level] = 0;
    store(landing, run, value);
  }
}

const NO_STEPS: readonly Step[] = [];

/** Follows the source from a value. Arrays on the way need no step of their own: it is implied. */
function follow(landing: Landing, run: Run, start: unknown, steps: readonly Step[], from: number): void {
  let value = start;
  for (let at = from; at < steps.length; at += 1) {
    if (typeof value !== 'object' || value === null) return;
    const step = steps[at]!;
    if (Array.isArray(value)) {
      if (typeof step === 'string' || step === ALL) {
        eachElement(landing, run, value, steps, step === ALL ? at + 1 : at);
        return;
      }
      value = value[step];
    } else if (typeof step === 'string') value = (value as Record<string, unknown>)[step];
    // A single object where the path expects a list counts as a list of one.
    else if (step > 0) return;
  }
  land(landing, run, value);
}

/**
 * Goes on with the elements of a source array: side by side with the next open array of the destination, or gathered into a
 * destination that is an array, or else with the first one.
 */
function eachElement(landing: Landing, run: Run, list: readonly unknown[], steps: readonly Step[], at: number): void {
  const level = run.level;
  if (level < landing.open) {
    run.level = level + 1;
    for (let index = 0; index < list.length; index += 1) {
      run.indices[level] = index;
      follow(landing, run, list[index], steps, at);
    }
    run.level = level;
  } else if (landing.takesLists) gather(landing, run, list, steps, at);
  else {
    if (list.length > 1 && !landing.positioned) {
      run.warn('MAPPING-MANY-VALUES', said('first-of-many', { count: list.length }));
    }
    follow(landing, run, list[0], steps, at);
  }
}

function gather(landing: Landing, run: Run, list: readonly unknown[], steps: readonly Step[], at: number): void {
  const outermost = run.gathered === undefined;
  run.gathered ??= [];
  for (const element of list) follow(landing, run, element, steps, at);
  if (!outermost) return;
  const found = run.gathered;
  run.gathered = undefined;
  if (found.length > 0) store(landing, run, found);
}

/** Puts one value into every element of a list that other rows have made, or into a first one. */
function spreadOver(landing: Landing, run: Run, value: unknown): void {
  run.row = landing;
  const length = lengthAtOpenStep(landing.keys, run);
  const isElement = landing.keys.at(-1) === ALL && landing.open === 1;
  for (let level = 0; level < landing.open; level += 1) run.indices[level] = 0;
  const [from, to] = isElement ? [length, length + 1] : [0, Math.max(length, 1)];
  for (let index = from; index < to; index += 1) {
    run.indices[0] = index;
    store(landing, run, value);
  }
}

/** A row that copies a source field. */
export function attributeRow(landing: Landing, steps: readonly Step[]): CompiledRow {
  const [root] = steps as readonly [string, ...Step[]];
  const dotted = steps.length > 1;
  // The source as one name: CSV headers may have dots in them.
  const flat = landing.source;
  return (run) => {
    const { record } = run;
    if (typeof record !== 'object' || record === null) return;
    run.row = landing;
    const members = record as Record<string, unknown>;
    if (dotted && members[root] === undefined && Object.hasOwn(members, flat)) land(landing, run, members[flat]);
    else follow(landing, run, record, steps, 0);
  };
}

/** The value of an expression for the record at work; undefined with a warning when it has none. */
function evaluated(run: Run, evaluate: Evaluator): unknown {
  try {
    return paidFor(evaluate(run));
  } catch (error) {
    return withoutValue(run, error);
  }
}

/** What an expression cannot go on with, and a stack that ends, are warnings; the rest is a bug and goes on. */
export function withoutValue(run: Run, error: unknown): undefined {
  if (error instanceof RangeError) run.tooDeep();
  else if (error instanceof EvaluationError) run.warn('MAPPING-EVALUATION', said('left-out', { why: error.phrase }));
  else throw error;
}

/** A row with a calculated value. Null leaves the target alone, unless the expression may say `nullify()`: then it is taken out. */
export function expressionRow(landing: Landing, evaluate: Evaluator, nullifies: boolean): CompiledRow {
  return (run) => {
    run.row = landing;
    const value = evaluated(run, evaluate);
    if (value === null && nullifies) erase(landing.keys, run);
    else land(landing, run, value);
  };
}

/** A row with a fixed value. */
export function staticRow(landing: Landing, value: string): CompiledRow {
  return (run) => {
    run.row = landing;
    land(landing, run, value);
  };
}
