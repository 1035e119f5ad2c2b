import { spawnSync } from 'node:child_process';
import { inspect, isDeepStrictEqual } from 'node:util';
import type { Field } from '@meniscus/languages/xdm';
import {
  type Arbitrary,
  array,
  assert,
  constant,
  constantFrom,
  double,
  integer,
  letrec,
  oneof,
  property,
  string,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { functions, prepareExpression } from '../index.ts';
import { EvaluationError } from '../values.ts';
import { applying, prepareRows } from './mapping-set.ts';
import { interpreted } from './reference-evaluation.ts';
import type { MappingRow } from './row.ts';
import { rowClosures, rowCode, rowsAlone } from './row-code.ts';

/** What an author could try to get out of a text and into code with. */
const HOSTILE = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'],
  ...['"', "'", '`', '\\', '\n', '\u2028', '\u2029', '\ud800', `$\{1}`, '"];throw 1;//', '*/', '</script>', '\0'],
];
const NAMES = ['a', 'b', 'text', 'list', 'items', 'k0', 'v', 'run', 'record', 'c', 'w1', 'env'];

const name = oneof(
  { weight: 8, arbitrary: constantFrom(...NAMES) },
  { weight: 3, arbitrary: constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: string({ maxLength: 4 }) },
);
const number = oneof(
  integer({ min: -3, max: 1000 }),
  constantFrom(2 ** 31, 2 ** 53, 2 ** 64, 1e308, 5e-324, 0.1, -0),
  double({ noNaN: true, noDefaultInfinity: true }),
);
const scalar = oneof(
  string({ maxLength: 6 }),
  constantFrom('12', '1.5', 'true', 'yes', '2024-05-01', '2024-05-01T10:00:00Z', 'gold', ...HOSTILE),
  number,
  constantFrom(true, false, null),
);

/** Values as `JSON.parse` makes them: any name can be an own member. */
const value: Arbitrary<unknown> = letrec((tie) => ({
  // `1e999` in JSON is infinite when it is read.
  value: oneof(
    { maxDepth: 3 },
    { weight: 9, arbitrary: oneof(scalar, tie('list'), tie('object')) },
    constant(Number.POSITIVE_INFINITY),
  ),
  list: array(tie('value'), { maxLength: 3 }),
  object: array(tuple(name, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
})).value;
const record = oneof(
  { weight: 20, arbitrary: array(tuple(name, value), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)) },
  { weight: 1, arbitrary: value },
);

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;
const field = (text: string) => `\${${text.replace(/[\\}]/g, '\\$&')}}`;
const numberText = number.map((found) => `(${String(found).replace('+', '')})`);
const OPERATORS = '|| && | ^ & == != < > <= >= =~ !~ =^ =$ + - * / % ?: ?? and or eq ne lt gt le ge div mod'.split(' ');
const CALLED = functions.filter(({ method }) => method !== true);

/** Expressions, most of which say something. */
const expression: Arbitrary<string> = letrec<Record<'any' | 'leaf' | 'lambda', string>>((tie) => ({
  leaf: oneof(
    name.map(field),
    constantFrom('a', 'b', 'text', 'list', 'items[*].a', 'a.b.text', 'list[0]', 'a.list[1]', 'items.b'),
    scalar.map((found) => (typeof found === 'string' ? quoted(found) : String(found).replace('+', ''))),
    numberText,
  ),
  lambda: tie('any').map((body) => `x -> ${body}`),
  any: oneof(
    { maxDepth: 4, depthSize: 'medium' },
    tie('leaf'),
    tuple(tie('any'), name).map(([target, member]) => `(${target}).${field(member)}`),
    tuple(tie('any'), tie('leaf')).map(([target, index]) => `(${target})[${index}]`),
    tuple(tie('any'), constantFrom(...OPERATORS), tie('any')).map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    tuple(constantFrom('-', '!', '~', 'empty', 'size', 'not'), tie('any')).map(([sign, a]) => `${sign} (${a})`),
    array(tie('any'), { minLength: 3, maxLength: 3 }).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    array(tie('any'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    array(tuple(name, tie('any')), { maxLength: 3 }).map(
      (entries) => `{${entries.map(([key, member]) => `${quoted(key)}: ${member}`).join(', ')}}`,
    ),
    tuple(
      constantFrom('iif', 'concat', 'coalesce', 'upper', 'lower', 'nullify'),
      array(tie('any'), { maxLength: 4 }),
    ).map(([called, args]) => `${called}(${(called === 'nullify' ? [] : args).join(', ')})`),
    tuple(constantFrom(...CALLED), array(tie('any'), { maxLength: 4 }), tie('lambda')).map(([spec, args, lambda]) => {
      const least = spec.parameters.filter(({ optional, repeats }) => optional !== true && repeats !== true).length;
      const given = spec.parameters.map(({ type }, at) => (type === 'lambda' ? lambda : (args[at] ?? 'text')));
      return `${spec.name}(${given.slice(0, Math.max(least, args.length)).join(', ')})`;
    }),
    tuple(tie('any'), tie('any')).map(([list, body]) => `transformArray([${list}], x -> [x, ${body}])`),
  ),
})).any.filter((text) => text.length <= 4096);

const text: Field = { type: 'string' };
const ITEM: Field = {
  type: 'object',
  fields: { a: text, price: { type: 'number' }, tags: { type: 'array', items: text } },
};
const TARGET: Field = {
  type: 'object',
  fields: {
    id: text,
    when: { type: 'date-time' },
    born: { type: 'date' },
    number: { type: 'number' },
    long: { type: 'long' },
    int: { type: 'int' },
    flag: { type: 'boolean' },
    texts: { type: 'array', items: text },
    items: { type: 'array', items: ITEM },
    item: ITEM,
    person: { type: 'object', fields: { name: { type: 'object', fields: { first: text, last: text } }, item: ITEM } },
    labels: { type: 'map', values: text },
    extra: { type: 'object', open: true },
  },
};
const destination = oneof(
  {
    weight: 12,
    arbitrary: constantFrom(
      ...[
        'id',
        'when',
        'born',
        'number',
        'long',
        'int',
        'flag',
        'texts',
        'texts[*]',
        'texts[1]',
        'items',
        'items[*].a',
      ],
      ...['items.price', 'items[0].tags', 'items[*].tags', 'item', 'item.a', 'item.price', 'person', 'person.name'],
      ...[
        'person.name.first',
        'person.name.last',
        'person.item.a',
        'labels',
        'labels.a',
        'extra',
        'extra.a',
        'extra.a.b',
      ],
    ),
  },
  { weight: 2, arbitrary: name.map((found) => `extra.${found}`) },
  { weight: 2, arbitrary: tuple(constantFrom('labels', 'extra.a', 'item'), name).map((names) => names.join('.')) },
);
const path = array(tuple(name, constantFrom('', '', '', '[*]', '[0]', '[1]')), { minLength: 1, maxLength: 3 }).map(
  (steps) => steps.map((step) => step.join('')).join('.'),
);
const row: Arbitrary<MappingRow> = oneof(
  { weight: 4, arbitrary: tuple(constant('ATTRIBUTE' as const), path, destination) },
  { weight: 3, arbitrary: tuple(constant('EXPRESSION' as const), expression, destination) },
  {
    weight: 2,
    arbitrary: tuple(
      constant('EXPRESSION' as const),
      tuple(name, name).map(([test, other]) => `iif(${field(test)}, nullify(), ${field(other)})`),
      constantFrom('id', 'number', 'item.a', 'extra.a'),
    ),
  },
  {
    weight: 2,
    arbitrary: tuple(constant('STATIC' as const), constant('7'), constantFrom('id', 'number', 'item.a', 'extra.a')),
  },
  { weight: 1, arbitrary: tuple(constant('STATIC' as const), scalar.map(String), destination) },
).map(([sourceType, source, to]) => ({ sourceType, source, destination: to }));

/** Not `toStrictEqual`: an own member `constructor` leads it astray. */
function expectSame(found: unknown, wanted: unknown): void {
  expect(
    isDeepStrictEqual(found, wanted),
    `${inspect(found, { depth: 9 })} is not ${inspect(wanted, { depth: 9 })}`,
  ).toBe(true);
}

const CONTEXT = { now: Date.UTC(2026, 0, 1), seed: 'ways' };

function frozen<T>(found: T): T {
  if (typeof found === 'object' && found !== null)
    for (const member of Object.values(Object.freeze(found))) frozen(member);
  return found;
}

test('rows in generated code, as closures and each on its own give the same entity and warnings', () => {
  const before = Reflect.ownKeys(Object.prototype).length;
  assert(
    property(
      array(row, { minLength: 1, maxLength: 12 }),
      array(record, { minLength: 1, maxLength: 3 }),
      (mappings, records) => {
        const { pieces } = prepareRows({ mappings, target: TARGET });
        const [code, closures, alone] = [rowCode, rowClosures, rowsAlone].map((way) => applying(way(pieces)));
        for (const one of records.map(frozen)) {
          const found = code!(one, CONTEXT);
          expectSame(found, closures!(one, CONTEXT));
          const reference = alone!(one, CONTEXT);
          expectSame(found.entity, reference.entity);
          expect(found.warnings.map(shown).sort()).toEqual(reference.warnings.map(shown).sort());
          expect(Object.getPrototypeOf(found.entity)).toBe(Object.prototype);
        }
      },
    ),
    { numRuns: 1500 },
  );
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
});

function shown({ code, destination: to, message }: { code: string; destination: string; message: string }): string {
  return [code, to, message].join(' ');
}

/** The value, or the message of what went wrong. */
function outcome(work: () => unknown): unknown {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { error: error.message };
  }
}

test('an expression in generated code, as closures and read step by step gives the same value or the same error', () => {
  assert(
    property(expression, record, (source, one) => {
      const prepared = prepareExpression(source);
      if (!prepared.ok) return;
      frozen(one);
      const reference = outcome(() => interpreted(prepared.tree, one, CONTEXT));
      expectSame(
        outcome(() => prepared.run(one, CONTEXT)),
        reference,
      );
      const { pieces } = prepareRows({
        mappings: [{ sourceType: 'EXPRESSION', source, destination: 'extra.a' }],
        target: TARGET,
      });
      const [code, closures] = [rowCode, rowClosures].map((way) => applying(way(pieces))(one, CONTEXT));
      expectSame(code, closures);
      if ('error' in (reference as object))
        expect(code!.warnings[0]?.message).toBe(
          `${(reference as { error: string }).error}; the attribute was left out`,
        );
    }),
    { numRuns: 3000 },
  );
});

test('names and texts of an author never become code', () => {
  for (const hostile of HOSTILE) {
    const source = { [hostile]: 'found', a: { [hostile]: 'inside' } };
    const own = JSON.parse(JSON.stringify(source)) as Record<string, unknown>;
    const rows: MappingRow[] = [
      { sourceType: 'EXPRESSION', source: field(hostile), destination: 'id' },
      { sourceType: 'EXPRESSION', source: `a.${field(hostile)}`, destination: 'item.a' },
      { sourceType: 'STATIC', source: hostile, destination: 'person.name.first' },
      { sourceType: 'EXPRESSION', source: `concat(${quoted(hostile)}, "!")`, destination: 'person.name.last' },
      { sourceType: 'EXPRESSION', source: `{${quoted(hostile)}: 1}`, destination: 'extra' },
    ];
    const { pieces, problems } = prepareRows({ mappings: rows, target: TARGET });
    expect(problems).toEqual([]);
    const { entity } = applying(rowCode(pieces))(own, CONTEXT);
    expect(entity).toEqual(applying(rowsAlone(pieces))(own, CONTEXT).entity);
    const reads = hostile === '__proto__' ? {} : { id: 'found', item: { a: 'inside' }, extra: { [hostile]: 1 } };
    expect(entity).toMatchObject({ ...reads, person: { name: { first: hostile, last: `${hostile}!` } } });
  }
});

test('names every object inherits are refused in destinations', () => {
  for (const hostile of HOSTILE.slice(0, 7)) {
    const mappings: MappingRow[] = ['', 'extra.', 'labels.', 'extra.a.'].map((above) => ({
      sourceType: 'STATIC',
      source: 'x',
      destination: `${above}${hostile}`,
    }));
    expect(prepareRows({ mappings, target: TARGET }).problems).toHaveLength(hostile === 'prototype' ? 1 : 4);
  }
});

test('where making code is forbidden, as in a page with a strict policy, a set works all the same', () => {
  const source = `
    import { compileMappingSet } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
    let forbidden = false;
    try { new Function(''); } catch { forbidden = true; }
    const { apply } = compileMappingSet({
      mappings: [
        { sourceType: 'ATTRIBUTE', source: 'a', destination: 'id' },
        { sourceType: 'EXPRESSION', source: 'upper(a)', destination: 'name' },
      ],
      target: { type: 'object', fields: { id: { type: 'string' }, name: { type: 'string' } } },
    });
    console.log(JSON.stringify([forbidden, apply({ a: 'x' }, { now: 0 }).entity]));`;
  const options = ['--disallow-code-generation-from-strings', '--no-warnings', '--input-type=module', '-e', source];
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
  expect(stdout, stderr).toBe('[true,{"id":"x","name":"X"}]\n');
});
