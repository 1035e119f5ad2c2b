import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { saidOfPattern } from './pattern-phrases.ts';

/** What the engine itself says. */
function complaint(pattern: string): string {
  try {
    RE2JS.compile(pattern);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`${pattern} is a regular expression`);
}

describe('what the engine says of a regular expression', () => {
  it.each([
    ['(a', 'regex-missing-paren', '(a'],
    ['a)', 'regex-unexpected-paren', 'a)'],
    ['[a\n', 'regex-missing-bracket', '[a\n'],
    ['*a', 'regex-missing-argument', '*'],
    ['a**', 'regex-repeat-operator', '**'],
    ['a{2,1}', 'regex-repeat-count', '{2,1}'],
    ['(?=a)', 'regex-perl', '(?='],
    ['\\1', 'regex-escape', '\\1'],
    ['[b-a]', 'regex-char-range', 'b-a'],
    ['(?P<n', 'regex-named-capture', '(?P<n'],
    ['(?P<n>a)(?P<n>b)', 'regex-duplicate-name', 'n'],
  ])('%j: %s', (pattern, code, part) => {
    const message = complaint(pattern);
    expect(saidOfPattern(message)).toMatchObject({
      message,
      phrase: {
        code: 'regex-error-at',
        values: { what: { code, values: {} }, part },
      },
    });
  });

  it('of no part of it is said of the whole; what is not known stands as it is', () => {
    for (const [pattern, code] of [
      ['\\', 'regex-trailing-backslash'],
      [`${'('.repeat(1001)}${')'.repeat(1001)}`, 'regex-nesting'],
    ] as const)
      expect(saidOfPattern(complaint(pattern))).toMatchObject({
        phrase: { code: 'regex-error', values: { what: { code } } },
      });
    expect(saidOfPattern('error parsing regexp: something new: `a`')).toBe('error parsing regexp: something new: `a`');
    expect(saidOfPattern('out of memory')).toBe('out of memory');
  });
});
