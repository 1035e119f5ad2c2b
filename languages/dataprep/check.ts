import { type Diagnostic, nearest } from '@meniscus/languages/syntax';
import { catalogue, methods } from './functions/catalogue.ts';
import { arity, type FunctionSpec } from './functions/define.ts';
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
  return { code: 'DATAPREP-LAMBDA', message: 'a lambda can only be given to a function that asks for one', span };
}

type CallNode = Extract<Expression, { kind: 'call' | 'method' }>;

function checkCall(node: CallNode, known: ReadonlyMap<string, FunctionSpec>, what: string, found: Diagnostic[]): void {
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
      found.push({
        code: 'DATAPREP-LAMBDA',
        message: `\`${spec.name}\` wants a lambda here`,
        span: arg.span,
        hint: 'such as `x -> x > 0`',
      });
    }
    if (parameter?.name === 'REGEX') checkConstant(arg, found);
  }
}

function unknownName(node: CallNode, known: ReadonlyMap<string, FunctionSpec>, what: string): Diagnostic {
  const near = nearest(node.name, known.keys());
  return {
    code: what === 'function' ? 'DATAPREP-UNKNOWN-FUNCTION' : 'DATAPREP-UNKNOWN-METHOD',
    message: `\`${node.name}\` is not a ${what}`,
    span: node.nameSpan,
    ...(near === undefined ? {} : { hint: `did you mean \`${near}\`?` }),
  };
}

function wrongCount(node: CallNode, spec: FunctionSpec, least: number, most: number): Diagnostic {
  const wanted =
    least === most ? String(least) : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  const named = spec.parameters.map(({ name, repeats }) => (repeats === true ? `${name}, …` : name)).join(', ');
  return {
    code: 'DATAPREP-ARGUMENTS',
    message: `\`${node.name}\` takes ${wanted} argument${wanted === '1' ? '' : 's'} but gets ${node.args.length}`,
    span: node.span,
    hint:
      spec.method === true ? `VALUE.${spec.name}(${named.split(', ').slice(1).join(', ')})` : `${spec.name}(${named})`,
  };
}

/** A constant regular expression is tried now, so that the person sees the mistake and not every record. */
function checkConstant(node: Expression, found: Diagnostic[]): void {
  if (node.kind !== 'literal' || typeof node.value !== 'string') return;
  try {
    checkPattern(node.value);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    found.push({ code: 'DATAPREP-REGEX', message: error.message, span: node.span });
  }
}
