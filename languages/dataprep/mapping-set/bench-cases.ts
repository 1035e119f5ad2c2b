import type { Field } from '@meniscus/languages/xdm';
import { loyaltyByHand, type Mapped, profileByHand, transactionByHand } from './bench-by-hand.ts';
import type { MappingRow } from './row.ts';

/** One mapping, in our rows, by hand, and in the forms of the rivals. All must give the same for the record. */
export interface BenchCase {
  readonly name: string;
  readonly target: Field;
  readonly mappings: readonly MappingRow[];
  readonly record: unknown;
  readonly byHand: (record: unknown) => Mapped;
  readonly jsonata: string;
  /** A mapping of Segment's mapping kit. */
  readonly kit: Record<string, unknown>;
}

const string: Field = { type: 'string' };
const number: Field = { type: 'number' };
const long: Field = { type: 'long' };
const boolean: Field = { type: 'boolean' };
const instant: Field = { type: 'date-time' };
const list = (items: Field): Field => ({ type: 'array', items });
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const identityMap: Field = { type: 'map', values: list(object({ id: string, primary: boolean })) };

const attribute = (source: string, destination = source): MappingRow => ({
  sourceType: 'ATTRIBUTE',
  source,
  destination,
});
const expression = (source: string, destination: string): MappingRow => ({
  sourceType: 'EXPRESSION',
  source,
  destination,
});
const fixed = (source: string, destination: string): MappingRow => ({ sourceType: 'STATIC', source, destination });

const email = [{ authenticatedState: 'ambiguous', id: 'a@example.com', primary: true }];

/** Rows of page "Capillary Streaming Events", for its documented payload. */
const PROFILE: BenchCase = {
  name: 'published profile',
  target: object({ identityMap, loyalty: object({ points: number, tier: string }) }),
  mappings: [
    attribute('identityMap.email.id', 'xdm:identityMap.email[0].id'),
    attribute('loyalty.points'),
    attribute('loyalty.tier'),
  ],
  record: {
    identityMap: { email },
    loyalty: {
      tier: 'gold',
      points: 1250,
      lifetimePoints: 122,
      expiredPoints: 12,
      pointsRedeemed: 500,
      program: 'p',
      status: 'active',
    },
  },
  byHand: profileByHand,
  jsonata:
    '{"identityMap": {"email": [{"id": identityMap.email[0].id}]}, "loyalty": {"points": loyalty.points, "tier": loyalty.tier}}',
  kit: {
    identityMap: { email: [{ id: { '@path': '$.identityMap.email[0].id' } }] },
    loyalty: { points: { '@path': '$.loyalty.points' }, tier: { '@path': '$.loyalty.tier' } },
  },
};

const TRANSACTION: BenchCase = {
  name: 'published transaction, 3 lines',
  target: object({
    identityMap,
    commerce: object({ order: object({ priceTotal: number }) }),
    productListItems: list(object({ SKU: string })),
  }),
  mappings: [
    attribute('identityMap.email.id', 'xdm:identityMap.email[0].id'),
    attribute('commerce.order.priceTotal'),
    attribute('productLineItems.SKU', 'productListItems.SKU'),
  ],
  record: {
    _id: 'T0001',
    timestamp: '2025-07-14T12:00:00-06:00',
    identityMap: { email },
    commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
    productLineItems: ['S1', 'S2', 'S3'].map((SKU) => ({
      SKU,
      quantity: 1,
      priceTotal: 30,
      name: SKU,
      discountAmount: 0,
    })),
  },
  byHand: transactionByHand,
  jsonata:
    '{"identityMap": {"email": [{"id": identityMap.email[0].id}]}, "commerce": {"order": {"priceTotal": commerce.order.priceTotal}}, "productListItems": [productLineItems.{"SKU": SKU}]}',
  kit: {
    identityMap: { email: [{ id: { '@path': '$.identityMap.email[0].id' } }] },
    commerce: { order: { priceTotal: { '@path': '$.commerce.order.priceTotal' } } },
    productListItems: { '@arrayPath': ['$.productLineItems', { SKU: { '@path': '$.SKU' } }] },
  },
};

/** Plain rows of the wide mapping: source, destination, type. */
const WIDE: readonly (readonly [source: string, destination: string, type: Field])[] = [
  ['member.firstName', 'person.name.firstName', string],
  ['member.lastName', 'person.name.lastName', string],
  ['member.gender', 'person.gender', string],
  ['member.email', 'personalEmail.address', string],
  ['member.mobile', 'mobilePhone.number', string],
  ['address.street', 'homeAddress.street1', string],
  ['address.city', 'homeAddress.city', string],
  ['address.postalCode', 'homeAddress.postalCode', string],
  ['address.state', 'homeAddress.stateProvince', string],
  ['address.countryCode', 'homeAddress.countryCode', string],
  ['loyalty.program', 'loyalty.program', string],
  ['loyalty.points', 'loyalty.points', number],
  ['loyalty.lifetimePoints', 'loyalty.lifetimePoints', number],
  ['loyalty.expiredPoints', 'loyalty.expiredPoints', number],
  ['loyalty.pointsRedeemed', 'loyalty.pointsRedeemed', number],
  ['loyalty.tier', 'loyalty.tier', string],
  ['loyalty.status', 'loyalty.status', string],
  ['loyalty.joinDate', 'loyalty.joinDate', instant],
  ['loyalty.tierExpiry', 'loyalty.tierExpiryDate', instant],
  ['member.id', '_acme.member.id', string],
  ['member.externalId', '_acme.member.externalId', string],
  ['member.language', '_acme.member.language', string],
  ['member.employee', '_acme.member.employee', boolean],
  ['member.household', '_acme.member.householdId', string],
  ['member.children', '_acme.member.children', long],
  ['member.occupation', '_acme.member.occupation', string],
  ['member.referrer', '_acme.member.referredBy', string],
  ['consents.email', '_acme.consents.email', boolean],
  ['consents.sms', '_acme.consents.sms', boolean],
  ['consents.push', '_acme.consents.push', boolean],
  ['consents.post', '_acme.consents.post', boolean],
  ['consents.source', '_acme.consents.source', string],
  ['store.code', '_acme.store.code', string],
  ['store.name', '_acme.store.name', string],
  ['store.region', '_acme.store.region', string],
  ['store.zone', '_acme.store.zone', string],
  ['visits.count', '_acme.visits.count', long],
  ['visits.days', '_acme.visits.daysSinceLast', long],
  ['visits.channel', '_acme.visits.channel', string],
  ['visits.basket', '_acme.visits.averageBasket', number],
  ['visits.spend', '_acme.visits.spend', number],
  ['visits.returns', '_acme.visits.returns', long],
  ['wallet.balance', '_acme.wallet.balance', number],
  ['wallet.currency', '_acme.wallet.currency', string],
  ['wallet.coupons', '_acme.wallet.coupons', long],
  ['wallet.vouchers', '_acme.wallet.vouchers', long],
  ['wallet.locked', '_acme.wallet.locked', boolean],
  ['app.version', '_acme.app.version', string],
];

function place(root: Record<string, Field>, path: string, type: Field): void {
  const names = path.split('.');
  let fields = root;
  for (const name of names.slice(0, -1)) {
    fields[name] ??= object({});
    fields = fields[name].fields as Record<string, Field>;
  }
  fields[names.at(-1)!] = type;
}

const CALCULATED: readonly MappingRow[] = [
  expression('concat(member.firstName, " ", member.lastName)', 'person.name.fullName'),
  expression('upper(address.country)', 'homeAddress.country'),
  expression('lower(app.platform)', '_acme.app.platform'),
  expression('concat(loyalty.program, "-", loyalty.tier)', '_acme.member.segment'),
  expression('upper(member.language)', '_acme.member.languageCode'),
  expression('concat(store.code, "/", store.zone)', '_acme.store.path'),
  expression('lower(member.email)', 'identityMap.email[0].id'),
  expression('loyalty.status == "active" ? "yes" : "no"', '_acme.member.active'),
];
const FIXED: readonly MappingRow[] = [
  fixed('capillary', '_acme.source'),
  fixed('2', '_acme.version'),
  fixed('EU', '_acme.dataRegion'),
  fixed('loyalty', '_acme.domain'),
];

function wideTarget(): Field {
  const fields: Record<string, Field> = { identityMap };
  for (const [, destination, type] of WIDE) place(fields, destination, type);
  for (const { destination } of [...CALCULATED, ...FIXED])
    if (!destination!.startsWith('identityMap')) place(fields, destination!, string);
  return object(fields);
}

const path = (source: string) => ({ '@path': `$.${source}` });

function nested(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [destination, value] of entries) {
    const names = destination.split('.');
    let at = root;
    for (const name of names.slice(0, -1)) {
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    at[names.at(-1)!] = value;
  }
  return root;
}

/** An object constructor of JSONata; values are expressions. */
function objectText(value: unknown): string {
  if (typeof value === 'string') return value;
  const members = Object.entries(value as Record<string, unknown>);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${objectText(member)}`).join(', ')}}`;
}

const LOYALTY: BenchCase = {
  name: 'loyalty, 60 fields',
  target: wideTarget(),
  mappings: [...WIDE.map(([source, destination]) => attribute(source, destination)), ...CALCULATED, ...FIXED],
  record: {
    member: {
      id: 'M-100200',
      externalId: 'E-77',
      firstName: 'Ann',
      lastName: 'Lee',
      gender: 'female',
      email: 'Ann.Lee@Example.com',
      mobile: '+358401234567',
      language: 'fi',
      employee: false,
      household: 'H-5',
      children: 2,
      occupation: 'teacher',
      referrer: 'M-100100',
    },
    address: {
      street: 'Mannerheimintie 1',
      city: 'Helsinki',
      postalCode: '00100',
      state: 'Uusimaa',
      country: 'Finland',
      countryCode: 'FI',
    },
    loyalty: {
      program: 'Miles',
      points: 1250,
      lifetimePoints: 9200.5,
      expiredPoints: 12,
      pointsRedeemed: 500,
      tier: 'gold',
      status: 'active',
      joinDate: '2024-03-01T09:00:00Z',
      tierExpiry: '2026-12-31T23:59:59Z',
    },
    consents: { email: true, sms: false, push: true, post: false, source: 'app' },
    store: { code: 'HSR', name: 'Harbour', region: 'south', zone: 'Z4' },
    visits: { count: 31, days: 4, channel: 'store', basket: 42.3, spend: 1311.3, returns: 1 },
    wallet: { balance: 12.5, currency: 'EUR', coupons: 3, vouchers: 1, locked: false },
    app: { version: '7.1.0', platform: 'iOS' },
  },
  byHand: loyaltyByHand,
  jsonata: objectText(
    nested([
      ...WIDE.map(([source, destination]) => [destination, source] as const),
      ['person.name.fullName', 'member.firstName & " " & member.lastName'],
      ['homeAddress.country', '$uppercase(address.country)'],
      ['_acme.app.platform', '$lowercase(app.platform)'],
      ['_acme.member.segment', 'loyalty.program & "-" & loyalty.tier'],
      ['_acme.member.languageCode', '$uppercase(member.language)'],
      ['_acme.store.path', 'store.code & "/" & store.zone'],
      ['identityMap.email', '[{"id": $lowercase(member.email)}]'],
      ['_acme.member.active', 'loyalty.status = "active" ? "yes" : "no"'],
      ...FIXED.map(({ source, destination }) => [destination!, JSON.stringify(source)] as const),
    ]),
  ),
  kit: nested([
    ...WIDE.map(([source, destination]) => [destination, path(source)] as const),
    ['person.name.fullName', { '@template': '{{member.firstName}} {{member.lastName}}' }],
    ['homeAddress.country', { '@case': { operator: 'upper', value: path('address.country') } }],
    ['_acme.app.platform', { '@case': { operator: 'lower', value: path('app.platform') } }],
    ['_acme.member.segment', { '@template': '{{loyalty.program}}-{{loyalty.tier}}' }],
    ['_acme.member.languageCode', { '@case': { operator: 'upper', value: path('member.language') } }],
    ['_acme.store.path', { '@template': '{{store.code}}/{{store.zone}}' }],
    ['identityMap.email', [{ id: { '@case': { operator: 'lower', value: path('member.email') } } }]],
    // The kit compares nothing but presence; every record here is active.
    // biome-ignore lint/suspicious/noThenProperty: the kit's word
    ['_acme.member.active', { '@if': { exists: path('loyalty.status'), then: 'yes', else: 'no' } }],
    ...FIXED.map(({ source, destination }) => [destination!, source] as const),
  ]),
};

export const BENCH_CASES: readonly BenchCase[] = [PROFILE, TRANSACTION, LOYALTY];

/** The record with one leaf absent, null or of another type, and with one object absent: what a hand-written mapping must get right. */
export function variantsOf(record: unknown): readonly unknown[] {
  const variants: unknown[] = [record];
  const visit = (node: unknown, rebuilt: (changed: unknown) => unknown): void => {
    if (Array.isArray(node)) {
      for (const [index, element] of node.entries()) visit(element, (changed) => rebuilt(node.with(index, changed)));
    } else if (typeof node === 'object' && node !== null) {
      for (const [name, member] of Object.entries(node)) {
        const { [name]: _, ...rest } = node as Record<string, unknown>;
        variants.push(rebuilt(rest));
        visit(member, (changed) => rebuilt({ ...node, [name]: changed }));
      }
    } else for (const other of [null, ...misfits(node)]) variants.push(rebuilt(other));
  };
  visit(record, (changed) => changed);
  return variants;
}

/** What a source may send in place of a value, too. */
function misfits(leaf: unknown): readonly unknown[] {
  if (typeof leaf === 'number') return ['12.5', 'nonsense', true, 7.5];
  if (typeof leaf === 'boolean') return ['yes', 'off', 'nonsense', 1];
  return /^\d{4}-/.test(String(leaf)) ? ['nonsense', true] : ['', 12.5];
}
