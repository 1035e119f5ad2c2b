import { describe, expect, it } from 'vitest';
import { plain } from './cases/plain.ts';
import { eventRoot, events, inSegment, now, profile, profileRoot } from './cases/sample.ts';
import { compileExpression, compilePredicate, PQL_CHOICES, readChoices } from './index.ts';

function choicesOf(text: string) {
  const read = readChoices(text);
  if ('wrong' in read) throw new Error(read.wrong);
  return read.choices;
}

function result(source: string, text: string): unknown {
  const compiled = compileExpression(source, { root: profileRoot, eventRoot, choices: choicesOf(text) });
  if (!compiled.ok) return compiled.diagnostics[0]!.code;
  return plain(compiled.expression.evaluate(profile, events, now, inSegment));
}

/** Per choice: an expression, and what it gives with each of the values. */
const CASES: readonly (readonly [keyof typeof PQL_CHOICES, string, unknown, unknown])[] = [
  ['negatives-of-absent', 'loyalty.nickname != "x"', false, true],
  ['negatives-of-absent', 'loyalty.nickname notIn ["x"]', false, true],
  ['negatives-of-absent', 'loyalty.nickname.doesNotContain("x")', false, true],
  ['negatives-of-absent', 'loyalty.nickname.notEqualTo("x")', false, true],
  ['negatives-of-absent', 'xEvent[eventType = "none"].max(timestamp) != date(2026, 1, 1)', false, true],
  ['array-paths', 'xEvent.channel.distinct().count() = 2', true, 'PQL-ARRAY-PATH'],
  [
    'several-bindings',
    'exists E from xEvent where (E.channel = "web"), I from E.productListItems where (I.SKU = "SKU-9")',
    false,
    true,
  ],
  ['ranking', 'xEvent.topN(loyalty.pointsDelta, 1).loyalty.pointsDelta', [120], [-40]],
  ['weeks', 'date(2026, 6, 7) occurs this week', true, false],
  ['matching', 'loyalty.memberId.matches("^GB")', true, false],
  ['between-end', 'date(2026, 6, 10) occurs between date(2026, 6, 1) and date(2026, 6, 10)', true, false],
  ['empty-forall', 'forall E from xEvent[channel = "none"] where E.channel = "web"', true, false],
];

describe('open points of the documentation', () => {
  it.each(CASES)('%s: %s is %j or %j', (name, source, first, second) => {
    const [a, b] = PQL_CHOICES[name];
    expect(result(source, '')).toEqual(first);
    expect(result(source, `${name}=${a}`)).toEqual(first);
    expect(result(source, `${name}=${b}`)).toEqual(second);
  });

  it('two events of one time are two steps when ties are allowed, one event never is', () => {
    const at = '2026-06-01T00:00:00Z';
    const pair = [
      { _id: 'a', timestamp: at, eventType: 'x', channel: 'web' },
      { _id: 'b', timestamp: at, eventType: 'x', channel: 'store' },
    ];
    const chain = (steps: string, text: string, over: readonly object[]) => {
      const source = `chain(xEvent, timestamp, [${steps}])`;
      const compiled = compilePredicate(source, { root: profileRoot, eventRoot, choices: choicesOf(text) });
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
      return compiled.predicate.evaluate({}, over, now, inSegment);
    };
    const steps = 'A: WHAT(eventType = "x"), B: WHAT(channel = "web")';
    expect(chain(steps, '', pair)).toBe(false);
    expect(chain(steps, 'chain-ties=allowed', pair)).toBe(true);
    expect(chain(steps, 'chain-ties=allowed', pair.slice(0, 1))).toBe(false);
  });

  it('an event with inSegment streams when chosen', () => {
    const source = 'inSegment("a") and chain(xEvent, timestamp, [A: WHAT(true) WHEN(today)])';
    const eligible = (text: string) => {
      const compiled = compilePredicate(source, { root: profileRoot, eventRoot, choices: choicesOf(text) });
      return compiled.ok && compiled.predicate.eligibility.streaming;
    };
    expect([eligible(''), eligible('event-with-segment=streaming')]).toEqual([false, true]);
  });

  it('says what is wrong with a list of choices', () => {
    expect(readChoices('weeks=friday')).toEqual({ wrong: 'weeks is friday; it must be sunday or monday' });
    expect(readChoices('week=monday')).toMatchObject({ wrong: expect.stringContaining('there is no choice week') });
  });
});
