import type { Binder, Scope } from './bound.ts';
import type { Expression } from './expression.ts';
import type { EventTest } from './reads.ts';
import { stepType, type ValueType } from './value-type.ts';

/**
 * Notes which events can matter where the events of the profile are chosen among by a condition: those that pass a test
 * for literals that the condition cannot hold without. `variable` is the name an event goes by; undefined when its fields
 * are in scope bare.
 */
export function readEvents(
  binder: Binder,
  condition: Expression | undefined,
  variable: string | undefined,
  scope: Scope,
): void {
  const test = condition && testIn(binder.eventType, condition, variable, scope);
  if (test === undefined) binder.reads.anyEvent();
  else binder.reads.someEvents(test);
}

function testIn(
  type: ValueType,
  condition: Expression,
  variable: string | undefined,
  scope: Scope,
): EventTest | undefined {
  if (condition.kind === 'logical' && condition.operator === 'and') {
    for (const operand of condition.operands) {
      const test = testIn(type, operand, variable, scope);
      if (test !== undefined) return test;
    }
    return undefined;
  }
  const compared = comparisonOf(condition);
  if (compared === undefined) return undefined;
  const names = namesOf(compared.subject, variable, scope);
  if (names === undefined || !isPlain(type, names)) return undefined;
  const values = compared.folded
    ? compared.values.map((value) => (typeof value === 'string' ? value.toLowerCase() : value))
    : compared.values;
  return { path: names.join('.'), folded: compared.folded, values };
}

interface Compared {
  readonly subject: Expression;
  readonly values: EventTest['values'];
  readonly folded: boolean;
}

/** `field = literal`, `field in [literals]`, `field.equals(literals)`. */
function comparisonOf(node: Expression): Compared | undefined {
  if (node.kind === 'binary' && node.operator === '=') {
    if (node.right.kind === 'literal') return { subject: node.left, values: [node.right.value], folded: false };
    if (node.left.kind === 'literal') return { subject: node.right, values: [node.left.value], folded: false };
  }
  if (node.kind === 'binary' && node.operator === 'in' && node.right.kind === 'list')
    return withLiterals(node.left, node.right.items, false);
  if (node.kind !== 'call' || node.name !== 'equals' || node.receiver === undefined) return undefined;
  const last = node.args.at(-1);
  const flagged = node.args.length > 1 && last?.kind === 'literal' && typeof last.value === 'boolean';
  return withLiterals(node.receiver, flagged ? node.args.slice(0, -1) : node.args, flagged && last.value === false);
}

function withLiterals(subject: Expression, items: readonly Expression[], folded: boolean): Compared | undefined {
  const values = items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []));
  return values.length === items.length && values.length > 0 ? { subject, values, folded } : undefined;
}

/** The names of a field of the event, outermost first; undefined when the expression is something else. */
function namesOf(node: Expression, variable: string | undefined, scope: Scope): readonly string[] | undefined {
  if (node.kind === 'name') {
    if (variable !== undefined) return node.name === variable ? [] : undefined;
    return scope.variables.has(node.name) || node.name === 'xEvent' ? undefined : [node.name];
  }
  if (node.kind !== 'field') return undefined;
  const names = namesOf(node.object, variable, scope);
  return names === undefined ? undefined : [...names, node.name];
}

/** A text, number or boolean at the end of plain objects. */
function isPlain(type: ValueType, names: readonly string[]): boolean {
  let at: ValueType | undefined = type;
  for (const name of names) {
    if (at?.kind !== 'object') return false;
    at = stepType(at, name);
  }
  return names.length > 0 && (at?.kind === 'text' || at?.kind === 'number' || at?.kind === 'boolean');
}
