import { Type } from 'typebox';
import {
  defineSource,
  type ImpliedMapping,
  NOTHING_IMPLIED,
  type Recognition,
  STREAMING_FLOW,
  STREAMING_PROVIDER,
  UNKNOWN,
} from '../connector.ts';
import { EVENT_NAMES, findEvent, NEIGHBOUR_NAMES } from './events.ts';
import profile from './samples/profile.json' with { type: 'json' };
import transaction from './samples/transaction.json' with { type: 'json' };
import { isObject } from './tidy.ts';
import { memberKey, translate } from './translate.ts';

const PARAMS = Type.Object({
  clientId: Type.String({ title: 'Client ID', description: 'Client id of the Adobe credential the connector uses.' }),
  clientSecret: Type.String({ title: 'Client secret', format: 'password' }),
  accessToken: Type.Optional(
    Type.String({ title: 'Access token', description: 'A token of that credential.', format: 'password' }),
  ),
});

/** Why: docs/decisions/0005-capillary-implied-rows.md. */
const TRANSACTION_ROWS: readonly ImpliedMapping[] = Object.freeze([
  { source: '_id', destination: '_id' },
  { source: 'timestamp', destination: 'timestamp' },
]);

const KNOWN_EVENTS: ReadonlySet<string> = new Set([...EVENT_NAMES, ...NEIGHBOUR_NAMES]);
const PROFILE: Recognition = Object.freeze({ kind: 'profile', impliedMappings: NOTHING_IMPLIED });
const TRANSACTION: Recognition = Object.freeze({ kind: 'transaction', impliedMappings: TRANSACTION_ROWS });

/**
 * Tells the payloads apart: the two documented shapes (page "Create a Capillary connection with Flow Service": a transaction
 * has `_id` and `timestamp`, a profile has `loyalty` without them), then the events of Capillary's own notifications.
 */
export function recognise(payload: unknown): Recognition {
  if (!isObject(payload)) return UNKNOWN;
  if (payload._id !== undefined && payload.timestamp !== undefined) return TRANSACTION;
  if (isObject(payload.loyalty) && isObject(payload.identityMap)) return PROFILE;
  const event = findEvent(payload);
  if (event === undefined) return UNKNOWN;
  return {
    kind: KNOWN_EVENTS.has(event.name) ? 'event' : 'unknown',
    eventName: event.name,
    ...(event.id === undefined ? {} : { eventId: event.id }),
    bodyPath: event.bodyPath,
    impliedMappings: NOTHING_IMPLIED,
  };
}

/** The two documented payloads are records already. */
function isDocumented(payload: unknown): boolean {
  const { kind } = recognise(payload);
  return kind === 'profile' || kind === 'transaction';
}

/** Capillary, the loyalty system: profiles with their balances and transactions, sent as they happen. */
export const capillary = defineSource({
  name: 'capillary',
  connectionSpec: {
    id: '6360f136-5980-4111-8bdf-15d29eab3b5a',
    name: 'Capillary Streaming Events',
    version: '1.0',
    providerId: STREAMING_PROVIDER,
    type: 'generic-streaming',
    title: 'Capillary Streaming Events',
    description: 'Stream loyalty profiles, points, tiers and transactions from Capillary as they change.',
    category: 'Loyalty',
    beta: true,
    auth: [{ name: 'OAuth generic-rest-connector', type: 'OAuth2', params: PARAMS }],
    webhook: { dataType: 'raw', authenticationRequired: false, sourceName: 'Capillary Streaming Events' },
    flowSpecs: [
      {
        ...STREAMING_FLOW,
        id: '6499120c-0b15-42dc-936e-847ea3c24d72',
        name: 'Capillary Streaming Events to Experience Platform',
        mapping: 'required',
      },
    ],
    inlet: {
      on: 'flow',
      settings: () => ({ dataType: 'raw', authenticationRequired: false, sourceName: 'Capillary Streaming Events' }),
    },
  },
  examples: [
    { title: 'A member with balance and tier', kind: 'profile', payload: profile },
    { title: 'A purchase with its lines', kind: 'transaction', payload: transaction },
  ],
  recognise,
  translator: {
    keyOf: (payload) => (isDocumented(payload) ? undefined : memberKey(payload)),
    translate: (payload, state, receivedAt) =>
      isDocumented(payload) ? undefined : translate(payload, state, receivedAt),
  },
});
