import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import type { Alerts, Subscribed } from '../../alerts/alerts.ts';
import { ALERT_RULES } from '../../alerts/rules.ts';
import type { SubscriptionBody } from '../../alerts/subscription.ts';
import type { Subscriptions } from '../../alerts/subscriptions.ts';
import { badBody } from '../../errors.ts';
import { sayOfMonitoring } from '../../phrases.ts';

const PATH = '/meniscus/v1/alert-subscriptions';
const SERVICE = 'Meniscus Monitoring';
const READ = needs('alerts', 'read', 'view-alerts', 'manage-alerts', 'view-alerts-history');
const WRITE = needs('alerts', 'write', 'manage-alerts');

const CHANNEL = Type.Object({
  type: Type.String(),
  url: Type.Optional(Type.String()),
  to: Type.Optional(Type.Array(Type.String())),
});
const NAME = Type.Optional(
  Type.String({
    description: 'Without one it is called by its rule and dataflows, in the language of whoever reads it.',
  }),
);
const MEMBERS = {
  name: NAME,
  rule: Type.String(),
  flowIds: Type.Array(Type.String()),
  threshold: Type.Optional(Type.Number()),
  windowMinutes: Type.Optional(Type.Number()),
  repeatMinutes: Type.Optional(Type.Number()),
  channel: CHANNEL,
  enabled: Type.Boolean(),
};
const SHOWN = {
  id: Type.String(),
  version: Type.Integer(),
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
  createdBy: Type.String(),
  ...MEMBERS,
};
const SUBSCRIPTION = Type.Object(SHOWN);
const INPUT = Type.Object({
  name: NAME,
  rule: Type.String(),
  flowIds: Type.Optional(Type.Array(Type.String())),
  threshold: Type.Optional(Type.Number()),
  windowMinutes: Type.Optional(Type.Number()),
  repeatMinutes: Type.Optional(Type.Number()),
  channel: Type.Optional(
    Type.Object({
      type: Type.String(),
      url: Type.Optional(Type.String()),
      secret: Type.Optional(Type.String()),
      to: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  enabled: Type.Optional(Type.Boolean()),
});

/** A subscription as it is answered: without the secret of its webhook. */
function answer({ id, version, createdAt, updatedAt, createdBy, body }: Document<SubscriptionBody>) {
  const { channel } = body;
  const shown = channel.type === 'webhook' ? { type: channel.type, url: channel.url } : channel;
  return { id, version, createdAt, updatedAt, createdBy, ...body, channel: shown };
}

function versionOf(headers: Call['headers']): number | undefined {
  const sent = headers['if-match']?.replaceAll('"', '').trim();
  if (sent === undefined || sent === '' || sent === '*') return undefined;
  if (!/^\d{1,9}$/.test(sent)) throw badBody(sayOfMonitoring('monitoring-if-match'));
  return Number(sent);
}

/** The rules of dataflow alerts, and who is told of what. */
export function alertSubscriptionRoutes(subscriptions: Subscriptions, alerts: Alerts): readonly Route[] {
  const subscribed = (scope: Scope, id: string): Subscribed => ({ scope, id, body: subscriptions.get(scope, id).body });
  const shared = { service: SERVICE };
  return [
    route({
      ...shared,
      id: 'listAlertRules',
      method: 'GET',
      path: '/meniscus/v1/alert-rules',
      summary: 'What can be subscribed to, with its defaults.',
      access: READ,
      responses: {
        200: {
          description: 'The rules',
          schema: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Type.String(),
                title: Type.String(),
                description: Type.String(),
                of: Type.String(),
                threshold: Type.Optional(Type.Object({ default: Type.Number(), unit: Type.String() })),
                windowMinutes: Type.Optional(Type.Integer()),
              }),
            ),
          }),
        },
      },
      handle: () => ({ body: { items: ALERT_RULES } }),
    }),
    route({
      ...shared,
      id: 'listAlertSubscriptions',
      method: 'GET',
      path: PATH,
      summary: 'Subscriptions of the sandbox, oldest first.',
      access: READ,
      responses: { 200: { description: 'All of them', schema: Type.Object({ items: Type.Array(SUBSCRIPTION) }) } },
      handle: ({ scope }) => ({ body: { items: subscriptions.list(scope).map(answer) } }),
    }),
    route({
      ...shared,
      id: 'createAlertSubscription',
      method: 'POST',
      path: PATH,
      summary: 'Subscribes to a rule: in the list of alerts, by a signed webhook, or by e-mail.',
      access: WRITE,
      body: INPUT,
      responses: {
        201: {
          description: 'The subscription; `secret` of a webhook is shown here and never again.',
          schema: Type.Object({ ...SHOWN, secret: Type.Optional(Type.String()) }),
        },
      },
      async handle({ scope, actor, body }) {
        const { document, ...secret } = await subscriptions.create(scope, actor, body);
        return {
          status: 201,
          headers: { location: `${PATH}/${document.id}` },
          body: { ...answer(document), ...secret },
        };
      },
    }),
    route({
      ...shared,
      id: 'getAlertSubscription',
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One subscription.',
      access: READ,
      responses: { 200: { description: 'The subscription', schema: SUBSCRIPTION } },
      handle: ({ scope, params }) => ({ body: answer(subscriptions.get(scope, params.id!)) }),
    }),
    route({
      ...shared,
      id: 'updateAlertSubscription',
      method: 'PATCH',
      path: `${PATH}/:id`,
      summary: 'Changes the members that are sent; If-Match may name the version. Switched off, its alerts are over.',
      access: WRITE,
      body: Type.Partial(INPUT),
      responses: { 200: { description: 'The subscription', schema: SUBSCRIPTION } },
      async handle({ scope, actor, params, headers, body }) {
        if (typeof body !== 'object' || body === null || Array.isArray(body))
          throw badBody(sayOfRequest('request-body-object'));
        const before = subscribed(scope, params.id!);
        const after = await subscriptions.change(scope, actor, params.id!, body, versionOf(headers));
        if (!after.body.enabled || after.body.rule !== before.body.rule) await alerts.resolveAll(before);
        return { body: answer(after) };
      },
    }),
    route({
      ...shared,
      id: 'deleteAlertSubscription',
      method: 'DELETE',
      path: `${PATH}/:id`,
      summary: 'Ends a subscription; its alerts are over and stay in the list.',
      access: needs('alerts', 'delete', 'manage-alerts'),
      responses: { 204: { description: 'Deleted' } },
      async handle({ scope, params }) {
        await alerts.resolveAll(subscribed(scope, params.id!));
        await subscriptions.remove(scope, params.id!);
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      id: 'testAlertSubscription',
      method: 'POST',
      path: `${PATH}/:id/test`,
      summary: 'Sends a notification that says it is a test.',
      access: WRITE,
      responses: { 202: { description: 'On its way', schema: Type.Object({ alertId: Type.String() }) } },
      async handle({ scope, params }) {
        const one = subscribed(scope, params.id!);
        if (one.body.channel.type === 'in-app') throw badBody(sayOfMonitoring('monitoring-in-app-sends-nothing'));
        return { status: 202, body: { alertId: await alerts.test(one) } };
      },
    }),
  ];
}
