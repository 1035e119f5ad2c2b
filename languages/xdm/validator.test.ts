import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from './field.ts';
import { FORMATS } from './formats.ts';
import { validatorFor } from './validator.ts';

const member: Field = {
  type: 'object',
  required: ['_id'],
  fields: {
    _id: { type: 'string', format: 'uri-reference' },
    timestamp: { type: 'date-time' },
    born: { type: 'date' },
    mail: { type: 'string', format: 'email' },
    points: { type: 'number', minimum: 0 },
    visits: { type: 'int' },
    level: { type: 'byte' },
    active: { type: 'boolean' },
    tier: { type: 'string', enum: ['gold', 'silver'] },
    currency: { type: 'string', pattern: '^[A-Z]{3}$', maxLength: 3 },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 2, uniqueItems: true },
    balances: { type: 'map', values: { type: 'long' } },
    free: { type: 'object', open: true },
  },
};
const validate = validatorFor(member);
const messages = (value: unknown) => validate(value).map(({ pointer, message }) => `${pointer} ${message}`);

describe('a compiled validator', () => {
  it('finds nothing in a fitting entity and allocates no list for it', () => {
    const entity = {
      _id: 'T0001',
      timestamp: '2025-07-14T12:00:00-06:00',
      points: 12.5,
      visits: 3,
      tags: ['a'],
      balances: { home: 1 },
      free: { any: [null] },
    };
    expect(validate(entity)).toEqual([]);
    expect(validate(entity)).toBe(validate(entity));
  });

  it('words violations as existing clients see them', () => {
    expect(
      messages({ points: -1, visits: 1.5, level: 200, active: 'yes', tier: 'blue', currency: 'usd', extra: 1 }),
    ).toEqual([
      ' required key [_id] not found',
      '/points -1 is not greater or equal to 0',
      '/visits expected type: Integer, found: Double',
      '/level 200 is not less or equal to 127',
      '/active expected type: Boolean, found: String',
      '/tier blue is not a valid enum value',
      '/currency string [usd] does not match pattern ^[A-Z]{3}$',
      ' extraneous key [extra] is not permitted',
    ]);
    expect(messages({ _id: 5 })).toEqual(['/_id expected type: String, found: Long']);
    expect(messages({ _id: 'a', tags: ['x', 'x', 'y'], free: [] })).toEqual([
      '/tags expected maximum item count: 2, found: 3',
      '/tags array items are not unique',
      '/free expected type: JSONObject, found: JSONArray',
    ]);
  });

  it('never accepts null, also not in arrays, maps and at the root', () => {
    expect(messages({ _id: null })).toEqual(['/_id expected type: String, found: Null']);
    expect(messages({ _id: 'a', tags: [null], balances: { home: null } })).toEqual([
      '/tags/0 expected type: String, found: Null',
      '/balances/home expected type: Integer, found: Null',
    ]);
    expect(messages(null)).toEqual([' expected type: JSONObject, found: Null']);
  });

  it('stops at the limit of the caller', () => {
    expect(validate({ a: 1, b: 2, c: 3 }, 2)).toHaveLength(2);
  });

  it('escapes names in pointers and is not fooled by names of object methods', () => {
    const open = validatorFor({ type: 'map', values: { type: 'string' } });
    expect(open({ 'a/b~c': 1 })[0]?.pointer).toBe('/a~1b~0c');
    expect(messages({ _id: 'a', toString: 1 })).toEqual([' extraneous key [toString] is not permitted']);
    expect(messages(JSON.parse('{"_id":"a","__proto__":{}}'))).toEqual([
      ' extraneous key [__proto__] is not permitted',
    ]);
  });

  it.each([
    ['2025-07-14T12:00:00Z', true],
    ['2025-07-14T12:00:00.123456789+05:30', true],
    ['2024-02-29T00:00:00-06:00', true],
    ['2025-02-29T00:00:00Z', false],
    ['2025-07-14T12:00:00', false],
    ['2025-07-14T24:00:00Z', false],
    ['2025-07-14 12:00:00Z', false],
    ['2025-07-14T12:00:00.Z', false],
    ['2025-07-14T12:00:00.1234567890Z', false],
    ['2025-07-14T12:00:00+0530', false],
    ['2025-07-14T12:00Z', false],
  ])('takes %s as date-time: %s', (text, fits) => {
    expect(messages({ _id: 'a', timestamp: text })).toHaveLength(fits ? 0 : 1);
  });

  it('counts the length of a text in code points', () => {
    expect(validatorFor({ type: 'string', maxLength: 2, minLength: 2 })('😀😀')).toEqual([]);
  });

  it('survives a hostile text against a nested pattern in linear time', () => {
    const start = performance.now();
    validatorFor({ type: 'string', pattern: '^(a+)+$' })(`${'a'.repeat(2000)}!`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

/** The rules once more, plain and slow. */
function fits(field: Field, value: unknown): boolean {
  if (field.enum !== undefined && !field.enum.includes(value as never)) return false;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(isObject ? value : {});
  const size = (low = 0, high = Number.POSITIVE_INFINITY, length = 0) => length >= low && length <= high;
  switch (field.type) {
    case 'object':
      return (
        isObject &&
        (field.required ?? []).every((name) => Object.hasOwn(value, name)) &&
        entries.every(([name, child]) =>
          Object.hasOwn(field.fields ?? {}, name)
            ? fits((field.fields as Record<string, Field>)[name] as Field, child)
            : field.open === true,
        )
      );
    case 'map':
      return isObject && entries.every(([, child]) => fits(field.values as Field, child));
    case 'array':
      return (
        Array.isArray(value) &&
        size(field.minItems, field.maxItems, value.length) &&
        value.every((item) => fits(field.items as Field, item))
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && value >= (field.minimum ?? value) && value <= (field.maximum ?? value);
    case 'short':
      return (
        Number.isInteger(value) && Math.abs(Number(value) + 0.5) <= 32767.5 && Number(value) >= (field.minimum ?? -1e9)
      );
    default:
      return (
        typeof value === 'string' &&
        size(field.minLength, field.maxLength, [...value].length) &&
        (FORMATS[field.type]?.holds(value) ?? true)
      );
  }
}

const NAMES = fc.constantFrom('a', 'b', 'c', '_id', 'a/b');
const { field: fieldArbitrary } = fc.letrec<{ field: Field }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Field>(
      { type: 'string' },
      { type: 'boolean' },
      { type: 'date' },
      { type: 'short', minimum: 0 },
      { type: 'number', maximum: 5 },
      { type: 'string', minLength: 1, maxLength: 2 },
      { type: 'string', enum: ['x', 'y'] },
    ),
    fc.record({ type: fc.constant('array' as const), items: tie('field'), maxItems: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ type: fc.constant('map' as const), values: tie('field') }),
    fc.record({
      type: fc.constant('object' as const),
      fields: fc.dictionary(NAMES, tie('field'), { maxKeys: 4 }),
      required: fc.uniqueArray(NAMES, { maxLength: 2 }),
      open: fc.boolean(),
    }),
  ),
}));
const LEAVES = fc.constantFrom<unknown>('x', 'y', '', 'xyz', '2025-01-31', true, 0, 3, 7.5, -1, 40000, null);
const { value: valueArbitrary } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    LEAVES,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(NAMES, tie('value'), { maxKeys: 4 }),
  ),
}));

/** Values that mostly fit, so that the deep rules are reached. */
function valueFor(field: Field): fc.Arbitrary<unknown> {
  const wild = { arbitrary: valueArbitrary, weight: 1 };
  const children = Object.entries(field.fields ?? {}).map(([name, child]) => [name, valueFor(child)] as const);
  if (field.type === 'object') return fc.oneof(wild, { arbitrary: fc.record(Object.fromEntries(children)), weight: 6 });
  if (field.type === 'array')
    return fc.oneof(wild, { arbitrary: fc.array(valueFor(field.items as Field), { maxLength: 3 }), weight: 6 });
  if (field.type === 'map')
    return fc.oneof(wild, {
      arbitrary: fc.dictionary(NAMES, valueFor(field.values as Field), { maxKeys: 3 }),
      weight: 6,
    });
  return fc.oneof(wild, { arbitrary: LEAVES.filter((leaf) => fits(field, leaf)), weight: 6 });
}

describe('on random trees', () => {
  it('agrees with a plain reference, on yes, on no and on there being a reason', () => {
    const pairs = fieldArbitrary.chain((field) => fc.tuple(fc.constant(field), valueFor(field)));
    fc.assert(
      fc.property(pairs, ([field, value]) => {
        expect(validatorFor(field)(value).length === 0).toBe(fits(field, value));
      }),
      { numRuns: 1500 },
    );
  });
});
