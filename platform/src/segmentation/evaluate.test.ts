import { compilePredicate } from '@meniscus/languages/pql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Memberships } from '../profile/index.ts';
import type { Audience } from './audience.ts';
import { AudienceIndex } from './audience-index.ts';
import { evaluateMemberships, segmentMembershipOf, withChanges } from './evaluate.ts';

const NOON = Date.UTC(2026, 5, 10, 12);

function audience(id: string, source: string): Audience {
  const compiled = compilePredicate(source, { root: { type: 'object', open: true } });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return { id, name: id, predicate: compiled.predicate, createdAt: 0 };
}

function evaluate(audiences: readonly Audience[], profile: object, memberships: Memberships = {}, now = NOON) {
  return evaluateMemberships({ audiences, profile, events: () => [], memberships, now });
}

describe('memberships of a person', () => {
  const gold = audience('gold', 'loyalty.tier = "gold"');

  it('begin with the time of the evaluation and end the same way', () => {
    const entry = evaluate([gold], { loyalty: { tier: 'gold' } });
    expect(entry).toEqual([
      { audienceId: 'gold', status: 'realized', lastQualificationTime: '2026-06-10T12:00:00.000Z', before: undefined },
    ]);
    const inside = withChanges({}, entry);
    const exit = evaluate([gold], { loyalty: { tier: 'silver' } }, inside, NOON + 1000);
    expect(exit).toEqual([
      { audienceId: 'gold', status: 'exited', lastQualificationTime: '2026-06-10T12:00:01.000Z', before: 'realized' },
    ]);
  });

  it('do not change when the same event is handled again', () => {
    const profile = { loyalty: { tier: 'gold' } };
    const inside = withChanges({}, evaluate([gold], profile));
    expect(evaluate([gold], profile, inside, NOON + 5000)).toEqual([]);
    const outside = withChanges(inside, evaluate([gold], {}, inside));
    expect(evaluate([gold], {}, outside)).toEqual([]);
  });

  it('get no exited entry for an audience the person never was in', () => {
    expect(evaluate([gold], { loyalty: { tier: 'silver' } })).toEqual([]);
  });

  it('of audiences that were not asked about stay as they are', () => {
    const other: Memberships = { vip: { status: 'realized', lastQualificationTime: '2026-01-01T00:00:00.000Z' } };
    expect(withChanges(other, evaluate([gold], { loyalty: { tier: 'gold' } }, other)).vip).toBe(other.vip);
  });

  it('follow through audiences of audiences in one run', () => {
    const index = new AudienceIndex([
      audience('both', 'inSegment("gold") and inSegment("rich")'),
      audience('rich', 'loyalty.points > 100'),
      gold,
    ]);
    const entered = evaluate(index.all, { loyalty: { tier: 'gold', points: 200 } });
    expect(entered.map(({ audienceId }) => audienceId)).toEqual(['gold', 'rich', 'both']);
    const left = evaluate(
      index.touchedBy(['loyalty.points'], false),
      { loyalty: { tier: 'gold', points: 3 } },
      withChanges({}, entered),
    );
    expect(left.map(({ audienceId, status }) => `${audienceId} ${status}`)).toEqual(['rich exited', 'both exited']);
  });

  it('ask for events at most once, and only for rules that read them', () => {
    let asked = 0;
    const events = () => {
      asked += 1;
      return [{ eventType: 'a' }];
    };
    const bought = audience('bought', 'xEvent[eventType = "a"].count() > 0');
    const run = (audiences: readonly Audience[]) =>
      evaluateMemberships({ audiences, profile: {}, events, memberships: {}, now: NOON });
    run([gold]);
    expect(asked).toBe(0);
    expect(run([bought, audience('twice', 'xEvent.count() > 1')]).length).toBe(1);
    expect(asked).toBe(1);
  });

  it('show under `ups` in the profile', () => {
    expect(segmentMembershipOf({})).toEqual({});
    const memberships = withChanges({}, evaluate([gold], { loyalty: { tier: 'gold' } }));
    expect(segmentMembershipOf(memberships)).toEqual({
      ups: { gold: { status: 'realized', lastQualificationTime: '2026-06-10T12:00:00.000Z' } },
    });
  });
});

describe('which audiences a change touches', () => {
  const index = new AudienceIndex([
    audience('tier', 'loyalty.tier = "gold"'),
    audience('loyalty', 'loyalty.isNotNull()'),
    audience('city', 'homeAddress.city = "Ulm" or loyalty.tier = "gold"'),
    audience('events', 'xEvent.count() > 3'),
    audience('asks', 'inSegment("events")'),
    audience('asks-again', 'inSegment("asks") and inSegment("tier")'),
  ]);
  const touched = (paths: readonly string[], event = false) => index.touchedBy(paths, event).map(({ id }) => id);

  it.each([
    [['loyalty.tier'], false, ['tier', 'loyalty', 'city', 'asks-again']],
    [['loyalty'], false, ['tier', 'loyalty', 'city', 'asks-again']],
    [['loyalty.tier.deep'], false, ['tier', 'loyalty', 'city', 'asks-again']],
    [['loyalty.points'], false, ['loyalty']],
    [['loyaltyPoints', 'home'], false, []],
    [['homeAddress.city', 'loyalty.points'], false, ['loyalty', 'city']],
    [[], true, ['events', 'asks', 'asks-again']],
    [['homeAddress.city'], true, ['city', 'events', 'asks', 'asks-again']],
  ])('%j, event %s: %j', (paths, event, ids) => {
    expect(touched(paths, event)).toEqual(ids);
    expect(index.touchedBy(new Set(paths), event).map(({ id }) => id)).toEqual(ids);
  });

  it('answers the same list again for the same single path', () => {
    expect(index.touchedBy(['loyalty.tier'], false)).toBe(index.touchedBy(['loyalty.tier'], false));
  });

  it('never misses one: touched audiences give the same memberships as all of them', () => {
    const leaf = fc.constantFrom('a', 'b', 'c.x', 'c.y', 'c.z.v');
    const clause = fc.tuple(leaf, fc.integer({ min: 0, max: 2 })).map(([path, value]) => `${path} = ${value}`);
    const rules = fc.array(
      fc.array(clause, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' or ')),
      { minLength: 1, maxLength: 6 },
    );
    const profile = fc.dictionary(leaf, fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(rules, profile, profile, (sources, before, after) => {
        const own = sources.map((source, at) =>
          audience(`r${at}`, at > 0 ? `(${source}) and not inSegment("r${at - 1}")` : source),
        );
        const all = new AudienceIndex(own);
        const start = withChanges({}, evaluate(all.all, nested(before)));
        const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
          (path) => before[path] !== after[path],
        );
        const some = evaluate(all.touchedBy(changed, false), nested(after), start);
        expect(some).toEqual(evaluate(all.all, nested(after), start));
      }),
      { numRuns: 200 },
    );
  });
});

function nested(flat: Readonly<Record<string, number>>): object {
  const profile: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    const names = path.split('.');
    let at = profile;
    for (const name of names.slice(0, -1)) {
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    at[names.at(-1)!] = value;
  }
  return profile;
}
