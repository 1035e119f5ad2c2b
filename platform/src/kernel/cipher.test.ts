import { expect, it } from 'vitest';
import { createCipher } from './cipher.ts';

const cipher = createCipher(Buffer.alloc(32, 7));

it('opens what it sealed, for the same context only', () => {
  const sealed = cipher.seal('client secret', 'k1/connection-1');
  expect(sealed).not.toContain('secret');
  expect(cipher.open(sealed, 'k1/connection-1')).toBe('client secret');
  expect(() => cipher.open(sealed, 'k2/connection-1')).toThrow();
  expect(() => createCipher(Buffer.alloc(32, 8)).open(sealed, 'k1/connection-1')).toThrow();
});

it('never seals the same text to the same bytes', () => {
  expect(cipher.seal('x', 'c')).not.toBe(cipher.seal('x', 'c'));
});
