/** A field of our own as JSON Schema. */
export type OwnField = { readonly title: string; readonly type: string; readonly format?: string };

/** What a schema of the tutorial is made of: a class, standard field groups, and one group of our own. */
export interface SchemaDesign {
  readonly baseClass: string;
  readonly groups: readonly string[];
  /** Our fields, as one object under the tenant's root. */
  readonly own: { readonly name: string; readonly fields: Readonly<Record<string, OwnField>> };
}

const text = (title: string): OwnField => ({ title, type: 'string' });
const number = (title: string): OwnField => ({ title, type: 'number' });

/** Profiles: Individual Profile class, Loyalty Details, IdentityMap, Demographic and Personal Contact Details. */
export const PROFILE_DESIGN: SchemaDesign = {
  baseClass: 'https://ns.adobe.com/xdm/context/profile',
  groups: [
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
    'https://ns.adobe.com/xdm/context/identitymap',
    'https://ns.adobe.com/xdm/context/profile-person-details',
    'https://ns.adobe.com/xdm/context/profile-personal-details',
  ],
  own: {
    name: 'capillary',
    fields: { customerId: text('Customer id'), externalId: text('Card number'), homeStore: text('Home store') },
  },
};

/** Transactions and other events: ExperienceEvent class, Commerce Details, Loyalty Event Details. */
export const EVENT_DESIGN: SchemaDesign = {
  baseClass: 'https://ns.adobe.com/xdm/context/experienceevent',
  groups: [
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
    'https://ns.adobe.com/xdm/context/experienceevent-loyalty-details',
  ],
  own: {
    name: 'loyaltyEvent',
    fields: {
      pointsBalance: number('Points balance after the event'),
      pointsExpired: number('Points expired'),
      pointsReversed: number('Points taken back by a return'),
      pointsExpiring: number('Points about to expire'),
      expiryDate: { title: 'Expiry date', type: 'string', format: 'date' },
      tier: text('Tier after the event'),
      previousTier: text('Tier before the event'),
      reward: text('Reward'),
      promotion: text('Promotion'),
    },
  },
};

/** Body of `POST /tenant/fieldgroups` for a design's own fields. `tenant` with its underscore. */
export function fieldGroupBody(title: string, tenant: string, { baseClass, own }: SchemaDesign) {
  const object = { title, type: 'object', properties: own.fields };
  return {
    type: 'object',
    title,
    description: title,
    'meta:intendedToExtend': [baseClass],
    definitions: { customFields: { properties: { [tenant]: { type: 'object', properties: { [own.name]: object } } } } },
    allOf: [{ $ref: '#/definitions/customFields' }],
  };
}

/** Body of `POST /tenant/schemas`. `ownGroup` is the `$id` of the design's own field group. */
export function schemaBody(title: string, { baseClass, groups }: SchemaDesign, ownGroup: string) {
  const allOf = [baseClass, ...groups, ownGroup].map(($ref) => ({ $ref }));
  return { type: 'object', title, description: title, allOf };
}
