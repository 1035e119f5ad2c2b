/**
 * Counts of milliseconds in steps that grow with the value: exact below 16 ms, then 8 steps for each doubling, so a
 * percentile is at most an eighth above the true value. The list of counts is as long as the largest value seen asks for,
 * 250 numbers at most; histograms add up.
 */
export type Histogram = number[];

const EXACT = 16;
const STEPS = 8;
/** 2^31 ms are 25 days; what is longer counts as that. */
const LARGEST = 2 ** 31 - 1;

/** Index of the step a value belongs to. */
export function stepOf(ms: number): number {
  const value = ms < 0 ? 0 : ms > LARGEST ? LARGEST : Math.floor(ms);
  if (value < EXACT) return value;
  const doubling = 31 - Math.clz32(value);
  return EXACT + (doubling - 4) * STEPS + ((value >> (doubling - 3)) & (STEPS - 1));
}

/** Largest value of a step. */
export function topOf(step: number): number {
  if (step < EXACT) return step;
  const doubling = Math.floor((step - EXACT) / STEPS) + 4;
  const width = 2 ** (doubling - 3);
  return 2 ** doubling + (((step - EXACT) % STEPS) + 1) * width - 1;
}

export function record(histogram: Histogram, ms: number, count = 1): void {
  const step = stepOf(ms);
  while (histogram.length <= step) histogram.push(0);
  histogram[step]! += count;
}

/** Adds the second to the first. */
export function addTo(histogram: Histogram, other: readonly number[]): void {
  while (histogram.length < other.length) histogram.push(0);
  for (let step = 0; step < other.length; step += 1) histogram[step]! += other[step]!;
}

export function countOf(histogram: readonly number[]): number {
  return histogram.reduce((sum, count) => sum + count, 0);
}

/** The value that this share (0 to 1) of what was recorded does not exceed, to the top of its step; null when nothing was. */
export function percentile(histogram: readonly number[], share: number): number | null {
  const total = countOf(histogram);
  if (total === 0) return null;
  let wanted = Math.max(1, Math.ceil(total * share));
  for (let step = 0; step < histogram.length; step += 1) {
    wanted -= histogram[step]!;
    if (wanted <= 0) return topOf(step);
  }
  return topOf(histogram.length - 1);
}
