import { createHash, type webcrypto } from 'node:crypto';
import {
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { Actor, Cipher, Clock, Ids } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';

interface StoredKey {
  readonly kid: string;
  readonly publicJwk: JWK;
  /** PKCS 8, sealed. */
  readonly privateKey: string;
}

interface Revoked {
  /** Epoch milliseconds after which the entry may go. */
  readonly until: number;
}

/** What a token says once it is verified. */
export interface Verified {
  readonly actor: Actor;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** The session it was issued in, and ends with; none for a token without a refresh token beside it. */
  readonly session?: string;
}

const INSTALLATION = 'installation';
const SYSTEM = { by: 'system', at: 0 };
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
  readonly #cipher: Cipher;
  readonly #keys: Collection<StoredKey>;
  readonly #revocations: Collection<Revoked>;
  readonly #revoked = new Set<string>();
  readonly #cache = new Map<string, Verified>();
  #key: { readonly kid: string; readonly privateKey: webcrypto.CryptoKey; readonly publicJwk: JWK } | undefined;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids; cipher: Cipher }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#cipher = deps.cipher;
    this.#keys = createCollection(deps.tables, 'signing-key');
    this.#revocations = createCollection(deps.tables, 'revoked-token');
  }

  /** Reads (or makes) the signing key and the list of revoked tokens. Once at start. */
  async load(): Promise<void> {
    const [stored] = await this.#keys.list(INSTALLATION);
    const key = stored?.body ?? (await this.#makeKey());
    const pkcs8 = this.#cipher.open(key.privateKey, `signing-key/${key.kid}`);
    this.#key = {
      kid: key.kid,
      publicJwk: key.publicJwk,
      privateKey: (await importPKCS8(pkcs8, 'RS256')) as webcrypto.CryptoKey,
    };
    // Those that have expired by themselves need not be remembered.
    for (const { id, body } of await this.#revocations.list(INSTALLATION))
      if (body.until > this.#clock()) this.#revoked.add(id);
      else await this.#revocations.remove(INSTALLATION, id);
  }

  async #makeKey(): Promise<StoredKey> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const kid = this.#ids.hex(16);
    const key: StoredKey = {
      kid,
      publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
      privateKey: this.#cipher.seal(await exportPKCS8(privateKey), `signing-key/${kid}`),
    };
    await this.#keys.insert(INSTALLATION, kid, key, SYSTEM);
    return key;
  }

  /** Public keys (JWKS). */
  get keys(): { readonly keys: readonly JWK[] } {
    return { keys: [this.#key!.publicJwk] };
  }

  /** A new token and how long it lives, in milliseconds. */
  async issue(
    actor: Actor,
    scope: string,
    session?: string,
  ): Promise<{ readonly token: string; readonly lifetimeMs: number }> {
    const now = this.#clock();
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
      expires_in: String(LIFETIME_MS),
      ...(session === undefined ? {} : { sid: session }),
    })
      .setProtectedHeader({ alg: 'RS256', kid: this.#key!.kid, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor((now + LIFETIME_MS) / 1000))
      .sign(this.#key!.privateKey);
    return { token, lifetimeMs: LIFETIME_MS };
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
      const jwks = createLocalJWKSet({ keys: [this.#key!.publicJwk] });
      const { payload } = await jwtVerify(token, jwks, {
        algorithms: ['RS256'],
        issuer: ISSUER,
        currentDate: new Date(this.#clock()),
      });
      const { user_id, client_id, org, kind, exp, sid } = payload as Record<string, unknown>;
      if (typeof user_id !== 'string' || typeof client_id !== 'string' || typeof org !== 'string') return undefined;
      return {
        actor: { userId: user_id, clientId: client_id, org, kind: kind === 'person' ? 'person' : 'credential' },
        expiresAt: Number(exp) * 1000,
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
