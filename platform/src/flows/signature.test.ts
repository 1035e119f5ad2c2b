import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCipher } from '../kernel/index.ts';
import { type SealedAuth, sealAuth } from './secrets.ts';
import { signatureCheck } from './signature.ts';
import type { AuthSpec } from './spec.ts';

const cipher = createCipher(Buffer.alloc(32, 7));
const owner = { scopeKey: 's', connectionId: 'c' };
const spec = { name: 'Streaming Connection', params: { properties: {} } } as unknown as AuthSpec;
const sealed = (params: Record<string, unknown>): SealedAuth => sealAuth(cipher, owner, spec, params);
const body = Buffer.from('{"a": 1}');
const sign = (secret: string, encoding: 'hex' | 'base64' = 'hex', bytes: Buffer = body) =>
  createHmac('sha256', secret).update(bytes).digest(encoding);

describe('the signature of a request', () => {
  it('is not asked for where no secret is declared', () => {
    expect(signatureCheck(cipher, owner, undefined)).toBeUndefined();
    expect(signatureCheck(cipher, owner, sealed({ other: 'x' }))).toBeUndefined();
  });

  it('is good in hex and base64, under the secret and the one before it, over the exact bytes', () => {
    const check = signatureCheck(cipher, owner, sealed({ hmacSecret: 'new', hmacPreviousSecret: 'old' }))!;
    const good = [sign('new'), sign('new').toUpperCase(), sign('new', 'base64'), sign('old')];
    expect(good.map((signature) => check(body, signature))).toEqual([true, true, true, true]);
    const bad = [
      '',
      'x',
      sign('other'),
      sign('new').slice(1),
      `${sign('new')}00`,
      sign('new', 'hex', Buffer.from('{"a":1}')),
    ];
    expect(bad.map((signature) => check(body, signature))).toEqual(bad.map(() => false));
  });

  it('is never good when the secret is empty, no text, or sealed with another key', () => {
    for (const hmacSecret of ['', 5, null])
      expect(signatureCheck(cipher, owner, sealed({ hmacSecret }))!(body, sign(''))).toBe(false);
    const other = createCipher(Buffer.alloc(32, 8));
    expect(signatureCheck(other, owner, sealed({ hmacSecret: 'new' }))!(body, sign('new'))).toBe(false);
  });
});
