import { eventRoot, events, inSegment, now, profile, profileRoot } from './cases/sample.ts';
import { compilePredicate } from './index.ts';

/**
 * Nanoseconds and bytes per evaluation of typical rules, on one core: `node --expose-gc languages/pql/evaluate.bench.ts`.
 * Profiles are distinct objects of the same shape, as in a run over a store.
 */

const PEOPLE = 1000;
const ROUNDS = 400;

const people = Array.from({ length: PEOPLE }, (_, index) => ({
  ...structuredClone(profile),
  loyalty: { ...profile.loyalty, tier: ['gold', 'silver', 'bronze'][index % 3], points: index },
}));

const rules: Readonly<Record<string, readonly string[]>> = {
  'one attribute': ['loyalty.tier = "gold"'],
  'number attribute': ['loyalty.points >= 500'],
  'three attributes': ['loyalty.tier = "gold" and loyalty.points > 100 and homeAddress.country = "DE"'],
  'in a list of 5': ['loyalty.tier in ["a", "b", "c", "d", "gold"]'],
  'text without case': ['loyalty.tier.equals("GOLD", false)'],
  'date window': ['loyalty.lastEarn occurs <= 30 days before now'],
  '50 audiences on attributes': Array.from({ length: 50 }, (_, index) => {
    const clauses = [
      'loyalty.tier = "gold"',
      `loyalty.points > ${index * 20}`,
      'homeAddress.country = "DE"',
      'loyalty.optedIn = true',
    ];
    return clauses.slice(0, 1 + (index % 4)).join(index % 3 === 0 ? ' or ' : ' and ');
  }),
  'one step chain over 5 events': [
    'CHAIN(xEvent, timestamp, [A: WHAT(eventType.equals("loyalty.accrual", false)) WHEN(<= 24 hours before now)])',
  ],
  'sum over 5 events': ['xEvent[eventType = "loyalty.accrual"].sum(loyalty.pointsDelta) > 100'],
};

function measure(sources: readonly string[]): { ns: number; bytes: number; hits: number } {
  const predicates = sources.map((source) => {
    const compiled = compilePredicate(source, { root: profileRoot, eventRoot });
    if (!compiled.ok) throw new Error(source);
    return compiled.predicate;
  });
  let hits = 0;
  const round = () => {
    for (const person of people) {
      for (const predicate of predicates) if (predicate.evaluate(person, events, now, inSegment)) hits += 1;
    }
  };
  const rounds = Math.max(20, Math.floor(ROUNDS / sources.length));
  for (let index = 0; index < rounds; index += 1) round();
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const start = process.hrtime.bigint();
  for (let index = 0; index < rounds; index += 1) round();
  const spent = Number(process.hrtime.bigint() - start);
  const count = rounds * PEOPLE * sources.length;
  return { ns: spent / count, bytes: (process.memoryUsage().heapUsed - heap) / count, hits };
}

for (const [name, sources] of Object.entries(rules)) {
  const { ns, bytes } = measure(sources);
  process.stdout.write(
    `${name.padEnd(32)} ${ns.toFixed(1).padStart(8)} ns  ${bytes.toFixed(2).padStart(8)} bytes an evaluation\n`,
  );
}
