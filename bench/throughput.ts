import type { Api } from '../tools/harness/api.ts';
import type { Programme } from '../tools/harness/programme.ts';
import { runLoad } from './load.ts';
import { batches, type Kind, singles } from './messages.ts';
import { workedOff } from './metrics.ts';
import { busySeconds } from './process-use.ts';

/** Messages of a request of many. */
export const SIZE = 100;
const LOAD_CORE = 1;
const ROUNDS = 3;
const CONNECTIONS = { batches: 16, singles: 64 } as const;
/** Messages before the first round, of each shape, not counted. */
const WARM_UP = { batches: 10_000, singles: 1000 } as const;

export type Shape = keyof typeof CONNECTIONS;
export const SHAPES: readonly Shape[] = ['batches', 'singles'];

/** Somebody who takes the same messages: ours, a rival or the ceiling. */
export interface Contender {
  readonly name: string;
  /** Where messages of a kind go. */
  inlet(kind: Kind, shape: Shape): string;
  /** Part of the messages of a round it is given: the slow ones would take minutes for all. */
  readonly share: number;
  /** Resolves when every profile and audience has what was accepted. Absent for those that answer only then. */
  readonly done?: () => Promise<void>;
}

export function oursAs(api: Api, programme: Programme): Contender {
  const inlets = { profile: programme.profileInlet, transaction: programme.eventInlet };
  return {
    name: 'ours',
    inlet: (kind, shape) => (shape === 'batches' ? programme.batch(inlets[kind]) : inlets[kind]),
    share: 1,
    done: () => workedOff(api),
  };
}

export function otherAs(name: string, url: string, share: number): Contender {
  return { name, inlet: () => url, share };
}

/** A figure of every round. */
export type Rounds = Readonly<Record<Shape, readonly number[]>>;

export interface Throughput {
  /** Messages a second, from the first request until every profile and audience has them. */
  readonly rates: ReadonlyMap<string, Rounds>;
  /** Microseconds of processor a message, all cores and the sender included: what more cores, or work shared out better, cannot lower. */
  readonly costs: ReadonlyMap<string, Rounds>;
}

/** Bodies nobody has sent to this contender before: profiles that change and transactions with ids of their own. */
class Fresh {
  readonly #people: number;
  readonly #next: Record<Kind, number>;

  constructor(people: number) {
    this.#people = people;
    this.#next = { profile: people, transaction: 0 };
  }

  bodies(kind: Kind, shape: Shape, messages: number): string[] {
    const first = this.#next[kind];
    this.#next[kind] += messages;
    return shape === 'singles'
      ? singles(kind, messages, this.#people, first)
      : batches(kind, messages / SIZE, SIZE, this.#people, first);
  }
}

/** Seconds by the clock and of all cores. */
interface Taken {
  readonly clock: number;
  readonly busy: number;
}

async function take(contender: Contender, kind: Kind, shape: Shape, bodies: readonly string[]): Promise<Taken> {
  const plan = {
    url: contender.inlet(kind, shape),
    bodies,
    connections: Math.min(CONNECTIONS[shape], bodies.length),
    amount: bodies.length,
  };
  const { refused, startedAt, busyBefore, seconds } = await runLoad(plan, LOAD_CORE);
  if (refused > 0) throw new Error(`${contender.name} refused ${refused} requests`);
  await contender.done?.();
  const clock = contender.done === undefined ? seconds : (Date.now() - startedAt) / 1000;
  return { clock, busy: busySeconds() - busyBefore };
}

/** Profiles, then transactions, half of the messages each, so that both kinds of work are in the figure. */
async function measure(
  contender: Contender,
  fresh: Fresh,
  shape: Shape,
  messages: number,
): Promise<{ readonly rate: number; readonly cost: number }> {
  const half = Math.ceil((messages * contender.share) / 2 / SIZE) * SIZE;
  const profiles = await take(contender, 'profile', shape, fresh.bodies('profile', shape, half));
  const transactions = await take(contender, 'transaction', shape, fresh.bodies('transaction', shape, half));
  return {
    rate: (2 * half) / (profiles.clock + transactions.clock),
    cost: ((profiles.busy + transactions.busy) * 1e6) / (2 * half),
  };
}

/** Every contender in turn, in each of three rounds, so that what else the machine does meets all of them. */
export async function throughput(
  contenders: readonly Contender[],
  people: number,
  messages: Readonly<Record<Shape, number>>,
): Promise<Throughput> {
  const empty = () =>
    new Map(contenders.map(({ name }) => [name, { batches: [] as number[], singles: [] as number[] }]));
  const [rates, costs] = [empty(), empty()];
  const fresh = new Map(contenders.map(({ name }) => [name, new Fresh(people)]));
  for (const contender of contenders)
    for (const shape of SHAPES) await measure(contender, fresh.get(contender.name)!, shape, WARM_UP[shape]);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const contender of contenders)
      for (const shape of SHAPES) {
        const { rate, cost } = await measure(contender, fresh.get(contender.name)!, shape, messages[shape]);
        rates.get(contender.name)![shape].push(rate);
        costs.get(contender.name)![shape].push(cost);
      }
  return { rates, costs };
}

/** A ratio of two contenders over the rounds. */
export interface Ratio {
  readonly median: number;
  /** Half of the way from the lowest to the highest round, as a part of the median: what this run itself is unsure about. */
  readonly noise: number;
}

export function ratioOf(ours: readonly number[], other: readonly number[]): Ratio {
  const ratios = ours.map((rate, round) => rate / other[round]!).sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)]!;
  return { median, noise: (ratios.at(-1)! - ratios[0]!) / 2 / median };
}
