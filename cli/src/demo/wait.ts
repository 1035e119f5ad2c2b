import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '../../../examples/capillary-tutorial/calls.ts';
import type { LedgerTotals } from './checks.ts';

const POLL_MS = 250;
/** Longest time without any progress before the wait is given up. */
const STALL_MS = 60_000;

/** Reads the ledger until nothing waits any more: every accepted record is a row of the lake or a failed record. */
export async function untilSettled(call: Call, onWaiting: (waiting: number) => void): Promise<LedgerTotals> {
  let least = Number.POSITIVE_INFINITY;
  let moved = performance.now();
  while (true) {
    const totals = (await call('GET /meniscus/v1/ledger')) as LedgerTotals;
    if (totals.waiting === 0) return totals;
    if (totals.waiting < least) {
      least = totals.waiting;
      moved = performance.now();
    }
    if (performance.now() - moved > STALL_MS)
      throw new Error(`${totals.waiting} accepted records have not moved for ${STALL_MS / 1000} seconds`);
    onWaiting(totals.waiting);
    await sleep(POLL_MS);
  }
}
