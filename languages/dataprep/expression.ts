import type { Diagnostic } from '@meniscus/languages/syntax';
import { checkExpression } from './check.ts';
import { type CompiledExpression, compileExpression } from './compile.ts';
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
  readonly run: CompiledExpression;
}

/** Reads, checks and compiles an expression; all that is wrong with it when it cannot be used. */
export function prepareExpression(
  source: string,
): PreparedExpression | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } {
  const { tree, diagnostics } = parseExpression(source);
  if (tree === undefined) return { ok: false, diagnostics };
  const found = checkExpression(tree);
  if (found.length > 0) return { ok: false, diagnostics: found };
  return { ok: true, tree, paths: readPaths(tree), nullifies: calls(tree, 'nullify'), run: compileExpression(tree) };
}

function calls(node: Expression, name: string): boolean {
  return (node.kind === 'call' && node.name === name) || children(node).some((child) => calls(child, name));
}
