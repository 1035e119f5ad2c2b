function primes(count: number): readonly bigint[] {
  const found: bigint[] = [];
  for (let candidate = 2n; found.length < count; candidate += 1n) {
    if (found.every((prime) => candidate % prime !== 0n)) found.push(candidate);
  }
  return found;
}

/** Whole part of the n-th root, by bisection. */
function root(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** The first bits behind the point of the square (`2n`) or cube (`3n`) roots of the first primes: the constants of SHA-2 (FIPS 180-4). */
export function rootFractions(count: number, degree: bigint, bits: bigint): readonly bigint[] {
  return primes(count).map((prime) => BigInt.asUintN(Number(bits), root(prime << (bits * degree), degree)));
}
