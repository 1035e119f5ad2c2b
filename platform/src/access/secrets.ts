import { hash, verify } from '@node-rs/argon2';

/** A hash nobody's secret has: compared where there is none, so that the answer takes as long. */
const NOBODY = hash('nobody has this secret');

/** An argon2id hash with a salt of its own. */
export function hashOf(secret: string): Promise<string> {
  return hash(secret);
}

/**
 * Of which of the hashes is this the secret? Always makes `places` comparisons, so that the time tells neither whether the
 * subject exists nor how many secrets it has.
 */
export async function matchesEach(
  hashes: readonly string[],
  secret: string,
  places: number,
): Promise<readonly boolean[]> {
  const nobody = await NOBODY;
  const padded = [...hashes, ...Array.from({ length: Math.max(0, places - hashes.length) }, () => nobody)];
  const results = await Promise.all(padded.map((one) => verify(one, secret)));
  return results.slice(0, hashes.length);
}

/** Is the secret one of the hashed ones? Takes as long as `matchesEach`. */
export async function matchesSecret(hashes: readonly string[], secret: string, places: number): Promise<boolean> {
  return (await matchesEach(hashes, secret, places)).includes(true);
}
