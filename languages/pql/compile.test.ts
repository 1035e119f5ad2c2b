import { describe, expect, it } from 'vitest';
import { eventRoot, events, inSegment, now, profile, profileRoot } from './cases/sample.ts';
import { type CompiledPredicate, compilePredicate, fromJson, parsePql, toJson } from './index.ts';

function compiled(source: Parameters<typeof compilePredicate>[0]): CompiledPredicate {
  const result = compilePredicate(source, { root: profileRoot, eventRoot });
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.predicate;
}

const NEVER = () => false;

function holds(source: string, over: object = profile, at = now): boolean {
  return compiled(source).evaluate(over, [], at, NEVER);
}

describe('what a rule depends on', () => {
  it.each([
    ['loyalty.tier = "gold"', ['loyalty.tier']],
    ['loyalty.isNotNull() and loyalty.tier = "gold"', ['loyalty']],
    ['loyalty.coupons.code = "A"', ['loyalty.coupons']],
    ['loyalty.coupons[value > ^loyalty.points].count() > 0', ['loyalty.coupons', 'loyalty.points']],
    ['identityMap.get("Email").id = "a"', ['identityMap']],
    ['let L = loyalty in (L.tier = "gold")', ['loyalty.tier']],
    ['(M) => M.person.name.firstName = M.person.name.lastName', ['person.name.firstName', 'person.name.lastName']],
    ['xEvent[loyalty.pointsDelta > ^loyalty.points].count() > 0', ['loyalty.points']],
    ['exists C from loyalty.coupons where C.value > 3', ['loyalty.coupons']],
  ])('%s reads %j', (source, paths) => {
    expect(compiled(source).paths).toEqual(paths);
  });

  it('knows whether events, other audiences or the clock matter', () => {
    const {
      events: readsEvents,
      segments,
      clock,
    } = compiled('xEvent.count() > 0 and inSegment("b") and not inSegment("a")');
    expect({ readsEvents, segments, clock }).toEqual({ readsEvents: true, segments: ['a', 'b'], clock: false });
    expect(compiled('loyalty.lastEarn occurs this week').clock).toBe(true);
    expect(compiled('loyalty.joinDate occurs before date(2024, 1, 1)').clock).toBe(false);
  });
});

describe('absent values', () => {
  it.each([
    ['loyalty.tier = "gold"', false],
    ['loyalty.tier != "gold"', false],
    ['not (loyalty.tier = "gold")', true],
    ['not loyalty.tier = "gold"', true],
    ['loyalty.points >= 0', false],
    ['loyalty.points < 10', false],
    ['loyalty.points + 1 > 0', false],
    ['loyalty.tier notIn ["gold"]', false],
    ['loyalty.tier.doesNotContain("x")', false],
    ['loyalty.tier.isNull()', true],
    ['loyalty.coupons.count() = 0', true],
    ['loyalty.joinDate != date(2024, 1, 1)', false],
    ['loyalty.joinDate occurs != 3 days before now', false],
    ['forall E from xEvent where E.channel = "store"', true],
    ['loyalty.points / 0 > 0', false],
  ])('%s is %s without data', (source, result) => {
    expect(holds(source, {})).toBe(result);
    expect(holds(source, { loyalty: null })).toBe(result);
    expect(holds(source, { loyalty: { tier: null, points: null, joinDate: null } })).toBe(result);
  });

  it('survives data of other shapes than the schema says', () => {
    for (const odd of [{ loyalty: 3 }, { loyalty: { tier: ['gold'], points: 'x', coupons: {} } }, { loyalty: [] }]) {
      expect(holds('loyalty.points > 3 or loyalty.coupons.value > 3 or loyalty.tier.startsWith("g")', odd)).toBe(false);
    }
  });

  it('does not take what objects inherit for data', () => {
    const open = { type: 'object', open: true } as const;
    for (const name of ['constructor', 'toString', '__proto__']) {
      const result = compilePredicate(`${name}.isNotNull()`, { root: open });
      expect(result.ok && result.predicate.evaluate({}, [], now, NEVER)).toBe(false);
    }
  });
});

describe('lists', () => {
  const coupons = {
    loyalty: {
      coupons: [
        { code: 'A', value: 5 },
        { code: 'B', value: 20 },
      ],
    },
  };
  it.each([
    ['loyalty.coupons.value > 10', true],
    ['loyalty.coupons.value > 30', false],
    ['30 > loyalty.coupons.value', true],
    ['loyalty.coupons.code.startsWith("B")', true],
    ['loyalty.coupons[value > 10].code = "A"', false],
    ['loyalty.coupons.code in ["B", "C"]', true],
    ['loyalty.coupons.code = ["B", "A"]', true],
    ['select C from loyalty.coupons where C.value > 10', true],
    ['select C from loyalty.coupons where C.value > 30', false],
    ['loyalty.coupons.map((C) => C.value * 2).max() = 40', true],
  ])('%s is %s', (source, result) => {
    expect(holds(source, coupons)).toBe(result);
  });
});

describe('times', () => {
  const at = (lastEarn: string, source: string) =>
    holds(`loyalty.lastEarn occurs ${source}`, { loyalty: { lastEarn } });
  it.each([
    ['2026-06-10T12:00:00Z', '<= 30 days before now', true],
    ['2026-05-11T12:00:00Z', '<= 30 days before now', true],
    ['2026-05-11T12:00:00Z', '< 30 days before now', false],
    ['2026-05-11T11:59:59Z', '<= 30 days before now', false],
    ['2026-05-11T11:59:59Z', '> 30 days before now', true],
    ['2026-06-11T12:00:00Z', '<= 30 days before now', false],
    ['2026-06-11T12:00:00Z', '<= 30 days after now', true],
    ['2026-06-11T12:00:00Z', '>= 1 day from now', true],
    ['2026-06-09T23:59:59.999Z', 'yesterday', true],
    ['2026-06-10T00:00:00Z', 'on yesterday', false],
    ['2026-06-11T00:00:00Z', 'tomorrow', true],
    ['2026-06-07T00:00:00Z', 'this week', true],
    ['2026-06-06T23:59:59Z', 'last week', true],
    ['2026-05-31T10:00:00Z', 'last month', true],
    ['2027-01-01T10:00:00Z', 'next year', true],
    ['2026-06-05T23:00:00Z', '= 5 days before today', true],
    ['2026-06-04T23:00:00Z', '= 5 days before today', false],
    ['2026-03-10T11:00:00Z', '> 3 months before now', true],
    ['2026-01-31T23:00:00Z', 'between date(2026, 1, 1) and date(2026, 1, 31)', true],
    ['2026-02-01T00:00:00Z', 'between date(2026, 1, 1) and date(2026, 1, 31)', false],
    ['2026-06-10T14:00:00+02:00', 'before now', false],
    ['2026-06-10T13:59:00+02:00', 'before now', true],
  ])('%s occurs %s is %s at noon of 2026-06-10', (value, source, result) => {
    expect(at(value, source)).toBe(result);
  });

  it('keeps the last day of a month when months are counted', () => {
    const march = Date.UTC(2026, 2, 31, 12);
    expect(
      holds('loyalty.lastEarn occurs <= 1 month before now', { loyalty: { lastEarn: '2026-02-28T12:00:00Z' } }, march),
    ).toBe(true);
    expect(
      holds('loyalty.lastEarn occurs <= 1 month before now', { loyalty: { lastEarn: '2026-02-28T11:00:00Z' } }, march),
    ).toBe(false);
  });
});

describe('chains', () => {
  const chain = (steps: string) =>
    compiled(`chain(xEvent, timestamp, [${steps}])`).evaluate(profile, events, now, NEVER);
  const step = (label: string, type: string) => `${label}: WHAT(eventType = "${type}")`;

  it('follows the order of time, not of the list', () => {
    expect(chain(`${step('A', 'loyalty.accrual')}, ${step('B', 'loyalty.redemption')}`)).toBe(true);
    expect(chain(`${step('A', 'loyalty.redemption')}, ${step('B', 'loyalty.accrual')}`)).toBe(false);
  });

  it('never uses one event for two steps', () => {
    expect(chain(`${step('A', 'loyalty.enrolment')}, ${step('B', 'loyalty.enrolment')}`)).toBe(false);
    const three = ['A', 'B', 'C'].map((label) => step(label, 'loyalty.accrual')).join(', ');
    expect(chain(three)).toBe(true);
    expect(chain(`${three}, ${step('D', 'loyalty.accrual')}`)).toBe(false);
  });
});

describe('eligibility', () => {
  it.each([
    ['loyalty.tier = "gold"', true, true],
    ['CHAIN(xEvent, timestamp, [A: WHAT(eventType = "a") WHEN(today)])', true, true],
    [
      'CHAIN(xEvent, timestamp, [A: WHAT(eventType = "a") WHEN(today), B: WHAT(eventType = "b") WHEN(<= 24 hours before now)])',
      true,
      false,
    ],
    ['CHAIN(xEvent, timestamp, [A: WHAT(eventType = "a")])', false, false],
    ['xEvent[timestamp occurs <= 1 days before now].count() > 0', true, true],
    ['xEvent[timestamp occurs <= 30 days before now].count() > 5', false, false],
    ['exists E from xEvent where E.timestamp occurs < 3 hours before now and E.channel = "web"', true, true],
    ['xEvent.count() > 1', false, false],
    ['inSegment("aud-a") and loyalty.tier = "gold"', true, true],
    ['inSegment("aud-a") and CHAIN(xEvent, timestamp, [A: WHAT(eventType = "a") WHEN(today)])', false, false],
  ])('%s: streaming %s, edge %s', (source, streaming, edge) => {
    expect(compiled(source).eligibility).toMatchObject({ streaming, edge });
  });
});

describe('the JSON form', () => {
  const documented = {
    nodeType: 'fnApply',
    fnName: '=',
    params: [
      {
        nodeType: 'fieldLookup',
        fieldName: 'tier',
        object: {
          nodeType: 'fieldLookup',
          fieldName: 'loyalty',
          object: { nodeType: 'parameterReference', position: 1 },
        },
      },
      { nodeType: 'literal', literalType: 'String', value: 'gold' },
    ],
  } as const;

  it('writes the documented tree for the documented text', () => {
    expect(toJson(parsePql('loyalty.tier = "gold"').expression!)).toEqual({ ok: true, json: documented });
  });

  it('compiles the documented tree', () => {
    const predicate = compiled(documented);
    expect([predicate.text, predicate.paths, predicate.evaluate(profile, [], now, inSegment)]).toEqual([
      'loyalty.tier = "gold"',
      ['loyalty.tier'],
      true,
    ]);
  });

  it.each([
    'loyalty.tier in ["gold", "pl\\"a\\\\tinum"] and (loyalty.points > -5.5 or not (loyalty.optedIn = true))',
    'loyalty.points - (loyalty.redeemed - 3) * 2 > 1',
    'loyalty.memberId.startsWith("gb", false) or inSegment("aud-a")',
    '(M) => M.loyalty.tier like "g%"',
    'xEvent.count() > 0',
  ])('gives the same rule back after text, JSON, text: %s', (source) => {
    const json = toJson(parsePql(source).expression!);
    if (!json.ok) throw new Error('no JSON form');
    const again = compiled(json.json);
    expect(toJson(parsePql(again.text).expression!)).toEqual(json);
    expect(again.evaluate(profile, events, now, inSegment)).toBe(
      compiled(source).evaluate(profile, events, now, inSegment),
    );
  });

  it('counts the items and variables in scope from the profile, which is 1', () => {
    const { expression } = parsePql(
      'exists E from xEvent where E.productListItems[quantity > ^loyalty.visits].count() > 0',
    );
    expect(JSON.stringify(toJson(expression!))).toContain(
      '{"nodeType":"fieldLookup","fieldName":"quantity","object":{"nodeType":"parameterReference","position":3}}',
    );
  });

  it('says where a tree is broken', () => {
    expect(fromJson({ nodeType: 'fnApply', fnName: '=', params: [{ nodeType: 'nothing' }, {}] })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PQL-JSON', message: expect.stringContaining('/params/0') }],
    });
    let deep: unknown = { nodeType: 'literal', value: true };
    for (let level = 0; level < 5000; level += 1) deep = { nodeType: 'fnApply', fnName: 'not', params: [deep] };
    expect(fromJson(deep).ok).toBe(false);
  });
});
