import { saidOfPattern } from '@meniscus/languages/syntax';
import { RE2JS, RE2JSException } from 're2js';
import { recordAtWork, spend } from './effort.ts';
import { say } from './phrases.ts';
import { EvaluationError } from './values.ts';

interface Known {
  readonly expression: RE2JS;
  readonly steps: number;
}

const MOST_STEPS = 2000;
const compiled = new Map<string, Known>();
/** What the record at work has paid for. */
const paid = { record: 0, patterns: new Set<string>() };

/**
 * Can the pattern be used? Patterns have the syntax of RE2, whose matching time is linear in the text: a hostile one cannot
 * stall the process. Throws `EvaluationError` for what RE2 leaves out of Java's syntax (look-around, back references) and for
 * a pattern that needs too many steps. Costs no record anything.
 */
export function checkPattern(pattern: string): void {
  refuseTooLarge(pattern, knownExpression(pattern));
}

function refuseTooLarge(pattern: string, { steps }: Known): void {
  if (steps > MOST_STEPS) throw new EvaluationError(say('regex-too-large', { pattern }));
}

function knownExpression(pattern: string): Known {
  let known = compiled.get(pattern);
  if (known === undefined) {
    const expression = compile(pattern);
    if (compiled.size >= 500) compiled.clear();
    known = { expression, steps: expression.programSize() };
    compiled.set(pattern, known);
  }
  return known;
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new EvaluationError(say('regex-unusable', { pattern, why: saidOfPattern(error.message) }));
  }
}

/** A pattern as a record uses it: each record pays for each of its patterns once, whether it is still known from an earlier one or not. */
function paidExpression(pattern: string): Known {
  if (paid.record !== recordAtWork()) {
    paid.record = recordAtWork();
    paid.patterns.clear();
  }
  if (paid.patterns.has(pattern)) return knownExpression(pattern);
  spend(200 + pattern.length * 20);
  const known = knownExpression(pattern);
  spend(known.steps * 40);
  refuseTooLarge(pattern, known);
  paid.patterns.add(pattern);
  return known;
}

/** Does the whole text fit? */
export function fitsWhole(pattern: string, text: string): boolean {
  const { expression, steps } = paidExpression(pattern);
  spend(text.length * (8 + Math.ceil((steps * 2) / 3)));
  return expression.matches(text);
}

/** Finding places takes more than a yes or no: every step is tried with its groups. */
function searched(pattern: string, text: string): ReturnType<RE2JS['matcher']> {
  const { expression, steps } = paidExpression(pattern);
  spend(text.length * (8 + steps * 2));
  return expression.matcher(text);
}

/** The whole match and its groups at the first place the pattern fits; undefined when it fits nowhere. */
export function firstMatch(pattern: string, text: string): readonly (string | null)[] | undefined {
  const matcher = searched(pattern, text);
  if (!matcher.find()) return undefined;
  return Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index));
}

/** The pieces between the matches, empty ones included. */
export function splitBy(pattern: string, text: string): readonly string[] {
  const matcher = searched(pattern, text);
  const pieces: string[] = [];
  let from = 0;
  while (matcher.find()) {
    spend(300);
    // An empty match at a border cuts nothing off.
    if (matcher.end() === matcher.start() && (matcher.start() === 0 || matcher.start() === text.length)) continue;
    pieces.push(text.slice(from, matcher.start()));
    from = matcher.end();
  }
  pieces.push(text.slice(from));
  return pieces;
}
