import type { Expression } from './expression.ts';

/** How tightly each form holds together, as in the parser; a looser one inside a tighter one is put in parentheses. */
const POWER = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, whole: 9 } as const;

/** Words that mean something else when they stand alone: a field of that name keeps its `$1`. */
const RESERVED = new Set([
  'now',
  'today',
  'yesterday',
  'tomorrow',
  'true',
  'false',
  'not',
  'exists',
  'forall',
  'select',
  'let',
  'chain',
]);

/** Writes an expression that came from the JSON form as `pql/text`; reading that text gives the same expression. */
export function printPql(node: Expression): string {
  return print(node, 0);
}

function print(node: Expression, around: number): string {
  const power = powerOf(node);
  const text = plain(node, power);
  return power < around ? `(${text})` : text;
}

function powerOf(node: Expression): number {
  if (node.kind === 'logical') return POWER[node.operator];
  if (node.kind === 'not') return POWER.not;
  if (node.kind !== 'binary') return POWER.whole;
  if (node.operator === '+' || node.operator === '-') return POWER.sum;
  return node.operator === '*' || node.operator === '/' || node.operator === '%' ? POWER.product : POWER.comparison;
}

function plain(node: Expression, power: number): string {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? printText(node.value) : String(node.value);
    case 'list':
      return `[${printAll(node.items)}]`;
    case 'parameter':
      return `$${node.position}`;
    case 'name':
      return node.name;
    case 'field':
      return isProfile(node.object) && !RESERVED.has(node.name.toLowerCase())
        ? node.name
        : `${print(node.object, POWER.whole)}.${node.name}`;
    case 'logical':
      return node.operands.map((operand) => print(operand, power + 1)).join(` ${node.operator} `);
    case 'not':
      return `not (${print(node.operand, 0)})`;
    case 'binary':
      return `${print(node.left, power)} ${node.operator} ${print(node.right, power + 1)}`;
    case 'call':
      return `${node.receiver === undefined ? '' : `${print(node.receiver, POWER.whole)}.`}${node.name}(${printAll(node.args)})`;
    default:
      throw new Error(`a ${node.kind} never comes from the JSON form`);
  }
}

/** `$1.loyalty` is written `loyalty`. */
function isProfile(node: Expression): boolean {
  return node.kind === 'parameter' && node.position === 1;
}

function printAll(nodes: readonly Expression[]): string {
  return nodes.map((node) => print(node, 0)).join(', ');
}

function printText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
}
