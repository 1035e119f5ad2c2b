import type { Cipher } from '../kernel/index.ts';

/**
 * Headers a webhook must be called with, by lower-case name. Derived from the installation's key and the inlet, so nothing
 * is stored that could leak, and the same headers can be handed out again.
 */
export function webhookHeaders(cipher: Cipher, inletId: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${cipher.derive(`webhook/${inletId}`)}` };
}
