/** A stream of random numbers that is the same for the same seed on every machine and in every Node version. */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Index drawn with the given weights. */
  weighted(weights: readonly number[]): number;
  /** A stream of its own, so that what one part draws never shifts what another part gets. */
  fork(name: string): Random;
}

/** Four 32-bit words of a text (a plain multiplicative hash; only spread matters here, not secrecy). */
function words(text: string): readonly [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** Eight lower-case hex digits that name a seed, used as prefix of generated ids. */
export function seedName(seed: string): string {
  const [a, b] = words(seed);
  return ((a ^ Math.imul(b, 2654435761)) >>> 0).toString(16).padStart(8, '0');
}

/** A generator of the "small fast counter" family (sfc32): 128 bits of state, integer operations only. */
export function random(seed: string): Random {
  let [a, b, c, count] = words(seed);
  function unit(): number {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  }
  for (let i = 0; i < 16; i += 1) unit();
  return {
    unit,
    int: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    chance: (probability) => unit() < probability,
    pick: (from) => from[Math.floor(unit() * from.length)]!,
    weighted(weights) {
      let left = unit() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let index = 0; index < weights.length; index += 1) {
        left -= weights[index]!;
        if (left < 0) return index;
      }
      return weights.length - 1;
    },
    fork: (name) => random(`${seed}/${name}`),
  };
}
