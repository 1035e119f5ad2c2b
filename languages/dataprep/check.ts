import { type Diagnostic, diagnostic, nearest, type Said, sayOfText } from '@meniscus/languages/syntax';
import { catalogue, methods } from './functions/catalogue.ts';
import { arity, type FunctionSpec } from './functions/define.ts';
import { say } from './phrases.ts';
import { checkPattern } from './regular-expression.ts';
import { children, type Expression } from './tree.ts';
import { EvaluationError } from './values.ts';

/** Mistakes that are told at a time: a text may have hundreds, and each is told with the text. */
const MOST = 10;

/**
 * What can be said of an expression without a record: unknown functions with the nearest name, wrong numbers of arguments, stray
 * lambdas. The first ten mistakes at most.
 */
export function checkExpression(tree: Expression): readonly Diagnostic[] {
  const found: Diagnostic[] = tree.kind === 'lambda' ? [strayLambda(tree)] : [];
  visit(tree, found);
  return found.slice(0, MOST);
}

function visit(node: Expression, found: Diagnostic[]): void {
  if (found.length >= MOST) return;
  if (node.kind === 'call') checkCall(node, catalogue, 'function', found);
  else if (node.kind === 'method') checkCall(node, methods, 'method', found);
  else {
    for (const child of children(node)) {
      if (child.kind === 'lambda') found.push(strayLambda(child));
    }
    if (node.kind === 'binary' && (node.operator === '=~' || node.operator === '!~')) checkConstant(node.right, found);
  }
  for (const child of children(node)) visit(child, found);
}

function strayLambda({ span }: Expression): Diagnostic {
  return diagnostic('DATAPREP-LAMBDA', span, say('stray-lambda'));
}

type Called = 'function' | 'method';
type CallNode = Extract<Expression, { kind: 'call' | 'method' }>;

function checkCall(node: CallNode, known: ReadonlyMap<string, FunctionSpec>, what: Called, found: Diagnostic[]): void {
  const spec = known.get(node.name);
  if (spec === undefined) {
    found.push(unknownName(node, known, what));
    return;
  }
  const { least, most } = arity(spec);
  if (node.args.length < least || node.args.length > most) found.push(wrongCount(node, spec, least, most));
  for (const [index, arg] of node.args.entries()) {
    const parameter = spec.parameters[Math.min(index, spec.parameters.length - 1)];
    if (arg.kind === 'lambda' && parameter?.type !== 'lambda') found.push(strayLambda(arg));
    if (parameter?.type === 'lambda' && arg.kind !== 'lambda') {
      const what = say('wants-lambda', { name: spec.name });
      found.push(diagnostic('DATAPREP-LAMBDA', arg.span, what, say('such-as', { example: 'x -> x > 0' })));
    }
    if (parameter?.name === 'REGEX') checkConstant(arg, found);
  }
}

function unknownName(node: CallNode, known: ReadonlyMap<string, FunctionSpec>, what: Called): Diagnostic {
  const { name, nameSpan } = node;
  const near = nearest(name, known.keys());
  const code = what === 'function' ? 'DATAPREP-UNKNOWN-FUNCTION' : 'DATAPREP-UNKNOWN-METHOD';
  const hint = near === undefined ? undefined : sayOfText('nearest-name', { near });
  return diagnostic(code, nameSpan, say(`no-${what}`, { name }), hint);
}

function wrongCount(node: CallNode, spec: FunctionSpec, least: number, most: number): Diagnostic {
  const named = spec.parameters.map(({ name, repeats }) => (repeats === true ? `${name}, …` : name)).join(', ');
  const hint =
    spec.method === true ? `VALUE.${spec.name}(${named.split(', ').slice(1).join(', ')})` : `${spec.name}(${named})`;
  return diagnostic('DATAPREP-ARGUMENTS', node.span, takes(node.name, least, most, node.args.length), hint);
}

function takes(name: string, least: number, most: number, got: number): Said {
  if (most === Number.POSITIVE_INFINITY) return say('takes-at-least', { name, least, got });
  if (least < most) return say('takes-from-to', { name, least, most, got });
  return least === 1 ? say('takes-one', { name, got }) : say('takes-count', { name, count: least, got });
}

/** A constant regular expression is tried now, so that the person sees the mistake and not every record. */
function checkConstant(node: Expression, found: Diagnostic[]): void {
  if (node.kind !== 'literal' || typeof node.value !== 'string') return;
  try {
    checkPattern(node.value);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    found.push(diagnostic('DATAPREP-REGEX', node.span, error));
  }
}
