import { describe, expect, it } from 'vitest';
import { eventRoot, now, profileRoot } from './cases/sample.ts';
import { compilePredicate, fromJson, parsePql, toJson } from './index.ts';

const roots = { root: profileRoot, eventRoot };
/** Rules are at most 100,000 characters. */
const LENGTH = 100_000;
const LEVELS = 10_000;

function filled(part: string): string {
  return part.repeat(Math.floor(LENGTH / part.length));
}

const SOURCES: Readonly<Record<string, string>> = {
  parentheses: `${'('.repeat(LEVELS)}true${')'.repeat(LEVELS)}`,
  not: `${'not '.repeat(LEVELS)}true`,
  signs: `${'!'.repeat(LEVELS)}true`,
  minus: `${'- '.repeat(LEVELS)}1 > 0`,
  filters: `${'xEvent['.repeat(LEVELS)}true${']'.repeat(LEVELS)}`,
  lists: `loyalty.tier in ${'['.repeat(LEVELS)}"a"${']'.repeat(LEVELS)}`,
  objects: `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`,
  calls: `loyalty.tier${'.equals("a"'.repeat(LEVELS)}${')'.repeat(LEVELS)}`,
  quantifiers: `${'exists E from xEvent where '.repeat(3000)}true`,
  bindings: `exists ${Array.from({ length: 3000 }, (_, at) => `E${at} from xEvent where (true)`).join(', ')}`,
  lets: `${'let A = 1 in ('.repeat(5000)}true${')'.repeat(5000)}`,
  lambdas: `${'(A) => '.repeat(LEVELS)}true`,
  chain: `chain(xEvent, timestamp, [${filled('A: WHAT(true), ')}A: WHAT(true)])`,
  carets: `xEvent[${'^'.repeat(LENGTH - 20)}.loyalty.tier = "a"]`,
  comparisons: `true ${filled(' = true')}`,
  numbers: `loyalty.points > ${'9'.repeat(90_000)}`,
  'digits after the point': `loyalty.points > 0.${'1'.repeat(90_000)}`,
  'an amount of time': `loyalty.lastEarn occurs <= ${'9'.repeat(300)} years before now`,
  'a pattern': `loyalty.tier.matches("${'(a*)*'.repeat(150)}b")`,
  'a pattern of powers': 'loyalty.tier.matches("((((a{1,100}){1,100}){1,100}){1,100}){1,100}")',
  'a quantifier of a pattern': 'loyalty.tier.matches("a{1000000000}")',
  'like in all directions': `loyalty.tier like "${'%a'.repeat(40_000)}"`,
  names: filled('xEvnt.'),
  quotes: `"${filled('\\')}`,
  'what is nothing': filled('§'),
};

describe('hostile rules', () => {
  it.each(Object.entries(SOURCES))(
    '%s: are read or refused in bounded time, and mean the same in JSON',
    (_, source) => {
      const compiled = compilePredicate(source, roots);
      if (compiled.ok) {
        compiled.predicate.evaluate({ loyalty: { tier: 'a'.repeat(1000), points: 1 } }, [], now, () => false);
        const json = toJson(parsePql(source).expression!);
        expect(json.ok && fromJson(json.json).ok).toBe(true);
      } else {
        expect(compiled.diagnostics.length).toBeGreaterThan(0);
        expect(compiled.diagnostics.every(({ code, message }) => code !== '' && message !== '')).toBe(true);
      }
    },
  );

  it('are refused when longer than can be read', () => {
    expect(compilePredicate(`loyalty.tier = "${'x'.repeat(LENGTH)}"`, roots)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PQL-TOO-LONG' }],
    });
  });

  it.each([
    ['fnApply', (inner: unknown) => ({ nodeType: 'fnApply', fnName: 'not', params: [inner] })],
    ['fieldLookup', (inner: unknown) => ({ nodeType: 'fieldLookup', fieldName: 'a', object: inner })],
    ['literal', (inner: unknown) => ({ nodeType: 'literal', literalType: 'List', value: [inner] })],
  ])('of %s nodes 10,000 levels deep are refused', (_, wrap) => {
    let tree: unknown = { nodeType: 'literal', literalType: 'Boolean', value: true };
    for (let level = 0; level < LEVELS; level += 1) tree = wrap(tree);
    expect(fromJson(tree)).toMatchObject({ ok: false, diagnostics: [{ code: 'PQL-JSON' }] });
  });

  const many = Array.from({ length: 5000 }, (_, at) => ({
    _id: `e${at}`,
    eventType: `t${at % 50}`,
    timestamp: new Date(now - at * 1000).toISOString(),
    channel: 'store',
    productListItems: [{ SKU: `s${at}`, quantity: 1 }],
  }));

  it.each([
    'exists A from xEvent where (true), B from xEvent where (true), C from xEvent where (A.channel = "x")',
    'forall A from xEvent where (forall B from xEvent where (exists C from xEvent where (C.channel = B._id)) or true)',
    'xEvent[$1.xEvent[$1.xEvent[channel = "x"].count() > 0].count() > 0].count() > 0',
    'xEvent[$1.xEvent.channel.distinct().count() > 5].count() > 0',
    'xEvent[channel in $1.xEvent.channel].count() > 6000',
    'xEvent.map($1.xEvent.map($1.xEvent.filter((E) => E.channel = "x").count()).sum()).count() > 5000',
  ])('over 5,000 events are given up after a fixed number of steps: %s', (source) => {
    const compiled = compilePredicate(source, roots);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
    const { predicate } = compiled;
    expect(predicate.evaluate({}, many, now, () => false)).toBe(false);
    expect(predicate.last.tooMuchWork).toBe(true);
    predicate.evaluate({}, many.slice(0, 5), now, () => false);
    expect(predicate.last.tooMuchWork).toBe(false);
  });

  it('do not give up what an honest rule over 5,000 events asks', () => {
    const source =
      'xEvent[eventType = "t1" and productListItems[quantity > 0].count() > 0].count() > 50 and ' +
      'chain(xEvent, timestamp, [A: WHAT(eventType = "t3"), B: WHAT(eventType = "t2"), C: WHAT(eventType = "t1")])';
    const compiled = compilePredicate(source, roots);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
    expect(compiled.predicate.evaluate({}, many, now, () => false)).toBe(true);
    expect(compiled.predicate.last.tooMuchWork).toBe(false);
  });
});
