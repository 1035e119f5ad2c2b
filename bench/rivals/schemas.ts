import { Ajv } from 'ajv';

/** What rivals check of an entity: those in JavaScript with ajv. */
const IDENTITY_MAP = {
  type: 'object',
  additionalProperties: {
    type: 'array',
    items: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, primary: { type: 'boolean' } } },
  },
};
export const PROFILE_SCHEMA = {
  type: 'object',
  required: ['identityMap'],
  properties: {
    identityMap: IDENTITY_MAP,
    loyalty: {
      type: 'object',
      properties: { tier: { type: 'string' }, points: { type: 'number' }, status: { type: 'string' } },
    },
  },
};
export const EVENT_SCHEMA = {
  type: 'object',
  required: ['_id', 'timestamp', 'identityMap'],
  properties: {
    _id: { type: 'string' },
    timestamp: { type: 'string' },
    identityMap: IDENTITY_MAP,
    commerce: { type: 'object' },
    productListItems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['SKU'],
        properties: { SKU: { type: 'string' }, priceTotal: { type: 'number' } },
      },
    },
  },
};

const ajv = new Ajv({ strict: false, validateFormats: false });
export const fitsProfile = ajv.compile(PROFILE_SCHEMA);
export const fitsEvent = ajv.compile(EVENT_SCHEMA);
