import { Type } from 'typebox';
import { type Call, needs, type Route, route, sayOfRequest } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import type { AlertBody, DeliveryBody } from '../../alerts/alert.ts';
import type { Alerts } from '../../alerts/alerts.ts';
import type { Deliveries } from '../../alerts/deliveries.ts';
import { RULE_IDS } from '../../alerts/rules.ts';
import type { Subscriptions } from '../../alerts/subscriptions.ts';
import { alertIsOver, badBody, badQuery } from '../../errors.ts';
import { sayOfMonitoring } from '../../phrases.ts';

const PATH = '/meniscus/v1/alerts';
const READ = needs('alerts', 'read', 'view-alerts', 'manage-alerts', 'view-alerts-history');
const RESOLVE = needs('alerts', 'write', 'resolve-alerts', 'manage-alerts');
const LIMIT = 100;
const MOST = 500;
const MOST_MUTE_MINUTES = 43_200;

const TIME = Type.Integer();
const MEMBERS = {
  id: Type.String(),
  subscriptionId: Type.String(),
  subscription: Type.Optional(Type.String({ description: 'The name of the subscription, where it has one.' })),
  rule: Type.String(),
  flowId: Type.Optional(Type.String()),
  runId: Type.Optional(Type.String()),
  state: Type.String(),
  muted: Type.Boolean(),
  mutedUntil: Type.Optional(TIME),
  message: Type.String(),
  phrase: Type.Optional(Type.Unknown({ description: 'The message by its code, for other languages.' })),
  value: Type.Optional(Type.Number()),
  threshold: Type.Optional(Type.Number()),
  since: TIME,
  last: TIME,
  resolvedAt: Type.Optional(TIME),
  resolvedBy: Type.Optional(Type.String()),
  times: TIME,
};
const ALERT = Type.Object(MEMBERS);
const DELIVERY = Type.Object({
  id: Type.String(),
  type: Type.String(),
  state: Type.String(),
  attempts: TIME,
  lastError: Type.Optional(Type.String()),
  updatedAt: TIME,
});

interface Parts {
  readonly alerts: Alerts;
  readonly deliveries: Deliveries;
  readonly subscriptions: Subscriptions;
  readonly clock: () => number;
}

interface Muting {
  readonly minutes?: unknown;
}

function one(query: Call['query'], name: string): string | undefined {
  const value = [query[name] ?? ''].flat().at(-1);
  return value === '' ? undefined : value;
}

/** Alerts: what fires, what is over, and silence for what is known. */
export function alertRoutes({ alerts, deliveries, subscriptions, clock }: Parts): readonly Route[] {
  const answer = ({ id, body: { notifiedAt: _, ...body } }: Document<AlertBody>) => ({
    id,
    ...body,
    muted: body.state === 'firing' && (body.mutedUntil ?? 0) > clock(),
  });
  const shared = { service: 'Meniscus Monitoring' };
  return [
    route({
      ...shared,
      id: 'listAlerts',
      method: 'GET',
      path: PATH,
      summary: 'Alerts of the sandbox, newest first; by state, rule or dataflow.',
      access: READ,
      query: Type.Object({
        state: Type.Optional(Type.String()),
        rule: Type.Optional(Type.String()),
        flowId: Type.Optional(Type.String()),
        limit: Type.Optional(Type.Integer()),
        start: Type.Optional(Type.String()),
      }),
      responses: {
        200: {
          description: 'A page; `_page.next` is the `start` of the next one or null.',
          schema: Type.Object({
            items: Type.Array(ALERT),
            _page: Type.Object({ count: Type.Integer(), next: Type.Union([Type.String(), Type.Null()]) }),
          }),
        },
      },
      async handle({ scope, query }) {
        const [state, rule, flowId, start] = ['state', 'rule', 'flowId', 'start'].map((name) => one(query, name));
        if (state !== undefined && state !== 'firing' && state !== 'resolved')
          throw badQuery(sayOfMonitoring('monitoring-alert-state', { state }));
        if (rule !== undefined && !RULE_IDS.includes(rule as never))
          throw badQuery(sayOfRequest('request-none-of', { name: `rule=${rule}`, known: RULE_IDS.join(', ') }));
        const limit = Math.min(Math.max(Number(one(query, 'limit') ?? LIMIT) || LIMIT, 1), MOST);
        const all = (await alerts.list(scope)).filter(
          ({ body }) =>
            (state === undefined || body.state === state) &&
            (rule === undefined || body.rule === rule) &&
            (flowId === undefined || body.flowId === flowId),
        );
        const from = start === undefined ? 0 : all.findIndex(({ id }) => id === start) + 1;
        const page = all.slice(from, from + limit);
        const next = from + limit < all.length ? page.at(-1)!.id : null;
        return { body: { items: page.map(answer), _page: { count: page.length, next } } };
      },
    }),
    route({
      ...shared,
      id: 'getAlert',
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One alert, with what became of its notifications.',
      access: READ,
      responses: {
        200: {
          description: 'The alert',
          schema: Type.Object({ ...MEMBERS, deliveries: Type.Array(DELIVERY) }),
        },
      },
      async handle({ scope, params }) {
        const document = await alerts.get(scope, params.id!);
        const sent = await deliveries.of(scope.key, document.id);
        return { body: { ...answer(document), deliveries: sent.map(delivery) } };
      },
    }),
    route<Muting | undefined>({
      ...shared,
      id: 'muteAlert',
      method: 'POST',
      path: `${PATH}/:id/mute`,
      summary: 'Sends no notification of an alert for some minutes; 0 ends the silence.',
      access: RESOLVE,
      body: Type.Object({ minutes: Type.Optional(Type.Number()) }),
      responses: { 200: { description: 'The alert', schema: ALERT } },
      async handle({ scope, actor, params, body }) {
        const minutes = body?.minutes ?? 60;
        if (!(typeof minutes === 'number' && minutes >= 0 && minutes <= MOST_MUTE_MINUTES))
          throw badBody(sayOfRequest('request-number', { name: 'minutes', least: 0, most: MOST_MUTE_MINUTES }));
        const until = minutes === 0 ? 0 : clock() + minutes * 60_000;
        return { body: answer(await alerts.mute(scope, params.id!, until, actor.userId)) };
      },
    }),
    route({
      ...shared,
      id: 'resolveAlert',
      method: 'POST',
      path: `${PATH}/:id/resolve`,
      summary: 'Ends an alert by hand; what still holds fires again.',
      access: RESOLVE,
      responses: { 200: { description: 'The alert', schema: ALERT } },
      async handle({ scope, actor, params }) {
        const { body } = await alerts.get(scope, params.id!);
        if (body.state !== 'firing') throw alertIsOver(params.id!);
        const subscribed = { scope, id: body.subscriptionId, body: subscriptions.get(scope, body.subscriptionId).body };
        return { body: answer(await alerts.resolve(subscribed, params.id!, actor.userId)) };
      },
    }),
  ];
}

function delivery({ id, updatedAt, body: { type, state, attempts, lastError } }: Document<DeliveryBody>) {
  return { id, type, state, attempts, updatedAt, ...(lastError === undefined ? {} : { lastError }) };
}
