/** A row of a mapping set, in the body style of the newer documentation pages. */
export interface Row {
  readonly sourceType: 'ATTRIBUTE' | 'EXPRESSION';
  readonly source: string;
  readonly destination: string;
}

const attribute = (source: string, destination = source): Row => ({ sourceType: 'ATTRIBUTE', source, destination });
const expression = (source: string, destination: string): Row => ({ sourceType: 'EXPRESSION', source, destination });

/** Fields of the standard Loyalty Details group that are named alike on both sides. */
const LOYALTY = [
  'points',
  'tier',
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

const OWN_OF_CUSTOMER = [
  'customerId',
  'externalId',
  'homeStore',
  'loyaltyType',
  'tierNumber',
  'customFields',
  'extendedFields',
] as const;

/**
 * Rows for the documented profile payload (page "Create a Capillary connection with Flow Service") and for the profile
 * updates that events imply. `tenant`: root of custom fields with its underscore.
 */
export function profileRows(tenant: string): readonly Row[] {
  return [
    attribute('identityMap'),
    ...LOYALTY.map((field) => attribute(`loyalty.${field}`)),
    attribute('customer.email', 'personalEmail.address'),
    attribute('customer.firstName', 'person.name.firstName'),
    attribute('customer.lastName', 'person.name.lastName'),
    attribute('customer.gender', 'person.gender'),
    attribute('customer.birthDate', 'person.birthDate'),
    attribute('customer.mobile', 'mobilePhone.number'),
    attribute('customer.street', 'homeAddress.street1'),
    attribute('customer.city', 'homeAddress.city'),
    attribute('customer.postalCode', 'homeAddress.postalCode'),
    attribute('customer.countryCode', 'homeAddress.countryCode'),
    ...OWN_OF_CUSTOMER.map((field) => attribute(`customer.${field}`, `${tenant}.capillary.${field}`)),
    attribute('promotions', `${tenant}.capillary.promotions`),
    attribute('rewards', `${tenant}.capillary.rewards`),
  ];
}

const LINE = ['SKU', 'quantity', 'priceTotal', 'name', 'discountAmount'] as const;

const OWN_OF_LOYALTY = [
  'program',
  'programId',
  'pointsBalance',
  'lifetimePoints',
  'pointsExpired',
  'pointsReversed',
  'pointsExpiring',
  'expiryDate',
  'tier',
  'tierNumber',
  'previousTier',
  'previousTierNumber',
  'status',
  'previousStatus',
  'promotion',
  'reward',
] as const;

/** A transaction payload without a name is a sale; so is the event of that name unless its bill is a return. */
const IS_SALE = 'is_empty(eventName) or eventName == "transactionAdded"';
const IS_RETURN = 'eventName == "transactionAdded" and billType == "RETURN"';

/**
 * Rows for the documented transaction payload and for all events. `eventType` is `commerce.purchases` for sales,
 * `commerce.returns` for returns, `loyalty.<name of the event>` for everything else.
 */
export function eventRows(tenant: string): readonly Row[] {
  const own = `${tenant}.loyaltyEvent`;
  return [
    attribute('_id'),
    attribute('timestamp'),
    attribute('identityMap'),
    expression(
      `iif(${IS_RETURN}, "commerce.returns", iif(${IS_SALE}, "commerce.purchases", concat("loyalty.", eventName)))`,
      'eventType',
    ),
    expression(`iif(${IS_RETURN}, nullify(), iif(${IS_SALE}, 1, nullify()))`, 'commerce.purchases.value'),
    attribute('commerce.commerceScope.storeCode'),
    attribute('commerce.order.purchaseID'),
    attribute('commerce.order.priceTotal'),
    attribute('commerce.order.discountAmount'),
    attribute('commerce.order.currencyCode'),
    ...LINE.map((field) => attribute(`productLineItems.${field}`, `productListItems.${field}`)),
    attribute('loyalty.pointsIssued', 'loyalty.pointsGained[0].value'),
    attribute('loyalty.pointsRedeemed', 'loyalty.pointsRedemption[0].value'),
    ...OWN_OF_LOYALTY.map((field) => attribute(`loyalty.${field}`, `${own}.${field}`)),
    attribute('billType', `${own}.billType`),
    attribute('transaction.id', `${own}.transactionId`),
    attribute('transaction.status', `${own}.transactionStatus`),
    attribute('transaction.lineItemCount', `${own}.lineItemCount`),
    attribute('transaction.grossAmount', `${own}.grossAmount`),
    attribute('organisation', `${own}.organisation`),
    attribute('reference', `${own}.reference`),
    attribute('customFields', `${own}.customFields`),
    attribute('extendedFields', `${own}.extendedFields`),
    attribute('updatedFields', `${own}.updatedFields`),
  ];
}
