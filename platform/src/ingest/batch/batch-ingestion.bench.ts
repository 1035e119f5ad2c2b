/**
 * Batch ingestion on the real process: from COMPLETE to `success`, when the rows are stored and in the profiles.
 * `node platform/src/ingest/batch/batch-ingestion.bench.ts [rows] [megabytes]`: rows of each format, and the size of one
 * large JSON file, of which the memory of the process is printed.
 */
import { readFileSync } from 'node:fs';
import { type Api, connect } from '../../../../tools/harness/api.ts';
import { batchClient } from '../../../../tools/harness/batches.ts';
import { machine, scratchDirectory, startPlatform } from '../../../../tools/harness/process.ts';
import { flatDataset, setUpProgramme } from '../../../../tools/harness/programme.ts';

const ROWS = Number(process.argv[2] ?? 100_000);
const LARGE = Number(process.argv[3] ?? 0) * 1_048_576;
const PART = 64 * 1_048_576;

const scratch = scratchDirectory('batch-bench');
const platform = await startPlatform({ dataDir: scratch.path });
const api: Api = await connect(platform);
const programme = await setUpProgramme(api);
const batches = batchClient(() => api);

/** Memory of the process that is no mapped file, MB; the keyed store maps its file, which the system takes back at will. */
function memory(): number {
  const status = readFileSync(`/proc/${platform.pid}/status`, 'utf8');
  return Math.round(Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}

function row(n: number): object {
  return {
    _id: `t${n}`,
    timestamp: new Date(1_767_225_600_000 + n * 1000).toISOString(),
    identityMap: { Email: [{ id: `m${n % 20_000}@bench.example`, primary: true }] },
    commerce: { order: { purchaseID: `p${n}`, priceTotal: (n % 1000) / 4 } },
    productListItems: [
      { SKU: `sku${n % 500}`, name: `Item ${n % 500}`, quantity: 1 + (n % 3), priceTotal: (n % 1000) / 4 },
    ],
  };
}

function member(n: number): object {
  const identityMap = { Email: [{ id: `m${n % 20_000}@bench.example`, primary: true }] };
  return { identityMap, loyalty: { tier: n % 5 === 0 ? 'gold' : 'silver', points: n, status: 'active' } };
}

async function measure(
  name: string,
  dataset: string,
  format: object,
  content: Uint8Array,
  rows: number,
): Promise<void> {
  const id = await batches.create({ datasetId: dataset, inputFormat: format });
  await upload(id, dataset, content);
  let peak = memory();
  const watch = setInterval(() => {
    peak = Math.max(peak, memory());
  }, 100);
  const started = performance.now();
  const batch = await batches.finish(id);
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  if (batch.status !== 'success' || batch.metrics.outputRecordCount !== rows)
    throw new Error(`${name}: ${JSON.stringify(batch)}`);
  process.stdout.write(
    `${name}: ${rows} rows, ${(content.length / 1e6).toFixed(1)} MB in ${seconds.toFixed(2)} s, ${Math.round(rows / seconds)} rows/s, at most ${peak} MB\n`,
  );
}

async function upload(id: string, dataset: string, content: Uint8Array): Promise<void> {
  const file = batches.file(id, dataset, 'bench');
  await file.act('INITIALIZE');
  for (let first = 0; first < content.length; first += PART) {
    const part = content.subarray(first, first + PART);
    await file.patch(part, `bytes ${first}-${first + part.length - 1}`);
  }
  await file.act('COMPLETE');
}

const json = (count: number, make: (n: number) => object) =>
  Buffer.from(Array.from({ length: count }, (_, n) => JSON.stringify(make(n))).join('\n'));

process.stdout.write(`${machine()}\n`);
await measure(
  'profile records, JSON, stored and in profiles',
  programme.profileDataset,
  { format: 'json' },
  json(ROWS, member),
  ROWS,
);
await measure(
  'events, JSON, stored and in profiles',
  programme.eventDataset,
  { format: 'json' },
  json(ROWS, row),
  ROWS,
);
const parquet =
  await batches.parquet(`SELECT 'q' || range AS _id, TIMESTAMP '2026-01-01' + INTERVAL (range) SECOND AS timestamp,
  MAP {'Email': [{'id': 'm' || (range % 20000) || '@bench.example', 'primary': true}]} AS "identityMap",
  {'order': {'purchaseID': 'p' || range, 'priceTotal': (range % 1000) / 4}} AS commerce,
  [{'SKU': 'sku' || (range % 500), 'name': 'Item ' || (range % 500), 'quantity': 1 + (range % 3), 'priceTotal': (range % 1000) / 4}] AS "productListItems"
  FROM range(${ROWS})`);
await measure('events, Parquet, stored and in profiles', programme.eventDataset, { format: 'parquet' }, parquet, ROWS);
const flat = await flatDataset(api, 'Bench', {
  id: { type: 'string' },
  city: { type: 'string' },
  points: { type: 'integer' },
  spent: { type: 'number' },
});
const csv = Buffer.from(
  `id,city,points,spent\n${Array.from({ length: ROWS }, (_, n) => `m${n},"City ${n % 50}",${n % 900},${n / 4}`).join('\n')}`,
);
await measure('rows, CSV, stored (a flat schema has no profiles)', flat.id, { format: 'csv' }, csv, ROWS);

if (LARGE > 0) {
  const pad = 'x'.repeat(1000);
  const line = (n: number) => `${JSON.stringify({ ...row(n), _id: `large${n}`, eventType: pad })}\n`;
  const count = Math.floor(LARGE / line(0).length);
  const content = Buffer.concat(
    Array.from({ length: Math.ceil(count / 10_000) }, (_, page) =>
      Buffer.from(
        Array.from({ length: Math.min(10_000, count - page * 10_000) }, (__, n) => line(page * 10_000 + n)).join(''),
      ),
    ),
  );
  await measure('one large file, JSON', programme.eventDataset, { format: 'json' }, content, count);
}
await platform.kill('SIGTERM');
scratch.remove();
