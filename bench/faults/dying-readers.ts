import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../tools/harness/api.ts';
import { batchClient } from '../../tools/harness/batches.ts';
import { filesFlow, runFlow, STORES } from '../../tools/harness/history.ts';
import { childrenOf, startPlatform } from '../../tools/harness/process.ts';
import type { Fault, Scene } from './disturb.ts';
import type { Sent } from './pouring.ts';

const ROWS = 4000;
/** One more than that in a row is taken for the file's doing. */
const MOST_DEATHS = 2;
const DYING = 'dying-threads';
const DYING_SHAPES = 'dying-shapes';
/** Until threads that find shapes have died: rows become batches when somebody asks for them. */
const DEAD_WITHIN_MS = 60_000;
const FILES = 'exports';

/** What reads files for the platform dies at it: threads for those of sources and for rows on their way into the lake, the process for Parquet. */
export const readers: Fault = {
  name: 'file readers killed',
  start(dataDir) {
    mkdirSync(join(dataDir, FILES), { recursive: true });
    const preload = new URL('dying-threads.ts', import.meta.url).href;
    return startPlatform({
      dataDir,
      env: {
        NODE_OPTIONS: `--import ${preload}`,
        DYING_THREADS_FILE: join(dataDir, DYING),
        DYING_SHAPES_FILE: join(dataDir, DYING_SHAPES),
        MENISCUS_FILES_DIR: join(dataDir, FILES),
      },
    });
  },
  async once(scene, round) {
    const before = await lost(scene.api, HELPERS);
    await readHistory(scene, round);
    await readParquet(scene, round);
    await findShapes(scene);
    return (await lost(scene.api, HELPERS)) - before;
  },
};

/** The ids of the rows of a file: all of them are acknowledged when the platform says that it has read it. */
function idsOf(round: number, kind: string, sent: Sent): readonly string[] {
  const ids = Array.from({ length: ROWS }, (_, row) => `r${round}-${kind}-${row}`);
  for (const id of ids) {
    sent.all.add(id);
    sent.acknowledged.add(id);
  }
  return ids;
}

async function readHistory({ platform, api, programme, sent }: Scene, round: number): Promise<void> {
  const { eventDataset: datasetId } = programme;
  const dataset = await api.call<Record<string, { schemaRef: { id: string } }>>(
    'GET',
    `/data/foundation/catalog/dataSets/${datasetId}`,
  );
  const row = (source: string, destination: string) => ({ sourceType: 'ATTRIBUTE', source, destination });
  const flowId = await filesFlow(api, {
    name: `Export ${round}`,
    spec: STORES.folder,
    auth: { specName: 'Folder', params: {} },
    params: { path: `export-${round}.csv`, type: 'file' },
    schemaId: dataset[datasetId]!.schemaRef.id,
    datasetId,
    rows: [
      row('Id', '_id'),
      row('Date', 'timestamp'),
      row('Email', 'identityMap.email[0].id'),
      row('Amount', 'commerce.order.priceTotal'),
    ],
  });
  const lines = idsOf(round, 'file', sent).map(
    (id, number) => `${id},2026-02-01T10:00:00Z,file${number % 50}@example.com,${number}\n`,
  );
  writeFileSync(join(platform.dataDir, FILES, `export-${round}.csv`), `Id,Date,Email,Amount\n${lines.join('')}`);
  writeFileSync(join(platform.dataDir, DYING), String(MOST_DEATHS));
  const { metrics } = await runFlow(api, flowId);
  const { status, errors } = metrics.statusSummary;
  if (status !== 'success') throw new Error(`the run over a file ended as ${status}: ${JSON.stringify(errors)}`);
}

async function readParquet({ platform, api, programme, sent }: Scene, round: number): Promise<void> {
  const batches = batchClient(() => api);
  const { eventDataset: datasetId } = programme;
  const [first] = idsOf(round, 'parquet', sent);
  const file = await batches.parquet(`SELECT '${first!.replace(/\d+$/, '')}' || range AS _id,
    TIMESTAMP '2026-02-01 10:00:00' AS timestamp,
    {'email': [{'id': 'parquet' || range % 50 || '@example.com', 'primary': true}]} AS "identityMap" FROM range(${ROWS})`);
  const id = await batches.create({ datasetId, inputFormat: { format: 'parquet' } });
  await batches.put(id, datasetId, 'events.parquet', file);
  const killed = new Set<number>();
  let over = false;
  const killing = (async () => {
    for (; !over && killed.size < MOST_DEATHS; await sleep(Math.random() * 100))
      for (const reader of childrenOf(platform.pid, '/parquet-rows/process.ts')) {
        process.kill(reader, 'SIGKILL');
        killed.add(reader);
      }
  })();
  const { status, errors } = await batches.finish(id);
  over = true;
  await killing;
  if (status !== 'success') throw new Error(`a batch of Parquet ended as ${status}: ${JSON.stringify(errors)}`);
}

/** Records pour in meanwhile, so that each query has more than a few of them brought into the lake first. */
async function findShapes({ platform, api, programme }: Scene): Promise<void> {
  const wanted = (await lost(api, SHAPES)) + MOST_DEATHS;
  writeFileSync(join(platform.dataDir, DYING_SHAPES), String(MOST_DEATHS));
  const until = performance.now() + DEAD_WITHIN_MS;
  while ((await lost(api, SHAPES)) < wanted) {
    if (performance.now() > until) throw new Error('the threads that find the shape of rows do not die');
    await sleep(500);
    await api.sql(`select count(*) from ${programme.eventTable}`);
  }
}

const SHAPES = /^meniscus_helpers_lost_total\{helper="shape-finder"\} (\d+)$/gm;
const HELPERS = /^meniscus_helpers_lost_total\{helper="(?:file-reader|parquet-reader|shape-finder)"\} (\d+)$/gm;

/** Helpers the platform has counted as lost. */
async function lost({ url }: Api, which: RegExp): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(which)].reduce((sum, [, count]) => sum + Number(count), 0);
}
