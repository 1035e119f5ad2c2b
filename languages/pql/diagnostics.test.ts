import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../syntax/index.ts';
import { eventRoot, profileRoot } from './cases/sample.ts';
import { compilePredicate } from './index.ts';

function complaints(source: string): readonly string[] {
  const compiled = compilePredicate(source, { root: profileRoot, eventRoot });
  return compiled.ok
    ? []
    : compiled.diagnostics.map((diagnostic) => `${diagnostic.code}: ${renderDiagnostic(source, diagnostic)}`);
}

describe('what is wrong with a rule', () => {
  it.each([
    ['loyalty.teir = "gold"', 'PQL-UNKNOWN-FIELD: there is no field `teir` here at 1:9, did you mean `tier`?'],
    ['loyalti.tier = "gold"', 'PQL-UNKNOWN-FIELD: there is no field `loyalti` here at 1:1, did you mean `loyalty`?'],
    [
      'loyalty.tier.starstWith("g")',
      'PQL-UNKNOWN-FUNCTION: there is no function `starstWith` at 1:14, did you mean `startsWith`?',
    ],
    [
      'loyalty.tier.startsWith()',
      'PQL-ARGUMENTS: `startsWith` takes 1 to 2 arguments, not 0 at 1:14, write S.startsWith(SUB[, CASE_SENSITIVE])',
    ],
    ['loyalty.points.startsWith("1")', 'PQL-TYPE: `startsWith` works on a text, but this is a number at 1:1'],
    ['loyalty.points = "many"', 'PQL-TYPE: a number cannot be compared with a text at 1:1'],
    ['loyalty = "gold"', 'PQL-TYPE: an object cannot be compared with a text at 1:1'],
    [
      'loyalty.joinDate > "soon"',
      'PQL-DATE: this text is not a date at 1:20, write it as "2026-01-31" or date(2026, 1, 31)',
    ],
    [
      'loyalty.points',
      'PQL-NOT-BOOLEAN: this must be true or false, but it is a number at 1:1, compare it with something',
    ],
    [
      'loyalty.tier.matches("(")',
      'PQL-ARGUMENTS: the pattern cannot be read: error parsing regexp: missing closing ): `(` at 1:1',
    ],
    ['xEvent[loyalty.tier = "gold"].count() > 0', 'PQL-UNKNOWN-FIELD: there is no field `tier` here at 1:16'],
    [
      'xEvent[homeAddress.city = "Ulm"].count() > 0',
      'PQL-UNKNOWN-FIELD: `homeAddress` is not a field of the items in this filter at 1:8, write `^.homeAddress` to reach it',
    ],
    ['^^.loyalty.tier = "gold"', 'PQL-UP: `^^` goes out 2 scopes, but there are only 0 around here at 1:1'],
    ['$2.loyalty.tier = "gold"', 'PQL-PARAMETER: there is no $2: an audience has one input, the profile at 1:1'],
    ['$1.isNull()', 'PQL-WHOLE-PROFILE: the whole profile is not a value; name one of its fields at 1:1'],
    ['inSegment(loyalty.tier)', 'PQL-LITERAL: the audience of `inSegment` must be a text literal with its id at 1:1'],
    [
      'loyalty.tier = "gold" and',
      'SYNTAX-EXPECTED: expected a value, a field or a condition but found the end at 1:26',
    ],
    ['loyalty.tier = "gold', 'SYNTAX-UNCLOSED-STRING: this text literal is never closed at 1:16, add " at its end'],
    ['loyalty.tier == "gold"', 'SYNTAX-EXPECTED: expected a value, a field or a condition but found `=` at 1:15'],
    [
      'loyalty.lastEarn occurs <= 30 fortnights before now',
      'SYNTAX-EXPECTED: expected a time unit at 1:31, one of seconds, minutes, hours, days, weeks, months, years, …',
    ],
    ['loyalty.tier occurs today', 'PQL-TYPE: this must be a date or time, but it is a text at 1:1'],
    ['date(2026, 2, 30) < now', 'PQL-ARGUMENTS: there is no such day at 1:1'],
    [
      'loyalty.interests.count() in 3',
      'PQL-NOT-A-LIST: after `in` comes a list, but this is a number at 1:30, write [a, b]',
    ],
  ])('%s', (source, complaint) => {
    expect(complaints(source)).toContain(complaint);
  });

  it('reports everything that is wrong, not only the first thing', () => {
    expect(complaints('loyalty.teir = "gold" and loyalty.pionts > 3').length).toBe(2);
  });

  it('answers in bounded time to hostile input', () => {
    const deep = '('.repeat(50_000);
    const long = `loyalty.points > 0${' + 1'.repeat(20_000)}`;
    const steps = `loyalty${'.tier'.repeat(15_000)}`;
    const huge = 'x'.repeat(200_000);
    const both = Array.from({ length: 150 }).reduce<string>(
      (inner) => `(${inner}${'+1'.repeat(300)})`,
      'loyalty.points',
    );
    for (const source of [deep, long, steps, huge, `${both} > 0`]) expect(complaints(source).length).toBeGreaterThan(0);
  });

  it('takes a rule with thousands of clauses', () => {
    const clauses = Array.from({ length: 4000 }, (_, index) => `loyalty.points = ${index}`).join(' or ');
    expect(complaints(clauses)).toEqual([]);
  });
});
