import type { ModelConcept } from './model.ts';

/** What is left of a meaning in a kind of table it was never met in: real tables hold what nobody thought of. */
const STRANGER = 0.25;

/** Shares of meanings, less of those that are not at home in this kind of table: a list of products has no surnames. */
export function plausible(shares: Float32Array, kinds: Float32Array, concepts: readonly ModelConcept[]): Float32Array {
  const out = shares.map((share, at) => {
    const home = concepts[at]?.tables?.reduce((sum, kind) => sum + (kinds[kind] as number), 0) ?? 1;
    return share * (STRANGER + (1 - STRANGER) * home);
  });
  const total = out.reduce((sum, share) => sum + share, 0);
  return out.map((share) => share / total);
}
