import type { Expression } from './expression.ts';
import { plainReader } from './plain-reader.ts';
import { stepType, type ValueType } from './value-type.ts';

/** An attribute and the one value of it without which a rule never holds. */
export interface Guard {
  readonly path: string;
  readonly read: (profile: unknown) => unknown;
  readonly value: string | number | boolean;
}

/**
 * The guards of a rule: of its clauses that must all hold, those that compare an attribute with a literal for equality.
 * `profile` is the type of the profile, `parameter` the name a lambda around the rule gives it.
 */
export function guardsOf(body: Expression, profile: ValueType, parameter: string | undefined): readonly Guard[] {
  if (body.kind === 'logical' && body.operator === 'and')
    return body.operands.flatMap((operand) => guardsOf(operand, profile, parameter));
  const compared = equalityOf(body);
  if (compared === undefined) return [];
  const names = namesOf(compared.subject, parameter);
  return names === undefined || !isScalar(profile, names)
    ? []
    : [{ path: names.join('.'), read: plainReader(names), value: compared.value }];
}

function equalityOf(node: Expression): { subject: Expression; value: Guard['value'] } | undefined {
  if (node.kind === 'binary' && node.operator === '=') {
    if (node.right.kind === 'literal') return { subject: node.left, value: node.right.value };
    if (node.left.kind === 'literal') return { subject: node.right, value: node.left.value };
  }
  const [only] = node.kind === 'call' ? node.args : [];
  if (node.kind !== 'call' || node.name !== 'equals' || node.args.length !== 1 || node.receiver === undefined)
    return undefined;
  return only?.kind === 'literal' ? { subject: node.receiver, value: only.value } : undefined;
}

function namesOf(node: Expression, parameter: string | undefined): readonly string[] | undefined {
  if (node.kind === 'parameter') return node.position === 1 ? [] : undefined;
  if (node.kind === 'name') return node.name === parameter ? [] : [node.name];
  if (node.kind !== 'field') return undefined;
  const names = namesOf(node.object, parameter);
  return names === undefined ? undefined : [...names, node.name];
}

/** A text, number or boolean at the end of plain objects; system fields are nobody's record. */
function isScalar(profile: ValueType, names: readonly string[]): boolean {
  let at: ValueType | undefined = profile;
  for (const name of names) {
    if (at?.kind !== 'object') return false;
    at = stepType(at, name);
  }
  return names.length > 0 && (at?.kind === 'text' || at?.kind === 'number' || at?.kind === 'boolean');
}
