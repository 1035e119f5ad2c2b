import { Type } from 'typebox';
import { parseXid } from '../../../identity/index.ts';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badQuery } from '../../errors.ts';
import type { Asked, Explainer } from '../../explain.ts';
import { oneOf } from '../../list-query.ts';
import { answering } from '../answering.ts';

const SERVICE = 'Segmentation Service';
const ACCESS = needs('profiles', 'read', 'view-profiles', 'manage-profiles');
const PERSON = {
  entityId: Type.String({ description: 'XID of the person, or value of one of their identities.' }),
  entityIdNS: Type.Optional(Type.String({ description: 'Code of the namespace of the value; none with an XID.' })),
};
const ANY = { additionalProperties: true };
const MEMBERSHIP = Type.Object({ status: Type.String(), lastQualificationTime: Type.String() }, ANY);
const EXPLANATION = Type.Object(
  {
    audienceId: Type.String(),
    audienceName: Type.String(),
    status: Type.String({ description: 'realized, exited or never.' }),
    since: Type.Optional(Type.String()),
    history: Type.Array(Type.Object({ status: Type.String(), at: Type.String() })),
    isMember: Type.Optional(Type.Boolean()),
    rule: Type.Optional(
      Type.Object(
        {
          kind: Type.String(),
          text: Type.String(),
          holds: Type.Boolean(),
          parts: Type.Optional(Type.Array(Type.Object({}, ANY))),
        },
        ANY,
      ),
    ),
    tippedBy: Type.Optional(Type.Object({}, ANY)),
    changesByItselfAt: Type.Optional(Type.String()),
    smallestChange: Type.Optional(Type.Array(Type.Object({ change: Type.String() }, ANY))),
    evaluatedAt: Type.Optional(Type.String()),
    explanation: Type.Optional(Type.String()),
  },
  ANY,
);

/** A moment as ISO 8601 or epoch milliseconds. */
function momentOf(query: Call['query']): number | undefined {
  const text = oneOf(query, 'at');
  if (text === undefined || text === '') return undefined;
  const at = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isFinite(at) || at < 0) throw badQuery(`at=${text} is no moment; give ISO 8601 or epoch milliseconds`);
  return at;
}

/** Why somebody is in an audience, and what was so before: AEP has no call for either. */
export function explainRoutes(
  explainer: Explainer,
  namespaceId: (scope: Scope, code: string) => number | undefined,
): readonly Route[] {
  const asked = ({ scope, query }: Call): Asked => {
    const id = oneOf(query, 'entityId');
    const code = oneOf(query, 'entityIdNS');
    if (id === undefined || id === '') throw badQuery('entityId says whose membership');
    if (code === undefined) {
      const xid = parseXid(id);
      if (xid === undefined) throw badQuery(`${id} is not an XID; entityIdNS says which namespace it is a value of`);
      return xid;
    }
    const namespace = namespaceId(scope, code);
    if (namespace === undefined) throw badQuery(`there is no identity namespace ${code}`);
    return { namespaceId: namespace, id };
  };
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
        if (audienceId === undefined || audienceId === '') throw badQuery('audienceId says which audience');
        return { body: await explainer.membership(call, audienceId, asked(call)) };
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
