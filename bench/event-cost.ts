import { runLoad } from './load.ts';
import { batches, singles } from './messages.ts';
import { cpuByThreads, type ThreadTimes } from './process-use.ts';

const LOAD_CORE = 1;
const SIZE = 100;

export type Kind = 'profile' | 'transaction';

/** Bodies of one kind and shape, and how many of them are sent, the first half of them to warm up. */
export interface Case {
  readonly name: string;
  readonly kind: Kind;
  readonly size: number;
  readonly requests: number;
  readonly connections: number;
}

export const CASES: readonly Case[] = [
  { name: 'profiles, batches of 100', kind: 'profile', size: SIZE, requests: 1000, connections: 16 },
  { name: 'transactions, batches of 100', kind: 'transaction', size: SIZE, requests: 1000, connections: 16 },
  { name: 'profiles, single posts', kind: 'profile', size: 1, requests: 40_000, connections: 64 },
  { name: 'transactions, single posts', kind: 'transaction', size: 1, requests: 40_000, connections: 64 },
];

/** Who is sent the bodies. */
export interface Server {
  readonly pid: number;
  url(one: Case): string;
  /** Resolves when all of it is done. */
  done(): Promise<unknown>;
}

/** Processor time of one case. */
export interface CaseCost {
  readonly events: number;
  /** Microseconds an event. */
  readonly each: ThreadTimes;
}

/** Does what is measured; told so that somebody can look on meanwhile. */
export type Watch = (work: () => Promise<void>) => Promise<void>;

/**
 * Sends every case to a server and tells the processor time an event took there. Numbers of the messages begin at `first`, of
 * `people` people, and none is used twice.
 */
export async function costOfCases(
  server: Server,
  { people, first }: { readonly people: number; readonly first: number },
  watch: (one: Case) => Watch = () => (work) => work(),
): Promise<readonly CaseCost[]> {
  const costs: CaseCost[] = [];
  let next = first;
  for (const one of CASES) {
    costs.push(await costOfCase(server, one, { people, first: next }, watch(one)));
    next += one.requests * one.size;
  }
  return costs;
}

async function costOfCase(
  server: Server,
  one: Case,
  { people, first }: { readonly people: number; readonly first: number },
  watch: Watch,
): Promise<CaseCost> {
  const half = one.requests / 2;
  const bodies = (from: number) =>
    one.size === 1 ? singles(one.kind, half, people, from) : batches(one.kind, half, one.size, people, from);
  const send = async (from: number) => {
    const plan = { url: server.url(one), bodies: bodies(from), connections: one.connections, amount: half };
    const { refused } = await runLoad(plan, LOAD_CORE);
    if (refused > 0) throw new Error(`${refused} requests were refused`);
    await server.done();
  };
  await send(first);
  const events = half * one.size;
  const before = cpuByThreads(server.pid);
  await watch(() => send(first + events));
  const after = cpuByThreads(server.pid);
  const each = (of: keyof ThreadTimes) => ((after[of] - before[of]) * 1e6) / events;
  return { events, each: { main: each('main'), v8: each('v8'), others: each('others') } };
}

/** All threads together. */
export function sumOf({ main, v8, others }: ThreadTimes): number {
  return main + v8 + others;
}
