import { EvaluationError } from './evaluation-error.ts';
import { say } from './phrases.ts';

/**
 * What one record may cost in expressions: about 4 ms of a core. A unit stands for about 5 ns and is never a fraction, which
 * keeps counting cheap. Text that doubles with every call, lists in lists in lists and expensive patterns all end here, so that
 * no expression can hold up the records behind (the process is to be free again after 10 ms). What is counted depends on the
 * record and the expressions alone, never on the time or on earlier records: a replay ends at the same place.
 */
const ALLOWANCE = 800_000;

/** What a function costs for each character of its arguments, unless it says otherwise. */
export const CHARACTER = 1;

/** What calling a lambda costs that stands inside of others with so many parameters. */
export function lambdaCost(around: number): number {
  return 60 + around * 12;
}

// One counter serves, since evaluation is synchronous and never nested.
let left = ALLOWANCE;
let records = 0;

/** A new record begins: everything may be spent again. */
export function renewEffort(): void {
  left = ALLOWANCE;
  records += 1;
}

/** What the record at work has cost so far. */
export function effortSpent(): number {
  return Math.min(ALLOWANCE - left, ALLOWANCE);
}

/** The number of the record at work: what is paid for once a record can be told by it. */
export function recordAtWork(): number {
  return records;
}

/** Takes units off what the record may still cost. Throws `EvaluationError` when nothing is left, and from then on always. */
export function spend(units: number): void {
  left -= units;
  if (left < 0) throw new EvaluationError(say('too-much-work'));
}

/** Records are not nested deeper; recursion over a value stops here and not at the end of the stack. */
const DEEPEST = 100;

/** Throws `EvaluationError` where a value is nested more deeply than records are. */
export function refuseDeeper(depth: number): void {
  if (depth > DEEPEST) throw new EvaluationError(say('too-nested', { levels: DEEPEST }));
}

/** Takes off what looking through a value once costs, whatever is shared inside of it counted each time it is met. */
export function spendOnAll(value: unknown, depth = 0): void {
  refuseDeeper(depth);
  if (typeof value === 'string') spend(value.length);
  else if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) {
      spend(2 + value.length * 2);
      for (const element of value)
        if (typeof element === 'object' || typeof element === 'string') spendOnAll(element, depth + 1);
    } else {
      spend(4);
      for (const name in value) {
        spend(8 + name.length);
        spendOnAll((value as Record<string, unknown>)[name], depth + 1);
      }
    }
  }
}

/** Takes off what a function has to look at of an argument: the characters of a text, the elements of a list. */
export function spendOn(value: unknown, perCharacter: number): void {
  if (typeof value === 'string') spend(2 + value.length * perCharacter);
  else if (Array.isArray(value)) spend(2 + value.length * 8);
}
