import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { badNamespace, namespaceTaken } from '../../errors.ts';
import type { Namespace } from '../../namespaces.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';

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

function checked(body: CreateBody | undefined): { code: string; name: string; description: string; idType: string } {
  const { code, name, description, idType } = body ?? {};
  if (typeof code !== 'string' || !CODE_FORM.test(code))
    throw badNamespace('`code` must be letters, digits, `_` or `-`');
  if (typeof name !== 'string' || name.trim() === '') throw badNamespace('`name` must be a text');
  if (typeof idType !== 'string' || idType === '')
    throw badNamespace('`idType` must be one of COOKIE, CROSS_DEVICE, DEVICE, Email, Phone, NON_PEOPLE');
  return { code, name, idType, description: typeof description === 'string' ? description : '' };
}

/** Identity namespaces of the organisation: list, look up, create. There is no delete (page "Identity namespace overview"). */
export function namespaceRoutes(namespaces: Namespaces): readonly Route[] {
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
        if (found === undefined) throw badNamespace(`there is no namespace ${params.namespaceId}`);
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
        const wanted = checked(call.body);
        const table = namespaces.of(call.scope.org);
        if (table.byCode(wanted.code) !== undefined || table.all.some(({ name }) => name === wanted.name))
          throw namespaceTaken(wanted.code);
        const created: Namespace = await namespaces.create(call.scope.org, wanted, call.actor.userId);
        return { body: created };
      },
    }),
  ];
}
