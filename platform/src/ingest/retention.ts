import type { Log } from '../stores/index.ts';

/**
 * Position of the first record that was received at or after a time; the end when there is none. Times of a log only grow, but
 * for a clock that was set back: what then stands too far ahead is kept longer, not shorter.
 */
export async function positionAt(log: Log, topic: string, time: number): Promise<number> {
  let low = log.begin(topic);
  let high = log.end(topic);
  while (low < high) {
    const middle = low + ((high - low) >> 1);
    const [record] = await log.read(topic, middle, 1, 1);
    if (record === undefined || record.time >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}
