/** A field of our own as JSON Schema. */
type OwnField = Readonly<Record<string, unknown>>;

/** What a ready-made schema consists of: a class, standard field groups, and one group of own fields. */
export interface SchemaDesign {
  readonly class: string;
  readonly groups: readonly string[];
  /** Own fields, as one object under the tenant's root. */
  readonly own: { readonly name: string; readonly fields: Readonly<Record<string, OwnField>> };
}

const text = (title: string): OwnField => ({ title, type: 'string' });
const number = (title: string): OwnField => ({ title, type: 'number' });
const integer = (title: string): OwnField => ({ title, type: 'integer' });
const moment = (title: string): OwnField => ({ title, type: 'string', format: 'date-time' });
const list = (title: string, properties: Readonly<Record<string, OwnField>>): OwnField => ({
  title,
  type: 'array',
  items: { type: 'object', properties },
});
/** Fields a brand names itself: name to text. */
const map = (title: string): OwnField => ({ title, type: 'object', additionalProperties: { type: 'string' } });

/** Members: Individual Profile class, Loyalty Details, IdentityMap, Demographic and Personal Contact Details. */
export const PROFILE_SCHEMA: SchemaDesign = {
  class: 'https://ns.adobe.com/xdm/context/profile',
  groups: [
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
    'https://ns.adobe.com/xdm/context/identitymap',
    'https://ns.adobe.com/xdm/context/profile-person-details',
    'https://ns.adobe.com/xdm/context/profile-personal-details',
  ],
  own: {
    name: 'capillary',
    fields: {
      customerId: text('Customer id'),
      externalId: text('External id'),
      homeStore: text('Home store'),
      loyaltyType: text('Loyalty type'),
      tierNumber: integer('Tier number'),
      customFields: map('Custom fields'),
      extendedFields: map('Extended fields'),
      promotions: list('Promotions earned', {
        id: text('Earned id'),
        promotionId: text('Promotion id'),
        name: text('Name'),
        earnedAt: moment('Earned at'),
        expiresAt: moment('Expires at'),
      }),
      rewards: list('Rewards and coupons', {
        id: text('Id'),
        name: text('Name'),
        type: text('Type'),
        code: text('Code'),
        status: text('Status'),
        points: number('Points'),
        value: number('Value'),
        issuedAt: moment('Issued at'),
        redeemedAt: moment('Redeemed at'),
        expiresAt: moment('Expires at'),
      }),
    },
  },
};

/** Transactions and all other events: ExperienceEvent class, IdentityMap (part of the class), Commerce and Loyalty details. */
export const EVENT_SCHEMA: SchemaDesign = {
  class: 'https://ns.adobe.com/xdm/context/experienceevent',
  groups: [
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
    'https://ns.adobe.com/xdm/context/experienceevent-loyalty-details',
  ],
  own: {
    name: 'loyaltyEvent',
    fields: {
      program: text('Programme'),
      programId: text('Programme id'),
      pointsBalance: number('Points balance after the event'),
      lifetimePoints: number('Points ever issued'),
      pointsExpired: number('Points expired'),
      pointsReversed: number('Points taken back'),
      pointsExpiring: number('Points about to expire'),
      expiryDate: { title: 'Expiry date', type: 'string', format: 'date' },
      tier: text('Tier after the event'),
      tierNumber: integer('Number of the tier after the event'),
      previousTier: text('Tier before the event'),
      previousTierNumber: integer('Number of the tier before the event'),
      status: text('Status after the event'),
      previousStatus: text('Status before the event'),
      promotion: text('Promotion'),
      reward: text('Reward'),
      billType: text('Bill type'),
      transactionId: text('Transaction id'),
      transactionStatus: text('Delivery status'),
      lineItemCount: integer('Lines of the bill'),
      grossAmount: number('Gross amount'),
      organisation: text('Organisation in the loyalty system'),
      reference: text('Reference in the loyalty system'),
      customFields: map('Custom fields'),
      extendedFields: map('Extended fields'),
      updatedFields: list('Fields that changed', {
        fieldName: text('Name'),
        previousValue: text('Before'),
        currentValue: text('After'),
        fieldType: text('Kind'),
      }),
    },
  },
};
