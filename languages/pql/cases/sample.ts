import type { Field } from '../../xdm/field.ts';

/** The schemas, the profile and the events that the language cases and the examples of the functions run on. */

const text: Field = { type: 'string' };
const whole: Field = { type: 'int' };
const decimal: Field = { type: 'number' };
const yes: Field = { type: 'boolean' };
const day: Field = { type: 'date' };
const time: Field = { type: 'date-time' };
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const list = (items: Field): Field => ({ type: 'array', items });
const map = (values: Field): Field => ({ type: 'map', values });

const address = object({ city: text, country: text, countryCode: text, stateProvince: text, region: text });

export const profileRoot: Field = object({
  _id: text,
  email: text,
  person: object({ name: object({ firstName: text, lastName: text }) }),
  homeAddress: address,
  workAddress: address,
  statementDay: whole,
  _acme: object({ storeCard: text }),
  loyalty: object({
    memberId: text,
    programName: text,
    nickname: text,
    tier: text,
    points: whole,
    pendingPoints: whole,
    lifetimePoints: whole,
    redeemed: whole,
    visits: whole,
    cashValue: decimal,
    optedIn: yes,
    joinDate: day,
    expiryDate: day,
    lastEarn: time,
    firstRedeem: time,
    anniversaryMonth: whole,
    statementDay: whole,
    interests: list(text),
    coupons: list(object({ code: text, value: decimal })),
  }),
  SystemComputedAttribute: object({ pointsLast30d: whole }),
  identityMap: map(list(object({ id: text }))),
  segmentMembership: map(map(object({ status: text }))),
});

export const eventRoot: Field = object({
  _id: text,
  eventType: text,
  timestamp: time,
  channel: text,
  productId: text,
  loyalty: object({ pointsDelta: whole }),
  placeContext: object({ storeId: text, region: text, store: object({ region: text }) }),
  commerce: object({ order: object({ priceTotal: decimal }) }),
  productListItems: list(object({ SKU: text, quantity: whole, options: list(object({ code: text })) })),
});

/** 2026-06-10, a Wednesday, at noon. */
export const now = Date.UTC(2026, 5, 10, 12);

export const profile = {
  _id: 'p-42',
  email: 'mia@acme.example',
  person: { name: { firstName: 'Mia', lastName: 'Berg' } },
  homeAddress: { city: 'Hamburg', country: 'DE', countryCode: 'DE', stateProvince: 'HH', region: 'north' },
  workAddress: { city: 'Hamburg', country: 'DE' },
  loyalty: {
    memberId: 'GB-0042',
    programName: 'Blue Card',
    tier: 'gold',
    points: 1500,
    pendingPoints: 20,
    lifetimePoints: 12_000,
    redeemed: 40,
    visits: 100,
    cashValue: 15.5,
    optedIn: true,
    joinDate: '2023-06-15',
    expiryDate: '2026-07-01',
    lastEarn: '2026-06-10T09:00:00Z',
    firstRedeem: '2023-06-20T10:00:00Z',
    anniversaryMonth: 6,
    statementDay: 10,
    interests: ['golf', 'wine'],
  },
  SystemComputedAttribute: { pointsLast30d: 200 },
  identityMap: { Email: [{ id: 'mia@acme.example' }], Loyalty: [{ id: 'GB-0042' }] },
  segmentMembership: { ups: { 'aud-a': { status: 'realized' } } },
};

export const events = [
  {
    _id: 'e1',
    eventType: 'loyalty.enrolment',
    timestamp: '2026-06-01T08:00:00Z',
    channel: 'store',
    placeContext: { storeId: 'S1', region: 'north' },
  },
  {
    _id: 'e2',
    eventType: 'loyalty.accrual',
    timestamp: '2026-06-05T09:30:00Z',
    channel: 'store',
    productId: 'P1',
    loyalty: { pointsDelta: 50 },
    placeContext: { storeId: 'S1', region: 'north', store: { region: 'north' } },
    commerce: { order: { priceTotal: 25 } },
    productListItems: [{ SKU: 'SKU-9', quantity: 1, options: [{ code: 'x' }] }],
  },
  {
    _id: 'e3',
    eventType: 'loyalty.accrual',
    timestamp: '2026-06-09T18:00:00Z',
    channel: 'web',
    productId: 'P2',
    loyalty: { pointsDelta: 120 },
    placeContext: { storeId: 'S1', region: 'south' },
    commerce: { order: { priceTotal: 80 } },
    productListItems: [{ SKU: 'SKU-1', quantity: 2 }],
  },
  {
    _id: 'e4',
    eventType: 'loyalty.redemption',
    timestamp: '2026-06-10T10:00:00.500Z',
    channel: 'store',
    productId: 'P1',
    loyalty: { pointsDelta: -40 },
    placeContext: { storeId: 'S1', region: 'north' },
  },
  {
    _id: 'e5',
    eventType: 'loyalty.accrual',
    timestamp: '2026-06-10T09:00:00Z',
    channel: 'store',
    productId: 'P1',
    loyalty: { pointsDelta: 30 },
    placeContext: { storeId: 'S2', region: 'north' },
    commerce: { order: { priceTotal: 25 } },
  },
];

/** The profile is in `aud-a` and in nothing else. */
export const inSegment = (id: string): boolean => id === 'aud-a';
