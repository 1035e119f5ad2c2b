import { scratchDirectory } from '../tools/harness/process.ts';
import { ceilingFile, startCeiling } from './ceiling.ts';
import { runLoad } from './load.ts';
import { batches, type Kind, singles } from './messages.ts';

const LOAD_CORE = 1;
const PEOPLE = 50_000;
const KINDS: readonly Kind[] = ['profile', 'transaction'];
const ROUNDS = 2;
/**
 * Requests of a round, and the events a second the raw ceiling takes on the machine that bars in seconds are of, an Intel Xeon
 * of 2026-11-29 (bench/README.md).
 */
const SHAPES = [
  { size: 100, requests: 600, connections: 16, there: 200_000 },
  { size: 1, requests: 6000, connections: 64, there: 22_500 },
] as const;

/**
 * How many times slower this machine is than the one that bars in seconds are of, by what the raw ceiling takes right now, in
 * batches and in single posts (their geometric mean); 1 for one as fast or faster. Runs for CI, which may be on any machine, have
 * such bars so many times as long: on one half as fast they would tell of the machine and not of a change. Takes some ten seconds.
 */
export async function slowness(): Promise<number> {
  const scratch = scratchDirectory('slowness');
  const ceiling = await startCeiling(ceilingFile(scratch.path));
  // Profiles and transactions, half of each, as in the benchmark the figures are of.
  const rate = async ({ size, requests, connections }: (typeof SHAPES)[number]) => {
    let seconds = 0;
    for (const kind of KINDS) {
      const amount = requests / KINDS.length;
      const bodies = size === 1 ? singles(kind, amount, PEOPLE, 0) : batches(kind, amount, size, PEOPLE, 0);
      seconds += (await runLoad({ url: ceiling.url, bodies, connections, amount }, LOAD_CORE)).seconds;
    }
    return (requests * size) / seconds;
  };
  try {
    let product = 1;
    for (const shape of SHAPES) {
      // The first round warms up. The best counts: what else runs makes a round slower, and bars are not to grow with it.
      let best = 0;
      for (let round = 0; round <= ROUNDS; round += 1) best = Math.max(best, await rate(shape));
      product *= shape.there / best;
    }
    return Math.max(1, Math.sqrt(product));
  } finally {
    ceiling.stop();
    scratch.remove();
  }
}

/** What that makes of the bars, in words. */
export function mayTake(slower: number): string {
  return `what is timed may take ${slower.toFixed(2)} times what it may on the machine of bench/README.md`;
}
