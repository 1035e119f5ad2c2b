import { array, assert, constantFrom, dictionary, double, letrec, oneof, property, string } from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { parseJson } from './index.ts';

group('JSON with escapes in its names', () => {
  test('has the names that are written, whatever names were read before', () => {
    // Engines that take one for another do so among objects with as many members.
    expect(Object.keys(parseJson(String.raw`{"h": [], "\\": 0}`) as object)).toEqual(['h', '\\']);
    const names = (text: string) => Object.keys(parseJson(text) as object);
    expect(names(String.raw`{"h": 1, "\"": 2}`)).toEqual(['h', '"']);
    expect(names(String.raw`{"h": 1, "\n": 2}`)).toEqual(['h', '\n']);
    expect(names(String.raw`{"h": 1, "\u0041" : 2}`)).toEqual(['h', 'A']);
    expect(names(String.raw`{"h": 1, "\/x": 2}`)).toEqual(['h', '/x']);
  });

  test('is what was written, for every value', () => {
    const text = string({
      unit: constantFrom('\\', '"', '\n', 'n', 'u0041', 'a', ':', ',', '}', ']', ' ', 'é', '\u2028'),
    });
    const odd = string({ unit: constantFrom('\\', '"', '\n'), minLength: 1, maxLength: 2 });
    const name = oneof(text, odd, constantFrom('a', '__proto__', '', '7', 'constructor'));
    const { value } = letrec((tie) => ({
      value: oneof(
        { maxDepth: 4 },
        text,
        double({ noNaN: true, noDefaultInfinity: true }),
        constantFrom(true, false, null),
        tie('list'),
        tie('object'),
      ),
      list: array(tie('value'), { maxLength: 3 }),
      object: dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    }));
    const asInJson = (one: unknown) => JSON.stringify(one);
    assert(
      property(value, constantFrom(0, 2, '\t'), constantFrom('', ' \r\n'), (one, indent, around) => {
        const text = `${around}${JSON.stringify(one, null, indent)}${around}`;
        expect(asInJson(parseJson(text))).toBe(asInJson(one));
      }),
      { numRuns: 3000 },
    );
  });

  test('keeps the later of two members with one name, at the place of the first', () => {
    expect(JSON.stringify(parseJson(String.raw`{"\"": 1, "b": 2, "\u0022": 3, "b": 4}`))).toBe(
      String.raw`{"\"":3,"b":4}`,
    );
  });

  test('reaches no prototype', () => {
    const read = parseJson(String.raw`{"\u005f_proto__": {"polluted": 1}}`) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect(read.polluted).toBeUndefined();
  });

  test('may be nested as deeply as other JSON', () => {
    const deep = `${'['.repeat(50_000)}{"\\n": 1}${']'.repeat(50_000)}`;
    expect(() => parseJson(deep)).not.toThrow();
  });

  test.each(['', '{"\\n": }', '{"\\n" 1}', '["\\x"]', '{"a": "\\', '"\\'])(
    'and none is refused as everywhere: %s',
    (text) => {
      const native = (() => {
        try {
          return JSON.parse(text);
        } catch (error) {
          return (error as Error).message;
        }
      })();
      expect(() => parseJson(text)).toThrow(new SyntaxError(native));
    },
  );

  test('costs no more than its length', () => {
    const started = performance.now();
    parseJson(JSON.stringify({ text: '\n"'.repeat(500_000), list: Array.from({ length: 50_000 }, () => '\\') }));
    parseJson(`{"\\n":[${'{"\\t":"\\n"},'.repeat(50_000)}0]}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
