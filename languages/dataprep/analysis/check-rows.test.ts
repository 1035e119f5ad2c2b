import { type Field, validatorFor } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMappingSet } from '../mapping-set/mapping-set.ts';
import { checkRows, type RowFinding } from './check-rows.ts';

const FIELDS: Readonly<Record<string, Field>> = {
  text: { type: 'string' },
  tier: { type: 'string', enum: ['gold', 'silver'] },
  code: { type: 'string', pattern: '^[A-Z]{3}$' },
  short: { type: 'string', maxLength: 3 },
  mail: { type: 'string', format: 'email' },
  number: { type: 'number' },
  share: { type: 'number', minimum: 0, maximum: 100 },
  long: { type: 'long' },
  int: { type: 'int' },
  byte: { type: 'byte' },
  flag: { type: 'boolean' },
  day: { type: 'date' },
  time: { type: 'date-time' },
  object: { type: 'object', fields: { a: { type: 'string' } } },
  map: { type: 'map', values: { type: 'number' } },
  texts: { type: 'array', items: { type: 'string' } },
  numbers: { type: 'array', items: { type: 'number' } },
  items: {
    type: 'array',
    items: { type: 'object', required: ['sku'], fields: { sku: { type: 'string' }, price: { type: 'number' } } },
  },
};
const target: Field = { type: 'object', required: ['text'], fields: FIELDS };

function check(sourceType: string, source: string, destination: string, from?: Field): RowFinding | undefined {
  const findings = checkRows({ mappings: [{ sourceType, source, destination }], target, source: from });
  expect(findings.length).toBeLessThan(2);
  return findings[0];
}
const expression = (source: string, destination: string, from?: Field) =>
  check('EXPRESSION', source, destination, from);

describe('a row that can never give a valid value', () => {
  it.each([
    ['EXPRESSION', 'is_empty(a)', 'number', 'a boolean is no number'],
    ['EXPRESSION', 'a == 1', 'day', 'a boolean is no date'],
    ['EXPRESSION', 'size_of(a)', 'flag', 'an integer is no boolean'],
    ['EXPRESSION', 'now()', 'number', 'is no number'],
    ['EXPRESSION', 'date(a)', 'number', 'a date is no number'],
    ['EXPRESSION', 'upper(a)', 'object', 'a text is no object'],
    ['EXPRESSION', 'object_to_map(a, b)', 'text', 'an object is no text'],
    ['EXPRESSION', '{"a": b}', 'number', 'an object is no number'],
    ['EXPRESSION', 'iif(a > 1, "platinum", "bronze")', 'tier', 'platinum is not a valid enum value; bronze is not'],
    ['EXPRESSION', 'decode(a, "1", "one", "many")', 'number', '"one" is no number; "many" is no number'],
    ['EXPRESSION', 'iif(a, true, nullify())', 'long', 'true is no whole number'],
    ['EXPRESSION', '1 / 0', 'number', 'division by zero'],
    ['EXPRESSION', 'to_integer("x")', 'number', '"x" is no number'],
    ['EXPRESSION', 'transformArray(a, x -> x > 1)', 'nowhere', 'is no field'],
    ['STATIC', 'platinum', 'tier', 'platinum is not a valid enum value'],
    ['STATIC', '101', 'share', '101 is not less or equal to 100'],
    ['STATIC', 'abcd', 'short', 'expected maxLength: 3'],
    ['STATIC', 'ten', 'number', '"ten" is no number'],
  ])('%s %s to %s: %s', (sourceType, source, destination, words) => {
    expect(check(sourceType, source, destination)).toMatchObject({
      level: 'error',
      message: expect.stringContaining(words),
    });
  });

  it('is judged by the types of the source where they are known', () => {
    const from: Field = {
      type: 'object',
      fields: { flag: { type: 'boolean' }, lines: { type: 'array', items: { type: 'object', fields: {} } } },
    };
    expect(check('ATTRIBUTE', 'flag', 'number', from)).toMatchObject({ level: 'error', code: 'MAPPING-NEVER-FITS' });
    expect(check('ATTRIBUTE', 'lines', 'text', from)).toMatchObject({ level: 'error', code: 'MAPPING-NEVER-FITS' });
    expect(check('ATTRIBUTE', 'flag', 'text', from)).toBeUndefined();
  });
});

describe('a row that may fail', () => {
  it.each([
    ['ATTRIBUTE', 'a', 'tier', 'when the value is not one of gold, silver', { a: 0 }, '0 is not a valid enum value'],
    ['ATTRIBUTE', 'a', 'code', 'when the value does not match ^[A-Z]{3}$', { a: 0 }, 'string [0] does not match'],
    ['ATTRIBUTE', 'a', 'short', 'when the value has more than 3 characters', { a: true }, 'expected maxLength: 3'],
    ['ATTRIBUTE', 'a', 'share', 'when the value is outside 0 to 100', { a: -1 }, '-1'],
    ['EXPRESSION', 'a + 1', 'number', 'when the text is no number', {}, 'an operand of + is null'],
    ['EXPRESSION', 'a * b', 'number', 'for example', {}, 'an operand of the calculation is null'],
    ['EXPRESSION', 'to_integer(a)', 'text', 'for example', { a: '' }, '"" is no number'],
    ['EXPRESSION', 'iif(kind == "A", to_integer(a), 0)', 'int', 'for example', { a: '', kind: 'A' }, '"" is no number'],
    ['EXPRESSION', 'iif(a == "G", "gold", "none")', 'tier', 'none is not a valid enum value', {}, 'none is not'],
    ['EXPRESSION', '100 / (a - 1.5)', 'number', 'for example', {}, 'an operand of the calculation is null'],
    ['EXPRESSION', 'coalesce(a, "none")', 'number', 'for example', {}, '"none" is no number'],
  ])('%s %s to %s says %s', (sourceType, source, destination, when, record, message) => {
    expect(check(sourceType, source, destination)).toEqual({
      row: 0,
      level: 'warning',
      code: 'MAPPING-MAY-FAIL',
      message: expect.stringContaining(when),
      phrase: expect.anything(),
      counterExample: { record, message: expect.stringContaining(message) },
    });
  });

  it.each([
    ['a', 'number', 'when the text is no number', { a: '' }, '"" is no number'],
    ['o.b[0].c', 'day', 'when the text is no date', { o: { b: [{ c: '' }] } }, '"" is no date'],
    ['n', 'int', 'when the value is no whole number of 32 bits', { n: 2147483648 }, 'is no whole number of 32 bits'],
    ['a', 'flag', 'when the text is no boolean', { a: '' }, '"" is no boolean'],
    ['a', 'share', 'when the text is no number, or is outside 0 to 100', { a: '' }, '"" is no number'],
    ['o.b[*].c', 'items[*].price', 'when the text is no number', { o: { b: [{ c: '' }] } }, '"" is no'],
  ])('says of %s to %s %s, where the types of the source are known', (source, destination, when, record, message) => {
    const c: Field = { type: 'object', fields: { c: { type: 'string' } } };
    const o: Field = { type: 'object', fields: { b: { type: 'array', items: c } } };
    const from: Field = { type: 'object', fields: { a: { type: 'string' }, n: { type: 'number' }, o } };
    expect(check('ATTRIBUTE', source, destination, from)).toMatchObject({
      level: 'warning',
      code: 'MAPPING-MAY-FAIL',
      message: expect.stringContaining(when),
      counterExample: { record, message: expect.stringContaining(message) },
    });
  });

  it('shows only what the source can hold, where that is known', () => {
    const from: Field = {
      type: 'object',
      fields: { n: { type: 'number' }, t: { type: 'string', enum: ['1', 'one'] } },
    };
    expect(check('ATTRIBUTE', 'n', 'number', from)).toBeUndefined();
    expect(check('ATTRIBUTE', 'n', 'share', from)?.counterExample?.record).toEqual({ n: -1 });
    expect(expression('n / n', 'number', from)?.counterExample).toEqual({
      record: {},
      message: 'an operand of the calculation is null',
    });
    expect(check('ATTRIBUTE', 't', 'number', from)).toMatchObject({
      message: expect.stringContaining('"one" is no number'),
    });
  });
});

describe('a set that takes much work to try', () => {
  const dear = (name: string) => ({
    sourceType: 'EXPRESSION',
    source: `sha256(rpad($\{${name}}, 9000, "x"))`,
    destination: 'text',
  });
  const mappings = [
    ...Array.from({ length: 300 }, (_, at) => dear(`f${at}`)),
    { sourceType: 'STATIC', source: 'ten', destination: 'number' },
    { sourceType: 'EXPRESSION', source: 'a == 1', destination: 'number' },
    { source: 'a', destination: 'share' },
    { sourceType: 'EXPRESSION', source: 'to_integer(a)', destination: 'text' },
    { sourceType: 'EXPRESSION', source: 'to_integer("x")', destination: 'text' },
  ];
  const cpu = process.threadCpuUsage();
  const findings = checkRows({ mappings, target });
  const { user, system } = process.threadCpuUsage(cpu);

  it('is told the same with every check, in a time that does not grow with it', () => {
    expect(checkRows({ mappings, target })).toEqual(findings);
    // 0.3 s are meant; without an end it would be four.
    expect((user + system) / 1e6).toBeLessThan(1.5);
  });

  it('says which rows were not tried to the end', () => {
    const notTried = findings.filter(({ code }) => code === 'MAPPING-NOT-TRIED').map(({ row }) => row);
    const first = notTried[0]!;
    expect(first).toBeGreaterThan(10);
    expect(notTried).toEqual([...Array.from({ length: 300 - first }, (_, at) => first + at), 303, 304]);
    expect(findings.find(({ row }) => row === first)).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('more work than a check may'),
    });
  });

  it('is still judged by types', () => {
    expect(findings.filter(({ row }) => row >= 300 && row < 303)).toMatchObject([
      { row: 300, level: 'error' },
      { row: 301, level: 'error', message: expect.stringContaining('a boolean is no number') },
      {
        row: 302,
        level: 'warning',
        message: expect.stringMatching(/^this row fails when the value is outside 0 to 100; no example: .* more work/),
      },
    ]);
    expect(checkRows({ mappings: mappings.slice(300), target }).map(({ row, code }) => [row, code])).toEqual([
      [0, 'MAPPING-CONVERSION'],
      [1, 'MAPPING-NEVER-FITS'],
      [2, 'MAPPING-MAY-FAIL'],
      [3, 'MAPPING-MAY-FAIL'],
      [4, 'MAPPING-NEVER-FITS'],
    ]);
  });
});

it('a position far back in a list is left empty in examples, which stay small', () => {
  const finding = expression('points[70705] / other', 'number');
  expect(JSON.stringify(finding?.counterExample?.record).length).toBeLessThan(100);
  expect(expression('points[3] / 2', 'number')?.counterExample?.record).toEqual({});
  expect(check('ATTRIBUTE', 'points[3]', 'share')?.counterExample?.record).toEqual({ points: [null, null, null, -1] });
  const before = process.threadCpuUsage();
  expression('decode(size points[70705], 1, map, other, rpad(4, 23405, "x") ? list : 7)', 'time');
  const { user, system } = process.threadCpuUsage(before);
  // Records with 70,705 elements took two seconds.
  expect((user + system) / 1000).toBeLessThan(800);
});

describe('a row that fits', () => {
  it.each([
    ['ATTRIBUTE', 'a', 'text'],
    ['ATTRIBUTE', 'a', 'number'],
    ['ATTRIBUTE', 'a', 'int'],
    ['ATTRIBUTE', 'a', 'flag'],
    ['ATTRIBUTE', 'a.b[0].c', 'day'],
    ['ATTRIBUTE', 'lines[*].price', 'items[*].price'],
    ['ATTRIBUTE', 'a', 'object'],
    ['ATTRIBUTE', 'a', 'map'],
    ['ATTRIBUTE', 'a', 'texts'],
    ['ATTRIBUTE', 'a', 'items'],
    ['EXPRESSION', 'upper(a)', 'text'],
    ['EXPRESSION', 'size_of(a)', 'long'],
    ['EXPRESSION', 'iif(a == "G", "gold", "silver")', 'tier'],
    ['EXPRESSION', 'iif(a == "G", 1, nullify())', 'number'],
    ['EXPRESSION', 'is_empty(a)', 'flag'],
    ['EXPRESSION', 'split(a, ",")', 'texts'],
    ['EXPRESSION', 'now()', 'time'],
    ['EXPRESSION', 'nullify()', 'number'],
    ['STATIC', 'gold', 'tier'],
    ['STATIC', 'y', 'flag'],
  ])('%s %s to %s is not mentioned', (sourceType, source, destination) => {
    expect(check(sourceType, source, destination)).toBeUndefined();
  });
});

/** No value, or an empty list: a list of objects is wrong for a field of numbers, though an empty one fits. */
function isNothing(found: unknown): boolean {
  return found === undefined || (Array.isArray(found) && found.length === 0);
}

const leaf = fc.constantFrom(
  ...['a', 'b', 'a.b', 'null', '1', '0', '2.5', '"x"', '"gold"', '"7"', 'true', '"2020-01-01"', 'now()', '[1, "x"]'],
  ...['nullify()', '{"a": 1}', '[]'],
);
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '==', '>', 'and', '??', '?:', '|'), tie('tree'), tie('tree'))
      .map(([operator, left, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(
        fc.constantFrom(
          ...['upper', 'size_of', 'to_integer', 'to_decimal', 'date', 'is_empty', 'first', 'coalesce', 'max', 'trim'],
        ),
        tie('tree'),
      )
      .map(([name, arg]) => `${name}(${arg})`),
    fc
      .tuple(fc.constantFrom('first', 'coalesce', 'min', 'concat', 'to_array'), tie('tree'), tie('tree'))
      .map(([name, one, two]) => `${name}(${one}, ${two})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([test, yes, no]) => `iif(${test}, ${yes}, ${no})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([key, one, no]) => `decode(${key}, ${one}, ${no}, "y")`),
  ),
}));
const value = fc.constantFrom<unknown>(
  ...[1, 0, -2.5, 'gold', 'x', '', '12', '2020-01-01', 'y', true, false, null, [], [1, 'x'], { a: 1, b: '2' }, {}],
);
const record = fc.record({ a: value, b: value }, { requiredKeys: [] });
const validate = validatorFor(target);

describe('for any expression and destination', () => {
  it('an error is true: no record gives a valid value; a counter-example is one', () => {
    fc.assert(
      fc.property(
        tree,
        fc.constantFrom(...Object.keys(FIELDS)),
        fc.array(record, { maxLength: 8 }),
        (source, destination, records) => {
          const mappings = [{ sourceType: 'EXPRESSION', source, destination }];
          const [finding] = checkRows({ mappings, target });
          const { apply } = compileMappingSet({ mappings, target });
          const outcome = (one: unknown) => {
            const { entity, warnings } = apply(one, { now: Date.UTC(2031, 4, 5) });
            const left = warnings.some(({ code }) => code === 'MAPPING-CONVERSION' || code === 'MAPPING-EVALUATION');
            const wrong = validate(entity).filter(({ keyword }) => keyword !== 'required');
            return {
              failed: left || wrong.length > 0,
              valid: !isNothing(entity[destination]) && !left && wrong.length === 0,
            };
          };
          if (finding?.level === 'error') for (const one of records) expect(outcome(one).valid).toBe(false);
          if (finding?.counterExample !== undefined) expect(outcome(finding.counterExample.record).failed).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('an error is true, too, where the types of the source are known and records keep to them', () => {
    const source: Field = {
      type: 'object',
      fields: {
        a: { type: 'object', fields: { b: { type: 'long' }, c: { type: 'string', enum: ['gold', '12'] } } },
        b: { type: 'boolean' },
        d: { type: 'date-time' },
        l: { type: 'array', items: { type: 'object', fields: { n: { type: 'number' }, t: { type: 'string' } } } },
        m: { type: 'array', items: { type: 'string' } },
      },
    };
    const places = fc.constantFrom('a', 'a.b', 'a.c', 'b', 'd', 'l', 'l.n', 'l[0].n', 'l[*].t', 'm', 'm[0]', 'zz');
    const typed = fc.record(
      {
        a: fc.record({ b: fc.constantFrom(0, 7, 300), c: fc.constantFrom('gold', '12') }, { requiredKeys: [] }),
        b: fc.boolean(),
        d: fc.constantFrom('2020-01-01', '2020-01-01T10:00:00Z'),
        l: fc.array(fc.record({ n: fc.constantFrom(1, 2.5), t: fc.constantFrom('x', '12', 'y') }), { maxLength: 2 }),
        m: fc.array(fc.constantFrom('x', '12', 'gold', '2020-01-01'), { maxLength: 2 }),
        zz: value,
      },
      { requiredKeys: [] },
    );
    const form = fc.constantFrom(
      ...[
        'P',
        'P',
        'trim(P)',
        'first(P)',
        'last(P)',
        'coalesce(P, Q)',
        'max(P)',
        'iif(Q, P, null)',
        'P ?: Q',
        'P + Q',
        'P - 1',
      ],
      ...[
        'to_array(false, P, Q)',
        'decode(Q, P, P, Q)',
        '[P, Q]',
        'join_arrays(P, Q)',
        'P.get("b")',
        'size(P)',
        'min(P, Q)',
      ],
    );
    const sourced = fc
      .tuple(form, places, places)
      .map(([text, one, two]) => text.replaceAll('P', one).replaceAll('Q', two));
    fc.assert(
      fc.property(
        sourced,
        fc.constantFrom(...Object.keys(FIELDS)),
        fc.array(typed, { minLength: 4, maxLength: 8 }),
        (text, destination, records) => {
          for (const sourceType of text.includes('(') || /[^\w.[\]*]/.test(text)
            ? ['EXPRESSION']
            : ['EXPRESSION', 'ATTRIBUTE']) {
            const mappings = [{ sourceType, source: text, destination }];
            if (checkRows({ mappings, target, source })[0]?.level !== 'error') continue;
            const { apply } = compileMappingSet({ mappings, target });
            for (const one of records) {
              const { entity, warnings } = apply(one, { now: 0 });
              const left = warnings.some(({ code }) => code === 'MAPPING-CONVERSION' || code === 'MAPPING-EVALUATION');
              const wrong = validate(entity).filter(({ keyword }) => keyword !== 'required');
              expect(left || wrong.length > 0 || isNothing(entity[destination]), JSON.stringify(one)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('an error is true for every function result, field type and value', () => {
    const expressions = [
      ...['a', 'trim(a)', 'to_decimal(a)', 'to_integer(a)', 'is_empty(a)', 'date(a)', 'now()', 'split(a, ",")', '-a'],
      ...['to_array(true, a)', 'to_object("a", a)', 'a + 1', 'a - 1', 'a + "x"', 'first(a)', 'iif(a, a, 1)', 'a | 1'],
    ];
    const values = [
      1,
      0,
      300,
      70000,
      -2.5,
      'gold',
      '',
      '12',
      'ABC',
      'a@b.ch',
      '2020-01-01',
      'y',
      true,
      [1],
      ['x'],
      { a: 1 },
    ];
    for (const source of expressions)
      for (const destination of Object.keys(FIELDS)) {
        const mappings = [{ sourceType: 'EXPRESSION', source, destination }];
        if (checkRows({ mappings, target })[0]?.level !== 'error') continue;
        const { apply } = compileMappingSet({ mappings, target });
        for (const a of values) {
          const { entity, warnings } = apply({ a }, { now: 1.8e12 });
          const wrong = [...warnings, ...validate(entity).filter(({ keyword }) => keyword !== 'required')];
          const shown = `${source} → ${destination} of ${JSON.stringify(a)}`;
          expect(wrong.length > 0 || isNothing(entity[destination]), shown).toBe(true);
        }
      }
  });

  it('a copied field that is not mentioned fails for no plain value', () => {
    for (const destination of ['text', 'texts'])
      for (const one of ['', 'x', 0, 1.5, true]) {
        const mappings = [{ source: 'a', destination }];
        expect(checkRows({ mappings, target })).toEqual([]);
        const { entity, warnings } = compileMappingSet({ mappings, target }).apply({ a: one }, { now: 0 });
        expect([...warnings, ...validate({ text: '', ...entity })]).toEqual([]);
      }
  });
});

it('looks for examples without reaching a prototype', () => {
  const before = Reflect.ownKeys(Object.prototype);
  for (const source of [
    '__proto__.polluted > 1',
    `$\{__proto__}[0] + 1`,
    `a.$\{__proto__}.polluted * 2`,
    'constructor.x / 2',
  ])
    checkRows({ mappings: [{ sourceType: 'EXPRESSION', source, destination: 'number' }], target });
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
});

it('judges lists in lists, however deep, in time for their length', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}"x"${']'.repeat(levels)}`;
  expect(expression(nested(5), 'number')).toMatchObject({ level: 'error', code: 'MAPPING-NEVER-FITS' });
  const seconds = (levels: number) => {
    const mappings = Array.from({ length: 500 }, () => ({
      sourceType: 'EXPRESSION',
      source: `first([${'['.repeat(levels)}a${']'.repeat(levels)}])`,
      destination: 'text',
    }));
    const before = process.threadCpuUsage();
    // Values are at most 100 levels deep.
    expect(checkRows({ mappings, target })).toHaveLength(levels > 100 ? 500 : 0);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1e6;
  };
  seconds(190);
  // Eight times as deep. Comparing whole lists on every level took 17 to 30 times as long, and comparing them so far takes five.
  expect(seconds(190) / seconds(24)).toBeLessThan(10);
});
