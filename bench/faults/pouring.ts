import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../tools/harness/api.ts';
import type { Programme } from '../../tools/harness/programme.ts';

/** What was found after faults. All lists are empty when the promise holds. */
export interface Books {
  readonly sent: number;
  readonly acknowledged: number;
  /** Acknowledged events that are not a row of the dataset. */
  readonly lost: readonly string[];
  /** Events that are more than one row. */
  readonly twice: readonly string[];
  /** Customers whose profile is older than their last acknowledged balance. */
  readonly stale: readonly string[];
  readonly balanced: boolean;
}

/** What was sent, and what of it was acknowledged. */
export interface Sent {
  readonly acknowledged: Set<string>;
  readonly all: Set<string>;
  /** E-mail to the highest balance acknowledged, and to the highest sent. */
  readonly balances: Map<string, { acknowledged: number; sent: number }>;
}

const CUSTOMERS = 40;
const WRITERS = 6;
const PAGE_ROWS = 5000;
/** After a request that failed. */
const PAUSE_MS = 50;

function email(customer: number): string {
  return `crash${customer}@example.com`;
}

/** Nothing sent yet. */
export function nothingSent(): Sent {
  return { acknowledged: new Set(), all: new Set(), balances: new Map() };
}

/**
 * Sends until it is stopped, or with `stubborn` false until the process dies: singles and batches, events with ids of their own and profiles with ever higher balances.
 * What was answered 2xx is noted as acknowledged; what got no answer may or may not be there.
 */
export async function pour(
  programme: Programme,
  round: number,
  sent: Sent,
  stopped: () => boolean,
  stubborn = false,
): Promise<void> {
  const writer = async (number: number) => {
    for (let turn = 0; !stopped(); turn += 1) {
      const batch = number % 2 === 1;
      const ids = Array.from({ length: batch ? 20 : 1 }, (_, index) => `r${round}-w${number}-t${turn}-${index}`);
      for (const id of ids) sent.all.add(id);
      const events = ids.map((id, index) => ({
        _id: id,
        timestamp: '2026-02-01T10:00:00.000Z',
        identityMap: { email: [{ id: email((turn + index) % CUSTOMERS), primary: true }] },
        commerce: { order: { priceTotal: turn } },
      }));
      const customer = (turn * WRITERS + number) % CUSTOMERS;
      const points = round * 1_000_000 + turn * WRITERS + number;
      const balance = sent.balances.get(email(customer)) ?? { acknowledged: -1, sent: -1 };
      balance.sent = Math.max(balance.sent, points);
      sent.balances.set(email(customer), balance);
      try {
        const answer = await post(
          batch ? programme.batch(programme.eventInlet) : programme.eventInlet,
          batch ? { messages: events } : events[0],
        );
        if (answer) for (const id of ids) sent.acknowledged.add(id);
        // One writer per customer, so that "the last acknowledged balance" means something.
        if (customer % WRITERS === number) {
          const kept = await post(programme.profileInlet, {
            identityMap: { email: [{ id: email(customer), primary: true, authenticatedState: 'ambiguous' }] },
            loyalty: { tier: 'gold', points },
          });
          if (kept) balance.acknowledged = Math.max(balance.acknowledged, points);
        }
      } catch {
        if (!stubborn) return;
        await sleep(PAUSE_MS);
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
}

async function post(url: string, body: unknown): Promise<boolean> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status === 200 || response.status === 207;
}

/** Waits until everything is processed, and compares what is there with what was sent in so many rounds. */
export async function count(api: Api, programme: Programme, sent: Sent, rounds: number): Promise<Books> {
  const totals = await api.settled();
  const counted = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1)
    for (const [id, n] of await counts(api, `${programme.eventTable} where _id like 'r${round}-%'`)) counted.set(id, n);
  const stale: string[] = [];
  for (const [address, balance] of sent.balances) {
    if (balance.acknowledged < 0) continue;
    const points = Number((await api.profile('Email', address))?.loyalty?.points ?? -1);
    if (points < balance.acknowledged || points > balance.sent)
      stale.push(`${address}: ${points}, acknowledged ${balance.acknowledged}, sent ${balance.sent}`);
  }
  return {
    sent: sent.all.size,
    acknowledged: sent.acknowledged.size,
    lost: [...sent.acknowledged].filter((id) => !counted.has(id)),
    twice: [...counted].filter(([, n]) => n > 1).map(([id]) => id),
    stale,
    balanced: totals.balanced && totals.waiting === 0,
  };
}

/** Rows by `_id`, a page at a time: a result has a limit of rows, and a cut one would look like a loss. */
async function counts(api: Api, from: string): Promise<readonly (readonly [string, number])[]> {
  const found: (readonly [string, number])[] = [];
  for (;;) {
    const page = `order by _id limit ${PAGE_ROWS} offset ${found.length}`;
    const { rows } = await api.sql(`select _id, count(*) from ${from} group by _id ${page}`);
    found.push(...rows.map(([id, n]) => [String(id), Number(n)] as const));
    if (rows.length < PAGE_ROWS) return found;
  }
}
