import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Ingest } from './ingest/index.ts';
import type { Lake } from './lake/index.ts';
import type { Monitoring } from './monitoring/index.ts';
import { forgetScope, type KeyedStore, type ObjectStore, type Tables } from './stores/index.ts';

interface Parts {
  readonly tables: Tables;
  readonly keyed: KeyedStore;
  readonly objects: ObjectStore;
  readonly ingest: Ingest;
  readonly lake: Lake;
  readonly monitoring: Monitoring;
  readonly logger: Logger;
}

const RETRY_MS = 5000;

/**
 * Makes an end of everything kept under the key of a scope, when access has let go of the key: from then on no call, no
 * inlet and no record of the log leads to it.
 *
 * In this order: the log, so that nothing comes out of it again; the lake, which may be writing; the stores, between two
 * runs of the process loop; at last the files of the stores, which may hold what was deleted in them. Each step may be done
 * again, so a crash in the middle means to begin anew. Resolves when all is done; tries again as long as something fails.
 */
export async function eraseScope(parts: Parts, scope: string): Promise<void> {
  const { tables, keyed, objects, ingest, lake, monitoring, logger } = parts;
  for (;;) {
    try {
      await ingest.erase(scope);
      await lake.erase(scope);
      monitoring.forget(scope);
      await ingest.checkpoint();
      await ingest.between(() => forgetScope({ tables, keyed, objects }, scope));
      await tables.scrub();
      await keyed.scrub();
      return;
    } catch (error) {
      logger.error({ err: error }, 'what a sandbox held could not be erased yet; it is tried again');
      await sleep(RETRY_MS);
    }
  }
}
