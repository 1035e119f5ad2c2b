import { Ajv } from 'ajv';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Field } from './field.ts';
import { FORMATS } from './formats.ts';
import { toSchemaNode } from './index.ts';
import { validatorFor } from './validator.ts';

/** ajv's view of a tree: every object closed that is not open, formats by our functions. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const out = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, name === 'enum' || name === 'required' ? value : closed(value)]),
  );
  if (out.type === 'integer') return { ...RANGES[String(out['meta:xdmType'])], ...out };
  return out.type === 'object' && out.properties !== undefined ? { additionalProperties: false, ...out } : out;
}

/** JSON Schema has no word for the width of a whole number, so the oracle gets it as bounds. */
const RANGES: Readonly<Record<string, object>> = {
  byte: { minimum: -128, maximum: 127 },
  short: { minimum: -32768, maximum: 32767 },
  int: { minimum: -2147483648, maximum: 2147483647 },
  long: { minimum: -9007199254740992, maximum: 9007199254740992 },
};

const formats = Object.fromEntries(Object.entries(FORMATS).map(([name, { holds }]) => [name, holds]));
const oracle = (field: Field) =>
  new Ajv({ allErrors: true, strict: false, formats }).compile(closed(toSchemaNode(field)) as object);

/** Plain names and names with signs. Those every object inherits are tested by themselves: the oracle stumbles over them. */
const NAMES = fc.constantFrom('a', 'b', 'points', 'a/b', "it's", 'x"y', 'ü\u2028');

const { field: FIELDS } = fc.letrec<{ field: Field }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Field>(
      { type: 'string' },
      { type: 'string', minLength: 2, maxLength: 3 },
      { type: 'string', pattern: '^[a-c]+$' },
      { type: 'string', enum: ['x', 'y', '"]); throw 1; //'] },
      { type: 'string', enum: Array.from({ length: 12 }, (_, at) => `v${at}`) },
      { type: 'string', format: 'email' },
      { type: 'string', format: 'ipv4' },
      { type: 'date' },
      { type: 'date-time' },
      { type: 'boolean' },
      { type: 'number', minimum: 0, exclusiveMaximum: 10 },
      { type: 'number', enum: [1, 2.5] },
      { type: 'int', minimum: -5 },
      { type: 'short' },
      { type: 'byte' },
      { type: 'long' },
    ),
    fc.record({
      type: fc.constant('array' as const),
      items: tie('field'),
      minItems: fc.integer({ min: 0, max: 2 }),
      uniqueItems: fc.boolean(),
    }),
    fc.record({ type: fc.constant('map' as const), values: tie('field') }),
    fc.record({
      type: fc.constant('object' as const),
      fields: fc.dictionary(NAMES, tie('field'), { maxKeys: 5 }),
      required: fc.uniqueArray(NAMES, { maxLength: 2 }),
    }),
  ),
}));

const LEAVES = fc.constantFrom<unknown>(
  'x',
  'abc',
  'v7',
  '',
  'ab@cd.ef',
  '10.0.0.1',
  '2024-02-29',
  '2024-02-30',
  '2024-01-01T00:00:00Z',
  '😀😀',
  0,
  1,
  2.5,
  -6,
  10,
  127,
  128,
  40_000,
  3e9,
  9e15,
  true,
  false,
  null,
);
const { value: ANYTHING } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: LEAVES, weight: 3 },
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(NAMES, tie('value'), { maxKeys: 4 }),
  ),
}));

/** Values shaped like the field, so that the deep rules are reached, with something else in one of five places. */
function valuesOf(field: Field): fc.Arbitrary<unknown> {
  const other = { arbitrary: ANYTHING, weight: 1 };
  if (field.type === 'object') {
    const members = Object.entries(field.fields ?? {}).map(([name, child]) => [name, valuesOf(child)] as const);
    return fc.oneof(other, { arbitrary: fc.record(Object.fromEntries(members), { requiredKeys: [] }), weight: 4 });
  }
  if (field.type === 'array')
    return fc.oneof(other, { arbitrary: fc.array(valuesOf(field.items as Field), { maxLength: 3 }), weight: 4 });
  if (field.type === 'map')
    return fc.oneof(other, {
      arbitrary: fc.dictionary(NAMES, valuesOf(field.values as Field), { maxKeys: 3 }),
      weight: 4,
    });
  return LEAVES;
}

describe('a generated validator', () => {
  it('says yes and no as ajv does, over random schemas and records', () => {
    fc.assert(
      fc.property(
        FIELDS.chain((field) =>
          fc.tuple(fc.constant(field), fc.array(valuesOf(field), { minLength: 1, maxLength: 4 })),
        ),
        ([field, values]) => {
          const ours = validatorFor(field);
          const theirs = oracle(field);
          // As records arrive: from JSON text, which has no undefined and no prototypes.
          for (const value of JSON.parse(JSON.stringify(values)) as unknown[])
            expect(ours(value).length === 0).toBe(theirs(value));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('is the same with many fields as with few', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 300 }, (_, at): [string, Field] => [
        `f${at}`,
        at % 2 === 0 ? { type: 'int' } : { type: 'string' },
      ]),
    );
    const validate = validatorFor({ type: 'object', fields, required: ['f0'] });
    expect(validate({ f0: 1, f1: 'x', f299: 'y' })).toEqual([]);
    expect(validate({ f1: 'x', f2: 'no', other: 1 }).map(({ keyword }) => keyword)).toEqual([
      'required',
      'type',
      'additionalProperties',
    ]);
  });

  it('runs no code that a name, an enumeration or a pattern carries', () => {
    const hostile = `"] ; globalThis.broken = true; //`;
    const quotes = `\`\${globalThis.broken = true}\`'"\\`;
    const validate = validatorFor({
      type: 'object',
      required: [hostile, quotes],
      fields: {
        [hostile]: { type: 'string', enum: [hostile, quotes] },
        [quotes]: { type: 'string', pattern: hostile.replaceAll(/[[\]()]/g, ''), format: hostile },
      },
    });
    expect(validate({ [hostile]: hostile, [quotes]: '" ; globalThis.broken = true; //' })).toEqual([]);
    expect(validate({ [hostile]: 'x' })).toHaveLength(2);
    expect((globalThis as { broken?: boolean }).broken).toBeUndefined();
  });

  it('reads own members only', () => {
    const validate = validatorFor({
      type: 'object',
      required: ['toString'],
      fields: { toString: { type: 'string' } as Field, a: { type: 'int' } },
    });
    expect(validate({ a: 1 }).map(({ message }) => message)).toEqual(['required key [toString] not found']);
    expect(validate({ a: 1, toString: 'x' })).toEqual([]);
  });
});

describe('in a page that forbids code made from text', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('the search for violations decides alone', () => {
    vi.stubGlobal(
      'Function',
      class {
        constructor() {
          throw new EvalError('blocked by the content security policy');
        }
      },
    );
    const validate = validatorFor({ type: 'object', fields: { points: { type: 'int' } } });
    expect(validate({ points: 3 })).toEqual([]);
    expect(validate({ points: 'x', other: 1 })).toHaveLength(2);
  });
});
