/** A reward, coupon or promotion a member has, in the names of the Capillary source. */
export interface Earned {
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  readonly code?: string;
  readonly status?: string;
  readonly points?: number;
  readonly value?: number;
  readonly issuedAt?: string;
  readonly earnedAt?: string;
  readonly expiresAt?: string;
}

type Entity = Readonly<Record<string, unknown>>;

function object(value: unknown): Entity {
  return typeof value === 'object' && value !== null ? (value as Entity) : {};
}

/**
 * Rewards and promotions of a member, the newest last, as the Capillary source puts them under the tenant's own root. Empty
 * for profiles of another source.
 */
export function earnedBy(entity: Entity, kind: 'rewards' | 'promotions'): readonly Earned[] {
  return Object.entries(entity)
    .filter(([root]) => root.startsWith('_'))
    .flatMap(([, own]) => {
      const found = object(object(own).capillary)[kind];
      return Array.isArray(found) ? (found as readonly unknown[]) : [];
    })
    .filter((one): one is Earned => typeof object(one).id === 'string');
}
