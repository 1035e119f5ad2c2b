import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { open } from 'lmdb';
import type { Condition } from './audience-rules.ts';
import { answerPlan, runInChild } from './child.ts';
import { emailOf, type Kind, messageOf } from './messages.ts';
import { eventOf, type Message, profileOf } from './rivals/by-hand.ts';
import { type Entity, RULES } from './rivals/rival.ts';
import { fitsEvent, fitsProfile } from './rivals/schemas.ts';

/**
 * The least code that does what a stage has to, with the libraries the platform has, and nothing besides: no schema but the one it was
 * written for, no failed records, no history, no answer to why. The ceiling of the stage as far as we know one, measured by itself in a process of its own.
 */
const FILE = fileURLToPath(import.meta.url);

export const LEAST_STAGES = ['mapping and validation', 'repeats', 'lake', 'people and audiences'] as const;
export type LeastStage = (typeof LEAST_STAGES)[number];

export interface LeastPlan {
  /** Where it may write; its own. */
  readonly directory: string;
  readonly people: number;
  /** Number of the first message of each kind, and how many there are. */
  readonly first: number;
  readonly events: number;
  /** The first people, who are sent one more profile at the end and told about, as the platform tells. */
  readonly compared: number;
}

/** Somebody as both sides tell. */
export interface Told {
  readonly loyalty: unknown;
  /** Names, sorted. */
  readonly audiences: readonly string[];
}

export interface LeastCosts {
  /** Microseconds of processor an event, all threads. */
  readonly costs: Readonly<Record<LeastStage, Readonly<Record<Kind, number>>>>;
  readonly told: readonly Told[];
  /** Transactions in the files, and sums over them: amounts, and items. */
  readonly stored: { readonly rows: number; readonly amount: number; readonly items: number };
}

/** Runs all stages in a child on the given core. */
export function leastCosts(plan: LeastPlan, core?: number): Promise<LeastCosts> {
  return runInChild(FILE, plan, core);
}

/** Messages that are ready before the clock of a stage goes on. */
const CHUNK = 10_000;
/** Rows of a file. */
const ROWS_OF_FILE = 50_000;
/** Objects and events written in a transaction, as the process loop has them. */
const OBJECTS = 8000;
/** Bytes of a page of events. */
const PAGE = 4096;

/** The message of a number, parsed, as a door has it. */
const parsed = (kind: Kind, number: number, people: number) =>
  JSON.parse(JSON.stringify(messageOf(kind, number, people))) as Message;

const entityOf = (kind: Kind, message: Message): Entity => (kind === 'profile' ? profileOf(message) : eventOf(message));

/** Microseconds of processor, all threads of this process. */
function usedSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** What a stage takes an event: `work` is handed the inputs a chunk at a time, which are made while nobody counts. */
async function each<Input>(
  { first, events }: LeastPlan,
  make: (number: number) => Input,
  work: (inputs: readonly Input[]) => Promise<void> | void,
): Promise<number> {
  let sum = 0;
  // A chunk before the first one, so that the code is compiled.
  for (let at = -CHUNK; at < events; at += CHUNK) {
    const inputs = Array.from({ length: CHUNK }, (_, index) => make(first + at + index));
    const before = process.cpuUsage();
    await work(inputs);
    if (at >= 0) sum += usedSince(before);
  }
  return sum / events;
}

function mapping(plan: LeastPlan, kind: Kind): Promise<number> {
  const fits = kind === 'profile' ? fitsProfile : fitsEvent;
  return each(
    plan,
    (number) => parsed(kind, number, plan.people),
    (messages) => {
      for (const message of messages) if (!fits(entityOf(kind, message))) throw new Error('a message does not fit');
    },
  );
}

/** Profiles have no `_id`: nothing has to be known of them. */
async function repeats(plan: LeastPlan, kind: Kind): Promise<number> {
  if (kind === 'profile') return 0;
  const seen = new Set<string>();
  return each(
    plan,
    (number) => `T${number}`,
    (ids) => {
      for (const id of ids) {
        if (seen.has(id)) throw new Error('an event is there twice');
        seen.add(id);
      }
    },
  );
}

const IDENTITIES = 'STRUCT(Email STRUCT(id VARCHAR, "primary" BOOLEAN)[])';
const SYSTEM = 'STRUCT(xactionId VARCHAR, receivedAt BIGINT, flowId VARCHAR)';
const COLUMNS: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  profile: {
    _acp_system_metadata: SYSTEM,
    identityMap: IDENTITIES,
    loyalty:
      'STRUCT(tier VARCHAR, points DOUBLE, lifetimePoints DOUBLE, expiredPoints DOUBLE, pointsRedeemed DOUBLE, program VARCHAR, status VARCHAR)',
  },
  transaction: {
    _acp_system_metadata: SYSTEM,
    _id: 'VARCHAR',
    timestamp: 'TIMESTAMP',
    identityMap: IDENTITIES,
    commerce: 'STRUCT(commerceScope STRUCT(storeCode VARCHAR), "order" STRUCT(priceTotal DOUBLE))',
    productListItems: 'STRUCT(SKU VARCHAR, quantity BIGINT, priceTotal DOUBLE, name VARCHAR, discountAmount DOUBLE)[]',
  },
};

/** One engine for both kinds, with one thread, as the platform has it. */
async function engine(directory: string) {
  mkdirSync(directory, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB' });
  const connection = await instance.connect();
  return {
    connection,
    async write(kind: Kind, name: string, lines: Buffer): Promise<void> {
      const source = join(directory, `${name}.ndjson`);
      writeFileSync(source, lines);
      const columns = Object.entries(COLUMNS[kind]).map(
        ([column, type]) => `"${column}": '${type.replaceAll("'", "''")}'`,
      );
      await connection.run(
        `copy (select * from read_json('${source}', format = 'newline_delimited', columns = {${columns.join(', ')}}))
         to '${join(directory, `${name}.parquet`)}' (format parquet, compression zstd)`,
      );
      rmSync(source);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Rows as text come from the ceiling of the door, which stringifies; from them to Parquet. */
async function lake(plan: LeastPlan, kind: Kind) {
  const directory = join(plan.directory, `lake-${kind}`);
  const { connection, write, close } = await engine(directory);
  const lineOf = (number: number) => {
    const system = { xactionId: `1767225600000:${number}:0`, receivedAt: 1_767_225_600_000, flowId: 'f' };
    const entity = entityOf(kind, parsed(kind, number, plan.people));
    return Buffer.from(`${JSON.stringify({ _acp_system_metadata: system, ...entity })}\n`);
  };
  let [waiting, files]: [Buffer[], number] = [[], 0];
  try {
    const cost = await each(plan, lineOf, async (lines) => {
      // What is written to warm up has a file that nobody counts.
      const isWarmUp = files === 0;
      for (const line of lines) waiting.push(line);
      if (!isWarmUp && waiting.length < ROWS_OF_FILE) return;
      await write(kind, isWarmUp ? 'warm-up' : `rows-${files}`, Buffer.concat(waiting));
      waiting = [];
      files += 1;
    });
    if (waiting.length > 0) throw new Error(`give events as a multiple of ${ROWS_OF_FILE}`);
    if (kind === 'profile') return { cost };
    const sums = await connection.runAndReadAll(
      `select count(*)::double, sum(commerce."order".priceTotal), sum(len(productListItems))::double from '${directory}/rows-*.parquet'`,
    );
    const [rows, amount, items] = sums.getRows()[0]!.map(Number);
    return { cost, stored: { rows: rows!, amount: amount!, items: items! } };
  } finally {
    close();
  }
}

type Loyalty = Readonly<Record<string, unknown>>;

/** A condition as a function of the loyalty attributes, all that the rules read. */
function compiled({ path, operator, value }: Condition): (loyalty: Loyalty) => boolean {
  const name = path.slice('loyalty.'.length);
  if (operator === 'equal') return (loyalty) => loyalty[name] === value;
  if (operator === 'lessThan') return (loyalty) => (loyalty[name] as number) < (value as number);
  return (loyalty) => (loyalty[name] as number) >= (value as number);
}

const DECIDERS = RULES.map(({ all }) => {
  const conditions = all.map(compiled);
  return (loyalty: Loyalty): boolean => {
    for (const condition of conditions) if (!condition(loyalty)) return false;
    return true;
  };
});

/**
 * Profiles and memberships in memory and in LMDB; every rule is decided for every profile record. Events of a transaction of LMDB in
 * pages in the order of their people, under the first of a page: those of one are found by a look into each run.
 */
class People {
  readonly #profiles = new Map<string, { loyalty: Loyalty; audiences: readonly number[] }>();
  readonly #store;
  #changed = new Map<string, string>();
  #events: string[] = [];
  #runs = 0;
  #noted = 0;

  constructor(path: string) {
    this.#store = open<Buffer, string>({
      path,
      encoding: 'binary',
      mapSize: 2 ** 34,
      overlappingSync: false,
      compression: false,
      cache: false,
    });
  }

  async apply(kind: Kind, entity: Entity, text: string): Promise<void> {
    const person = entity.identityMap.Email[0]!.id;
    if (kind === 'profile') {
      const loyalty = entity.loyalty as Loyalty;
      const audiences: number[] = [];
      for (let at = 0; at < DECIDERS.length; at += 1) if (DECIDERS[at]!(loyalty)) audiences.push(at);
      this.#profiles.set(person, { loyalty, audiences });
      this.#changed.set(`profile/${person}`, `{"e":${text},"in":[${audiences}]}`);
    } else {
      this.#events.push(`${person} ${String(entity.timestamp)} ${text}\n`);
      this.#noted += 1;
    }
    if (this.#changed.size + this.#events.length >= OBJECTS) await this.write();
  }

  async write(): Promise<void> {
    const [changed, events] = [this.#changed, this.#events.sort()];
    [this.#changed, this.#events] = [new Map(), []];
    await this.#store.batch(() => {
      for (const [key, text] of changed) this.#store.put(key, Buffer.from(text));
      this.#putRun(events);
    });
  }

  #putRun(events: readonly string[]): void {
    for (let from = 0; from < events.length; ) {
      let page = '';
      const first = events[from]!;
      for (; from < events.length && page.length < PAGE; from += 1) page += events[from]!;
      this.#store.put(`run/${this.#runs}/${first.slice(0, first.indexOf(' '))}`, Buffer.from(page));
    }
    this.#runs += 1;
  }

  /** Throws when an event is not there. */
  expectEvents(): void {
    let lines = 0;
    for (const { value } of this.#store.getRange({ start: 'run/', end: 'run0' }))
      lines += value.toString().split('\n').length - 1;
    if (lines !== this.#noted) throw new Error(`${lines} events of ${this.#noted} are there`);
  }

  told(person: number): Told {
    const { loyalty, audiences } = this.#profiles.get(emailOf(person))!;
    return { loyalty, audiences: audiences.map((at) => RULES[at]!.name).sort() };
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

async function peopleAndAudiences(plan: LeastPlan) {
  const all = new People(join(plan.directory, 'people'));
  const inputOf = (kind: Kind) => (number: number) => {
    const entity = entityOf(kind, parsed(kind, number, plan.people));
    return { entity, text: JSON.stringify(entity) };
  };
  const one = (kind: Kind) =>
    each(plan, inputOf(kind), async (inputs) => {
      for (const { entity, text } of inputs) await all.apply(kind, entity, text);
      await all.write();
    });
  const turn = async (people: number) => {
    for (let person = 0; person < people; person += 1) {
      const { entity, text } = inputOf('profile')(person);
      await all.apply('profile', entity, text);
    }
    await all.write();
  };
  await turn(plan.people);
  const costs = { profile: await one('profile'), transaction: await one('transaction') };
  await turn(plan.compared);
  const told = Array.from({ length: plan.compared }, (_, person) => all.told(person));
  all.expectEvents();
  await all.close();
  return { costs, told };
}

async function measure(plan: LeastPlan): Promise<LeastCosts> {
  const both = async (of: (kind: Kind) => Promise<number>) => ({
    profile: await of('profile'),
    transaction: await of('transaction'),
  });
  const mapped = await both((kind) => mapping(plan, kind));
  const repeated = await both((kind) => repeats(plan, kind));
  const [profiles, transactions] = [await lake(plan, 'profile'), await lake(plan, 'transaction')];
  const { costs, told } = await peopleAndAudiences(plan);
  return {
    costs: {
      'mapping and validation': mapped,
      repeats: repeated,
      lake: { profile: profiles.cost, transaction: transactions.cost },
      'people and audiences': costs,
    },
    told,
    stored: transactions.stored!,
  };
}

if (process.argv[1] === FILE) await answerPlan(measure);
