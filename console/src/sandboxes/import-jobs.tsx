import type { Client, Operations } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { Content, Heading, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useClient } from '../ui/client-context.ts';
import { phraseText } from '../ui/phrase.ts';
import { texts, time } from '../ui/texts.ts';
import { GoesOn } from '../ui/upload.tsx';

type Row = Operations['listPackageJobs']['answer']['data'][number];
type Job = Operations['getPackageJob']['answer']['object'];

const own = texts({
  failed: ['The last import failed', 'Le dernier import a échoué'],
  done: [(at: string) => `Last import: ${at}`, (at: string) => `Dernier import : ${at}`],
});

/** An import that is under way is looked at again after this time. */
const AGAIN_MS = 500;

/** Is nothing done any more? */
export function isOver({ jobStatus }: Pick<Row, 'jobStatus'>): boolean {
  return jobStatus === 'SUCCESS' || jobStatus === 'FAILED';
}

function reasonOf({ message = '', phrase }: Pick<Row, 'message' | 'phrase'>): string {
  return phraseText(phrase as Phrase | undefined, message);
}

/** The job of an import once it is done. Rejects, in words for the person, when it failed. */
export async function imported(client: Client, jobId: string): Promise<Job> {
  for (;;) {
    const { object } = await client.call('getPackageJob', { path: { jobId } });
    if (object.jobStatus === 'SUCCESS') return object;
    if (isOver(object)) throw new Error(reasonOf(object));
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** The newest import into a sandbox, of one package when it is given; asked for again while it is under way, whoever began it. */
export function useLastImport(targetSandbox: string, snapshotId?: string) {
  const client = useClient();
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: ['imports', targetSandbox, snapshotId],
    queryFn: async (): Promise<Row | null> => {
      const query = { requestType: 'IMPORT', targetSandbox, snapshotId, limit: 1 };
      return (await client.call('listPackageJobs', { query })).data[0] ?? null;
    },
    refetchInterval: ({ state }) => (state.data != null && !isOver(state.data) ? AGAIN_MS : false),
  });
  const last = data ?? undefined;
  const isUnderWay = last !== undefined && !isOver(last);
  useEffect(() => {
    if (!isUnderWay) return;
    // What it made is in whatever the page shows.
    return () => void cache.invalidateQueries();
  }, [isUnderWay, cache]);
  return { last, isUnderWay, look: () => cache.invalidateQueries({ queryKey: ['imports'] }) };
}

/** How far an import is, or how it ended. `label`: what it is called while it is under way. */
export function ImportStanding({ job, label }: { job: Row; label: string }) {
  if (!isOver(job)) return <GoesOn label={label} percent={job.progress} />;
  if (job.jobStatus === 'SUCCESS')
    return (
      <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>{own('done', time(job.updated))}</p>
    );
  return (
    <InlineAlert variant="negative">
      <Heading>{own('failed')}</Heading>
      <Content>{`${time(job.updated)} · ${reasonOf(job)}`}</Content>
    </InlineAlert>
  );
}
