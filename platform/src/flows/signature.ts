import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cipher } from '../kernel/index.ts';
import { type Owner, openAuth, type SealedAuth } from './secrets.ts';

/** True when the text is the HMAC-SHA256 of the bytes, in hex or base64, under a secret of the connection. */
export type SignatureCheck = (body: Uint8Array, signature: string) => boolean;

/** Secret parameters a connection signs with; the second is for the time in which senders change to a new one. */
const SECRETS = ['hmacSecret', 'hmacPreviousSecret'] as const;

/** The bytes of a signature; undefined when it is neither 64 hex digits nor base64 of 32 bytes. */
function signatureBytes(text: string): Buffer | undefined {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  return /^[A-Za-z0-9+/]{43}=$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/**
 * The check of a connection that declares `hmacSecret`; undefined for one that does not, which takes unsigned requests.
 * Secrets stay inside the function that is returned. One that cannot be opened or is no text lets nothing pass.
 */
export function signatureCheck(cipher: Cipher, owner: Owner, auth: SealedAuth | undefined): SignatureCheck | undefined {
  if (auth === undefined || !Object.hasOwn(auth.sealed, SECRETS[0])) return undefined;
  const secrets = openSecrets(cipher, owner, auth);
  return (body, signature) => {
    const given = signatureBytes(signature);
    if (given === undefined) return false;
    return secrets.some((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given));
  };
}

function openSecrets(cipher: Cipher, owner: Owner, auth: SealedAuth): readonly string[] {
  try {
    const params = openAuth(cipher, owner, auth);
    return SECRETS.map((name) => params[name]).filter((one): one is string => typeof one === 'string' && one !== '');
  } catch {
    return [];
  }
}
