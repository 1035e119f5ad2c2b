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
export const CITIES = Array.from({ length: 50 }, (_, at) => `city-${at}`);

/** `amount` rules, the same every time. `withEvents`: every fifth also reads events. */
export function audienceRules(amount: number, withEvents: boolean): readonly AudienceRule[] {
  return Array.from({ length: amount }, (_, at) => {
    const tier: Condition = { path: 'loyalty.tier', operator: 'equal', value: TIERS[at % TIERS.length]! };
    const points: Condition = {
      path: 'loyalty.points',
      operator: at % 2 === 0 ? 'greaterThanInclusive' : 'lessThan',
      value: ((at * 37) % 100) * 100,
    };
    const city: Condition = { path: 'homeAddress.city', operator: 'equal', value: CITIES[(at * 7) % CITIES.length]! };
    const active: Condition = { path: 'loyalty.status', operator: 'equal', value: 'active' };
    const all = [
      [tier, points],
      [city, active],
      [tier, city],
      [points, active, city],
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

const SIGNS = { equal: '=', greaterThanInclusive: '>=', lessThan: '<' } as const;

/** A rule as PQL. */
export function pqlOf({ all, purchases }: AudienceRule): string {
  const clauses = all.map(({ path, operator, value }) => `${path} ${SIGNS[operator]} ${JSON.stringify(value)}`);
  if (purchases === undefined) return clauses.join(' and ');
  const { count, amount, hours } = purchases;
  const bought = `xEvent[eventType = "purchase" and commerce.order.priceTotal >= ${amount} and timestamp occurs <= ${hours} hours before now].count() >= ${count}`;
  return [...clauses, bought].join(' and ');
}
