import type { Api } from '../tools/harness/api.ts';
import type { Programme } from '../tools/harness/programme.ts';
import { runLoad } from './load.ts';
import { batches, type Kind, singles } from './messages.ts';
import { workedOff } from './metrics.ts';

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

/** Messages a second of every round, from the first request until every profile and audience has them. */
export type Rounds = Readonly<Record<Shape, readonly number[]>>;

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

async function seconds(contender: Contender, kind: Kind, shape: Shape, bodies: readonly string[]): Promise<number> {
  const plan = {
    url: contender.inlet(kind, shape),
    bodies,
    connections: Math.min(CONNECTIONS[shape], bodies.length),
    amount: bodies.length,
  };
  const { refused, startedAt, seconds: accepted } = await runLoad(plan, LOAD_CORE);
  if (refused > 0) throw new Error(`${contender.name} refused ${refused} requests`);
  if (contender.done === undefined) return accepted;
  await contender.done();
  return (Date.now() - startedAt) / 1000;
}

/** Profiles, then transactions, half of the messages each, so that both kinds of work are in the figure. */
async function perSecond(contender: Contender, fresh: Fresh, shape: Shape, messages: number): Promise<number> {
  const half = Math.ceil((messages * contender.share) / 2 / SIZE) * SIZE;
  const profiles = await seconds(contender, 'profile', shape, fresh.bodies('profile', shape, half));
  const transactions = await seconds(contender, 'transaction', shape, fresh.bodies('transaction', shape, half));
  return (2 * half) / (profiles + transactions);
}

/** Every contender in turn, in each of three rounds, so that what else the machine does meets all of them. */
export async function throughput(
  contenders: readonly Contender[],
  people: number,
  messages: Readonly<Record<Shape, number>>,
): Promise<ReadonlyMap<string, Rounds>> {
  const rates = new Map(contenders.map(({ name }) => [name, { batches: [] as number[], singles: [] as number[] }]));
  const fresh = new Map(contenders.map(({ name }) => [name, new Fresh(people)]));
  for (const contender of contenders)
    for (const shape of SHAPES) await perSecond(contender, fresh.get(contender.name)!, shape, WARM_UP[shape]);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const contender of contenders)
      for (const shape of SHAPES) {
        const rate = await perSecond(contender, fresh.get(contender.name)!, shape, messages[shape]);
        rates.get(contender.name)![shape].push(rate);
      }
  return rates;
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
