import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Flows } from '../../../flows/index.ts';
import { needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { ObjectDamagedError, type ObjectStore, sealedObjects } from '../../../stores/index.ts';
import { noHistoryRun, rejectsDamaged } from '../../errors.ts';
import type { FailedRecords } from '../../failed-records.ts';
import { rejectOf } from '../../history/dry-run.ts';
import { loadsOf } from '../../history/file-load.ts';
import { rejectsPath } from '../../history/history-run.ts';
import type { Tally } from '../../history/tally.ts';

interface Parts {
  readonly failed: FailedRecords;
  readonly objects: ObjectStore;
  readonly flows: Pick<Flows, 'runs'>;
  /** Writes what is processed, so that it can be read. */
  readonly checkpoint: () => Promise<void>;
}

const PAGE = 500;

/** Rows of files that did not go their way, by the run that read them. */
export function historyRoutes({ failed, objects, flows, checkpoint }: Parts): readonly Route[] {
  /** Failed records between the positions of a run, those of its dataflow's files. */
  async function* rejects(scope: Scope, flowId: string, { from, to }: Tally): AsyncGenerator<string> {
    const end = to === undefined ? Number.POSITIVE_INFINITY : to;
    for (let after: string | undefined; ; ) {
      const page = await failed.since(scope.key, from, PAGE, after);
      for (const { id, batchId, payload, failures } of page) {
        if (Number(id.slice(0, id.indexOf('-'))) >= end) return;
        if (batchId?.startsWith(loadsOf(flowId)) === true) yield `${JSON.stringify(rejectOf(payload, failures))}\n`;
      }
      if (page.length < PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  const rejectsOfDryRun = async ({ key }: Scope, runId: string) => {
    try {
      // Of dry runs of before there were seals.
      return (
        (await sealedObjects(objects).get(rejectsPath(key, runId))) ?? objects.get(`history/${key}/${runId}.ndjson`)
      );
    } catch (error) {
      throw error instanceof ObjectDamagedError ? rejectsDamaged(runId, error.byte) : error;
    }
  };

  return [
    route({
      id: 'listHistoryRejects',
      method: 'GET',
      path: '/meniscus/v1/history/runs/:runId/rejects',
      service: 'Meniscus Sources',
      summary:
        'The rows of files that failed in a run, or would have in a dry run, with file, row and reasons: one JSON object a line.',
      access: needs('connections', 'read', 'view-sources', 'manage-sources'),
      responses: {
        200: {
          description: 'Lines {file, row, failures, record}; of a dry run at most 10,000',
          schema: Type.String(),
          contentType: 'application/x-ndjson',
        },
      },
      async handle({ scope, params }) {
        const { runId } = params as { runId: string };
        const run = await flows.runs.get(scope, runId);
        const tally = run.metrics.fileSummary?.extensions?.history as Tally | undefined;
        if (tally === undefined) throw noHistoryRun(runId);
        const headers = { 'content-type': 'application/x-ndjson' };
        if (run.params?.dryRun === true) return { headers, body: (await rejectsOfDryRun(scope, runId)) ?? '' };
        await checkpoint();
        return { headers, body: Readable.from(rejects(scope, run.flowId, tally)) };
      },
    }),
  ];
}
