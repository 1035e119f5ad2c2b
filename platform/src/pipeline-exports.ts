import { AT_WORK, type Catalog } from './catalog/index.ts';
import type { Ingest } from './ingest/index.ts';
import type { Clock, Ids, Timers } from './kernel/index.ts';
import type { Lake } from './lake/index.ts';
import type { Sweeps } from './pipeline-sweeps.ts';
import type { ExportDoors } from './profile/index.ts';

interface Parts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  readonly catalog: Catalog;
  /** Made after profile, which asks. */
  readonly later: () => { readonly ingest: Ingest; readonly lake: Lake; readonly sweeps: Sweeps };
}

/** How long one flush of the lake is waited for: a stop comes in between. */
const FLUSH_MS = 1000;
const PAUSE_MS = 100;

/** How export jobs read everybody and write rows: as a batch whose rows enter the log like those of a file. */
export function exportDoors({ clock, ids, timers, catalog, later }: Parts): ExportDoors {
  return {
    everybody: (scope, policy, withEvents, page) => later().sweeps.exportEverybody(scope, policy, withEvents, page),
    async openBatch(tx, scope, dataset, by) {
      const id = ids.hex(32);
      const batch = { id, dataset, status: 'processing', by, client: 'meniscus_profile_export', at: clock() } as const;
      await catalog.createBatch(tx, scope.key, batch);
      return id;
    },
    async write(scope, { datasetId, batchId }, rows, end) {
      const to = { dataset: datasetId };
      const load = await later().ingest.loads.open({ scope, id: `export-${batchId}`, to, batch: batchId });
      try {
        if (rows.length > 0) await load.write(rows);
        if (end) await load.end();
      } finally {
        load.close();
      }
    },
    async outcome(scope, { datasetId, batchId }, signal) {
      const { ingest, lake } = later();
      await ingest.settled();
      while (!signal.aborted) {
        await lake.flush({ scope: scope.key, datasets: new Set([datasetId]) }, FLUSH_MS);
        const batch = await catalog.batch(scope.key, batchId);
        if (batch === undefined || !AT_WORK.includes(batch.status)) {
          const { outputRecordCount: stored = 0, failedRecordCount: failed = 0 } = batch?.metrics ?? {};
          return { complete: batch?.status === 'success', stored, failed };
        }
        await timers.sleep(PAUSE_MS, signal);
      }
      return undefined;
    },
  };
}
