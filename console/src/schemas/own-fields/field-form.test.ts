import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_FORM, type FieldForm, FORMATS, faultOf, formOf, isNumber, nodeOf, TYPE_NAMES } from './field-form.ts';

const form = (more: Partial<FieldForm>): FieldForm => ({ ...EMPTY_FORM, name: 'shop', title: 'Shop', ...more });
const PLACE = 'https://ns.adobe.com/acme/datatypes/place';

const word = fc.stringMatching(/^[A-Za-z][a-z]{0,8}$/);
const maybe = (number: fc.Arbitrary<number>) => fc.oneof(fc.constant(Number.NaN), number);

/** Forms as people can fill them: what does not go with the type is not said. */
const forms: fc.Arbitrary<FieldForm> = fc
  .record({
    type: fc.constantFrom(...TYPE_NAMES),
    isArray: fc.boolean(),
    isRequired: fc.boolean(),
    texts: fc.record({ name: word, title: word, description: fc.oneof(fc.constant(''), word) }),
    limits: fc.record({ least: maybe(fc.integer({ min: 0, max: 9 })), most: maybe(fc.integer({ min: 10, max: 99 })) }),
    exclusive: fc.record({ isAboveLeast: fc.boolean(), isBelowMost: fc.boolean() }),
    items: fc.record({ leastItems: maybe(fc.nat(5)), mostItems: maybe(fc.nat(9)), hasUniqueItems: fc.boolean() }),
    choices: fc.constantFrom('any' as const, 'enum' as const, 'suggested' as const),
    values: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    format: fc.constantFrom('', ...FORMATS),
    mapOf: fc.constantFrom('string' as const, 'integer' as const),
    isTrue: fc.boolean(),
  })
  .map(({ type, isArray, isRequired, texts, limits, exclusive, items, ...more }) => {
    const isText = type === 'String';
    const limited = isText || isNumber(type);
    const ofDouble = type === 'Double';
    const byType: Partial<FieldForm> = {
      ...(limited ? limits : {}),
      isAboveLeast: ofDouble && exclusive.isAboveLeast && !Number.isNaN(limits.least),
      isBelowMost: ofDouble && exclusive.isBelowMost && !Number.isNaN(limits.most),
      ...(isText ? { format: more.format, pattern: '^[a-z]+$', choices: more.choices } : {}),
      ...(isText && more.choices !== 'any' ? { values: more.values.map((one) => `${one}, A ${one}`).join('\n') } : {}),
      ...(type === 'Map' ? { mapOf: more.mapOf } : {}),
      ...(type === 'DataType' ? { dataType: PLACE } : {}),
      ...(isArray ? items : {}),
      ...(!isArray && type === 'Boolean' ? { defaultValue: String(more.isTrue) } : {}),
      ...(!isArray && isNumber(type) ? { defaultValue: '12' } : {}),
    };
    return { ...EMPTY_FORM, ...texts, type, isArray, isRequired, ...byType };
  });

describe('the form of a field', () => {
  it('becomes JSON Schema and is read back as it was', () => {
    fc.assert(
      fc.property(forms, (one) => {
        expect(formOf(one.name, nodeOf(one), one.isRequired)).toEqual(one);
        expect(faultOf(one)).toBeUndefined();
      }),
    );
  });

  it('keeps what it does not speak of, and the fields of an object as long as it is one', () => {
    const before = {
      title: 'Old',
      type: 'array',
      'meta:usereditable': true,
      items: {
        type: 'object',
        'meta:status': 'deprecated',
        properties: { sku: { type: 'string' } },
        required: ['sku'],
      },
    };
    const list = nodeOf({ ...formOf('shop', before, false), title: 'New' }, before);
    expect(list).toMatchObject({ title: 'New', 'meta:usereditable': true, items: before.items });
    expect(nodeOf(form({ type: 'String' }), before)).toEqual({
      title: 'Shop',
      type: 'string',
      'meta:status': 'deprecated',
      'meta:xdmType': 'string',
    });
  });

  it('sets no limit and takes no value away that the person did not speak of', () => {
    const plain = { type: 'integer', 'meta:xdmType': 'int', enum: [1, 2], 'meta:enum': { 1: 'One' } };
    expect(nodeOf({ ...formOf('shop', plain, false), title: 'Shop' }, plain)).toEqual({ ...plain, title: 'Shop' });
    expect(nodeOf(form({ type: 'Integer', most: 5 }), plain)).toEqual({ ...plain, title: 'Shop', maximum: 5 });
    expect(nodeOf(form({ type: 'Short' }), plain)).toMatchObject({ minimum: -32_768, maximum: 32_767 });
  });

  it('names values by what stands behind the comma; an enumeration takes no others', () => {
    const values = 'PAR, Paris\n\n LYS \n';
    const named = { 'meta:enum': { PAR: 'Paris', LYS: 'LYS' } };
    expect(nodeOf(form({ choices: 'suggested', values }))).toMatchObject(named);
    expect(nodeOf(form({ choices: 'enum', values }))).toMatchObject({ ...named, enum: ['PAR', 'LYS'] });
    expect(nodeOf(form({ choices: 'enum' }))).not.toHaveProperty('enum');
    expect(formOf('shop', { type: 'string', enum: ['a'] }, false)).toMatchObject({ choices: 'enum', values: 'a' });
  });

  it.each([
    ['name', form({ name: '1st' })],
    ['pattern', form({ pattern: '[' })],
    ['default', form({ type: 'Double', defaultValue: 'much' })],
    ['default', form({ type: 'Boolean', defaultValue: 'maybe' })],
    ['dataType', form({ type: 'DataType' })],
    [undefined, form({ type: 'Double', defaultValue: 'much', isArray: true })],
  ])('finds %s at fault before the platform is asked', (fault, one) => {
    expect(faultOf(one)).toBe(fault);
  });
});
