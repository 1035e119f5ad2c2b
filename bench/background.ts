import { setTimeout as sleep } from 'node:timers/promises';
import type { Programme } from '../tools/harness/programme.ts';
import { transactionMessage } from './messages.ts';

/** Messages of one request. */
const SIZE = 10;

/**
 * Sends transactions of some people beside what is measured, as they happen, `rate` events a second, numbered from `first`. `stop` ends it
 * and gives the rate that was reached.
 */
export function sendBeside(programme: Programme, rate: number, people: number, first = 0): { stop(): Promise<number> } {
  let sending = true;
  const sent = (async () => {
    const started = performance.now();
    const pending = new Set<Promise<unknown>>();
    let count = 0;
    while (sending) {
      const due = Math.floor(((performance.now() - started) / 1000) * rate);
      while (count < due) {
        const messages = Array.from({ length: SIZE }, (_, at) =>
          transactionMessage(first + count + at, (count + at) % people, Date.now()),
        );
        const request = fetch(programme.batch(programme.eventInlet), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ messages }),
        })
          .then((response) => response.arrayBuffer())
          .finally(() => pending.delete(request));
        pending.add(request);
        count += SIZE;
      }
      await sleep(5);
    }
    await Promise.all(pending);
    return count / ((performance.now() - started) / 1000);
  })();
  return {
    stop() {
      sending = false;
      return sent;
    },
  };
}
