import { describe, expect, it } from 'vitest';
import { eventRoot, events, inSegment, now, profile, profileRoot } from './cases/sample.ts';
import { changed } from './explain.ts';
import { compilePredicate, explainRule, type Subject } from './index.ts';

const roots = { root: profileRoot, eventRoot };
const byTime = [...events].sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
const subject: Subject = {
  profile,
  events: byTime,
  now,
  inSegment,
  system: (field) => (profile as Record<string, unknown>)[field],
};

const explain = (source: string, over: Partial<Subject> = {}) => explainRule(source, roots, { ...subject, ...over });

describe('an explanation', () => {
  it('goes through a rule clause by clause, with the values each read', () => {
    const { isMember, rule } = explain(
      'loyalty.tier = "gold" and (loyalty.points > 5000 or not (homeAddress.city = "Ulm"))',
    );
    expect(isMember).toBe(true);
    expect(rule).toMatchObject({
      kind: 'all',
      holds: true,
      parts: [
        {
          kind: 'clause',
          text: 'loyalty.tier = "gold"',
          holds: true,
          reads: [{ path: 'loyalty.tier', value: 'gold' }],
        },
        {
          kind: 'any',
          holds: true,
          parts: [
            { text: 'loyalty.points > 5000', holds: false, reads: [{ path: 'loyalty.points', value: 1500 }] },
            { kind: 'not', holds: true, parts: [{ text: 'homeAddress.city = "Ulm"', holds: false }] },
          ],
        },
      ],
    });
  });

  it('names the event that tipped it', () => {
    const enough = 'xEvent[eventType = "loyalty.accrual"].sum(loyalty.pointsDelta) > 100';
    expect(explain(enough).tippedBy).toMatchObject({ _id: 'e3' });
    expect(explain('not (exists E from xEvent where E.eventType = "loyalty.redemption")').tippedBy).toMatchObject({
      _id: 'e4',
    });
    expect(explain('xEvent.count() > 100').tippedBy).toBeUndefined();
  });

  it('says when the answer changes by time alone', () => {
    const { turnsAt } = explain(
      'loyalty.tier = "gold" and xEvent[timestamp occurs <= 24 hours before now].count() > 0',
    );
    expect(new Date(turnsAt!).toISOString()).toBe('2026-06-11T10:00:00.501Z');
  });

  it.each([
    ['loyalty.tier = "platinum"', [{ kind: 'attribute', path: 'loyalty.tier', from: 'gold', to: 'platinum' }]],
    ['loyalty.tier != "gold"', [{ kind: 'attribute', path: 'loyalty.tier', from: 'gold', to: 'not gold' }]],
    ['loyalty.points >= 2000 and loyalty.tier = "gold"', [{ path: 'loyalty.points', to: 2000 }]],
    ['loyalty.points > 2000', [{ path: 'loyalty.points', to: 2001 }]],
    [
      'loyalty.tier = "silver" and loyalty.points > 2000 or homeAddress.city = "Ulm"',
      [{ path: 'homeAddress.city', to: 'Ulm' }],
    ],
    ['loyalty.tier = "silver" and loyalty.points > 2000', [{ to: 'silver' }, { to: 2001 }]],
    ['loyalty.nickname.isNotNull() = false and loyalty.tier != "gold"', [{ path: 'loyalty.tier' }]],
    ['loyalty.expiryDate occurs <= 5 days after now', [{ path: 'loyalty.expiryDate' }]],
    [
      'exists E from xEvent where E.eventType = "visit" and E.loyalty.pointsDelta > 7',
      [{ kind: 'events', add: [{ eventType: 'visit', loyalty: { pointsDelta: 8 } }] }],
    ],
    ['xEvent[eventType = "visit"].count() >= 3', [{ kind: 'events', add: [{ eventType: 'visit' }, {}, {}] }]],
    [
      'chain(xEvent, timestamp, [A: WHAT(eventType = "a"), B: WHAT(eventType = "b") WHEN(today)])',
      [{ kind: 'events', add: [{ eventType: 'a' }, { eventType: 'b' }] }],
    ],
    ['inSegment("aud-b")', [{ kind: 'audience', audience: 'aud-b', member: true }]],
    ['loyalty.tier = "gold"', [{ path: 'loyalty.tier' }]],
    ['xEvent[eventType = "loyalty.redemption"].count() > 0', [{ kind: 'without', event: { _id: 'e4' } }]],
    ['loyalty.lastEarn occurs <= 1 days before now and loyalty.tier.isNotNull()', [{}]],
  ])('%s: the smallest change moves the person, and no smaller one was passed over', (source, expected) => {
    const { isMember, smallestChange } = explain(source);
    expect(smallestChange).toMatchObject(expected);
    const compiled = compilePredicate(source, roots);
    const after = changed(subject, smallestChange!);
    expect(
      compiled.ok && compiled.predicate.evaluate(after.profile, after.events, after.now, after.inSegment, after.system),
    ).toBe(!isMember);
  });

  it('admits that it found none', () => {
    expect(explain('loyalty.points > loyalty.points').smallestChange).toBeUndefined();
  });

  it('explains a rule that names the profile', () => {
    expect(explain('(M) => M.loyalty.tier = "gold" and M.loyalty.points > 5000')).toMatchObject({
      isMember: false,
      rule: { kind: 'all', parts: [{ holds: true }, { holds: false }] },
      smallestChange: [{ path: 'loyalty.points', to: 5001 }],
    });
  });
});
