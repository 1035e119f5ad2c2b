import { createMeter } from '../platform/src/kernel/index.ts';
import { changedPaths } from '../platform/src/profile/index.ts';
import { Evaluator } from '../platform/src/segmentation/index.ts';
import { openMemoryKeyedStore } from '../platform/src/stores/index.ts';
import { type PeopleStages, SCOPE } from '../tools/harness/people-stages.ts';
import { type AudienceRule, audienceRules, holds } from './audience-rules.ts';
import { makeAudiences, memberRecord, openStages, purchaseRecord, START } from './audiences-stages.ts';
import { numbers } from './numbers.ts';
import { rulesEngineOf } from './rivals/rules-engine.ts';

const PEOPLE = 2000;
const MEMBERS = (person: number) => [`6:m${person}@example.com`];

/** A changed profile as every engine is given it. */
interface Change {
  readonly person: number;
  readonly before: object;
  readonly after: object;
  readonly paths: readonly string[];
  readonly at: number;
}

export function changes(amount: number): readonly Change[] {
  const next = numbers(17);
  const views = new Map<number, Record<string, unknown>>();
  return Array.from({ length: amount }, (_, position) => {
    const person = position < PEOPLE ? position : next(PEOPLE);
    const { identityMap: _1, ...after } = memberRecord(person, position, next).entity as Record<string, unknown>;
    const before = views.get(person) ?? {};
    views.set(person, after);
    return { person, before, after, paths: changedPaths(before, after), at: START + position };
  });
}

/** Microseconds a change of our segmentation stage: index, rules, memberships. */
export async function ours(rules: readonly AudienceRule[], all: readonly Change[]) {
  const stages = await openStages(openMemoryKeyedStore());
  await makeAudiences(stages, rules);
  const { memberships } = stages.segmentation;
  const index = stages.segmentation.audiencesOf(SCOPE.key);
  let view: object = {};
  const evaluator = new Evaluator({
    memberships,
    indexOf: () => index,
    people: { view: () => view, mergesOtherwise: () => false, events: () => [], identityMap: () => ({}) },
    meter: createMeter(),
  });
  await memberships.load(
    SCOPE.key,
    Array.from({ length: PEOPLE }, (_, person) => MEMBERS(person)),
  );
  const apply = (change: Change, first: boolean) => {
    view = change.after;
    evaluator.changed(SCOPE.key, MEMBERS(change.person), first ? 'everything' : change, change.at);
  };
  for (const change of all.slice(0, PEOPLE)) apply(change, true);
  const known = all.slice(PEOPLE);
  const us = timed(known, (change) => apply(change, false));
  const names = new Map(index.all.map(({ id, name }) => [id, name]));
  const membersOf = async (person: number) => {
    const { ups = {} } = await memberships.read(SCOPE.key, MEMBERS(person));
    return Object.keys(ups)
      .filter((id) => ups[id]!.status === 'realized')
      .map((id) => names.get(id)!)
      .sort();
  };
  return { us, membersOf, index };
}

/** Every compiled rule at every change: our language without the index. */
function everyRule(
  { index }: { index: ReturnType<PeopleStages['segmentation']['audiencesOf']> },
  all: readonly Change[],
) {
  return timed(all, ({ after, at }) => {
    for (const { predicate } of index.all) predicate.evaluate(after, [], at, () => false);
  });
}

function timed(all: readonly Change[], work: (change: Change) => void): number {
  // A first part warms the code up.
  const warm = Math.floor(all.length / 5);
  for (const change of all.slice(0, warm)) work(change);
  const started = cpu();
  for (let at = warm; at < all.length; at += 1) work(all[at]!);
  return (cpu() - started) / (all.length - warm);
}

/** Microseconds of processor this process has used: what others do on a shared machine is not in it. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** What is written first: for each rule, each condition, look the value up and compare. Keeps a set of members a person. */
function naive(rules: readonly AudienceRule[], all: readonly Change[]) {
  const members = new Map<number, Set<string>>();
  const apply = ({ person, after }: Change) => {
    const own = members.get(person) ?? new Set<string>();
    members.set(person, own);
    for (const rule of rules) {
      if (holds(rule, after)) own.add(rule.name);
      else own.delete(rule.name);
    }
  };
  for (const change of all.slice(0, PEOPLE)) apply(change);
  const us = timed(all.slice(PEOPLE), apply);
  return { us, membersOf: (person: number) => [...(members.get(person) ?? [])].sort() };
}

/** json-rules-engine with the same conditions; it is slow, so it sees the first changes only. */
async function rulesEngine(rules: readonly AudienceRule[], all: readonly Change[]) {
  const engine = rulesEngineOf(rules);
  const members = new Map<number, readonly string[]>();
  const started = cpu();
  for (const { person, after } of all) {
    const { events } = await engine.run({ ...after });
    members.set(person, events.map(({ type }) => type).sort());
  }
  const us = (cpu() - started) / all.length;
  return { us, membersOf: (person: number) => members.get(person) };
}

/** Microseconds a record through graph, profile and audiences in memory, events among them. */
async function wholeWay(rules: readonly AudienceRule[], amount: number): Promise<number> {
  const stages = await openStages(openMemoryKeyedStore());
  await makeAudiences(stages, rules);
  const next = numbers(23);
  const one = (position: number) => {
    const person = position < PEOPLE ? position : next(PEOPLE);
    return position < PEOPLE || position % 2 === 0
      ? memberRecord(person, position, next)
      : purchaseRecord(person, position, next);
  };
  let position = 0;
  const run = async (count: number) => {
    for (const end = position + count; position < end; ) {
      const records = Array.from({ length: 100 }, (_, at) => one(position + at));
      position += 100;
      await stages.step.apply(records);
    }
  };
  await run(PEOPLE + Math.floor(amount / 5 / 100) * 100);
  const started = cpu();
  await run(amount);
  return (cpu() - started) / amount;
}

function median(of: readonly number[]): number {
  return [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]!;
}

/** What the stage costs with 10 and with 500 audiences, and what others take for the same decisions. */
export async function engineFigures(amount: number) {
  const all = changes(PEOPLE + amount);
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    few.push((await ours(audienceRules(10, false), all)).us);
    many.push((await ours(audienceRules(500, false), all)).us);
  }
  const rules = audienceRules(500, false);
  const checked = 1500;
  const start = all.slice(0, PEOPLE + checked);
  const [own, loop] = [await ours(rules, start), naive(rules, start)];
  const engineChanges = start.slice(-200);
  const engine = await rulesEngine(rules, engineChanges);
  for (const { person } of start) {
    const mine = JSON.stringify(await own.membersOf(person));
    if (mine !== JSON.stringify(loop.membersOf(person)))
      throw new Error(`the naive loop decides otherwise for ${person}`);
    const other = engine.membersOf(person);
    if (other !== undefined && mine !== JSON.stringify(other))
      throw new Error(`json-rules-engine decides otherwise for ${person}`);
  }
  const us = median(many);
  const wayTen = await wholeWay(audienceRules(10, true), amount);
  const wayFiveHundred = await wholeWay(audienceRules(500, true), amount);
  return {
    ten: median(few),
    fiveHundred: us,
    growth: us / median(few),
    wayGrowth: wayFiveHundred / wayTen,
    ours: us,
    everyRule: everyRule(own, all.slice(PEOPLE)),
    naive: naive(rules, all).us,
    rulesEngine: engine.us,
    overNaive: naive(rules, all).us / us,
    overEngine: engine.us / us,
    checked,
    wayTen,
    wayFiveHundred,
  };
}
