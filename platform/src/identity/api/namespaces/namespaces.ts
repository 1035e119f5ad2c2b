import { Type } from 'typebox';
import { type Call, type Clock, needs, type Route, route, sayOfRequest } from '../../../kernel/index.ts';
import { badNamespace, namespaceTaken, noNamespace } from '../../errors.ts';
import type { Namespace } from '../../namespaces.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';
import { say } from '../../phrases.ts';

const PATH = '/data/core/idnamespace/identities';
const SERVICE = 'Identity Service';

const NAMESPACE = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  description: Type.String(),
  idType: Type.String(),
  custom: Type.Boolean(),
  status: Type.String(),
  createTime: Type.Integer(),
  updateTime: Type.Integer(),
});

const CREATE = Type.Object({
  code: Type.String(),
  name: Type.String(),
  description: Type.Optional(Type.String()),
  idType: Type.String(),
});

interface CreateBody {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly description?: unknown;
  readonly idType?: unknown;
}

const CODE_FORM = /^[A-Za-z0-9_-]{1,128}$/;
/** Accepted in any case, with `_` or `-`, and echoed as sent. B2B types are those Adobe's own set-up tool creates. */
const TYPES = [
  'COOKIE',
  'CROSS_DEVICE',
  'DEVICE',
  'EMAIL',
  'MOBILE',
  'NON_PEOPLE',
  'PARTNER',
  'PARTNER_ID',
  'PHONE',
  'B2B',
  'B2B_ACCOUNT',
  'B2B_ACCOUNT_PERSON',
  'B2B_CAMPAIGN',
  'B2B_CAMPAIGN_MEMBER',
  'B2B_MARKETING_LIST',
  'B2B_MARKETING_LIST_MEMBER',
  'B2B_OPPORTUNITY',
  'B2B_OPPORTUNITY_PERSON',
];

function checked(
  clock: Clock,
  body: CreateBody | undefined,
): { code: string; name: string; description: string; idType: string } {
  const { code, name, description, idType } = body ?? {};
  if (typeof code !== 'string' || !CODE_FORM.test(code)) throw badNamespace(clock, say('namespace-code'));
  if (typeof name !== 'string' || name.trim() === '')
    throw badNamespace(clock, sayOfRequest('request-text', { name: '`name`' }));
  if (typeof idType !== 'string' || !TYPES.includes(idType.toUpperCase().replaceAll('-', '_')))
    throw badNamespace(clock, say('namespace-id-type', { types: TYPES.join(', ') }));
  return { code, name, idType, description: typeof description === 'string' ? description : '' };
}

/** Identity namespaces of the organisation: list, look up, create. There is no delete (page "Identity namespace overview"). */
export function namespaceRoutes(namespaces: Namespaces, clock: Clock): readonly Route[] {
  return [
    route({
      id: 'listNamespaces',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'All identity namespaces, standard and own.',
      access: needs('identity-namespaces', 'read', 'view-identity-namespaces', 'manage-identity-namespaces'),
      organisationWide: true,
      responses: { 200: { description: 'The namespaces.', schema: Type.Array(NAMESPACE) } },
      handle: ({ scope }) => ({ body: namespaces.of(scope.org).all }),
    }),
    route({
      id: 'getNamespace',
      method: 'GET',
      path: `${PATH}/:namespaceId`,
      service: SERVICE,
      summary: 'One identity namespace by its id.',
      access: needs('identity-namespaces', 'read', 'view-identity-namespaces', 'manage-identity-namespaces'),
      organisationWide: true,
      responses: { 200: { description: 'The namespace.', schema: NAMESPACE } },
      handle: ({ scope, params }) => {
        const found = namespaces.of(scope.org).byId(Number(params.namespaceId));
        if (found === undefined) throw noNamespace(clock, scope.org);
        return { body: found };
      },
    }),
    route<CreateBody>({
      id: 'createNamespace',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Creates an identity namespace. Code and type cannot change later and it cannot be deleted.',
      access: needs('identity-namespaces', 'write', 'manage-identity-namespaces'),
      organisationWide: true,
      body: CREATE,
      responses: { 200: { description: 'The namespace with its id.', schema: NAMESPACE } },
      handle: async (call: Call<CreateBody>) => {
        const wanted = checked(clock, call.body);
        const table = namespaces.of(call.scope.org);
        if (table.byCode(wanted.code) !== undefined || table.all.some(({ name }) => name === wanted.name))
          throw namespaceTaken(clock, wanted.code);
        const created: Namespace = await namespaces.create(call.scope.org, wanted, call.actor.userId);
        return { body: created };
      },
    }),
    route<CreateBody>({
      id: 'updateNamespace',
      method: 'PUT',
      path: `${PATH}/:namespaceId`,
      service: SERVICE,
      summary: 'Changes name and description of an own namespace. Code and type never change.',
      access: needs('identity-namespaces', 'write', 'manage-identity-namespaces'),
      organisationWide: true,
      body: CREATE,
      responses: { 200: { description: 'The namespace, in an array.', schema: Type.Array(NAMESPACE) } },
      handle: async ({ scope, params, body, actor }: Call<CreateBody>) => {
        const table = namespaces.of(scope.org);
        const known = table.byId(Number(params.namespaceId));
        if (known === undefined) throw noNamespace(clock, scope.org);
        const wanted = checked(clock, body);
        if (!known.custom) throw badNamespace(clock, say('namespace-standard'));
        if (wanted.code !== known.code || wanted.idType.toUpperCase() !== known.idType.toUpperCase())
          throw badNamespace(clock, say('namespace-fixed'));
        if (table.all.some(({ name, id }) => name === wanted.name && id !== known.id))
          throw namespaceTaken(clock, wanted.name);
        return { body: [await namespaces.update(scope.org, known.id, wanted, actor.userId)] };
      },
    }),
  ];
}
