import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileRoot } from './cases/sample.ts';
import type { Expression } from './expression.ts';
import { compilePredicate, parsePql } from './index.ts';

/**
 * A second, slow meaning of the language over attributes: walks the parsed tree, knows no types, shares no code with the
 * compiler. Written from the README.
 */
function slow(node: Expression, profile: unknown): unknown {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'list':
      return node.items.map((item) => slow(item, profile));
    case 'name':
      return read(profile, node.name);
    case 'field':
      return read(slow(node.object, profile), node.name);
    case 'not':
      return slow(node.operand, profile) !== true;
    case 'logical':
      return node.operator === 'and'
        ? node.operands.every((operand) => slow(operand, profile) === true)
        : node.operands.some((operand) => slow(operand, profile) === true);
    case 'binary':
      return slowBinary(node.operator, slow(node.left, profile), slow(node.right, profile));
    case 'call':
      return slowCall(
        node.name,
        slow(node.receiver!, profile),
        node.args.map((arg) => slow(arg, profile)),
      );
    default:
      throw new Error(`the reference does not know ${node.kind}`);
  }
}

function read(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.flatMap((item) => read(item, name) ?? []);
  return (value as Record<string, unknown> | null | undefined)?.[name];
}

function slowBinary(operator: string, a: unknown, b: unknown): unknown {
  if (operator === 'in' || operator === 'notIn') {
    if (a === undefined || a === null || !Array.isArray(b)) return false;
    return b.includes(a) === (operator === 'in');
  }
  if ('+-*/%'.includes(operator)) return slowArithmetic(operator, a, b);
  if (Array.isArray(a)) return a.some((item) => slowBinary(operator, item, b));
  if (Array.isArray(b)) return b.some((item) => slowBinary(operator, a, item));
  if (a === undefined || a === null || b === undefined || b === null) return false;
  if (operator === '=') return a === b;
  if (operator === '!=') return a !== b;
  if (typeof a !== typeof b) return false;
  const [x, y] = [a as number, b as number];
  return operator === '>' ? x > y : operator === '>=' ? x >= y : operator === '<' ? x < y : x <= y;
}

function slowArithmetic(operator: string, a: unknown, b: unknown): unknown {
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const results: Record<string, number> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b };
  return Number.isFinite(results[operator]) ? results[operator] : undefined;
}

function slowCall(name: string, receiver: unknown, args: readonly unknown[]): unknown {
  if (name === 'isNull') return receiver === undefined || receiver === null;
  if (typeof receiver !== 'string') return false;
  const fold = args[1] === false ? (text: string) => text.toLowerCase() : (text: string) => text;
  const [text, wanted] = [fold(receiver), fold(String(args[0]))];
  if (name === 'equals') return text === wanted;
  return name === 'contains' ? text.includes(wanted) : !text.startsWith(wanted);
}

const word = fc.constantFrom('gold', 'Gold', 'GOLD', 'silver', 'g', '');
const small = fc.integer({ min: -3, max: 3 });
const quoted = word.map((text) => JSON.stringify(text));
const textPath = fc.constantFrom('loyalty.tier', 'loyalty.memberId', 'homeAddress.city', 'email', 'loyalty.nickname');
const numberPath = fc.constantFrom('loyalty.points', 'loyalty.visits', 'statementDay');
const number: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    numberPath,
    small.map(String),
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/', '%'), tie('value'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
  ),
})).value;
const comparison = fc.constantFrom('=', '!=', '>', '>=', '<', '<=');
const clause = fc.oneof(
  fc.tuple(number, comparison, number).map((parts) => parts.join(' ')),
  fc.tuple(textPath, comparison, fc.oneof(quoted, textPath)).map((parts) => parts.join(' ')),
  fc
    .tuple(textPath, fc.constantFrom('in', 'notIn'), fc.array(quoted, { maxLength: 3 }))
    .map(([path, op, items]) => `${path} ${op} [${items.join(', ')}]`),
  fc
    .tuple(
      textPath,
      fc.constantFrom('equals', 'contains', 'doesNotStartWith'),
      quoted,
      fc.constantFrom('', ', true', ', false'),
    )
    .map(([path, name, text, flag]) => `${path}.${name}(${text}${flag})`),
  textPath.map((path) => `${path}.isNull()`),
  fc.tuple(fc.constant('loyalty.coupons.value'), comparison, small.map(String)).map((parts) => parts.join(' ')),
);
const rule: fc.Arbitrary<string> = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    clause,
    fc
      .array(tie('rule'), { minLength: 2, maxLength: 4 })
      .map((parts) => parts.map((part) => `(${part})`).join(' and ')),
    fc.array(tie('rule'), { minLength: 2, maxLength: 4 }).map((parts) => parts.map((part) => `(${part})`).join(' or ')),
    tie('rule').map((part) => `not (${part})`),
  ),
})).rule;

const absent = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const coupon = fc.record({ value: small }, { requiredKeys: [] });
const person = fc.record(
  {
    email: word,
    statementDay: small,
    homeAddress: absent(fc.record({ city: word }, { requiredKeys: [] })),
    loyalty: absent(
      fc.record(
        {
          tier: word,
          memberId: word,
          nickname: word,
          points: small,
          visits: small,
          coupons: fc.array(coupon, { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

describe('compiled evaluation', () => {
  it('agrees with the slow reference on random rules and profiles', () => {
    fc.assert(
      fc.property(rule, fc.array(person, { minLength: 1, maxLength: 5 }), (source, people) => {
        const compiled = compilePredicate(source, { root: profileRoot });
        if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled.diagnostics)}`);
        const { expression } = parsePql(source);
        for (const someone of people) {
          expect(compiled.predicate.evaluate(someone, [], 0, () => false)).toBe(slow(expression!, someone));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('only depends on the paths it names', () => {
    fc.assert(
      fc.property(rule, person, (source, someone) => {
        const compiled = compilePredicate(source, { root: profileRoot });
        if (!compiled.ok) throw new Error(source);
        const { paths, evaluate } = compiled.predicate;
        const kept: Record<string, unknown> = {};
        for (const path of paths) copy(someone, kept, path.split('.'));
        expect(evaluate(kept, [], 0, () => false)).toBe(evaluate(someone, [], 0, () => false));
      }),
      { numRuns: 300 },
    );
  });
});

function copy(from: unknown, to: Record<string, unknown>, [name, ...rest]: readonly string[]): void {
  const value = (from as Record<string, unknown> | undefined)?.[name!];
  if (value === undefined) return;
  if (rest.length === 0 || typeof value !== 'object' || value === null) to[name!] = value;
  else {
    to[name!] ??= {};
    copy(value, to[name!] as Record<string, unknown>, rest);
  }
}
