import type { Diagnostic } from '@meniscus/languages/syntax';
import { checkExpression } from './check.ts';
import { type CompiledExpression, compileExpression } from './compile.ts';
import type { Evaluator } from './context.ts';
import { renewEffort, spendOnAll } from './effort.ts';
import { parseExpression } from './parse.ts';
import { children, type Expression, readPaths } from './tree.ts';

/** An expression that has been read, checked and compiled. */
export interface PreparedExpression {
  readonly ok: true;
  readonly tree: Expression;
  /** Source fields it reads, dotted. */
  readonly paths: readonly string[];
  /** It may answer `nullify()`: then null takes the field out of the target instead of leaving it alone. */
  readonly nullifies: boolean;
  /** Runs with a fresh allowance of effort (`effort.ts`). */
  readonly run: CompiledExpression;
  /** Runs on what the record at work may still cost; the value is to be paid for (`paidFor`). */
  readonly evaluate: Evaluator;
}

/** Reads, checks and compiles an expression; what is wrong with it when it cannot be used. */
export function prepareExpression(
  source: string,
): PreparedExpression | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } {
  const { tree, diagnostics } = parseExpression(source);
  if (tree === undefined) return { ok: false, diagnostics };
  const found = checkExpression(tree);
  if (found.length > 0) return { ok: false, diagnostics: found };
  const evaluate = compileExpression(tree);
  const run: CompiledExpression = (record, context) => {
    renewEffort();
    return paidFor(evaluate({ record, context, locals: [], ids: { asked: 0 } }));
  };
  return { ok: true, tree, paths: readPaths(tree), nullifies: calls(tree, 'nullify'), run, evaluate };
}

/**
 * A value as it may be copied or printed; null when there is none. A list of lists may stand for far more than it takes in
 * memory, so that is paid for first. Throws `EvaluationError` when the record has nothing left to spend.
 */
export function paidFor(value: unknown): unknown {
  if (typeof value === 'object') spendOnAll(value);
  return value ?? null;
}

function calls(node: Expression, name: string): boolean {
  return (node.kind === 'call' && node.name === name) || children(node).some((child) => calls(child, name));
}
