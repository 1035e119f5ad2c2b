import { describe, expect, it } from 'vitest';
import { createSources } from '../index.ts';
import { recognise } from './capillary.ts';
import { EVENT_NAMES } from './events.ts';
import profile from './samples/profile.json' with { type: 'json' };
import transaction from './samples/transaction.json' with { type: 'json' };

const ID = '9d3c2f0e-0000-4000-8000-000000000001';

/** The four wrappings of the Event Notification service. */
const WRAPPINGS: Record<string, (name: string) => { payload: unknown; path: string[] }> = {
  flat: (eventName) => ({ payload: { eventName, eventId: ID, orgId: 7, data: { points: 5 } }, path: ['data'] }),
  'under body': (eventName) => ({
    payload: { body: { eventName, eventId: ID, data: { points: 5 } } },
    path: ['body', 'data'],
  }),
  'message bus': (eventName) => ({
    payload: {
      eventId: ID,
      eventType: `7_${eventName}`,
      consumerGroupId: null,
      actionType: 'START',
      timeStamp: 1676643256000,
      attributes: { createdAt: 1676643256000, data: { points: 5 }, eventName, orgId: 7 },
    },
    path: ['attributes', 'data'],
  }),
  result: (eventName) => ({
    payload: { data: { eventName, eventId: ID, data: { points: 5 } }, errors: null, warnings: null },
    path: ['data', 'data'],
  }),
};

describe.each(Object.entries(WRAPPINGS))('an event, wrapped %s', (_, wrap) => {
  it.each(EVENT_NAMES)('%s is recognised with its id and the place of its body', (name) => {
    const { payload, path } = wrap(name);
    expect(recognise(payload)).toEqual({
      kind: 'event',
      eventName: name,
      eventId: ID,
      bodyPath: path,
      impliedMappings: [],
    });
  });
});

it('reads names with stray blanks and in other letter case', () => {
  const payload = { 'eventName ': ' pointsIssued', EventId: ID, 'data ': {} };
  expect(recognise(payload)).toMatchObject({
    kind: 'event',
    eventName: 'pointsIssued',
    eventId: ID,
    bodyPath: ['data '],
  });
});

it('takes the name from eventType where the attributes have none', () => {
  const payload = { eventId: ID, eventType: 'tierUpgraded', attributes: { data: {} } };
  expect(recognise(payload)).toMatchObject({ kind: 'event', eventName: 'tierUpgraded' });
});

it('names an event outside the list without calling it known', () => {
  expect(recognise({ eventName: 'badgeEarned', data: {} })).toMatchObject({
    kind: 'unknown',
    eventName: 'badgeEarned',
  });
});

it('knows a transaction by its id and time, whatever else it carries', () => {
  expect(recognise(transaction).kind).toBe('transaction');
  const redemption = {
    _id: 'R1',
    timestamp: '2026-01-01T00:00:00Z',
    eventName: 'pointsRedeemed',
    loyalty: {},
    identityMap: {},
  };
  expect(recognise(redemption).kind).toBe('transaction');
  expect(recognise(profile).kind).toBe('profile');
});

it('implies the rows the published mapping leaves out, as one array for all transactions', () => {
  const { implied } = createSources();
  const spec = '6360f136-5980-4111-8bdf-15d29eab3b5a';
  expect(implied(spec, transaction)).toEqual([
    { source: '_id', destination: '_id' },
    { source: 'timestamp', destination: 'timestamp' },
  ]);
  expect(implied(spec, { ...transaction })).toBe(implied(spec, transaction));
  expect(implied(spec, profile)).toEqual([]);
});
