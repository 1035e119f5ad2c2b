import { loyaltyOf } from './audience-rules.ts';

export function emailOf(person: number): string {
  return `member${person}@example.com`;
}

/** The documented profile payload of a person; tier, balance and status are others with each `turn`. */
export function profileMessage(person: number, turn = 0): Record<string, unknown> {
  return {
    identityMap: { email: [{ authenticatedState: 'ambiguous', id: emailOf(person), primary: true }] },
    loyalty: {
      ...loyaltyOf(person + turn * 7919),
      lifetimePoints: (person * 91) % 90_000,
      expiredPoints: person % 50,
      pointsRedeemed: person % 700,
    },
  };
}

/** The documented transaction payload; `number` makes its `_id`. `at`: epoch milliseconds. */
export function transactionMessage(
  number: number,
  person: number,
  at = 1_760_000_000_000 + number * 1000,
): Record<string, unknown> {
  return {
    _id: `T${number}`,
    timestamp: new Date(at).toISOString(),
    identityMap: { email: [{ authenticatedState: 'ambiguous', id: emailOf(person), primary: true }] },
    commerce: {
      commerceScope: { storeCode: `S${number % 300}` },
      order: { priceTotal: ((number * 13) % 50_000) / 100 },
    },
    productLineItems: [
      {
        SKU: `SKU${number % 2000}`,
        quantity: 1 + (number % 3),
        priceTotal: ((number * 7) % 20_000) / 100,
        name: `Trail shoe ${number % 2000}`,
        discountAmount: number % 9,
      },
      {
        SKU: `SKU${(number + 7) % 2000}`,
        quantity: 1,
        priceTotal: ((number * 11) % 20_000) / 100,
        name: `Rain jacket ${number % 900}`,
        discountAmount: 0,
      },
    ],
  };
}

/** The profile payload of a member of the audience benchmarks. */
export function memberMessage(person: number): Record<string, unknown> {
  return { identityMap: { email: [{ id: emailOf(person), primary: true }] }, loyalty: loyaltyOf(person) };
}

export type Kind = 'profile' | 'transaction';

/** The message of a number: of a profile the person and, when all people have had their turn, the turn; of a transaction its `_id`. */
export function messageOf(kind: Kind, number: number, people: number): Record<string, unknown> {
  return kind === 'profile'
    ? profileMessage(number % people, Math.floor(number / people))
    : transactionMessage(number, number % people);
}

/**
 * Bodies of one message, one kind: number `first` and those that follow. A profile's number names the person and, when all
 * people have had their turn, another tier and balance; a transaction's makes its `_id`.
 */
export function singles(kind: Kind, count: number, people: number, first = 0): string[] {
  return Array.from({ length: count }, (_, at) => JSON.stringify(messageOf(kind, first + at, people)));
}

/** Bodies of `{messages: […]}`, one kind each: profiles and transactions go to different inlets. */
export function batches(kind: Kind, count: number, size: number, people: number, first = 0): string[] {
  return batchesOf((number) => messageOf(kind, number, people), count, size, first);
}

/** Bodies of `{messages: […]}`, with messages made of the numbers from `first` on. */
export function batchesOf(made: (number: number) => unknown, count: number, size: number, first: number): string[] {
  return Array.from({ length: count }, (_, batch) =>
    JSON.stringify({ messages: Array.from({ length: size }, (__, at) => made(first + batch * size + at)) }),
  );
}
