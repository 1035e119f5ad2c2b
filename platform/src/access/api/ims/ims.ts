import { unescape as decoded } from 'node:querystring';
import { Type } from 'typebox';
import { type Actor, type Call, type Clock, type Route, route } from '../../../kernel/index.ts';
import { checkAssertion } from '../../assertion.ts';
import type { Credentials } from '../../credentials.ts';
import { badClient, badGrant, badGrantType, badRequest, invalidToken, lockedOut } from '../../errors.ts';
import type { LockOut } from '../../lock-out.ts';
import type { Organisation, Organisations } from '../../organisations.ts';
import { organisationsOf, type People } from '../../people.ts';
import { sayOfAccess } from '../../phrases.ts';
import type { RefreshTokens } from '../../refresh-tokens.ts';
import type { SignIns } from '../../sign-ins.ts';
import { ACCESS_TOKEN, exchangeToken, TOKEN_EXCHANGE } from '../../token-exchange.ts';
import type { Caller, Tokens, Verified } from '../../tokens.ts';

const SERVICE = 'IMS';
const TOKEN = Type.Object({
  access_token: Type.String(),
  token_type: Type.String(),
  expires_in: Type.Integer(),
  refresh_token: Type.Optional(Type.String()),
  issued_token_type: Type.Optional(Type.String()),
});
/** The scope with which a person's client asks for a refresh token (OpenID Connect Core 11). */
const OFFLINE = 'offline_access';

type Fields = Readonly<Record<string, string>>;

interface Issued {
  readonly token: string;
  readonly lifetimeMs: number;
  readonly refreshToken?: string;
  /** What a token was exchanged for (RFC 8693, 2.2.1). */
  readonly tokenType?: string;
}

interface Deps {
  readonly organisations: Organisations;
  readonly credentials: Credentials;
  readonly people: People;
  readonly tokens: Tokens;
  readonly refreshTokens: RefreshTokens;
  /** Is the person or credential there and active? */
  readonly counts: (caller: Caller) => boolean;
  /** As the gateway does it: a token of somebody who is gone, or of a session that is over, is not valid. */
  readonly verify: (token: string) => Promise<Verified | undefined>;
  readonly lockOut: LockOut;
  readonly signIns: SignIns;
  readonly publicUrl: () => string;
  readonly clock: Clock;
}

const PUBLIC = {
  kind: 'public',
  why: 'this is where callers get their token; the secret in the body is checked',
} as const;

/** Client id and secret from the body, the query string (both are in `fields`) or a Basic header. */
function clientOf({ body, headers }: Call<Fields>): { clientId: string; secret: string } {
  const basic = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const parts = basic === undefined ? [] : Buffer.from(basic, 'base64').toString().split(/:(.*)/s);
  // Never throws: what is encoded wrongly is wrong like any other.
  const [id = '', secret = ''] = parts.map((part) => decoded(part));
  return { clientId: body.client_id ?? id, secret: body.client_secret ?? secret };
}

/** Scopes come with commas or spaces; answered and kept with commas. */
function scopeOf(text: string | undefined): string {
  return (text ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .join(',');
}

/**
 * Adobe's identity service as far as clients of the platform use it: tokens for API credentials and people, validation,
 * keys, organisations (pages "OAuth Server-to-Server credential", "Authentication and authorization"). Wrong credentials
 * are always 4xx: a 5xx makes existing clients repeat a multipart request that cannot be repeated.
 */
export function imsRoutes(deps: Deps): readonly Route[] {
  const credentialActor = async (call: Call<Fields>): Promise<Actor> => {
    const { clientId, secret } = clientOf(call);
    if (clientId === '' || secret === '')
      throw badRequest(sayOfAccess('oauth-needs-two', { one: 'client_id', other: 'client_secret' }));
    const { waitSeconds, found: credential } = await deps.lockOut.attempt(`client ${clientId}`, () =>
      deps.credentials.check(clientId, secret),
    );
    if (waitSeconds > 0) throw lockedOut(waitSeconds);
    if (credential === undefined) throw badClient();
    deps.lockOut.succeeded(`client ${clientId}`);
    return { userId: credential.userId, clientId, kind: 'credential', org: credential.org };
  };

  const withCode = async (fields: Fields): Promise<Issued> => {
    const redeemed = deps.signIns.redeem({
      code: fields.code ?? '',
      verifier: fields.code_verifier ?? '',
      clientId: fields.client_id ?? '',
      redirectUri: fields.redirect_uri ?? '',
    });
    if (redeemed === undefined) throw badGrant(sayOfAccess('oauth-wrong-code'));
    const scope = scopeOf(redeemed.scope);
    if (!scope.split(',').includes(OFFLINE)) return deps.tokens.issue(redeemed, scope);
    const { session, refreshToken } = await deps.refreshTokens.begin(redeemed, scope);
    return { ...(await deps.tokens.issue(redeemed, scope, { session })), refreshToken };
  };

  const withRefreshToken = async (fields: Fields): Promise<Issued> => {
    const next = await deps.refreshTokens.use(fields.refresh_token ?? '', fields.client_id ?? '');
    if (next === undefined || !deps.counts(next)) throw badGrant(sayOfAccess('oauth-wrong-refresh-token'));
    const { scope, session, refreshToken } = next;
    return { ...(await deps.tokens.issue(next, scope, { session })), refreshToken };
  };

  const withToken = async (fields: Fields): Promise<Issued> => {
    if ((fields.subject_token ?? '') === '' || (fields.audience ?? '') === '')
      throw badRequest(sayOfAccess('oauth-needs-two', { one: 'subject_token', other: 'audience' }));
    const verified = await deps.verify(fields.subject_token!);
    const issued = verified && (await exchangeToken(deps, verified, fields));
    if (issued === undefined) throw badGrant(sayOfAccess('oauth-no-exchange'));
    return { ...issued, tokenType: ACCESS_TOKEN };
  };

  const token = async (call: Call<Fields>): Promise<Issued> => {
    const grant = call.body.grant_type ?? '';
    if (grant === 'client_credentials')
      return deps.tokens.issue({ actor: await credentialActor(call) }, scopeOf(call.body.scope));
    if (grant === 'authorization_code') return withCode(call.body);
    if (grant === 'refresh_token') return withRefreshToken(call.body);
    if (grant === TOKEN_EXCHANGE) return withToken(call.body);
    throw grant === '' ? badRequest(sayOfAccess('access-needed', { name: 'grant_type' })) : badGrantType(grant);
  };

  /** `/ims/token` and `/v2` answer the life time in milliseconds, `/v3` in seconds, as their pages show. */
  const tokenRoute = (id: string, path: string, unit: number): Route =>
    route<Fields>({
      id,
      method: 'POST',
      path,
      service: SERVICE,
      summary:
        'An access token for a credential (client_credentials) or a person (authorization_code with PKCE; refresh_token where offline_access was asked for; token exchange, RFC 8693, for another organisation the person’s password opens, named by `audience`).',
      access: PUBLIC,
      consumes: 'form',
      responses: { 200: { description: 'The token.', schema: TOKEN }, 401: { description: 'Wrong client or secret.' } },
      handle: async (call) => {
        const issued = await token(call);
        return {
          headers: { 'cache-control': 'no-store' },
          body: {
            access_token: issued.token,
            token_type: 'bearer',
            expires_in: Math.floor(issued.lifetimeMs / unit),
            ...(issued.refreshToken === undefined ? {} : { refresh_token: issued.refreshToken }),
            ...(issued.tokenType === undefined ? {} : { issued_token_type: issued.tokenType }),
          },
        };
      },
    });

  /** The older way of credentials: what the client signed, beside its secret. */
  const exchange = (id: string, path: string): Route =>
    route<Fields>({
      id,
      method: 'POST',
      path,
      service: SERVICE,
      summary: 'An access token for a credential that signs with its own key (JWT exchange).',
      access: PUBLIC,
      consumes: 'form',
      responses: {
        200: { description: 'The token.', schema: TOKEN },
        400: { description: 'What was signed is no good.' },
      },
      async handle(call) {
        if ((call.body.jwt_token ?? '') === '')
          throw badRequest(sayOfAccess('oauth-needs-two', { one: 'client_id, client_secret', other: 'jwt_token' }));
        const { clientId } = clientOf(call);
        const actor = await credentialActor(call);
        await checkAssertion(call.body.jwt_token!, deps.credentials.anywhere(clientId)!, deps.clock());
        const { token: issued, lifetimeMs } = await deps.tokens.issue({ actor }, '');
        return {
          headers: { 'cache-control': 'no-store' },
          body: { access_token: issued, token_type: 'bearer', expires_in: lifetimeMs },
        };
      },
    });

  const bearer = (call: Call<Fields>): string =>
    call.body?.token ?? /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? '';

  return [
    tokenRoute('createToken', '/ims/token', 1),
    tokenRoute('createTokenV2', '/ims/token/v2', 1),
    tokenRoute('createTokenV3', '/ims/token/v3', 1000),
    exchange('exchangeJwt', '/ims/exchange/jwt'),
    exchange('exchangeJwtV1', '/ims/exchange/v1/jwt'),
    route<Fields>({
      id: 'validateToken',
      method: 'POST',
      path: '/ims/validate_token/v1',
      service: SERVICE,
      summary: 'Is a token valid?',
      access: { kind: 'public', why: 'answers only about a token the caller already has' },
      consumes: 'form',
      responses: { 200: { description: 'The verdict.', schema: Type.Object({ valid: Type.Boolean() }) } },
      handle: async (call) => {
        const verified = await deps.verify(bearer(call));
        if (verified === undefined) return { body: { valid: false, reason: 'bad_signature' } };
        return {
          body: {
            valid: true,
            expires_at: verified.expiresAt,
            token: { client_id: verified.actor.clientId, user_id: verified.actor.userId, type: 'access_token' },
          },
        };
      },
    }),
    route<Fields>({
      id: 'invalidateToken',
      method: 'POST',
      path: '/ims/invalidate_token/v2',
      service: SERVICE,
      summary: 'Revokes a token.',
      access: { kind: 'public', why: 'ends only a token the caller already has' },
      consumes: 'form',
      responses: { 200: { description: 'The token counts no more.' } },
      handle: async (call) => {
        await deps.tokens.revoke(bearer(call));
        return { body: {} };
      },
    }),
    route<Fields>({
      id: 'revokeToken',
      method: 'POST',
      path: '/ims/revoke',
      service: SERVICE,
      summary:
        'Revokes a token (RFC 7009): an access token alone, or a refresh token with everything issued in its session. Answers 200 for any token.',
      access: { kind: 'public', why: 'ends only a token the caller already has' },
      consumes: 'form',
      responses: { 200: { description: 'The token counts no more.' } },
      handle: async ({ body }) => {
        const { token: ended = '', client_id: client = '' } = body;
        if (ended === '') throw badRequest(sayOfAccess('access-needed', { name: 'token' }));
        if (!(await deps.refreshTokens.end(ended, client))) await deps.tokens.revoke(ended);
        return { body: {} };
      },
    }),
    route({
      id: 'listTokenOrganisations',
      method: 'GET',
      path: '/ims/organizations/v6',
      service: SERVICE,
      summary: 'Organisations of the caller; of a person those their password opens.',
      access: {
        kind: 'public',
        why: 'the token is checked by the route; no organisation header is sent to this service',
      },
      responses: { 200: { description: 'The organisations.', schema: Type.Array(Type.Unknown()) } },
      handle: async (call) => {
        const verified = await deps.verify(bearer(call as Call<Fields>));
        if (verified === undefined) throw invalidToken();
        return { body: organisationsOf(deps, verified.actor).map(asOfIms) };
      },
    }),
    route({
      id: 'getUserInfo',
      method: 'GET',
      path: '/ims/userinfo/v2',
      service: SERVICE,
      summary: 'Who the token stands for.',
      access: {
        kind: 'public',
        why: 'the token is checked by the route; no organisation header is sent to this service',
      },
      responses: { 200: { description: 'The person or technical account.' } },
      handle: async (call) => {
        const verified = await deps.verify(bearer(call as Call<Fields>));
        if (verified === undefined) throw invalidToken();
        const person = deps.people.get(verified.actor.org, verified.actor.userId)?.body;
        return {
          body: {
            sub: verified.actor.userId,
            ...(person === undefined ? {} : { email: person.email, name: person.name }),
          },
        };
      },
    }),
    route({
      id: 'getKeys',
      method: 'GET',
      path: '/ims/keys',
      service: SERVICE,
      summary: 'Public keys that verify tokens (JWKS).',
      access: { kind: 'public', why: 'public keys' },
      responses: { 200: { description: 'The keys.' } },
      handle: () => ({ body: deps.tokens.keys }),
    }),
    route({
      id: 'getOpenidConfiguration',
      method: 'GET',
      path: '/ims/.well-known/openid-configuration',
      service: SERVICE,
      summary: 'Where the endpoints of this service are.',
      access: { kind: 'public', why: 'addresses only' },
      responses: { 200: { description: 'The discovery document.' } },
      handle: () => ({ body: discovery(deps.publicUrl()) }),
    }),
  ];
}

function asOfIms({ id, name }: Organisation): Record<string, unknown> {
  const [ident, authSrc] = id.split('@');
  return { orgRef: { ident, authSrc }, orgName: name, orgType: 'Enterprise', groups: [] };
}

function discovery(origin: string): Record<string, unknown> {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/ims/authorize/v2`,
    token_endpoint: `${origin}/ims/token/v3`,
    revocation_endpoint: `${origin}/ims/revoke`,
    userinfo_endpoint: `${origin}/ims/userinfo/v2`,
    jwks_uri: `${origin}/ims/keys`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token', TOKEN_EXCHANGE],
    scopes_supported: [
      'openid',
      'AdobeID',
      'read_organizations',
      'additional_info.projectedProductContext',
      'session',
      OFFLINE,
    ],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
  };
}
