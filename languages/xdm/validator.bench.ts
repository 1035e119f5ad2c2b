/**
 * How fast records are validated, ours against ajv with the same formats, all errors, closed objects: `npm run bench:xdm`.
 * Verdicts are compared first. Rounds of both are interleaved and medians taken; `--json` prints one object. Prints what
 * loading the standard library costs, too, measured in processes of their own. Exits with 1 when we are slower than ajv by more than the
 * spread of the rounds, or the library costs more than its bars; 500,000 events of 150 fields a second is a bar that
 * depends on the machine, so it is printed as met or missed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Ajv } from 'ajv';
import { FORMATS } from './formats.ts';
import { compose, eachField, type Field, sampleOf, standardLibrary, toSchemaNode, validatorFor } from './index.ts';

const COMPONENTS = new URL('./standard/components.ndjson', import.meta.url);
const library = standardLibrary(readFileSync(COMPONENTS, 'utf8'));
const ROUNDS = 15;
const ROUND_MS = 60;
const BARS = { events: 500_000, startMs: 50, memoryMb: 30 };

function schema(...ids: readonly string[]): Field {
  const allOf = ids.map((id) => ({ $ref: `https://ns.adobe.com/xdm/${id}` }));
  return compose({ allOf }, (id) => library.document(id)).root;
}

const identityMap = { email: [{ id: 'ann@example.com', authenticatedState: 'ambiguous', primary: true }] };

const PURCHASE = [
  'context/experienceevent',
  'context/experienceevent-commerce',
  'context/experienceevent-loyalty-details',
] as const;

/** Leaves of a value: what a validator has to look at. */
function leaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, child) => sum + leaves(child), 0);
}

/** Own fields as a loyalty system adds them, of every type, enough to make 150 leaves. */
const OWN: Field = {
  type: 'object',
  fields: Object.fromEntries(
    Array.from({ length: 69 }, (_, at): [string, Field] => [
      `field${at}`,
      [
        { type: 'string', maxLength: 64 },
        { type: 'number', minimum: 0 },
        { type: 'int' },
        { type: 'boolean' },
        { type: 'string', enum: ['gold', 'silver', 'bronze'] },
        { type: 'date-time' },
      ][at % 6] as Field,
    ]),
  ),
};
const OWN_VALUES = ['till 7', 12.5, 3, true, 'silver', '2026-03-01T10:11:12Z'];

/** A loyalty event in which 150 fields are filled. */
function largeEvent(): { field: Field; entity: Record<string, unknown> } {
  const base = schema(
    ...PURCHASE,
    'context/profile-person-details',
    'context/experienceevent-channel',
    'context/experienceevent-marketing',
  );
  const field: Field = { ...base, fields: { ...base.fields, _acme: OWN } };
  const entity: Record<string, unknown> = {
    ...purchase,
    person: (sampleOf({ type: 'object', fields: { person: base.fields?.person as Field } }) as { person: unknown })
      .person,
    _acme: Object.fromEntries(Object.keys(OWN.fields ?? {}).map((name, at) => [name, OWN_VALUES[at % 6]])),
    productListItems: Array.from({ length: 12 }, (_, at) => ({
      SKU: `A-${at}`,
      quantity: 1 + at,
      priceTotal: 9.5 * at,
      name: 'Shirt',
      discountAmount: 0.5,
    })),
  };
  return { field, entity };
}

const purchase = {
  _id: 'T0001',
  timestamp: '2025-07-14T12:00:00-06:00',
  eventType: 'commerce.purchases',
  identityMap,
  commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 }, purchases: { value: 1 } },
  productListItems: [
    { SKU: 'A-1', quantity: 2, priceTotal: 60, name: 'Shirt', discountAmount: 5 },
    { SKU: 'B-7', quantity: 1, priceTotal: 30, name: 'Cap' },
  ],
};

const member = {
  identityMap,
  loyalty: {
    tier: 'gold',
    points: 1250,
    lifetimePoints: 122,
    expiredPoints: 12,
    pointsRedeemed: 500,
    program: 'Miles',
    status: 'active',
    joinDate: '2024-03-01T09:00:00Z',
  },
  person: { name: { firstName: 'Ann', lastName: 'Lee' } },
  personalEmail: { address: 'ann@example.com' },
  mobilePhone: { number: '+14085550100' },
};

const CASES: readonly { name: string; field: Field; entity: unknown }[] = [
  {
    name: 'profile',
    field: schema(
      'context/profile',
      'context/identitymap',
      'mixins/profile/profile-loyalty-details',
      'context/profile-person-details',
      'context/profile-personal-details',
    ),
    entity: member,
  },
  { name: 'purchase', field: schema(...PURCHASE), entity: purchase },
  { name: 'loyalty event', ...largeEvent() },
];

/** ajv's view of the same tree: every object closed. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const out = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, name === 'enum' || name === 'required' ? value : closed(value)]),
  );
  return out.type === 'object' && out.properties !== undefined && typeof out.properties === 'object'
    ? { additionalProperties: false, ...out }
    : out;
}

function rival(field: Field): (value: unknown) => boolean {
  const formats = Object.fromEntries(Object.entries(FORMATS).map(([name, { holds }]) => [name, holds]));
  return new Ajv({ allErrors: true, strict: false, validateFormats: true, formats }).compile(
    closed(toSchemaNode(field)) as object,
  );
}

/** Nanoseconds a call, over one round. */
function round(run: () => unknown): number {
  const start = process.hrtime.bigint();
  let calls = 0;
  let passed = 0;
  while (passed < ROUND_MS * 1e6) {
    for (let at = 0; at < 500; at += 1) run();
    calls += 500;
    passed = Number(process.hrtime.bigint() - start);
  }
  return passed / calls;
}

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[values.length >> 1] as number;
const spread = (values: readonly number[]) => {
  const sorted = [...values].sort((one, other) => one - other);
  return ((sorted[(sorted.length * 3) >> 2] as number) - (sorted[sorted.length >> 2] as number)) / median(values);
};

function measure({ name, field, entity }: (typeof CASES)[number]) {
  const ours = validatorFor(field);
  const theirs = rival(field);
  // Several equal entities, each parsed, as records arrive.
  const records = Array.from({ length: 64 }, () => JSON.parse(JSON.stringify(entity)) as Record<string, unknown>);
  const broken = { ...(records[0] as object), notDeclared: 1 };
  if (ours(records[0]).length > 0 || !theirs(records[0]) || ours(broken).length === 0 || theirs(broken))
    throw new Error(`${name}: the verdicts differ: ${JSON.stringify([ours(records[0]), ours(broken)])}`);
  let turn = 0;
  const next = () => records[turn++ & 63];
  const rounds = { ours: [] as number[], theirs: [] as number[] };
  for (let at = 0; at < ROUNDS + 2; at += 1) {
    const one = round(() => ours(next()));
    const other = round(() => theirs(next()));
    // The first two rounds warm up.
    if (at >= 2) {
      rounds.ours.push(one);
      rounds.theirs.push(other);
    }
  }
  return {
    name,
    leaves: leaves(entity),
    ours: 1e9 / median(rounds.ours),
    ajv: 1e9 / median(rounds.theirs),
    ratio: median(rounds.theirs) / median(rounds.ours),
    noise: Math.max(spread(rounds.ours), spread(rounds.theirs)),
  };
}

/** Time and memory a process needs more when it loads the library, as start-up does, and reads one component. */
function libraryCost(): { startMs: number; memoryMb: number } {
  const script = (load: boolean) => `
    import { readFileSync } from 'node:fs';
    import { standardLibrary } from ${JSON.stringify(fileURLToPath(new URL('./index.ts', import.meta.url)))};
    globalThis.gc(); const before = process.memoryUsage(); const start = performance.now();
    ${load ? `globalThis.kept = standardLibrary(readFileSync(${JSON.stringify(fileURLToPath(COMPONENTS))}, 'utf8')); globalThis.kept.document('https://ns.adobe.com/xdm/context/profile');` : ''}
    const ms = performance.now() - start; globalThis.gc(); const after = process.memoryUsage();
    console.log(JSON.stringify({ ms, bytes: after.heapUsed + after.external - before.heapUsed - before.external }));`;
  const run = (load: boolean) =>
    Array.from(
      { length: 5 },
      () =>
        JSON.parse(
          execFileSync(process.execPath, ['--expose-gc', '--input-type=module-typescript', '-e', script(load)], {
            encoding: 'utf8',
            env: { ...process.env, NODE_NO_WARNINGS: '1' },
          }),
        ) as { ms: number; bytes: number },
    );
  const [loaded, empty] = [run(true), run(false)];
  return {
    startMs: median(loaded.map(({ ms }) => ms)) - median(empty.map(({ ms }) => ms)),
    memoryMb: (median(loaded.map(({ bytes }) => bytes)) - median(empty.map(({ bytes }) => bytes))) / 1e6,
  };
}

const { values: options } = parseArgs({ options: { json: { type: 'boolean' } } });
const results = CASES.map(measure);
const cost = libraryCost();
const large = results[2] as (typeof results)[number];
let declared = 0;
eachField((CASES[2] as (typeof CASES)[number]).field, () => {
  declared += 1;
});
const whole = (value: number) => Math.round(value).toLocaleString('en').padStart(10);
const say = (text: string) => process.stdout.write(`${text}\n`);
if (options.json) say(JSON.stringify({ results, cost }));
else {
  say('records a second  leaves       ours        ajv   ratio   noise');
  for (const { name, leaves: count, ours, ajv, ratio, noise } of results)
    say(
      `${name.padEnd(16)} ${String(count).padStart(7)} ${whole(ours)} ${whole(ajv)} ${ratio.toFixed(2).padStart(7)} ${(noise * 100).toFixed(0).padStart(5)} %`,
    );
  const events = large.ours >= BARS.events ? 'met' : 'missed';
  say(
    `bars: ${BARS.events.toLocaleString('en')} loyalty events a second (schema of ${declared} fields): ${events}; ratio 1`,
  );
  say(
    `standard library, 438 components: ${cost.startMs.toFixed(1)} ms at start (bar ${BARS.startMs}), ${cost.memoryMb.toFixed(1)} MB (bar ${BARS.memoryMb})`,
  );
}
const met =
  results.every(({ ratio, noise }) => ratio * (1 + noise) >= 1) &&
  cost.startMs <= BARS.startMs &&
  cost.memoryMb <= BARS.memoryMb;
process.exitCode = met ? 0 : 1;
