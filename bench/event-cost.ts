import type { Api } from '../tools/harness/api.ts';
import type { Programme } from '../tools/harness/programme.ts';
import { runLoad } from './load.ts';
import { batches, type Kind, singles } from './messages.ts';
import { workedOff } from './metrics.ts';
import { cpuByThreads, type ThreadTimes } from './process-use.ts';

const LOAD_CORE = 1;
const SIZE = 100;

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

/** The platform; done is what every profile, audience and the lake have. */
export function platformAs(api: Api, pid: number, programme: Programme): Server {
  const inlets = { profile: programme.profileInlet, transaction: programme.eventInlet };
  return {
    pid,
    url: ({ kind, size }) => (size === 1 ? inlets[kind] : programme.batch(inlets[kind])),
    async done() {
      await workedOff(api);
      const { balanced, failed, skipped } = await api.settled();
      if (!balanced || failed + skipped > 0) throw new Error('not everything sent became a row');
    },
  };
}

/** Processor time of one case. */
export interface CaseCost {
  /** Number of its first message. */
  readonly first: number;
  /** Microseconds an event. */
  readonly each: ThreadTimes;
}

/**
 * Sends every case to a server and tells the processor time an event took there. Numbers of the messages begin at `first`, of
 * `people` people, and none is used twice. `watch` does the work it is handed, which is what is measured, and may look on meanwhile.
 */
export async function costOfCases(
  server: Server,
  { people, first }: { readonly people: number; readonly first: number },
  watch: (work: () => Promise<void>) => Promise<void> = (work) => work(),
): Promise<readonly CaseCost[]> {
  const costs: CaseCost[] = [];
  let next = first;
  for (const one of CASES) {
    const half = one.requests / 2;
    const events = half * one.size;
    const send = async (from: number) => {
      const bodies =
        one.size === 1 ? singles(one.kind, half, people, from) : batches(one.kind, half, one.size, people, from);
      const plan = { url: server.url(one), bodies, connections: one.connections, amount: half };
      const { refused } = await runLoad(plan, LOAD_CORE);
      if (refused > 0) throw new Error(`${refused} requests were refused`);
      await server.done();
    };
    await send(next);
    const before = cpuByThreads(server.pid);
    await watch(() => send(next + events));
    const after = cpuByThreads(server.pid);
    const each = (of: keyof ThreadTimes) => ((after[of] - before[of]) * 1e6) / events;
    costs.push({ first: next, each: { main: each('main'), v8: each('v8'), others: each('others') } });
    next += 2 * events;
  }
  return costs;
}

/** All threads together. */
export function sumOf({ main, v8, others }: ThreadTimes): number {
  return main + v8 + others;
}
