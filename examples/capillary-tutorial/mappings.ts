/** A row of a Data Prep mapping set, in the body style of the newer documentation pages. */
export interface MappingRow {
  readonly sourceType: 'ATTRIBUTE' | 'EXPRESSION' | 'STATIC';
  readonly source: string;
  readonly destination: string;
}

function attribute(source: string, destination: string): MappingRow {
  return { sourceType: 'ATTRIBUTE', source, destination };
}

function expression(source: string, destination: string): MappingRow {
  return { sourceType: 'EXPRESSION', source, destination };
}

const LOYALTY_FIELDS = [
  'lifetimePoints',
  'expiredPoints',
  'pointsRedeemed',
  'program',
  'status',
  'returnedPoints',
  'lifetimePurchases',
  'joinDate',
  'nextTier',
  'pointsToNextTier',
  'tierExpiryDate',
  'pointsExpiration',
] as const;

const ADDRESS: readonly (readonly [string, string])[] = [
  ['street', 'street1'],
  ['city', 'city'],
  ['postalCode', 'postalCode'],
  ['countryCode', 'countryCode'],
];

/** Rows the source's page publishes for both kinds of record, with the prefix it writes. */
const PUBLISHED_IDENTITY = attribute('identityMap.email.id', 'xdm:identityMap.email[0].id');

const IDENTITY: readonly MappingRow[] = [
  PUBLISHED_IDENTITY,
  attribute('identityMap.email[0].primary', 'identityMap.email[0].primary'),
  attribute('identityMap.email[0].authenticatedState', 'identityMap.email[0].authenticatedState'),
];

/**
 * Profile record to the profile schema: the published rows first, then the rest of what the record carries. `tenant` is the
 * root of custom fields, with its underscore.
 */
export function profileMappings(tenant: string): readonly MappingRow[] {
  return [
    ...IDENTITY,
    attribute('loyalty.points', 'xdm:loyalty.points'),
    attribute('loyalty.tier', 'xdm:loyalty.tier'),
    ...LOYALTY_FIELDS.map((field) => attribute(`loyalty.${field}`, `loyalty.${field}`)),
    attribute('identityMap.email[0].id', 'personalEmail.address'),
    attribute('customer.firstName', 'person.name.firstName'),
    attribute('customer.lastName', 'person.name.lastName'),
    attribute('customer.gender', 'person.gender'),
    attribute('customer.birthDate', 'person.birthDate'),
    attribute('customer.mobile', 'mobilePhone.number'),
    ...ADDRESS.map(([from, to]) => attribute(`customer.${from}`, `homeAddress.${to}`)),
    attribute('customer.customerId', `${tenant}.capillary.customerId`),
    attribute('customer.externalId', `${tenant}.capillary.externalId`),
    attribute('customer.homeStore', `${tenant}.capillary.homeStore`),
  ];
}

const LINE_FIELDS = ['quantity', 'priceTotal', 'name', 'discountAmount'] as const;

const IS_PURCHASE = 'is_empty(eventName) or eventName == "transactionAdded"';
const EVENT_TYPE = `iif(billType == "RETURN", "commerce.returns", iif(${IS_PURCHASE}, "commerce.purchases", concat("loyalty.", eventName)))`;
const PURCHASE_COUNT = `iif(billType == "RETURN", nullify(), iif(${IS_PURCHASE}, 1, nullify()))`;

/** Transaction record to the event schema: the published rows first, then the rest of what the record carries. */
export function eventMappings(tenant: string): readonly MappingRow[] {
  return [
    ...IDENTITY,
    attribute('commerce.order.priceTotal', 'xdm:commerce.order.priceTotal'),
    attribute('productLineItems.SKU', 'xdm:productListItems.SKU'),
    ...LINE_FIELDS.map((field) => attribute(`productLineItems.${field}`, `productListItems.${field}`)),
    attribute('_id', '_id'),
    attribute('timestamp', 'timestamp'),
    expression(EVENT_TYPE, 'eventType'),
    expression(PURCHASE_COUNT, 'commerce.purchases.value'),
    attribute('commerce.commerceScope.storeCode', 'commerce.commerceScope.storeCode'),
    attribute('commerce.order.purchaseID', 'commerce.order.purchaseID'),
    attribute('commerce.order.currencyCode', 'commerce.order.currencyCode'),
    attribute('commerce.order.discountAmount', 'commerce.order.discountAmount'),
    attribute('loyalty.pointsIssued', 'loyalty.pointsGained[0].value'),
    attribute('loyalty.pointsRedeemed', 'loyalty.pointsRedemption[0].value'),
    attribute('loyalty.pointsBalance', `${tenant}.loyaltyEvent.pointsBalance`),
    attribute('loyalty.pointsExpired', `${tenant}.loyaltyEvent.pointsExpired`),
    attribute('loyalty.pointsReversed', `${tenant}.loyaltyEvent.pointsReversed`),
    attribute('loyalty.pointsExpiring', `${tenant}.loyaltyEvent.pointsExpiring`),
    attribute('loyalty.expiryDate', `${tenant}.loyaltyEvent.expiryDate`),
    attribute('loyalty.tier', `${tenant}.loyaltyEvent.tier`),
    attribute('loyalty.previousTier', `${tenant}.loyaltyEvent.previousTier`),
    attribute('loyalty.reward', `${tenant}.loyaltyEvent.reward`),
    attribute('loyalty.promotion', `${tenant}.loyaltyEvent.promotion`),
  ];
}
