import { holds } from '../audience-rules.ts';
import { type Entity, RULES } from './rival.ts';

/** The documented payloads. */
export interface Message {
  readonly _id?: string;
  readonly timestamp?: string;
  readonly identityMap: { readonly email: readonly { readonly id: string }[] };
  readonly loyalty?: Readonly<Record<string, unknown>>;
  readonly commerce?: { readonly commerceScope?: { storeCode?: string }; readonly order?: { priceTotal?: number } };
  readonly productLineItems?: readonly Readonly<Record<string, unknown>>[];
}

function identityOf({ identityMap }: Message) {
  return { Email: [{ id: identityMap.email[0]!.id, primary: true }] };
}

/** The XDM profile of a payload, mapped by code written for it. */
export function profileOf(message: Message): Entity {
  const { tier, points, lifetimePoints, expiredPoints, pointsRedeemed, program, status } = message.loyalty ?? {};
  return {
    identityMap: identityOf(message),
    loyalty: { tier, points, lifetimePoints, expiredPoints, pointsRedeemed, program, status },
  };
}

/** The XDM experience event of a payload. */
export function eventOf(message: Message): Entity {
  return {
    _id: message._id,
    timestamp: message.timestamp,
    identityMap: identityOf(message),
    commerce: {
      commerceScope: { storeCode: message.commerce?.commerceScope?.storeCode },
      order: { priceTotal: message.commerce?.order?.priceTotal },
    },
    productListItems: (message.productLineItems ?? []).map(({ SKU, quantity, priceTotal, name, discountAmount }) => ({
      SKU,
      quantity,
      priceTotal,
      name,
      discountAmount,
    })),
  };
}

/** Sorted, so that two requests about the same people wait for each other instead of locking each other out. */
export function byPerson(profiles: ReadonlyMap<string, Entity>): readonly (readonly [string, Entity])[] {
  return [...profiles].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Names of the audiences a profile is in, sorted: every rule is looked at. */
export function audiencesOf(profile: Entity): readonly string[] {
  return RULES.filter((rule) => holds(rule, profile))
    .map(({ name }) => name)
    .sort();
}
