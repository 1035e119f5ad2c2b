import { createHash } from 'node:crypto';
import { createLocalJWKSet, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Actor, Cipher, Clock, Ids } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';
import { SigningKeys } from './signing-keys.ts';

interface Revoked {
  /** Epoch milliseconds after which the entry may go. */
  readonly until: number;
}

/** Whom a token is for. */
export interface Caller {
  readonly actor: Actor;
  /** Of a person: the login with which they came in, which the token ends with. None in tokens from before there were logins. */
  readonly login?: string;
}

/** What a token says once it is verified. */
export interface Verified extends Caller {
  readonly scope: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** The session it was issued in, and ends with; none for a token without a refresh token beside it. */
  readonly session?: string;
}

const INSTALLATION = 'installation';
const LIFETIME_MS = 86_400_000;
const CACHE_SIZE = 10_000;
const ISSUER = 'meniscus';

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * Access tokens: RS256 JWTs of 24 hours. `created_at` and `expires_in` are epoch milliseconds as text, which existing
 * clients read; the standard claims are there as well. Verified tokens are remembered, so that a signature is checked once
 * and not once per request.
 */
export class Tokens {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #keys: SigningKeys;
  readonly #revocations: Collection<Revoked>;
  readonly #revoked = new Set<string>();
  readonly #cache = new Map<string, Verified>();

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids; cipher: Cipher; tokensSince?: number | undefined }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#keys = new SigningKeys(deps);
    this.#revocations = createCollection(deps.tables, 'revoked-token');
  }

  /** Reads the signing keys and the list of revoked tokens. Once at start. */
  async load(): Promise<void> {
    await this.#keys.load();
    // Those that have expired by themselves need not be remembered.
    for (const { id, body } of await this.#revocations.list(INSTALLATION))
      if (body.until > this.#clock()) this.#revoked.add(id);
      else await this.#revocations.remove(INSTALLATION, id);
  }

  /** Public keys (JWKS): of the tokens that may be alive and of the next ones. */
  get keys(): { readonly keys: readonly JWK[] } {
    return { keys: this.#keys.published };
  }

  /** A new token and how long it lives, in milliseconds: 24 hours, and not beyond `until` (epoch milliseconds). */
  async issue(
    { actor, login }: Caller,
    scope: string,
    { session, until = Number.POSITIVE_INFINITY }: { readonly session?: string; readonly until?: number } = {},
  ): Promise<{ readonly token: string; readonly lifetimeMs: number }> {
    const now = this.#clock();
    const lifetimeMs = Math.min(LIFETIME_MS, until - now);
    const { kid, privateKey } = await this.#keys.current();
    const token = await new SignJWT({
      id: this.#ids.uuid(),
      type: 'access_token',
      client_id: actor.clientId,
      user_id: actor.userId,
      org: actor.org,
      kind: actor.kind,
      as: 'meniscus',
      scope,
      created_at: String(now),
      expires_in: String(lifetimeMs),
      ...(login === undefined ? {} : { login }),
      ...(session === undefined ? {} : { sid: session }),
    })
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor((now + lifetimeMs) / 1000))
      .sign(privateKey);
    return { token, lifetimeMs };
  }

  /** Who the token stands for; undefined when it is not ours, expired or revoked. */
  async verify(token: string): Promise<Verified | undefined> {
    const print = fingerprint(token);
    const known = this.#cache.get(print);
    if (known !== undefined) return known.expiresAt > this.#clock() ? known : undefined;
    if (this.#revoked.has(print)) return undefined;
    const verified = await this.#check(token);
    if (verified === undefined) return undefined;
    if (this.#cache.size >= CACHE_SIZE) this.#cache.delete(this.#cache.keys().next().value!);
    this.#cache.set(print, verified);
    return verified;
  }

  async #check(token: string): Promise<Verified | undefined> {
    try {
      const jwks = createLocalJWKSet({ keys: [...this.#keys.published] });
      const { payload } = await jwtVerify(token, jwks, {
        algorithms: ['RS256'],
        issuer: ISSUER,
        currentDate: new Date(this.#clock()),
      });
      const { user_id, client_id, org, kind, exp, sid, login, scope } = payload as Record<string, unknown>;
      if (typeof user_id !== 'string' || typeof client_id !== 'string' || typeof org !== 'string') return undefined;
      return {
        actor: { userId: user_id, clientId: client_id, org, kind: kind === 'person' ? 'person' : 'credential' },
        expiresAt: Number(exp) * 1000,
        scope: String(scope),
        ...(typeof login === 'string' ? { login } : {}),
        ...(typeof sid === 'string' ? { session: sid } : {}),
      };
    } catch {
      return undefined;
    }
  }

  /** The token counts no more, from now on and after a restart. */
  async revoke(token: string): Promise<void> {
    const verified = await this.verify(token);
    if (verified === undefined) return;
    const print = fingerprint(token);
    this.#cache.delete(print);
    this.#revoked.add(print);
    await this.#revocations.insert(
      INSTALLATION,
      print,
      { until: verified.expiresAt },
      { by: verified.actor.userId, at: this.#clock() },
    );
  }
}
