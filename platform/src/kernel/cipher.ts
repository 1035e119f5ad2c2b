import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';

/**
 * Seals secrets at rest. `context` says what the secret belongs to (scope and object id); the same context must be given to
 * open it, so that a sealed text moved to another row opens nothing.
 */
export interface Cipher {
  seal(text: string, context: string): string;
  /** Throws when the text was sealed with another key or for another context, or was changed. */
  open(sealed: string, context: string): string;
  /**
   * A secret of 256 bits, in base64url, that only this key makes and always makes for this context: for secrets that are
   * handed out and checked, and need not be kept.
   */
  derive(context: string): string;
}

/** A cipher over AES-256-GCM with a key of 32 bytes. */
export function createCipher(key: Uint8Array): Cipher {
  if (key.byteLength !== 32) throw new Error('a cipher key has 32 bytes');
  const own = Buffer.from(hkdfSync('sha256', key, 'meniscus', 'secrets at rest', 32));
  const handedOut = Buffer.from(hkdfSync('sha256', key, 'meniscus', 'secrets handed out', 32));
  return {
    seal(text, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(ALGORITHM, own, iv);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [
        VERSION,
        iv.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
        sealed.toString('base64url'),
      ].join('.');
    },
    derive: (context) => createHmac('sha256', handedOut).update(context).digest('base64url'),
    open(sealed, context) {
      const [version, iv, tag, text] = sealed.split('.');
      if (version !== VERSION || iv === undefined || tag === undefined || text === undefined)
        throw new Error('this is not a sealed secret');
      const decipher = createDecipheriv(ALGORITHM, own, Buffer.from(iv, 'base64url'));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
    },
  };
}
