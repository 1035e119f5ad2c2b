import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { XdmRecord } from '../platform/src/ingest/index.ts';
import { Repeats } from '../platform/src/ingest/repeated.ts';
import { openLmdbStore, type PendingWrites } from '../platform/src/stores/index.ts';
import { SCOPE } from '../tools/harness/people-stages.ts';
import { machine, scratchDirectory } from '../tools/harness/process.ts';
import { audienceRules } from './audience-rules.ts';
import { makeAudiences, openStages, START, target } from './audiences-stages.ts';
import { emailOf, profileMessage, transactionMessage } from './messages.ts';

/**
 * `npm run bench:people`: what a record costs behind the log. Repeats, identity graph, profile, 50 audiences and the checkpoints of
 * all of them into a real LMDB, in this process, without the door, mapping and the lake. Microseconds of processor, threads
 * that collect the heap and write included, so that what else runs on the machine is nearly not in them.
 */
const PEOPLE = 100_000;
const EVENTS = 150_000;
const AUDIENCES = 50;
/** Records of a run of the process loop, and runs to a checkpoint: what a busy platform does in 250 ms. */
const RUN = 500;
const RUNS_TO_CHECKPOINT = 12;
const WINDOW_MS = 7 * 86_400_000;
/** About what `cli/src/platform.ts` lets a heap of this size have, where 200 MiB or so live. */
setFlagsFromString('--heap-growing-percent=60');
Buffer.poolSize = 64 << 10;

const PROFILES = target('37e8157e8103d0541debc2c9', 'record');
const TRANSACTIONS = target('6a5cd4227274eed9aa826a0d', 'time-series');
type Kind = 'profiles' | 'transactions';

/** The XDM entity of a message, as mapping makes it. */
function entityOf(kind: Kind, number: number): Record<string, unknown> {
  const person = number % PEOPLE;
  const identityMap = { Email: [{ id: emailOf(person), primary: true }] };
  if (kind === 'profiles') return { ...profileMessage(person, Math.floor(number / PEOPLE)), identityMap };
  const { productLineItems: productListItems, ...rest } = transactionMessage(number, person);
  return { ...rest, productListItems, identityMap };
}

let position = 0;

/** The records of one run, in requests of 100. */
function runOf(kind: Kind, first: number): XdmRecord[] {
  const receivedAt = START + position;
  const records = Array.from({ length: RUN }, (_, at): XdmRecord => {
    const entity = entityOf(kind, first + at);
    const place = { position: position + Math.floor(at / 100), index: at % 100 };
    return {
      ...place,
      target: kind === 'profiles' ? PROFILES : TRANSACTIONS,
      xactionId: `${receivedAt}:${place.position}:0:${place.index}`,
      receivedAt,
      entity,
      stored: false,
      json: JSON.stringify(entity),
      origin: { inletId: 'i', flowId: undefined, sent: {}, payload: entity },
    };
  });
  position += RUN / 100;
  return records;
}

/** Microseconds of processor by kind of thread, so far. */
function used(): { readonly loop: number; readonly heap: number; readonly others: number } {
  const sums = { loop: 0, heap: 0, others: 0 };
  for (const thread of readdirSync('/proc/self/task')) {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const kind = Number(thread) === process.pid ? 'loop' : name.startsWith('V8') ? 'heap' : 'others';
    sums[kind] += (Number(fields[11]) + Number(fields[12])) * 10_000;
  }
  return sums;
}

const scratch = scratchDirectory('people-bench');
const keyed = await openLmdbStore({ path: scratch.path });
const stages = await openStages(keyed);
await makeAudiences(stages, audienceRules(AUDIENCES, false));
const repeats = new Repeats({ store: keyed, windowMs: WINDOW_MS, secret: randomUUID });
let writing = Promise.resolve();

async function checkpoint(): Promise<void> {
  await writing;
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = [stages.step.take(pending), repeats.take(pending)];
  writing = keyed.write({ ...pending, positions: [{ reader: 'process', topic: 'received', position }] }).then(() => {
    for (const part of taken) part.settle();
  });
}

async function apply(records: readonly XdmRecord[]): Promise<void> {
  const repeated = await repeats.among(records, () => undefined);
  const rejections = await stages.step.apply(records);
  if (repeated.size + rejections.length > 0) throw new Error('a record was refused');
  repeats.keep(records.at(-1)!.receivedAt);
}

/** Applies records of a kind and prints what each of them cost; making them is measured apart and taken off. */
async function measure(name: string, kind: Kind, amount: number, first: number): Promise<void> {
  const runs = amount / RUN;
  const before = used();
  let making = 0;
  for (let run = 0; run < runs; run += 1) {
    const started = process.cpuUsage();
    const records = runOf(kind, first + run * RUN);
    const { user, system } = process.cpuUsage(started);
    making += user + system;
    await apply(records);
    if (run % RUNS_TO_CHECKPOINT === RUNS_TO_CHECKPOINT - 1) await checkpoint();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await checkpoint();
  await writing;
  const after = used();
  const us = (spent: number) => (spent / amount).toFixed(1).padStart(6);
  const [loop, heap, others] = [
    after.loop - before.loop - making,
    after.heap - before.heap,
    after.others - before.others,
  ];
  console.log(
    `${name.padEnd(28)}${us(loop + heap + others)}${us(loop).padStart(14)}${us(heap).padStart(17)}${us(others).padStart(14)}`,
  );
}

console.log(`${machine()}\n`);
console.log(`us of processor a record      all     the loop   V8's own threads   LMDB's own`);
await measure('somebody new', 'profiles', PEOPLE, 0);
await measure('a profile changes', 'profiles', EVENTS, PEOPLE);
await measure('a transaction', 'transactions', EVENTS, 0);
const { profiles } = await stages.profile.people.totals(SCOPE.key);
const { heapUsed, rss } = process.memoryUsage();
console.log(
  `\n${profiles} profiles; heap ${Math.round(heapUsed / 2 ** 20)} MiB, resident ${Math.round(rss / 2 ** 20)} MiB, the store's mapped pages among them`,
);
await keyed.close();
scratch.remove();
