import { expect, describe as group, test } from 'vitest';
import {
  Cursor,
  type Diagnostic,
  distance,
  nearest,
  parseWith,
  renderDiagnostic,
  sayingOf,
  tokenize,
} from './index.ts';

const RULES = { symbols: ['+', '=', '==', '(', ')'], quotedNames: true, nameEscapes: true };
const texts = (source: string) => tokenize(source, RULES).tokens.map(({ kind, text }) => `${kind}:${text}`);

group('tokens', () => {
  test('names, numbers, texts and the longest symbol, each with its span', () => {
    expect(texts('a1 == "x" + 1.5e2')).toEqual([
      'name:a1',
      'symbol:==',
      'string:x',
      'symbol:+',
      'number:1.5e2',
      'end:',
    ]);
    expect(tokenize('ab + c', RULES).tokens[2]?.span).toEqual({ start: 5, end: 6 });
  });

  test('a name in dollar braces may hold anything, a backslash takes the next character as it is', () => {
    expect(texts(`\${First Name} street\\.name \${a\\}b}`)).toEqual([
      'quoted-name:First Name',
      'name:street.name',
      'quoted-name:a}b',
      'end:',
    ]);
  });

  test('escapes in texts are read; what is no escape stays only when the language says so', () => {
    expect(texts(String.raw`"a\n\u0041\d"`)[0]).toBe('string:a\nAd');
    const kept = tokenize(String.raw`"\d+\n\"\\"`, { ...RULES, keepUnknownEscapes: true });
    expect(kept.tokens[0]?.text).toBe('\\d+\n"\\');
  });

  test('an escape named like a member of every object is only text', () => {
    expect(tokenize(String.raw`"\constructor"`, RULES).tokens[0]?.text).toBe('constructor');
  });

  test('what cannot be read becomes diagnostics, and reading goes on', () => {
    const { tokens, diagnostics } = tokenize('a § "open', RULES);
    expect(diagnostics.map(({ code }) => code)).toEqual(['SYNTAX-UNKNOWN-CHARACTER', 'SYNTAX-UNCLOSED-STRING']);
    expect(tokens.map(({ kind }) => kind)).toEqual(['name', 'string', 'end']);
  });
});

group('the cursor', () => {
  const what = sayingOf({ name: 'a name', close: 'to close the bracket' });
  const parse = (source: string) =>
    parseWith(tokenize(source, RULES), (cursor) => {
      const inside = (): string =>
        cursor.nested(() => {
          if (!cursor.take('(')) return cursor.expectName(what('name')).text;
          const name = inside();
          cursor.expect(')', what('close'));
          return name;
        });
      return inside();
    });

  test('gives the node when all input is used', () => {
    expect(parse('((a))')).toEqual({ node: 'a', diagnostics: [] });
  });

  test('says what was expected, found and where', () => {
    const [diagnostic] = parse('((a)').diagnostics;
    expect(renderDiagnostic('((a)', diagnostic as Diagnostic)).toBe(
      'expected `)` to close the bracket but found the end at 1:5',
    );
    expect(parse('a b').diagnostics[0]?.code).toBe('SYNTAX-LEFTOVER');
  });

  test('refuses nesting that would overflow the stack', () => {
    expect(parse('('.repeat(100_000)).diagnostics[0]?.code).toBe('SYNTAX-TOO-DEEP');
  });

  test('rewinds to a mark and peeks without moving', () => {
    const cursor = new Cursor(tokenize('a b c', RULES).tokens);
    const mark = cursor.mark();
    cursor.next();
    expect([cursor.token.text, cursor.peek().text, cursor.peek(9).kind]).toEqual(['b', 'c', 'end']);
    cursor.rewind(mark);
    expect(cursor.token.text).toBe('a');
  });
});

group('nearest names', () => {
  test('finds a transposed, a missing and a wrongly cased letter', () => {
    expect(nearest('concta', ['coalesce', 'concat'])).toBe('concat');
    expect(nearest('lowr', ['lower', 'upper'])).toBe('lower');
    expect(nearest('TRIM', ['ltrim', 'trim'])).toBe('trim');
  });

  test('says nothing when nothing is near', () => {
    expect(nearest('loyalty', ['concat'])).toBeUndefined();
    expect(distance('abcdef', 'uvwxyz', 2)).toBeGreaterThan(2);
  });
});
