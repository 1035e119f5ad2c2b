import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { connect } from '../tools/harness/api.ts';
import { filesFlow, runFlow, STORES } from '../tools/harness/history.ts';
import { machine, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { dataset, schema } from '../tools/harness/programme.ts';
import { cpuSecondsOf, watchMemory } from './process-use.ts';

/**
 * A million transactions out of a gzip in a local folder, through mapping, validation, identity graph, profile and lake, to
 * the end of the run. Fails when a count is wrong, or the time or the memory is above what is promised; `--rows` takes fewer, and
 * then only the counts can be wrong.
 */
const MILLION = 1_000_000;
const { values: asked } = parseArgs({ options: { rows: { type: 'string', default: String(MILLION) } } });
const ROWS = Number(asked.rows);
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 700;
const MEMBERS = 50_000;
/** When rows are taken for lost. */
const LONGEST_MS = 600_000;
/** Limit of the heap. Without one V8 takes of a large machine what it is offered, and collects late. */
const HEAP_MEGABYTES = 400;

function* lines(): Generator<string> {
  yield 'Bill Id,Email,Bill Date,Store,Amount,Currency,Item,Quantity\n';
  for (let row = 0; row < ROWS; row += 1) {
    const at = new Date(Date.UTC(2023, 0, 1) + row * 60_000).toISOString();
    const item = row % 10 === 0 ? '"Tea, green ""loose"""' : `SKU-${row % 997}`;
    yield `T${row},m${row % MEMBERS}@example.com,${at},HSR${row % 200},${(row % 9973) / 10},EUR,${item},${1 + (row % 3)}\n`;
  }
}

const scratch = scratchDirectory('history-bench');
const platform = await startPlatform({
  dataDir: join(scratch.path, 'data'),
  env: { MENISCUS_FILES_DIR: scratch.path, NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}` },
});
try {
  const file = createWriteStream(join(scratch.path, 'transactions.csv.gz'));
  await pipeline(Readable.from(lines(), { highWaterMark: 1000 }), createGzip({ level: 1 }), file);
  if (!file.closed) await once(file, 'close');
  const api = await connect(platform);
  const schemaId = await schema(api, 'Transactions', [
    'https://ns.adobe.com/xdm/context/experienceevent',
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
  ]);
  const { id: datasetId, table } = await dataset(api, 'Transactions', schemaId);
  const row = (source: string, destination: string, sourceType = 'ATTRIBUTE') => ({ sourceType, source, destination });
  const flowId = await filesFlow(api, {
    name: 'History',
    spec: STORES.folder,
    auth: { specName: 'Folder', params: {} },
    params: { path: '*.csv.gz', type: 'file' },
    schemaId,
    datasetId,
    rows: [
      row('Bill Id', '_id'),
      row('Bill Date', 'timestamp'),
      row('Email', 'identityMap.email[0].id'),
      row('Store', 'commerce.commerceScope.storeCode'),
      row('Amount', 'commerce.order.priceTotal'),
      row('Currency', 'commerce.order.currencyCode'),
      row('Item', 'productListItems[0].SKU'),
      row('Quantity', 'productListItems[0].quantity'),
    ],
  });
  const memory = watchMemory(platform.pid);
  const started = performance.now();
  const run = await runFlow(api, flowId);
  const seconds = (performance.now() - started) / 1000;
  // A query has the rows stored that are in the log: the last ones of steady traffic would wait for their batch of the minute.
  const counted = () =>
    api.sql(
      `select count(*)::int, count(distinct _id)::int, min("timestamp")::text, max("timestamp")::text from ${table}`,
    );
  let { rows } = await counted();
  while (rows[0]![0] !== ROWS && performance.now() - started < LONGEST_MS) ({ rows } = await counted());
  const stored = (performance.now() - started) / 1000;
  const { own: megabytes, mapped } = memory.used();
  memory.stop();
  const [count, distinct, from, to] = rows[0]!;
  const again = performance.now();
  const second = await runFlow(api, flowId);
  const result = {
    machine: machine(),
    rows: ROWS,
    seconds: Number(seconds.toFixed(1)),
    secondsToLake: Number(stored.toFixed(1)),
    rowsPerSecond: Math.round(ROWS / stored),
    cpuSeconds: Math.round(cpuSecondsOf(platform.pid)),
    heapLimitMegabytes: HEAP_MEGABYTES,
    peakMegabytes: megabytes,
    peakMappedFilesMegabytes: mapped,
    inTheLake: count,
    distinct,
    from,
    to,
    secondRun: { seconds: Number(((performance.now() - again) / 1000).toFixed(2)), ...second.metrics.recordSummary },
  };
  console.log(JSON.stringify(result, null, 2));
  const right =
    count === ROWS &&
    distinct === ROWS &&
    run.metrics.statusSummary.status === 'success' &&
    run.metrics.recordSummary!.outputRecordCount === ROWS &&
    second.metrics.recordSummary!.inputRecordCount === 0;
  if (!right) console.log('A count is wrong.', JSON.stringify(run.metrics));
  const isAbove = ROWS >= MILLION && (stored > MOST_SECONDS || megabytes > MOST_MEGABYTES);
  if (!right || isAbove) process.exitCode = 1;
} finally {
  await platform.kill('SIGKILL');
  scratch.remove();
}
