import { Type } from 'typebox';
import { type Route, route } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { DELETE, READ, WRITE } from '../../administration.ts';
import { objectOf, textOf } from '../../body.ts';
import type { Credential, Credentials } from '../../credentials.ts';
import { badBody, noCredential } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import type { Membership } from '../../membership.ts';
import { sayOfAccess } from '../../phrases.ts';

const PATH = '/meniscus/v1/credentials';
const CREDENTIAL = Type.Object({
  clientId: Type.String(),
  name: Type.String(),
  userId: Type.String(),
  secrets: Type.Array(Type.Object({ id: Type.String(), createdAt: Type.Integer() })),
  publicKeys: Type.Array(Type.Object({ id: Type.String(), createdAt: Type.Integer() })),
  roles: Type.Array(Type.String()),
  directRoles: Type.Array(Type.String()),
  createdAt: Type.Integer(),
  createdBy: Type.String(),
});
const ISSUED = Type.Object({ ...CREDENTIAL.properties, clientSecret: Type.String() });

/**
 * API credentials: what AEP keeps in the Developer Console. A secret is answered once, when it is made. To rotate: add a
 * second one, let the clients take it, remove the first.
 */
export function credentialRoutes(credentials: Credentials, membership: Membership): readonly Route[] {
  const shown = (org: string, { body, createdAt, createdBy }: Document<Credential>) => ({
    clientId: body.clientId,
    name: body.name,
    userId: body.userId,
    secrets: body.secrets.map((secret) => ({ id: secret.id, createdAt: secret.createdAt })),
    publicKeys: (body.publicKeys ?? []).map((key) => ({ id: key.id, createdAt: key.createdAt })),
    roles: membership.roles.of(org, body.userId).map(({ id }) => id),
    directRoles: membership.roles.directlyOf(org, body.userId).map(({ id }) => id),
    createdAt,
    createdBy,
  });
  const found = (org: string, clientId: string): Document<Credential> => {
    const credential = credentials.get(org, clientId);
    if (credential === undefined) throw noCredential(clientId);
    return credential;
  };
  const common = { service: 'Meniscus', organisationWide: true } as const;
  const missing = { 404: { description: 'No such credential.' } };
  const fresh = { 'cache-control': 'no-store' };

  return [
    route({
      ...common,
      id: 'listCredentials',
      method: 'GET',
      path: PATH,
      summary:
        'API credentials with the roles they hold, in `directRoles` those not held through a group; never their secrets.',
      access: READ,
      responses: { 200: { description: 'The credentials.', schema: Type.Object({ items: Type.Array(CREDENTIAL) }) } },
      handle: ({ scope, query }) => ({
        body: pageOf(
          credentials.list(scope.org).map((credential) => shown(scope.org, credential)),
          query,
          PATH,
        ),
      }),
    }),
    route({
      ...common,
      id: 'createCredential',
      method: 'POST',
      path: PATH,
      summary: 'Makes a credential without any role; its secret is answered this once.',
      access: WRITE,
      body: Type.Object({ name: Type.String() }),
      responses: { 201: { description: 'The credential with its secret.', schema: ISSUED } },
      async handle({ scope, actor, body }) {
        const name = textOf(objectOf(body), 'name');
        const { clientId, clientSecret } = await credentials.issue(scope.org, name, actor.userId);
        return { status: 201, headers: fresh, body: { ...shown(scope.org, found(scope.org, clientId)), clientSecret } };
      },
    }),
    route({
      ...common,
      id: 'getCredential',
      method: 'GET',
      path: `${PATH}/:clientId`,
      summary: 'One credential.',
      access: READ,
      responses: { 200: { description: 'The credential.', schema: CREDENTIAL }, ...missing },
      handle: ({ scope, params }) => ({ body: shown(scope.org, found(scope.org, params.clientId!)) }),
    }),
    route({
      ...common,
      id: 'deleteCredential',
      method: 'DELETE',
      path: `${PATH}/:clientId`,
      summary: 'Removes a credential; its tokens count no more at once.',
      access: DELETE,
      responses: { 204: { description: 'Removed.' }, ...missing },
      async handle({ scope, actor, params }) {
        const { body } = found(scope.org, params.clientId!);
        membership.mayLeave(scope.org, body.userId);
        await membership.roles.forget(scope.org, body.userId, actor.userId);
        await credentials.remove(scope.org, body.clientId);
        return { status: 204 };
      },
    }),
    route({
      ...common,
      id: 'createCredentialSecret',
      method: 'POST',
      path: `${PATH}/:clientId/secrets`,
      summary: 'Makes a second secret, answered this once; both work until one is removed.',
      access: WRITE,
      consumes: 'none',
      responses: {
        201: {
          description: 'The secret.',
          schema: Type.Object({ secretId: Type.String(), clientSecret: Type.String() }),
        },
        ...missing,
      },
      handle: async ({ scope, actor, params }) => ({
        status: 201,
        headers: fresh,
        body: await credentials.addSecret(scope.org, params.clientId!, actor.userId),
      }),
    }),
    route({
      ...common,
      id: 'deleteCredentialSecret',
      method: 'DELETE',
      path: `${PATH}/:clientId/secrets/:secretId`,
      summary: 'Removes a secret: nobody gets a token with it any more.',
      access: DELETE,
      responses: { 204: { description: 'Removed.' }, ...missing },
      async handle({ scope, actor, params }) {
        await credentials.removeSecret(scope.org, params.clientId!, params.secretId!, actor.userId);
        return { status: 204 };
      },
    }),
    route({
      ...common,
      id: 'createCredentialPublicKey',
      method: 'POST',
      path: `${PATH}/:clientId/public-keys`,
      summary: 'Registers the public key or certificate of a client that signs for its token (JWT exchange).',
      access: WRITE,
      body: Type.Object({ publicKey: Type.String({ description: 'PEM.' }) }),
      responses: {
        201: { description: 'The key.', schema: Type.Object({ id: Type.String(), createdAt: Type.Integer() }) },
        ...missing,
      },
      async handle({ scope, actor, params, body }) {
        found(scope.org, params.clientId!);
        const given = objectOf(body).publicKey;
        if (typeof given !== 'string' || given.length > 16_384) throw badBody('/publicKey', sayOfAccess('access-pem'));
        const { id, createdAt } = await credentials.addKey(scope.org, params.clientId!, given, actor.userId);
        return { status: 201, body: { id, createdAt } };
      },
    }),
    route({
      ...common,
      id: 'deleteCredentialPublicKey',
      method: 'DELETE',
      path: `${PATH}/:clientId/public-keys/:keyId`,
      summary: 'Removes a public key: nobody gets a token by it any more.',
      access: DELETE,
      responses: { 204: { description: 'Removed.' }, ...missing },
      async handle({ scope, actor, params }) {
        await credentials.removeKey(scope.org, params.clientId!, params.keyId!, actor.userId);
        return { status: 204 };
      },
    }),
  ];
}
