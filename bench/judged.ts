import type { Ratio } from './throughput.ts';

/** A figure and how high it may be. */
export interface Judged {
  readonly name: string;
  readonly value: number;
  readonly bar: number;
  /** What the run itself is unsure about, as a part of the value; 0 for what is counted and not timed. */
  readonly noise: number;
}

/** Whether a figure is above its bar by more than its noise; one that is no number is. */
export function isPast({ value, bar, noise }: Judged): boolean {
  return !(value <= bar * (1 + noise));
}

/** A figure in words. */
export function lineOf({ name, value, bar, noise }: Judged): string {
  const unsure = noise === 0 ? '' : `, noise ${(noise * 100).toFixed(0)} %`;
  return `${name}: ${value.toFixed(2)} (bar ${Number(bar.toFixed(2))}${unsure})`;
}

/** Fewer pairs than this tell nothing. */
const LEAST_PAIRS = 3;

/**
 * What the last third of some stretches of time is of the middle one (caches fill in the first): the median of the pairs of their
 * stretches, in order. Its noise is half of the way from the second lowest pair to the second highest, so that what else
 * the machine did in one or two stretches neither decides nor excuses anything. A pair with a stretch that is undefined is left out;
 * undefined when fewer than three pairs are left.
 */
export function growthOf(stretches: readonly (number | undefined)[]): Ratio | undefined {
  const third = Math.floor(stretches.length / 3);
  const ratios: number[] = [];
  for (let at = 0; at < third; at += 1) {
    const [middle, last] = [stretches[third + at], stretches[2 * third + at]];
    if (middle !== undefined && last !== undefined) ratios.push(last / middle);
  }
  if (ratios.length < LEAST_PAIRS) return undefined;
  ratios.sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)]!;
  return { median, noise: (ratios.at(-2)! - ratios[1]!) / 2 / median };
}
