import type { Field } from '@meniscus/languages/xdm';
import { expect, describe as group, test } from 'vitest';
import { compileMappingSet, type MappingRow } from '../index.ts';

const string: Field = { type: 'string' };
const number: Field = { type: 'number' };
const list = (items: Field): Field => ({ type: 'array', items });
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const identity = object({ id: string, primary: { type: 'boolean' }, authenticatedState: string });
const identityMap: Field = { type: 'map', values: list(identity) };

const PROFILE = object({
  _id: string,
  identityMap,
  loyalty: object({
    points: number,
    tier: string,
    joinDate: { type: 'date-time' },
    active: { type: 'boolean' },
    program: list(string),
  }),
  person: object({
    name: object({ firstName: string, lastName: string }),
    birthDate: { type: 'date' },
    age: { type: 'int' },
  }),
  homeAddress: object({ street1: string, city: string }),
  tags: list(string),
  free: { type: 'object', open: true },
});
const line = object({ SKU: string, quantity: { type: 'int' }, priceTotal: number, name: string, currencyCode: string });
const EVENT = object({
  _id: string,
  timestamp: { type: 'date-time' },
  identityMap,
  commerce: object({ order: object({ priceTotal: number }) }),
  productListItems: list(line),
});

const rows = (...pairs: (readonly [source: string, destination: string, type?: string])[]): MappingRow[] =>
  pairs.map(([source, destination, sourceType = 'ATTRIBUTE']) => ({ sourceType, source, destination }));

function map(target: Field, mappings: readonly MappingRow[], record: unknown) {
  const set = compileMappingSet({ mappings, target });
  return { ...set.apply(record, { now: Date.UTC(2026, 0, 1) }), problems: set.problems };
}

/** The rows of the page "Capillary Streaming Events", with its prefix. */
const PUBLISHED = rows(
  ['identityMap.email.id', 'xdm:identityMap.email[0].id'],
  ['loyalty.points', 'xdm:loyalty.xdm:points'],
  ['loyalty.tier', 'xdm:loyalty.tier'],
  ['commerce.order.priceTotal', 'xdm:commerce.order.priceTotal'],
  ['productLineItems.SKU', 'xdm:productListItems.SKU'],
);
const PROFILE_RECORD = {
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: 'a@example.com', primary: true }] },
  loyalty: { tier: 'gold', points: 1250, lifetimePoints: 122, program: 'loyalty program name' },
};
const TRANSACTION = {
  _id: 'T0001',
  timestamp: '2025-07-14T12:00:00-06:00',
  identityMap: { email: [{ id: 'a@example.com', primary: true }] },
  commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
  productLineItems: [
    { SKU: 'S1', quantity: 1, priceTotal: 40, name: 'one' },
    { SKU: 'S2', quantity: 2, priceTotal: 50, name: 'two' },
  ],
};

group('the published Capillary rows', () => {
  test('map the documented profile; rows of the event are reported once and skipped', () => {
    const { entity, warnings, problems } = map(PROFILE, PUBLISHED, PROFILE_RECORD);
    expect(entity).toEqual({
      identityMap: { email: [{ id: 'a@example.com' }] },
      loyalty: { points: 1250, tier: 'gold' },
    });
    expect(warnings).toEqual([]);
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [3, 'MAPPING-UNKNOWN-DESTINATION'],
      [4, 'MAPPING-UNKNOWN-DESTINATION'],
    ]);
  });

  test('map the documented transaction, every line of it', () => {
    const { entity, problems } = map(EVENT, PUBLISHED, TRANSACTION);
    expect(entity).toEqual({
      identityMap: { email: [{ id: 'a@example.com' }] },
      commerce: { order: { priceTotal: 90 } },
      productListItems: [{ SKU: 'S1' }, { SKU: 'S2' }],
    });
    expect(problems).toHaveLength(2);
  });

  test('are the same in the old style and with the type older sets come back in', () => {
    const old = PUBLISHED.map(({ source, destination }) => ({
      sourceAttribute: source!,
      destinationXdmPath: destination!,
    }));
    const stored = PUBLISHED.map((row) => ({ ...row, sourceType: 'text/x.schema-path' }));
    const wanted = map(EVENT, PUBLISHED, TRANSACTION).entity;
    expect(map(EVENT, old, TRANSACTION).entity).toEqual(wanted);
    expect(map(EVENT, stored, TRANSACTION).entity).toEqual(wanted);
  });

  test('say the nearest name when a destination is misspelt', () => {
    expect(map(PROFILE, rows(['a', 'loyalty.point']), {}).problems[0]).toMatchObject({
      message: '`point` is no field of `loyalty`',
      hint: 'did you mean `points`?',
      side: 'destination',
    });
  });
});

group('what the page about the mapping of data shows', () => {
  const PAGE = object({
    pi: list(object({ email: string, names: string })),
    single: object({ email: string, userType: string, label: string }),
    copied: list(object({ email: string, name: string })),
    addr: object({ city: string, street: string, addrLine1: string }),
    userType: string,
    other: string,
    amount: string,
  });
  const record = {
    customerInfo: {
      emails: [
        { name: 'John Smith', email: 'john@example.com' },
        { name: 'Jane Doe', email: 'jane@example.com' },
      ],
    },
    address: { city: 'Oslo', street: 'Main', line1: 'Main 1', unknown: 'x' },
    lastName: 'Smith',
    firstName: 'John',
    id: 1234,
  };
  const entityOf = (...pairs: Parameters<typeof rows>) => map(PAGE, rows(...pairs), record).entity;

  test('an element of a list to a field of an object', () => {
    expect(entityOf(['customerInfo.emails[0].email', 'single.email'])).toEqual({
      single: { email: 'john@example.com' },
    });
  });

  test('list to list and object to object are copied as they are', () => {
    expect(entityOf(['customerInfo.emails', 'copied'])).toEqual({ copied: record.customerInfo.emails });
  });

  test('a wildcard on both sides pairs elements, first with first (decision 0024: the value itself)', () => {
    expect(entityOf(['customerInfo.emails[*].name', 'pi[*].names'])).toEqual({
      pi: [{ names: 'John Smith' }, { names: 'Jane Doe' }],
    });
  });

  test('a position in the destination makes the list', () => {
    expect(entityOf(['customerInfo.emails[1].email', 'pi[0].email'])).toEqual({ pi: [{ email: 'jane@example.com' }] });
  });

  test('a fixed value', () => {
    expect(entityOf(['CUSTOMER', 'userType', 'STATIC'])).toEqual({ userType: 'CUSTOMER' });
  });

  test('a calculated value with a date in it', () => {
    expect(entityOf(['concat(upper(lastName), upper(firstName), now())', 'single.label', 'EXPRESSION'])).toEqual({
      single: { label: 'SMITHJOHN2026-01-01T00:00:00Z' },
    });
  });

  test('parent to parent copies children of the same name; a row for a child adds to it', () => {
    expect(entityOf(['address', 'addr'], ['address.line1', 'addr.addrLine1'])).toEqual({
      addr: { city: 'Oslo', street: 'Main', addrLine1: 'Main 1' },
    });
  });

  test('one source field may feed several targets, and a number becomes a text where the target has one', () => {
    expect(entityOf(['id', 'userType'], ['id', 'other'])).toEqual({ userType: '1234', other: '1234' });
  });
});

group('arrays', () => {
  test('several rows fill the same elements, also where one of them has gaps', () => {
    const record = { lines: [{ sku: 'a', n: '1' }, { n: '2' }, { sku: 'c' }] };
    const { entity } = map(
      EVENT,
      rows(['lines.sku', 'productListItems.SKU'], ['lines[*].n', 'productListItems[*].quantity']),
      record,
    );
    expect(entity).toEqual({ productListItems: [{ SKU: 'a', quantity: 1 }, { quantity: 2 }, { SKU: 'c' }] });
  });

  test('an element that no row fills leaves no gap', () => {
    const { entity } = map(EVENT, rows(['lines.sku', 'productListItems.SKU']), {
      lines: [{ sku: 'a' }, {}, { sku: 'c' }],
    });
    expect(entity).toEqual({ productListItems: [{ SKU: 'a' }, { SKU: 'c' }] });
  });

  test('are taken to a position: the first source element', () => {
    const record = { emails: [{ id: 'a' }, { id: 'b' }] };
    expect(map(PROFILE, rows(['emails.id', 'identityMap.email[0].id']), record)).toMatchObject({
      entity: { identityMap: { email: [{ id: 'a' }] } },
      warnings: [],
    });
    expect(map(PROFILE, rows(['emails[1].id', 'person.name.firstName']), record).entity).toEqual({
      person: { name: { firstName: 'b' } },
    });
  });

  test('with more values than the destination takes give the first and a warning', () => {
    const { entity, warnings } = map(PROFILE, rows(['emails.id', '_id']), { emails: [{ id: 'a' }, { id: 'b' }] });
    expect(entity).toEqual({ _id: 'a' });
    expect(warnings).toMatchObject([{ code: 'MAPPING-MANY-VALUES', source: 'emails.id', destination: '_id' }]);
  });

  test('of objects and of texts are copied as they are, fitted to the target', () => {
    const record = { items: [{ SKU: 1, other: 2 }, { quantity: '3' }], tags: ['x', 2, null] };
    expect(map(EVENT, rows(['items', 'productListItems']), record).entity).toEqual({
      productListItems: [{ SKU: '1' }, { quantity: 3 }],
    });
    expect(map(PROFILE, rows(['tags', 'tags']), record).entity).toEqual({ tags: ['x', '2'] });
  });

  test('values found in nested arrays are gathered into an array of texts', () => {
    const record = { orders: [{ lines: [{ sku: 'a' }, { sku: 'b' }] }, { lines: [{ sku: 'c' }] }] };
    expect(map(PROFILE, rows(['orders[*].lines[*].sku', 'tags']), record).entity).toEqual({ tags: ['a', 'b', 'c'] });
    expect(map(PROFILE, rows(['orders.lines.sku', 'tags']), record).entity).toEqual({ tags: ['a', 'b', 'c'] });
  });

  test('one value for an array goes to every element that other rows make, else to a first one', () => {
    const mappings = rows(['EUR', 'productListItems.currencyCode', 'STATIC'], ['lines.sku', 'productListItems.SKU']);
    expect(map(EVENT, mappings, { lines: [{ sku: 'a' }, { sku: 'b' }] }).entity).toEqual({
      productListItems: [
        { SKU: 'a', currencyCode: 'EUR' },
        { SKU: 'b', currencyCode: 'EUR' },
      ],
    });
    const identity = rows(['customer', 'identityMap.crm.id'], ['true', 'identityMap.crm.primary', 'STATIC']);
    expect(map(PROFILE, identity, { customer: 7 }).entity).toEqual({
      identityMap: { crm: [{ id: '7', primary: true }] },
    });
  });

  test('an expression that gives a list fills elements side by side', () => {
    const mappings = rows(
      ['transformArray(lines, x -> upper(x.sku))', 'productListItems[*].SKU', 'EXPRESSION'],
      ['lines.n', 'productListItems.quantity'],
    );
    expect(
      map(EVENT, mappings, {
        lines: [
          { sku: 'a', n: 1 },
          { sku: 'b', n: 2 },
        ],
      }).entity,
    ).toEqual({
      productListItems: [
        { SKU: 'A', quantity: 1 },
        { SKU: 'B', quantity: 2 },
      ],
    });
  });
});

group('records that are not what the rows expect', () => {
  const mappings = rows(['lines.sku', 'productListItems.SKU'], ['lines.n', 'productListItems.quantity']);

  test('a single object where a list was expected is a list of one', () => {
    expect(map(EVENT, mappings, { lines: { sku: 'a', n: 1 } }).entity).toEqual({
      productListItems: [{ SKU: 'a', quantity: 1 }],
    });
  });

  test('elements that are no objects are passed over, the others keep their partners', () => {
    const record = { lines: [{ sku: 'a', n: 1 }, 'text', null, [{ sku: 'x' }], { sku: ['c', 'd'], n: 3 }] };
    const { entity, warnings } = map(EVENT, mappings, record);
    expect(entity).toEqual({ productListItems: [{ SKU: 'a', quantity: 1 }, { SKU: 'x' }, { SKU: 'c', quantity: 3 }] });
    expect(warnings).toMatchObject([{ code: 'MAPPING-MANY-VALUES', source: 'lines.sku' }]);
  });

  test('an object where a text was expected is left out with a warning, its siblings stay', () => {
    const { entity, warnings } = map(PROFILE, rows(['l.points', 'loyalty.points'], ['l.tier', 'loyalty.tier']), {
      l: { tier: {}, points: 1 },
    });
    expect(entity).toEqual({ loyalty: { points: 1 } });
    expect(warnings).toMatchObject([{ code: 'MAPPING-CONVERSION', destination: 'loyalty.tier' }]);
  });

  test('of two rows for one destination the later wins, unless it finds nothing', () => {
    const two = rows(['a', 'loyalty.tier'], ['p', 'loyalty.points'], ['b', 'loyalty.tier']);
    expect(map(PROFILE, two, { a: 'x', b: 'y', p: 1 }).entity).toEqual({ loyalty: { tier: 'y', points: 1 } });
    expect(map(PROFILE, two, { a: 'x', p: 1 }).entity).toEqual({ loyalty: { tier: 'x', points: 1 } });
  });

  test('absurd nesting costs the attribute, not the process', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    const lists = JSON.parse(`${'['.repeat(50_000)}1${']'.repeat(50_000)}`);
    const { entity, warnings } = map(PROFILE, rows(['deep', 'free.deep'], ['lists.x', 'tags'], ['ok', '_id']), {
      deep,
      lists,
      ok: 1,
    });
    expect(entity).toEqual({ _id: '1' });
    expect(warnings.map(({ code }) => code)).toEqual(['MAPPING-EVALUATION', 'MAPPING-EVALUATION']);
  });

  test('a record leaves nothing behind for the next one', () => {
    const { apply } = compileMappingSet({ mappings, target: EVENT });
    const first = apply({ lines: [{ sku: {}, n: 'x' }] }, { now: 0 });
    const second = apply({ lines: [{ sku: 'b' }] }, { now: 0 });
    expect(first.warnings).toHaveLength(2);
    expect(first.entity).toEqual({});
    expect(second).toEqual({ entity: { productListItems: [{ SKU: 'b' }] }, warnings: [] });
  });
});

group('objects', () => {
  test('a parent mapped to a parent copies equal names; rows for children add to it in any order', () => {
    const mappings = rows(['address.line1', 'homeAddress.street1'], ['address', 'homeAddress']);
    expect(map(PROFILE, mappings, { address: { city: 'Oslo', line1: 'Main 1', other: 1 } }).entity).toEqual({
      homeAddress: { city: 'Oslo', street1: 'Main 1' },
    });
  });

  test('an open object takes anything and shares nothing with the record', () => {
    const record = { extra: { deep: [{ a: 1 }] } };
    const { entity } = map(PROFILE, rows(['extra', 'free.copy'], ['extra.deep', 'free.list']), record);
    expect(entity).toEqual({ free: { copy: { deep: [{ a: 1 }] }, list: [{ a: 1 }] } });
    record.extra.deep[0]!.a = 2;
    expect(entity).toEqual({ free: { copy: { deep: [{ a: 1 }] }, list: [{ a: 1 }] } });
  });

  test('a record that is no object maps to nothing', () => {
    for (const record of [null, 1, 'text', [], undefined]) expect(map(PROFILE, PUBLISHED, record).entity).toEqual({});
  });
});

group('values', () => {
  const convert = (field: Field, value: unknown) => {
    const { entity, warnings } = map(object({ x: field }), rows(['v', 'x']), { v: value });
    return warnings.length > 0 ? (warnings[0]!.code as unknown) : entity.x;
  };

  test.each([
    ['string', 12.5, '12.5'],
    ['string', true, 'true'],
    ['string', {}, 'MAPPING-CONVERSION'],
    ['boolean', 'YES', true],
    ['boolean', 'off', false],
    ['boolean', 'maybe', 'MAPPING-CONVERSION'],
    ['number', ' 1.5 ', 1.5],
    ['number', '1,5', 'MAPPING-CONVERSION'],
    ['long', '1676.0', 1676],
    ['long', 12.5, 'MAPPING-FRACTION'],
    ['long', '9007199254740993', 'MAPPING-CONVERSION'],
    ['int', 2 ** 31, 'MAPPING-CONVERSION'],
    ['byte', -128, -128],
    ['date-time', '2025-07-14T12:00:00-06:00', '2025-07-14T12:00:00-06:00'],
    ['date-time', '2025-07-14 12:00:00', '2025-07-14T12:00:00Z'],
    ['date-time', 1571829875000, '2019-10-23T11:24:35Z'],
    ['date-time', '12112020', '2020-12-11T00:00:00Z'],
    ['date-time', '3/07/2025 02:05:06 PM', '2025-03-07T14:05:06Z'],
    ['date-time', '07-Mar-2025', '2025-03-07T00:00:00Z'],
    ['date-time', 'soon', 'MAPPING-CONVERSION'],
    ['date', '2025-02-07', '2025-02-07'],
    ['date', '2025-07-14T23:00:00-06:00', '2025-07-14'],
  ] as const)('%s from %j is %j', (type, value, wanted) => {
    expect(convert({ type }, value)).toEqual(wanted);
  });

  test('a number that JSON can spell and not keep is left out with a warning', () => {
    const record = JSON.parse('{"loyalty": {"points": 1e999}, "any": {"a": [-1e999, 1]}, "plain": 1e999}');
    const set = rows(['loyalty.points', 'loyalty.points'], ['any', 'free.any'], ['plain', 'free.plain']);
    const { entity, warnings } = map(PROFILE, set, record);
    expect(entity).toEqual({ free: { any: { a: [null, 1] } } });
    expect(warnings.map(({ message }) => message)).toEqual([
      'Infinity is no number that can be kept; the attribute was left out',
      '-Infinity is no number that can be kept; the attribute was left out',
      'Infinity is no number that can be kept; the attribute was left out',
    ]);
  });

  test('null and absent sources leave the target out, without a warning', () => {
    expect(map(PROFILE, rows(['a', '_id'], ['b.c', 'loyalty.tier']), { a: null })).toMatchObject({
      entity: {},
      warnings: [],
    });
  });

  test('a failing attribute is left out with a warning and the rest goes on', () => {
    const mappings = rows(['to_integer(age)', 'person.age', 'EXPRESSION'], ['first', 'person.name.firstName']);
    const { entity, warnings } = map(PROFILE, mappings, { age: 'old', first: 'Ada' });
    expect(entity).toEqual({ person: { name: { firstName: 'Ada' } } });
    expect(warnings).toMatchObject([
      {
        code: 'MAPPING-EVALUATION',
        source: 'to_integer(age)',
        destination: 'person.age',
        message: '"old" is no number; the attribute was left out',
      },
    ]);
  });

  test('nullify takes a field out of every element of a list', () => {
    const mappings = rows(
      ['lines.sku', 'productListItems.SKU'],
      ['lines.name', 'productListItems.name'],
      ['iif(hide, nullify(), "shown")', 'productListItems[*].name', 'EXPRESSION'],
    );
    const lines = ['a', 'b'].map((sku) => ({ sku, name: sku }));
    expect(map(EVENT, mappings, { hide: true, lines }).entity).toEqual({
      productListItems: [{ SKU: 'a' }, { SKU: 'b' }],
    });
    expect(map(EVENT, mappings, { hide: false, lines }).entity).toEqual({
      productListItems: ['a', 'b'].map((SKU) => ({ SKU, name: 'shown' })),
    });
  });

  test('nullify keeps a field out, also one that came with its parent', () => {
    const mappings = rows(
      ['loyalty', 'loyalty'],
      ['iif(loyalty.tier.equals("none"), nullify(), loyalty.tier)', 'loyalty.tier', 'EXPRESSION'],
    );
    expect(map(PROFILE, mappings, { loyalty: { tier: 'none', points: 1 } }).entity).toEqual({ loyalty: { points: 1 } });
    expect(map(PROFILE, mappings, { loyalty: { tier: 'gold', points: 1 } }).entity).toEqual({
      loyalty: { tier: 'gold', points: 1 },
    });
  });

  test('now is the time of the context, the same for every row', () => {
    expect(map(EVENT, rows(['now()', 'timestamp', 'EXPRESSION']), {}).entity).toEqual({
      timestamp: '2026-01-01T00:00:00Z',
    });
  });

  test('ids are the same when the same message is processed again, and differ between messages', () => {
    const set = compileMappingSet({ mappings: rows(['uuid()', '_id', 'EXPRESSION']), target: EVENT });
    const id = (seed: string) => set.apply({ a: 1 }, { now: 1, seed }).entity._id;
    expect(id('m1')).toBe(id('m1'));
    expect(id('m1')).not.toBe(id('m2'));
    expect(id('m1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('a fixed value that can never fit is a problem of the set', () => {
    expect(map(PROFILE, rows(['many', 'loyalty.points', 'STATIC']), {}).problems).toMatchObject([
      { code: 'MAPPING-CONVERSION', side: 'source' },
    ]);
  });

  test('an expression that cannot be read is a problem of the set, with place and nearest name', () => {
    expect(map(PROFILE, rows(['concta(a)', '_id', 'EXPRESSION']), {}).problems).toMatchObject([
      { code: 'DATAPREP-UNKNOWN-FUNCTION', hint: 'did you mean `concat`?', span: { start: 0, end: 6 }, row: 0 },
    ]);
  });
});

group('source paths', () => {
  const first = (source: string, record: unknown) => map(PROFILE, rows([source, '_id']), record).entity._id;

  test('take odd names: blanks, dollar braces, escaped dots, brackets that are no position', () => {
    expect(first('First Name', { 'First Name': 'a' })).toBe('a');
    expect(first(`\${First-Name}`, { 'First-Name': 'a' })).toBe('a');
    expect(first('address.street\\.name', { address: { 'street.name': 'a' } })).toBe('a');
    expect(first('Price [EUR]', { 'Price [EUR]': 'a' })).toBe('a');
    expect(first('a[0][1].b', { a: [[{}, { b: 'x' }]] })).toBe('x');
  });

  test('find a flat key with dots when nothing is nested under its first part', () => {
    expect(first('Full.Name', { 'Full.Name': 'a' })).toBe('a');
  });

  test('that cannot be read are problems', () => {
    for (const source of ['a.', '.a', 'a..b', 'a[0]b']) {
      expect(map(PROFILE, rows([source, '_id']), {}).problems).toMatchObject([
        { code: 'MAPPING-PATH', side: 'source' },
      ]);
    }
  });
});

group('prototypes', () => {
  const hostile = JSON.parse(
    '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "a": {"__proto__": {"polluted": 1}, "b": 1}}',
  );

  test('cannot be reached through paths', () => {
    const { problems } = map(
      PROFILE,
      rows(
        ['a', 'free.__proto__.polluted'],
        ['a', 'free.constructor.prototype.polluted'],
        ['a', 'free.toString'],
        ['__proto__.polluted', '_id'],
        ['a', 'identityMap.__proto__'],
      ),
      hostile,
    );
    expect(problems).toHaveLength(5);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('cannot be reached through data', () => {
    const mappings = rows(
      ['a', 'free.copy'],
      ['identities', 'identityMap'],
      ['to_object(key, "x")', 'free.made', 'EXPRESSION'],
      ['json_to_object(text)', 'free.parsed', 'EXPRESSION'],
      ['constructor.name', '_id'],
    );
    const record = {
      ...hostile,
      identities: JSON.parse('{"__proto__": [{"id": "x"}]}'),
      key: '__proto__',
      text: '{"__proto__": {"polluted": 1}}',
    };
    const { entity } = map(PROFILE, mappings, record);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((entity.free as { copy: { polluted?: unknown } }).copy.polluted).toBeUndefined();
    expect((entity.free as { parsed: { polluted?: unknown } }).parsed.polluted).toBeUndefined();
    expect(entity._id).toBeUndefined();
  });
});
