import { readFileSync } from 'node:fs';
import { assert, property, string, stringMatching } from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { CATALOGUE_FILE, generateCatalogue } from './functions/generate.ts';
import { EvaluationError, prepareExpression } from './index.ts';

const value = (source: string, record: unknown = {}) => {
  const prepared = prepareExpression(source);
  if (!prepared.ok) throw new Error(prepared.diagnostics[0]?.message);
  return prepared.run(record, { now: 0 });
};

test('the catalogue of functions is what the folders say', () => {
  expect(readFileSync(CATALOGUE_FILE, 'utf8')).toBe(generateCatalogue());
});

group('limits', () => {
  test('4096 characters are allowed, one more is not', () => {
    expect(prepareExpression(`"${'a'.repeat(4094)}"`).ok).toBe(true);
    expect(prepareExpression(`"${'a'.repeat(4095)}"`)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'DATAPREP-TOO-LONG' }],
    });
  });

  test('deep nesting is refused, long chains are not', () => {
    expect(prepareExpression('('.repeat(2000) + ')'.repeat(2000)).ok).toBe(false);
    expect(value(Array.from({ length: 1000 }, () => '1').join(' + '))).toBe(1000);
  });

  test('ten things wrong with an expression are told, not hundreds', () => {
    const prepared = prepareExpression(Array.from({ length: 400 }, () => 'cnct(a)').join('+'));
    expect(prepared).toMatchObject({ ok: false, diagnostics: { length: 10 } });
  });

  test('a hostile regular expression takes no time', () => {
    const started = performance.now();
    expect(value('matches_regex(text, "(a+)+$")', { text: `${'a'.repeat(5000)}!` })).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('padding to an absurd length is an error, not a full memory', () => {
    expect(() => value('lpad("a", 1000000000, "b")')).toThrow(EvaluationError);
  });
});

group('errors of evaluation are values to warn about', () => {
  test.each([
    ['null + 1', 'an operand of + is null'],
    ['missing * 2', 'an operand of the calculation is null'],
    ['1 / 0', 'division by zero'],
    ['to_integer("x")', '"x" is no number'],
    ['date("soon")', '"soon" is no date'],
    ['date("2020", "QQ!")', '"2020" does not fit the date pattern "QQ!"'],
    ['format(now(), "bbb")', '`b` in the date pattern "bbb" has no meaning; put plain text in single quotes'],
    ['json_to_object("[1, 2e999]")', 'a number is too large'],
    ['to_object("a")', 'keys and values come in pairs; the last key has no value'],
    ['extract_regex("a", concat("(", ""))', 'the regular expression "(" cannot be used'],
  ])('%s', (source, message) => {
    expect(() => value(source)).toThrow(message);
    expect(() => value(source)).toThrow(EvaluationError);
  });
});

test('only the chosen branch is evaluated', () => {
  expect(value('iif(true, 1, to_integer("x"))')).toBe(1);
  expect(value('true || to_integer("x") > 1')).toBe(true);
  expect(value('false && to_integer("x") > 1')).toBe(false);
  expect(value('true ? 1 : to_integer("x")')).toBe(1);
});

test('the paths an expression reads are known, lambda parameters are not among them', () => {
  const prepared = prepareExpression('concat(a.b[0].c, transformArray(items[*].sku, x -> x + tier), a.b[0].c)');
  expect(prepared.ok && prepared.paths).toEqual(['a.b[0].c', 'items[*].sku', 'tier']);
});

group('whatever is written', () => {
  const survives = (source: string) => {
    const prepared = prepareExpression(source);
    if (!prepared.ok) {
      expect(prepared.diagnostics.length).toBeGreaterThan(0);
      return;
    }
    try {
      prepared.run({ a: { b: [1, 'x', null] }, c: '2020-01-01' }, { now: 0 });
    } catch (error) {
      expect(error).toBeInstanceOf(EvaluationError);
    }
  };

  test('the parser and the evaluator survive it', () => {
    assert(property(string({ maxLength: 60 }), survives), { numRuns: 2000 });
    const grammar = stringMatching(
      /^(?:(?:a|c|a\.b\[\*\]|null|1|2\.5|"x"|-|not |empty |concat\(|upper\(|min\(|date\(|size_of\(|\[|\(|\)|\]|,| \+ | == | > | \/ | \? | : | and |x -> |\{"k": |\}|\.get\(0\)){0,12})$/,
    );
    assert(property(grammar, survives), { numRuns: 5000 });
  });

  test('no prototype can be reached', () => {
    for (const source of [
      '__proto__',
      'a.__proto__.x',
      'a["__proto__"]',
      'constructor.prototype',
      '{"__proto__": {"x": 1}}.x',
      'to_object("__proto__", a).x',
      '"t".get("constructor")',
    ]) {
      expect(value(source, { a: {} }) ?? null).toBeNull();
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

group('what a record may cost', () => {
  const greedy = 'first(transformArray(explode(lpad("", 4000, "ab"), "b"), x -> sha512(lpad("", 4000, x))))';

  test('ends an expression that never comes to an end of its own, and nothing after it', () => {
    expect(() => value(greedy)).toThrow('the record needs too much work');
    expect(value('upper("a")')).toBe('A');
  });

  test('counts the bytes that are hashed, in lists, too, not the characters they were written with', () => {
    const text = (letter: string) => ({ list: [letter.repeat(20_000)] });
    expect(value('sha512(list)', text('a'))).toHaveLength(128);
    expect(() => value('sha512(list)', text('€'))).toThrow('the record needs too much work');
  });

  test('does not count against what is read and checked afterwards', () => {
    expect(() => value(greedy)).toThrow(EvaluationError);
    expect(prepareExpression('matches_regex(text, "[a-c]{2,30}x")').ok).toBe(true);
  });

  test('is the same for a pattern that is known from an earlier record', () => {
    const source = 'transformArray(list, x -> matches_regex(x, concat("(a|b){1,90}", x)))';
    const list = Array.from({ length: 400 }, (_, index) => `ab${index}`);
    const said = (count: number) => {
      try {
        return value(source, { list: list.slice(0, count) });
      } catch (error) {
        return (error as Error).message;
      }
    };
    const fresh = list.map((_, at) => said(at));
    expect(list.map((_, at) => said(at))).toEqual(fresh);
    expect(fresh).toContain('the record needs too much work');
  });
});

test('a record nested without end is an error, whatever looks into it', () => {
  let deep: unknown = { a: 1 };
  for (let level = 0; level < 20_000; level += 1) deep = [deep];
  for (const source of [
    'list.a',
    'list[*].a',
    'flattenArray(list)',
    'list == other',
    'upper(list)',
    'array_to_string(",", list)',
  ])
    expect(() => value(source, { list: deep, other: [deep] })).toThrow('nested more than 100 levels deep');
});

test('ids made in a lambda differ, too', () => {
  expect(new Set(value('transformArray([1, 2, 3], x -> uuid())') as string[]).size).toBe(3);
});

test('JSON in a text has the names that are written in it, whatever names an earlier record had', () => {
  const read = (json: string) => Object.keys(value('json_to_object(json)', { json }) as object);
  expect(read(String.raw`{"sku": [], "\\": []}`)).toEqual(['sku', '\\']);
  expect(read(String.raw`{"sku": [], "\"": []}`)).toEqual(['sku', '"']);
});
