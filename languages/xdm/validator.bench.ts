/**
 * How long one validation takes, ours against ajv with formats, on the documented profile and purchase.
 * Run with `node languages/xdm/validator.bench.ts`; prints nanoseconds per record and records per second on one core.
 */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { isDateTime, isUriReference } from './formats.ts';
import { compose, type Field, standardLibrary, toSchemaNode, validatorFor } from './index.ts';

const library = standardLibrary(readFileSync(new URL('./standard/components.ndjson', import.meta.url), 'utf8'));

function schema(...ids: readonly string[]): Field {
  const allOf = ids.map((id) => ({ $ref: `https://ns.adobe.com/xdm/${id}` }));
  return compose({ allOf }, (id) => library.document(id)).root;
}

const identityMap = { email: [{ id: 'ann@example.com', authenticatedState: 'ambiguous', primary: true }] };
const CASES = [
  {
    name: 'profile, 15 leaves',
    field: schema(
      'context/profile',
      'context/identitymap',
      'mixins/profile/profile-loyalty-details',
      'context/profile-person-details',
      'context/profile-personal-details',
    ),
    entity: {
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
    },
  },
  {
    name: 'purchase, 18 leaves',
    field: schema(
      'context/experienceevent',
      'context/experienceevent-commerce',
      'context/experienceevent-loyalty-details',
    ),
    entity: {
      _id: 'T0001',
      timestamp: '2025-07-14T12:00:00-06:00',
      eventType: 'commerce.purchases',
      identityMap,
      commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 }, purchases: { value: 1 } },
      productListItems: [
        { SKU: 'A-1', quantity: 2, priceTotal: 60, name: 'Shirt', discountAmount: 5 },
        { SKU: 'B-7', quantity: 1, priceTotal: 30, name: 'Cap' },
      ],
    },
  },
];

/** ajv's view of the same tree: every object closed, formats by the same functions. */
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

function measure(run: () => unknown): number {
  for (let at = 0; at < 50_000; at += 1) run();
  const rounds = 300_000;
  const start = process.hrtime.bigint();
  for (let at = 0; at < rounds; at += 1) run();
  return Number(process.hrtime.bigint() - start) / rounds;
}

for (const { name, field, entity } of CASES) {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    validateFormats: true,
    formats: {
      'date-time': isDateTime,
      'uri-reference': isUriReference,
      uri: true,
      date: true,
      email: true,
      ipv4: true,
      ipv6: true,
    },
  });
  const theirs = ajv.compile(closed(toSchemaNode(field)) as object);
  const ours = validatorFor(field);
  // Several equal entities, each parsed, as records arrive.
  const records = Array.from({ length: 64 }, () => JSON.parse(JSON.stringify(entity)) as unknown);
  let turn = 0;
  const next = () => records[turn++ & 63];
  if (ours(entity).length > 0 || !theirs(entity)) throw new Error(JSON.stringify([ours(entity), theirs.errors]));
  const line = [measure(() => ours(next())), measure(() => theirs(next()))].map(
    (ns) => `${ns.toFixed(0)} ns (${Math.round(1e9 / ns).toLocaleString('en')}/s)`,
  );
  process.stdout.write(`${name}: ours ${line[0]}, ajv ${line[1]}\n`);
}
