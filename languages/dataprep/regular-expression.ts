import { RE2JS, RE2JSException } from 're2js';
import { EvaluationError } from './values.ts';

const compiled = new Map<string, RE2JS>();

/**
 * A compiled regular expression in the syntax of RE2, whose matching time is linear in the text: a hostile pattern cannot
 * stall the process. What RE2 leaves out of Java's syntax (look-around, back references) is an `EvaluationError`.
 */
export function regularExpression(pattern: string): RE2JS {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    try {
      expression = RE2JS.compile(pattern);
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error;
      throw new EvaluationError(`the regular expression "${pattern}" cannot be used: ${error.message}`);
    }
    if (compiled.size >= 500) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression;
}

/** Does the whole text fit? */
export function fitsWhole(pattern: string, text: string): boolean {
  return regularExpression(pattern).matches(text);
}

/** The whole match and its groups at the first place the pattern fits; undefined when it fits nowhere. */
export function firstMatch(pattern: string, text: string): readonly (string | null)[] | undefined {
  const matcher = regularExpression(pattern).matcher(text);
  if (!matcher.find()) return undefined;
  return Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index));
}

/** The pieces between the matches, empty ones included. */
export function splitBy(pattern: string, text: string): readonly string[] {
  const matcher = regularExpression(pattern).matcher(text);
  const pieces: string[] = [];
  let from = 0;
  while (matcher.find()) {
    // An empty match at a border cuts nothing off.
    if (matcher.end() === matcher.start() && (matcher.start() === 0 || matcher.start() === text.length)) continue;
    pieces.push(text.slice(from, matcher.start()));
    from = matcher.end();
  }
  pieces.push(text.slice(from));
  return pieces;
}
