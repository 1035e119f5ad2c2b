import { vi } from 'vitest';

/**
 * In the place of `@node-rs/argon2`, for tests of who comes in, by some hundred passwords, and not of how long one takes: hashes as cheap as
 * it goes. Such a file gets a process of its own (`vitest.config.ts`).
 *
 * @example
 * vi.mock('@node-rs/argon2', () => import('../../../tools/harness/cheap-argon2.ts'));
 */
const argon2 = await vi.importActual<typeof import('@node-rs/argon2')>('@node-rs/argon2');

export const { verify } = argon2;

export function hash(secret: string): Promise<string> {
  return argon2.hash(secret, { memoryCost: 8, timeCost: 1 });
}
