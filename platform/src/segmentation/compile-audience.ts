import {
  type Compiled,
  type CompiledPredicate,
  compilePredicate,
  type JsonExpression,
  type Roots,
  sayOfRule,
} from '@meniscus/languages/pql';
import { type Diagnostic, diagnostic, parseJson } from '@meniscus/languages/syntax';
import type { FieldView } from '../kernel/index.ts';
import { visibleRoots } from '../schemas/index.ts';
import type { AudienceExpression } from './audience.ts';
import { badBody, badExpression } from './errors.ts';
import { say } from './phrases.ts';

/** Every field there might be: for rules whose schema has lost a field since they were written. */
export const ANYTHING: Roots = { root: { type: 'object', open: true } };

/** Compiles a stored or sent expression of either format. */
export function compileAudience(
  { format, value }: AudienceExpression,
  roots: Roots,
): Compiled<'predicate', CompiledPredicate> {
  if (format === 'pql/text') return compilePredicate(value, roots);
  const tree = parseTree(value);
  return tree === undefined ? notJson(value) : compilePredicate(tree, roots);
}

/** The same for a caller's expression: throws the problem that says what is wrong and where. */
export function checkedPredicate(expression: AudienceExpression, roots: Roots): CompiledPredicate {
  const compiled = compileAudience(expression, roots);
  if (compiled.ok) return compiled.predicate;
  throw badExpression(expression.value, compiled.diagnostics);
}

/**
 * The same for a rule that is tried and not saved: what its caller does not see, fields and audiences, is not there for it.
 * Throws the problem that says what is wrong and where.
 */
export function triedPredicate(expression: AudienceExpression, roots: Roots, fields: FieldView): CompiledPredicate {
  const predicate = checkedPredicate(expression, visibleRoots(roots, fields));
  const unseen = predicate.segments.find((asked) => !fields.seesAudience(asked));
  if (unseen !== undefined) throw badBody(say('audience-unknown-asked', { id: unseen }));
  return predicate;
}

/** The tree inside an expression of format pql/json; undefined when the text is no JSON. */
export function parseTree(value: string): JsonExpression | undefined {
  try {
    return parseJson(value) as JsonExpression;
  } catch {
    return undefined;
  }
}

export function notJson(value: string): {
  ok: false;
  diagnostics: readonly Diagnostic[];
} {
  const whole = { start: 0, end: value.length };
  return { ok: false, diagnostics: [diagnostic('PQL-JSON', whole, sayOfRule('pql-json-unreadable'))] };
}
