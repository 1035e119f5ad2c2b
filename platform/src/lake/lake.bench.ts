/**
 * How fast rows of the tutorial's profile and event schemas become Parquet, and how long queries over them take.
 * Run with `node platform/src/lake/lake.bench.ts [rows]`; one engine thread, as many bytes as one batch.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type Field, standardLibrary } from '@meniscus/languages/xdm';
import { type Column, type ColumnTree, columnsOf } from './columns.ts';
import { ParquetWriter } from './parquet.ts';
import { shapeOf } from './shape.ts';
import { shapeOfFile } from './shape-of-file.ts';
import { run } from './sql/engine.ts';
import { createView } from './sql/views.ts';

const ROWS = Number(process.argv[2] ?? 50_000);
const RUNS = 3;
const print = (line: string) => process.stdout.write(`${line}\n`);

const components = new URL('../../../languages/xdm/standard/components.ndjson', import.meta.url);
const library = standardLibrary(readFileSync(components, 'utf8'));

function schema(...ids: readonly string[]): Field {
  return compose({ allOf: ids.map((id) => ({ $ref: `https://ns.adobe.com/xdm/${id}` })) }, (id) => library.document(id))
    .root;
}

const TIERS = ['bronze', 'silver', 'gold', 'platinum'];
const CASES = [
  {
    name: 'profile',
    root: schema(
      'context/profile',
      'context/identitymap',
      'mixins/profile/profile-loyalty-details',
      'context/profile-person-details',
      'context/profile-personal-details',
    ),
    row: (i: number) => ({
      identityMap: {
        email: [{ id: `user${i}@example.com`, primary: true }],
        loyaltyId: [{ id: `L${10_000_000 + i}` }],
      },
      person: {
        name: { firstName: `Ana${i % 97}`, lastName: `Diaz${i % 89}` },
        gender: 'female',
        birthDate: '1988-05-17',
      },
      loyalty: {
        tier: TIERS[i % 4],
        points: (i * 37) % 9000,
        lifetimePoints: (i * 91) % 90_000,
        program: 'Miles',
        status: 'active',
        joinDate: '2024-03-01T09:00:00Z',
      },
      personalEmail: { address: `user${i}@example.com` },
      mobilePhone: { number: `+1408555${String(i % 10_000).padStart(4, '0')}` },
      homeAddress: { street1: `${i} Main St`, city: 'Lisbon', postalCode: '1000', countryCode: 'PT' },
    }),
    query: 'select loyalty.tier, count(*), sum(loyalty.points) from t group by 1',
  },
  {
    name: 'event',
    root: schema(
      'context/experienceevent',
      'context/identitymap',
      'context/experienceevent-commerce',
      'context/experienceevent-loyalty-details',
    ),
    row: (i: number) => ({
      _id: `e${i}-${(i * 2_654_435_761) % 4_294_967_296}`,
      timestamp: new Date(1.76e12 + i * 1000).toISOString(),
      eventType: 'commerce.purchases',
      identityMap: { email: [{ id: `user${i % 50_000}@example.com`, primary: true }] },
      commerce: {
        order: {
          purchaseID: `P${i}`,
          priceTotal: ((i * 13) % 50_000) / 100,
          currencyCode: 'EUR',
          payments: [{ paymentAmount: ((i * 13) % 50_000) / 100, currencyCode: 'EUR' }],
        },
        purchases: { value: 1 },
      },
      productListItems: [
        {
          SKU: `SKU${i % 2000}`,
          name: `Trail shoe ${i % 2000}`,
          quantity: 1 + (i % 3),
          priceTotal: ((i * 7) % 20_000) / 100,
          currencyCode: 'EUR',
        },
        {
          SKU: `SKU${(i + 7) % 2000}`,
          name: `Rain jacket ${i % 900}`,
          quantity: 1,
          priceTotal: ((i * 11) % 20_000) / 100,
          currencyCode: 'EUR',
        },
      ],
    }),
    query:
      'select i.SKU, sum(i.quantity) from (select unnest(productListItems) i from t) group by 1 order by 2 desc, 1 limit 10',
  },
] as const;

function leaves(columns: readonly Column[], keep: (column: Column) => boolean): number {
  return columns
    .filter(keep)
    .reduce(
      (sum, { members, item }) =>
        sum + (members ? leaves(members, keep) : item?.members ? leaves(item.members, keep) : 1),
      0,
    );
}

async function rate(name: string, work: () => Promise<unknown>): Promise<void> {
  const rates: number[] = [];
  for (let count = 0; count < RUNS; count += 1) {
    const started = performance.now();
    await work();
    rates.push(ROWS / ((performance.now() - started) / 1000));
  }
  const [median] = rates.sort((a, b) => a - b).slice(RUNS >> 1);
  print(`  ${name.padEnd(44)} ${Math.round(median!).toLocaleString('en').padStart(9)} rows/s`);
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  print(`  ${name.padEnd(44)} ${(performance.now() - started).toFixed(0).padStart(9)} ms`);
  return result;
}

function queried(sql: string, tree: ColumnTree, paths: readonly string[]) {
  const views = [createView({ table: 't', tree, visible: tree, typed: paths, text: [] })];
  const limits = { rows: 1000, bytes: 1e7, timeMs: 60_000, memory: '512MB', threads: 1 };
  return run({ sql, views, paths, limits });
}

/** A day of steady traffic, as streaming leaves it and as it is joined: the same answers, compared. */
async function smallFiles(): Promise<void> {
  const { root, row, query } = CASES[1];
  const tree = columnsOf(root);
  const [files, each] = [1440, 60];
  print(`a day of a file a minute: ${files} files of ${each} events`);
  const small: string[] = [];
  for (let file = 0; file < files; file += 1) {
    const lines = Array.from({ length: each }, (_, i) => `${JSON.stringify(row(file * each + i))}\n`).join('');
    const some = await writer.lines(`small-${file}`, [Buffer.from(lines)], tree);
    small.push((await writer.typed(`small-${file}.parquet`, some)).path);
    await writer.discard(some);
  }
  const before = await timed('query over the small files', () => queried(query, tree, small));
  const joins: string[] = [];
  await timed('joining them, 200 at a time', async () => {
    for (let first = 0; first < files; first += 200) {
      const some = small.slice(first, first + 200);
      joins.push((await writer.joined(`join-${first}.parquet`, some, some.length * each, tree))!.path);
    }
  });
  const after = await timed('query over the joined files', () => queried(query, tree, joins));
  if (JSON.stringify(before.rows) !== JSON.stringify(after.rows)) throw new Error('the joined files answer otherwise');
  const bytes = async (paths: readonly string[]) =>
    (await Promise.all(paths.map((path) => stat(path)))).reduce((sum, { size }) => sum + size, 0);
  print(
    `  bytes an event: small ${((await bytes(small)) / files / each).toFixed(0)}, joined ${((await bytes(joins)) / files / each).toFixed(0)}`,
  );
}

const dir = await mkdtemp(join(tmpdir(), 'lake-bench-'));
const shapeThreadLost = (why: string): void => {
  throw new Error(why);
};
const writer = new ParquetWriter({ workDir: dir, memoryLimit: '512MB', threads: 1, shapeThreadLost });
for (const { name, root, row, query } of CASES) {
  const tree = columnsOf(root);
  const system = '{"_acp_system_metadata":{"xactionId":"1767225600000:1:1","receivedAt":1767225600000,"flowId":"f"},';
  const lines = Buffer.from(
    Array.from({ length: ROWS }, (_, i) => `${system}${JSON.stringify(row(i)).slice(1)}\n`).join(''),
  );
  const rows = await writer.lines(name, [lines], tree);
  const occurs = ({ index }: Column) => rows.shape.seen[index] === 1;
  print(
    `${name}: ${ROWS} rows of ${Math.round(lines.length / ROWS)} bytes; ${leaves(tree.columns, occurs)} of ${leaves(tree.columns, () => true)} leaves occur`,
  );
  await rate('finding the shape of a few (event loop)', async () => shapeOf([lines], tree));
  await rate('finding the shape of a file (thread)', async () => shapeOfFile(rows.path, tree));
  await rate('writing what occurs', () => writer.typed(`${name}.parquet`, rows));
  const path = join(dir, `${name}.parquet`);
  print(`  ${'size'.padEnd(44)} ${((await stat(path)).size / ROWS).toFixed(1).padStart(9)} bytes/row`);
  for (const sql of ['select count(*) from t', query]) await timed(sql.slice(0, 44), () => queried(sql, tree, [path]));
  const all = { ...rows, shape: { ...rows.shape, seen: new Uint8Array(tree.size).fill(1) } };
  await rate('writing all columns', () =>
    writer
      .typed(`${name}-all.parquet`, all)
      .catch((error: Error) => print(`  all columns: ${error.message.split('\n')[0]}`)),
  );
}
await smallFiles();
writer.close();
print(`resident ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
await rm(dir, { recursive: true });
