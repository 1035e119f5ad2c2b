import { Type } from 'typebox';
import { parseXid } from '../../../identity/index.ts';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badQuery } from '../../errors.ts';
import type { Asked, Explainer } from '../../explain.ts';
import { oneOf } from '../../list-query.ts';
import { say } from '../../phrases.ts';
import { readExpression } from '../../read-audience.ts';
import { answering } from '../answering.ts';
import { EXPRESSION } from '../shapes.ts';

const SERVICE = 'Segmentation Service';
const ACCESS = needs('profiles', 'read', 'view-profiles', 'manage-profiles');
const PERSON = {
  entityId: Type.String({ description: 'XID of the person, or value of one of their identities.' }),
  entityIdNS: Type.Optional(Type.String({ description: 'Code of the namespace of the value; none with an XID.' })),
};
const ANY = { additionalProperties: true };
const MEMBERSHIP = Type.Object({ status: Type.String(), lastQualificationTime: Type.String() }, ANY);
const RULE = Type.Object(
  {
    kind: Type.String(),
    text: Type.String(),
    holds: Type.Boolean(),
    parts: Type.Optional(Type.Array(Type.Object({}, ANY))),
  },
  ANY,
);
const REASONS = {
  tippedBy: Type.Optional(Type.Object({}, ANY)),
  changesByItselfAt: Type.Optional(Type.String()),
  smallestChange: Type.Optional(Type.Array(Type.Object({ change: Type.String() }, ANY))),
};
const RULE_EXPLANATION = Type.Object(
  { isMember: Type.Boolean(), rule: RULE, ...REASONS, evaluatedAt: Type.String() },
  ANY,
);
const EXPLANATION = Type.Object(
  {
    audienceId: Type.String(),
    audienceName: Type.String(),
    status: Type.String({ description: 'realized, exited or never.' }),
    since: Type.Optional(Type.String()),
    history: Type.Array(Type.Object({ status: Type.String(), at: Type.String() })),
    isMember: Type.Optional(Type.Boolean()),
    rule: Type.Optional(RULE),
    ...REASONS,
    evaluatedAt: Type.Optional(Type.String()),
    explanation: Type.Optional(Type.String()),
  },
  ANY,
);

interface RuleInput {
  readonly expression?: unknown;
  readonly entityId?: string;
  readonly entityIdNS?: string;
  readonly mergePolicyId?: string;
}

/** A moment as ISO 8601 or epoch milliseconds. */
function momentOf(query: Call['query']): number | undefined {
  const text = oneOf(query, 'at');
  if (text === undefined || text === '') return undefined;
  const at = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isFinite(at) || at < 0) throw badQuery(say('audience-query-moment', { text }));
  return at;
}

/** Why somebody is in an audience, and what was so before: AEP has no call for either. */
export function explainRoutes(
  explainer: Explainer,
  namespaceId: (scope: Scope, code: string) => number | undefined,
): readonly Route[] {
  const whoOf = (scope: Scope, id: string | undefined, code: string | undefined): Asked => {
    if (id === undefined || id === '') throw badQuery(say('audience-whose'));
    if (code === undefined) {
      const xid = parseXid(id);
      if (xid === undefined) throw badQuery(say('audience-no-xid', { id }));
      return xid;
    }
    const namespace = namespaceId(scope, code);
    if (namespace === undefined) throw badQuery(say('audience-query-namespace', { code }));
    return { namespaceId: namespace, id };
  };
  const asked = ({ scope, query }: Call) => whoOf(scope, oneOf(query, 'entityId'), oneOf(query, 'entityIdNS'));
  return [
    route({
      id: 'explainMembership',
      method: 'GET',
      path: '/meniscus/v1/explain/membership',
      service: SERVICE,
      fields: 'filtered',
      summary:
        'Why a person is in an audience or not: clause by clause, with the event that tipped it and the smallest change.',
      access: ACCESS,
      query: Type.Object({ audienceId: Type.String(), ...PERSON }),
      responses: {
        200: { description: 'The explanation.', schema: EXPLANATION },
        404: { description: 'No such audience or person.' },
      },
      handle: answering(async (call: Call) => {
        const audienceId = oneOf(call.query, 'audienceId');
        if (audienceId === undefined || audienceId === '') throw badQuery(say('audience-which'));
        return { body: await explainer.membership(call, audienceId, asked(call)) };
      }),
    }),
    route<RuleInput>({
      id: 'explainRule',
      method: 'POST',
      path: '/meniscus/v1/explain/rule',
      service: SERVICE,
      fields: 'filtered',
      summary:
        'Why a person would be in an audience with this rule or not, before it is saved. A preview of the rule names some who would.',
      access: ACCESS,
      body: Type.Object({
        expression: EXPRESSION,
        ...PERSON,
        mergePolicyId: Type.Optional(
          Type.String({ description: 'How the profile is merged; by the default policy when left out.' }),
        ),
      }),
      responses: {
        200: { description: 'The explanation.', schema: RULE_EXPLANATION },
        400: { description: 'The rule is wrong, with the place of each mistake.' },
        404: { description: 'No such person.' },
      },
      handle: answering(async (call: Call<RuleInput>) => {
        const { expression, entityId, entityIdNS, mergePolicyId } = call.body ?? {};
        const who = whoOf(call.scope, entityId, entityIdNS);
        return { body: await explainer.rule(call, readExpression(expression), who, mergePolicyId) };
      }),
    }),
    route({
      id: 'getMemberships',
      method: 'GET',
      path: '/meniscus/v1/memberships',
      service: SERVICE,
      fields: 'filtered',
      summary: 'Memberships of a person, now or as they were at a past moment.',
      access: ACCESS,
      query: Type.Object({
        ...PERSON,
        at: Type.Optional(Type.String({ description: 'ISO 8601 or epoch milliseconds; now when left out.' })),
      }),
      responses: {
        200: {
          description: 'Namespace to audience id to status.',
          schema: Type.Object({
            asOf: Type.String(),
            segmentMembership: Type.Record(Type.String(), Type.Record(Type.String(), MEMBERSHIP)),
          }),
        },
        404: { description: 'No such person.' },
      },
      handle: answering(async (call: Call) => ({
        body: await explainer.memberships(call, asked(call), momentOf(call.query)),
      })),
    }),
  ];
}
