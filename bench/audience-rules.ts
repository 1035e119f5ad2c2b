/**
 * The rules of the audience benchmark as data: conditions every engine can be given, so that all decide the same. Values
 * are spread as a programme's are: many audiences on few attributes.
 */
export interface Condition {
  readonly path: string;
  readonly operator: 'equal' | 'greaterThanInclusive' | 'lessThan';
  readonly value: string | number | boolean;
}

export interface AudienceRule {
  readonly name: string;
  readonly all: readonly Condition[];
  /** Beside the conditions: this many purchases of at least an amount in the last hours. Left out where rivals take part. */
  readonly purchases?: { readonly count: number; readonly amount: number; readonly hours: number };
}

export const TIERS = ['bronze', 'silver', 'gold', 'platinum', 'diamond', 'onyx', 'pearl', 'ruby', 'jade', 'opal'];
export const PROGRAMS = Array.from({ length: 50 }, (_, at) => `programme-${at}`);

/** `amount` rules, the same every time. `withEvents`: every fifth also reads events. */
export function audienceRules(amount: number, withEvents: boolean): readonly AudienceRule[] {
  return Array.from({ length: amount }, (_, at) => {
    const tier: Condition = { path: 'loyalty.tier', operator: 'equal', value: TIERS[at % TIERS.length]! };
    const points: Condition = {
      path: 'loyalty.points',
      operator: at % 2 === 0 ? 'greaterThanInclusive' : 'lessThan',
      value: ((at * 37) % 100) * 100 + 10 * Math.floor(at / 100),
    };
    const program: Condition = {
      path: 'loyalty.program',
      operator: 'equal',
      value: PROGRAMS[(at * 7 + Math.floor(at / 100)) % PROGRAMS.length]!,
    };
    const active: Condition = { path: 'loyalty.status', operator: 'equal', value: 'active' };
    const all = [
      [tier, points],
      [program, active],
      [tier, program],
      [points, active, program],
      [tier, points, active],
    ][at % 5]!;
    if (!withEvents || at % 5 !== 0) return { name: `Audience ${at}`, all };
    return {
      name: `Audience ${at}`,
      all,
      purchases: { count: 1 + (at % 3), amount: (at % 10) * 10, hours: 1 + (at % 24) },
    };
  });
}

/** The loyalty attributes of a person, spread so that every rule has members among some tens of thousands of people. */
export function loyaltyOf(person: number): { tier: string; points: number; status: string; program: string } {
  return {
    tier: TIERS[person % TIERS.length]!,
    // By another order than the rest: whoever shares a tier or programme has any balance.
    points: (Math.imul(person, 0x9e3779b1) >>> 0) % 10_000,
    status: person % 9 === 0 ? 'lapsed' : 'active',
    program: PROGRAMS[Math.floor(person / TIERS.length) % PROGRAMS.length]!,
  };
}

const SIGNS = { equal: '=', greaterThanInclusive: '>=', lessThan: '<' } as const;

/** A rule as PQL. */
export function pqlOf({ all, purchases }: AudienceRule): string {
  const clauses = all.map(({ path, operator, value }) => `${path} ${SIGNS[operator]} ${JSON.stringify(value)}`);
  if (purchases === undefined) return clauses.join(' and ');
  const { count, amount, hours } = purchases;
  const bought = `xEvent[eventType = "purchase" and commerce.order.priceTotal >= ${amount} and timestamp occurs <= ${hours} hours before now].count() >= ${count}`;
  return [...clauses, bought].join(' and ');
}

function read(profile: object, path: string): unknown {
  let value: unknown = profile;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[name];
  return value;
}

const OPERATORS: Readonly<Record<Condition['operator'], (a: never, b: never) => boolean>> = {
  equal: (a, b) => a === b,
  greaterThanInclusive: (a, b) => a >= b,
  lessThan: (a, b) => a < b,
};

/** Decides a rule without purchases the way it is written first: look each value up and compare. */
export function holds({ all }: AudienceRule, profile: object): boolean {
  return all.every(({ path, operator, value }) => OPERATORS[operator](read(profile, path) as never, value as never));
}
