/* Run with `node languages/dataprep/mapping-set/mapping-set.bench.ts`: nanoseconds a record against hand-written code, same output. */
import { isDeepStrictEqual } from 'node:util';
import type { Field } from '@meniscus/languages/xdm';
import { compileMappingSet, type MappingRow } from '../index.ts';

const string: Field = { type: 'string' };
const number: Field = { type: 'number' };
const list = (items: Field): Field => ({ type: 'array', items });
const object = (fields: Record<string, Field>): Field => ({ type: 'object', fields });
const identityMap: Field = {
  type: 'map',
  values: list(object({ id: string, primary: { type: 'boolean' } })),
};
const PROFILE = object({ identityMap, loyalty: object({ points: number, tier: string }) });
const EVENT = object({
  identityMap,
  commerce: object({ order: object({ priceTotal: number }) }),
  productListItems: list(object({ SKU: string })),
});
const wide = Array.from({ length: 60 }, (_, index) => `f${index}`);
const WIDE = object({ _t: object({ loyalty: object(Object.fromEntries(wide.map((name) => [name, string]))) }) });

const attribute = (source: string, destination = source): MappingRow => ({
  sourceType: 'ATTRIBUTE',
  source,
  destination,
});

interface Case {
  readonly name: string;
  readonly target: Field;
  readonly mappings: readonly MappingRow[];
  readonly record: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: hand-written code reads the record as any script would
  readonly byHand: (record: any) => unknown;
}

const email = [{ authenticatedState: 'ambiguous', id: 'a@example.com', primary: true }];
const CASES: readonly Case[] = [
  {
    name: 'published profile',
    target: PROFILE,
    mappings: [
      attribute('identityMap.email.id', 'xdm:identityMap.email[0].id'),
      attribute('loyalty.points'),
      attribute('loyalty.tier'),
    ],
    record: {
      identityMap: { email },
      loyalty: {
        tier: 'gold',
        points: 1250,
        lifetimePoints: 122,
        expiredPoints: 12,
        pointsRedeemed: 500,
        program: 'p',
        status: 'active',
      },
    },
    byHand: (r) => {
      const out: Record<string, unknown> = {};
      const id = r.identityMap?.email?.[0]?.id;
      if (id != null) out.identityMap = { email: [{ id: String(id) }] };
      const loyalty: Record<string, unknown> = {};
      if (r.loyalty?.points != null) loyalty.points = Number(r.loyalty.points);
      if (r.loyalty?.tier != null) loyalty.tier = String(r.loyalty.tier);
      out.loyalty = loyalty;
      return out;
    },
  },
  {
    name: 'published transaction, 3 lines',
    target: EVENT,
    mappings: [
      attribute('identityMap.email.id', 'xdm:identityMap.email[0].id'),
      attribute('commerce.order.priceTotal'),
      attribute('productLineItems.SKU', 'productListItems.SKU'),
    ],
    record: {
      _id: 'T0001',
      timestamp: '2025-07-14T12:00:00-06:00',
      identityMap: { email },
      commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
      productLineItems: ['S1', 'S2', 'S3'].map((SKU) => ({
        SKU,
        quantity: 1,
        priceTotal: 30,
        name: SKU,
        discountAmount: 0,
      })),
    },
    byHand: (r) => {
      const out: Record<string, unknown> = {};
      const id = r.identityMap?.email?.[0]?.id;
      if (id != null) out.identityMap = { email: [{ id: String(id) }] };
      if (r.commerce?.order?.priceTotal != null)
        out.commerce = { order: { priceTotal: Number(r.commerce.order.priceTotal) } };
      const items: unknown[] = [];
      for (const line of r.productLineItems ?? []) if (line.SKU != null) items.push({ SKU: String(line.SKU) });
      if (items.length > 0) out.productListItems = items;
      return out;
    },
  },
  {
    name: '60 fields',
    target: WIDE,
    mappings: wide.map((name) => attribute(`member.${name}`, `_t.loyalty.${name}`)),
    record: { member: Object.fromEntries(wide.map((name, index) => [name, `value ${index}`])) },
    byHand: (r) => {
      const loyalty: Record<string, unknown> = {};
      for (const name of wide) if (r.member?.[name] != null) loyalty[name] = String(r.member[name]);
      return { _t: { loyalty } };
    },
  },
];

/** Best of several rounds, so that what else the machine does counts least. */
function nanoseconds(work: (record: unknown) => unknown, records: readonly unknown[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12; round += 1) {
    const start = process.hrtime.bigint();
    for (const record of records) work(record);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / records.length);
  }
  return Math.round(best);
}

for (const { name, target, mappings, record, byHand } of CASES) {
  const { apply } = compileMappingSet({ mappings, target });
  const context = { now: 0 };
  if (!isDeepStrictEqual(apply(record, context).entity, byHand(record))) throw new Error(`${name}: the outputs differ`);
  const text = JSON.stringify(record);
  const records = Array.from({ length: 20_000 }, () => JSON.parse(text));
  const ours = nanoseconds((each) => apply(each, context).entity, records);
  const hand = nanoseconds(byHand, records);
  process.stdout.write(
    `${name}: ${ours} ns, by hand ${hand} ns, ${((100 * hand) / ours).toFixed(0)} % of its speed, ${Math.round(1e9 / ours)} records/s\n`,
  );
}
