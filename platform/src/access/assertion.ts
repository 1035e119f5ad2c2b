import { createPublicKey } from 'node:crypto';
import type { Said } from '@meniscus/languages/syntax';
import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import type { Credential } from './credentials.ts';
import { badAssertion } from './errors.ts';
import { sayOfAccess } from './phrases.ts';

/** A signed text is good for a day at most, as the clients that make one know. */
const LONGEST_MS = 86_400_000;

/**
 * Checks what a client signed to get a token (page "Service account JWT"): signed by one of its keys, issued by its
 * organisation, about its technical account, for this client, not expired. Throws `invalid_token` with the first thing
 * that is wrong.
 */
export async function checkAssertion(
  token: string,
  credential: Credential & { readonly org: string },
  now: number,
): Promise<void> {
  const options = {
    algorithms: ['RS256'],
    issuer: credential.org,
    subject: credential.userId,
    currentDate: new Date(now),
  };
  let fault: Said = sayOfAccess('jwt-no-key');
  for (const { pem } of credential.publicKeys ?? []) {
    try {
      const { payload } = await jwtVerify(token, createPublicKey(pem), options);
      const wrong = wrongClaim(payload, credential, now);
      if (wrong === undefined) return;
      fault = wrong;
    } catch (error) {
      fault = faultOf(error, token, credential);
    }
  }
  throw badAssertion(fault);
}

function wrongClaim({ aud = [], exp }: JWTPayload, { clientId }: Credential, now: number): Said | undefined {
  const audiences = typeof aud === 'string' ? [aud] : aud;
  if (!audiences.some((one) => one.endsWith(`/c/${clientId}`))) return sayOfAccess('jwt-audience', { clientId });
  return exp === undefined || exp * 1000 > now + LONGEST_MS ? sayOfAccess('jwt-expires') : undefined;
}

function faultOf(error: unknown, token: string, { org, userId }: Credential & { readonly org: string }): Said {
  const { code, claim } = error as { code?: string; claim?: string };
  if (code === 'ERR_JWT_EXPIRED') return sayOfAccess('jwt-expired');
  if (claim === 'iss') return sayOfAccess('jwt-claim', { claim, sent: shown(token, 'iss'), right: org });
  if (claim === 'sub') return sayOfAccess('jwt-claim', { claim, sent: shown(token, 'sub'), right: userId });
  return sayOfAccess('jwt-signature');
}

function shown(token: string, claim: 'iss' | 'sub'): string {
  return String(decodeJwt(token)[claim]).slice(0, 100);
}
