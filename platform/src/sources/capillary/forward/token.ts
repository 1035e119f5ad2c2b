import type { Clock } from '../../../kernel/index.ts';
import { retryAfterMs } from './backoff.ts';
import { type Wire, WireError } from './wire.ts';

/** Client credentials of the target's identity service. */
export interface TokenSettings {
  /** Origin of the identity service, e.g. `https://ims-na1.adobelogin.com`. */
  readonly imsUrl: string;
  readonly clientId: string;
  /** Asked at each fetch, so that a secret that changes in its file needs no restart. */
  readonly clientSecret: () => string;
  /** Comma separated. */
  readonly scope: string;
}

/** Why there is no token. The message holds no secret. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  /** What the identity service asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfter?: number) {
    super(message);
    this.retryAfterMs = retryAfter;
  }
}

/** Gives access tokens. */
export interface Tokens {
  /** The current token; fetched when there is none or the old one is about to end. Throws `TokenError`. */
  get(): Promise<string>;
  /** The target did not take this token: the next `get` fetches another. */
  reject(token: string): void;
}

/** A token is replaced this long before it ends, or in the last fifth of a short life. */
const RENEW_BEFORE_MS = 300_000;
const LATE_SHARE = 0.2;
/** `/ims/token/v3` answers seconds, older paths milliseconds (page "Create a Capillary connection"). Nobody gives a token for a year. */
const SECONDS_BELOW = 31_536_000;

interface Held {
  readonly token: string;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** One token for everybody, fetched once however many ask; refreshed before it ends, and after `reject`. */
export function createTokens(settings: TokenSettings, wire: Wire, clock: Clock, onFetch: () => void): Tokens {
  let held: Held | undefined;
  let fetching: Promise<Held> | undefined;
  const renew = (): Promise<Held> => {
    fetching ??= fetchToken(settings, wire, clock)
      .then((made) => {
        onFetch();
        held = made;
        return made;
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };
  return {
    async get() {
      if (held !== undefined && clock() < held.renewAt) return held.token;
      const old = held;
      try {
        return (await renew()).token;
      } catch (error) {
        // The old one still has some minutes: an identity service that is away for a moment stops nothing.
        if (old !== undefined && old === held && clock() < old.endsAt) return old.token;
        throw error;
      }
    },
    reject(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

async function fetchToken(settings: TokenSettings, wire: Wire, clock: Clock): Promise<Held> {
  const { imsUrl, clientId, clientSecret, scope } = settings;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret(),
    scope,
  });
  const answer = await wire({
    method: 'POST',
    url: `${imsUrl}/ims/token/v3`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  }).catch((error: unknown) => {
    if (error instanceof WireError) throw new TokenError(`the identity service cannot be reached: ${error.message}`);
    throw error;
  });
  if (answer.status !== 200)
    throw new TokenError(
      `the identity service answered ${answer.status}${answer.status < 500 && answer.status !== 429 ? '; check client id, secret and scopes' : ''}`,
      retryAfterMs(answer.header('retry-after'), clock()),
    );
  const { access_token: token, expires_in: life } = parsed(answer.body);
  if (typeof token !== 'string' || token === '' || !/^[\x21-\x7e]+$/.test(token))
    throw new TokenError('the identity service answered without an access token');
  const seconds = typeof life === 'number' && life > 0 ? life : 3600;
  const lifeMs = seconds < SECONDS_BELOW ? seconds * 1000 : seconds;
  const endsAt = clock() + lifeMs;
  return { token, endsAt, renewAt: endsAt - Math.min(RENEW_BEFORE_MS, lifeMs * LATE_SHARE) };
}

function parsed(body: string): { readonly access_token?: unknown; readonly expires_in?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as object;
  } catch {
    return {};
  }
}
