/**
 * A mapping set against hand-written code, JSONata and Segment's mapping kit: same records, same results (checked first), one
 * run. Exits with 1 when a bar is missed by more than the noise of the run: 60 % of the speed of code written by hand, 20 ×
 * JSONata, 50,000 records of 60 fields a second on one core. `npm run bench:mapping`
 *
 * Code written by hand must give the same entity and as many warnings for records with gaps and misfits, too. The other two
 * have no warnings and no types, so their results are compared for the complete record.
 */
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import jsonata from 'jsonata';
import { compileMappingSet } from '../index.ts';
import { BENCH_CASES, type BenchCase, variantsOf } from './bench-cases.ts';

// Its ES modules cannot be loaded by Node (they import folders).
const { transform } = createRequire(import.meta.url)('@segment/actions-core') as typeof import('@segment/actions-core');

const RECORDS = 5000;
const ROUNDS = 60;
/** Of the slow ones, whose rounds take long. */
const FEW = 6;
const BY_HAND = 0.6;
const TIMES_JSONATA = 20;
const PER_SECOND = 50_000;

type Work = (record: unknown) => unknown;
const CONTEXT = { now: 0 };

/** Nanoseconds a record: the best round, and by how much the best of every other round differs from it. */
interface Measured {
  readonly ns: number;
  readonly noise: number;
}

async function round(work: Work, records: readonly unknown[]): Promise<number> {
  const start = process.hrtime.bigint();
  for (const record of records) {
    const result = work(record);
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - start) / records.length;
}

/** Taken in turn, so that what else the machine does meets all alike. */
async function inTurn(
  works: readonly Work[],
  records: readonly unknown[],
  rounds: number,
): Promise<readonly Measured[]> {
  const halves = works.map(() => [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  for (let at = 0; at < rounds; at += 1)
    for (const [index, work] of works.entries()) {
      const half = halves[index]!;
      half[at % 2] = Math.min(half[at % 2]!, await round(work, records));
    }
  return halves.map(([even, odd]) => ({
    ns: Math.min(even!, odd!),
    noise: Math.abs(even! - odd!) / Math.min(even!, odd!),
  }));
}

/** `ns` is the other's time; above 1 the other is slower. */
function ratio(other: Measured, ours: Measured): { times: number; atMost: number } {
  const times = other.ns / ours.ns;
  return { times, atMost: times * (1 + other.noise + ours.noise) };
}

/** All must give the same before anything is measured. */
async function compareResults(
  one: BenchCase,
  apply: ReturnType<typeof compileMappingSet>['apply'],
  rivals: Record<string, Work>,
): Promise<void> {
  const variants = variantsOf(one.record);
  for (const record of variants) {
    const [ours, hand] = [apply(record, CONTEXT), one.byHand(record)];
    if (!isDeepStrictEqual(ours.entity, hand.entity) || ours.warnings.length !== hand.warnings.length)
      throw new Error(`${one.name}: by hand gives something else for ${JSON.stringify(record)}`);
  }
  const expected = apply(one.record, CONTEXT).entity;
  for (const [who, work] of Object.entries(rivals))
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(await work(one.record))), expected))
      throw new Error(`${one.name}: ${who} gives something else`);
  process.stdout.write(
    `${one.name}: all give the same (by hand for ${variants.length} records with gaps and misfits, too)\n`,
  );
}

function line(who: string, { ns, noise }: Measured, ours: Measured): string {
  const perSecond = Math.round(1e9 / ns).toLocaleString('en-US');
  return `  ${who.padEnd(12)} ${ns.toFixed(0).padStart(8)} ns ± ${(100 * noise).toFixed(0).padStart(2)} % ${perSecond.padStart(12)}/s  ${(ns / ours.ns).toFixed(2)} × ours\n`;
}

/** Measures one case; the bars it misses. */
async function measure(one: BenchCase): Promise<string[]> {
  const { apply, problems } = compileMappingSet({ mappings: one.mappings, target: one.target });
  if (problems.length > 0) throw new Error(`${one.name}: ${problems[0]!.message}`);
  const query = jsonata(one.jsonata);
  const rivals: Record<string, Work> = {
    jsonata: (each) => query.evaluate(each),
    'mapping kit': (each) => transform(one.kit as never, each as never),
  };
  await compareResults(one, apply, rivals);
  const source = JSON.stringify(one.record);
  const records = Array.from({ length: RECORDS }, () => JSON.parse(source) as unknown);
  const [ours, hand] = (await inTurn([(each) => apply(each, CONTEXT), one.byHand], records, ROUNDS)) as [
    Measured,
    Measured,
  ];
  const slow = await inTurn(Object.values(rivals), records.slice(0, RECORDS / 5), FEW);
  process.stdout.write(line('ours', ours, ours) + line('by hand', hand, ours));
  for (const [index, who] of Object.keys(rivals).entries()) process.stdout.write(line(who, slow[index]!, ours));
  const [byHand, byJsonata] = [ratio(hand, ours), ratio(slow[0]!, ours)];
  const perSecond = 1e9 / ours.ns;
  return [
    ...(byHand.atMost < BY_HAND
      ? [`${one.name}: ${(100 * byHand.times).toFixed(0)} % of the speed by hand, not 60 %`]
      : []),
    ...(byJsonata.atMost < TIMES_JSONATA ? [`${one.name}: ${byJsonata.times.toFixed(1)} × JSONata, not 20 ×`] : []),
    ...(perSecond * (1 + ours.noise) < PER_SECOND
      ? [`${one.name}: ${Math.round(perSecond)} records a second, not ${PER_SECOND}`]
      : []),
  ];
}

const missed: string[] = [];
for (const one of BENCH_CASES) missed.push(...(await measure(one)));
for (const bar of missed) process.stdout.write(`MISSED ${bar}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;
