import { compilePredicate } from '@meniscus/languages/pql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Audience } from './audience.ts';
import { AudienceIndex } from './audience-index.ts';
import { evaluateMemberships } from './evaluate.ts';
import type { Change, Membership } from './memberships/memberships.ts';

const NOON = Date.UTC(2026, 5, 10, 12);

function audience(id: string, source: string): Audience {
  const compiled = compilePredicate(source, { root: { type: 'object', open: true } });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return { id, name: id, predicate: compiled.predicate, createdAt: 0 };
}

type Statuses = Readonly<Record<string, Membership['status']>>;

function evaluate(
  audiences: readonly Audience[],
  profile: object,
  statuses: Statuses = {},
  now = NOON,
): readonly Change[] {
  const status = (id: string) => statuses[id];
  const rest = { profileBy: () => profile, events: () => [], system: () => undefined };
  return evaluateMemberships({ audiences, profile, status, now, ...rest }).changes;
}

function withChanges(statuses: Statuses, changes: readonly Change[]): Statuses {
  return { ...statuses, ...Object.fromEntries(changes.map(({ audienceId, status }) => [audienceId, status])) };
}

describe('memberships of a person', () => {
  const gold = audience('gold', 'loyalty.tier = "gold"');

  it('begin with the time of the evaluation and end the same way', () => {
    const entry = evaluate([gold], { loyalty: { tier: 'gold' } });
    expect(entry).toEqual([{ audienceId: 'gold', status: 'realized', at: NOON }]);
    const inside = withChanges({}, entry);
    const exit = evaluate([gold], { loyalty: { tier: 'silver' } }, inside, NOON + 1000);
    expect(exit).toEqual([{ audienceId: 'gold', status: 'exited', at: NOON + 1000 }]);
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

  it('follow through audiences of audiences in one run', () => {
    const index = new AudienceIndex([
      audience('both', 'inSegment("gold") and inSegment("rich")'),
      audience('rich', 'loyalty.points > 100'),
      gold,
    ]);
    const entered = evaluate(index.all, { loyalty: { tier: 'gold', points: 200 } });
    expect(entered.map(({ audienceId }) => audienceId)).toEqual(['gold', 'rich', 'both']);
    const left = evaluate(
      index.touchedBy({ paths: ['loyalty.points'] }),
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
      evaluateMemberships({
        audiences,
        profile: {},
        profileBy: () => ({}),
        events,
        status: () => undefined,
        system: () => undefined,
        now: NOON,
      }).changes;
    run([gold]);
    expect(asked).toBe(0);
    expect(run([bought, audience('twice', 'xEvent.count() > 1')]).length).toBe(1);
    expect(asked).toBe(1);
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
  const touched = (paths: readonly string[], event = false) =>
    index.touchedBy({ paths, ...(event ? { event: {} } : {}) }).map(({ id }) => id);

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
        const change = { paths: changed, before: nested(before), after: nested(after) };
        const some = evaluate(all.touchedBy(change), nested(after), start);
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
