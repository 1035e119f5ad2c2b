import type { Random } from './random.ts';

/** A product as the till knows it. Prices are whole cents. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly cents: number;
}

/** Category, share of sales, and per product: name, price in cents. */
const SHELVES: readonly (readonly [
  category: string,
  share: number,
  products: readonly (readonly [string, number])[],
])[] = [
  [
    'Footwear',
    18,
    [
      ['Ridge trail shoe', 11995],
      ['Ridge trail shoe GTX', 14995],
      ['Summit boot', 21990],
      ['Camp sandal', 5995],
      ['Approach shoe', 12990],
      ['Kids hiking boot', 6995],
      ['Winter boot', 17990],
    ],
  ],
  [
    'Jackets',
    14,
    [
      ['Rain shell', 13995],
      ['Three-layer shell', 32990],
      ['Down hoody', 22995],
      ['Fleece jacket', 8995],
      ['Wind shirt', 6995],
      ['Kids rain jacket', 5495],
    ],
  ],
  [
    'Clothing',
    22,
    [
      ['Merino T-shirt', 6495],
      ['Merino long sleeve', 7995],
      ['Hiking trousers', 8990],
      ['Zip-off trousers', 9495],
      ['Running shorts', 4495],
      ['Base layer set', 8495],
      ['Wool socks', 1895],
      ['Running socks', 1295],
      ['Beanie', 2495],
      ['Gloves', 3995],
    ],
  ],
  [
    'Packs and bags',
    12,
    [
      ['Day pack 22 l', 8995],
      ['Trekking pack 50 l', 19995],
      ['Duffel 60 l', 10995],
      ['Hip belt', 2995],
      ['Dry bag 10 l', 1795],
    ],
  ],
  [
    'Camping',
    12,
    [
      ['Two-person tent', 34995],
      ['Sleeping mat', 9995],
      ['Sleeping bag 0 °C', 18995],
      ['Gas stove', 4995],
      ['Cook set', 5995],
      ['Head torch', 3995],
      ['Gas cartridge', 695],
    ],
  ],
  [
    'Accessories',
    22,
    [
      ['Steel bottle 0.7 l', 2495],
      ['Trekking poles', 8995],
      ['Sun hat', 2995],
      ['Sunscreen 50+', 1495],
      ['Energy bar', 249],
      ['First-aid kit', 2495],
      ['Repair patch', 595],
      ['Hiking map', 1195],
    ],
  ],
];

const PER_CATEGORY: readonly (readonly Product[])[] = SHELVES.map(([category, , products], shelf) =>
  products.map(([name, cents], index) => ({
    sku: `SKU-${shelf + 1}${String(index + 1).padStart(3, '0')}`,
    name,
    category,
    cents,
  })),
);
const SHARES: readonly number[] = SHELVES.map(([, share]) => share);

/** Everything on sale. */
export const PRODUCTS: readonly Product[] = PER_CATEGORY.flat();

/** A line of a bill. `cents` is what was paid for the line, discount already taken off. */
export interface Line {
  readonly product: Product;
  readonly quantity: number;
  readonly cents: number;
  readonly discountCents: number;
}

const DISCOUNTS = [0, 0.1, 0.15, 0.2, 0.3, 0.5] as const;
const DISCOUNT_WEIGHTS = [70, 10, 6, 8, 4, 2] as const;
const LINE_COUNTS = [44, 27, 15, 8, 4, 2] as const;
const CHEAP_CENTS = 2000;

function line(random: Random, product: Product): Line {
  const quantity = product.cents < CHEAP_CENTS ? 1 + random.weighted([60, 25, 10, 5]) : 1;
  const full = product.cents * quantity;
  const discountCents = Math.round(full * DISCOUNTS[random.weighted(DISCOUNT_WEIGHTS)]!);
  return { product, quantity, cents: full - discountCents, discountCents };
}

/** What somebody puts on the counter: one to six different products. */
export function basket(random: Random): readonly Line[] {
  const wanted = 1 + random.weighted(LINE_COUNTS);
  const lines = new Map<string, Line>();
  for (let tries = 0; lines.size < wanted && tries < 12; tries += 1) {
    const product = random.pick(PER_CATEGORY[random.weighted(SHARES)]!);
    if (!lines.has(product.sku)) lines.set(product.sku, line(random, product));
  }
  return [...lines.values()];
}
