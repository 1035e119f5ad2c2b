import { ActionButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bars } from '../../ui/bars.tsx';
import { useClient } from '../../ui/client-context.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { Loaded } from '../../ui/page.tsx';
import { number, time } from '../../ui/texts.ts';
import { t } from './texts.ts';

/** Newest segment jobs that are looked through for counts. */
const JOBS = 100;

/** How many people each evaluation of the audience found, oldest first, and a way to make one now. */
export function ProfilesOverTime({ audienceId, mayEvaluate }: { audienceId: string; mayEvaluate: boolean }) {
  const client = useClient();
  const cache = useQueryClient();
  const key = ['segment-jobs', audienceId];
  const counts = useQuery({
    queryKey: key,
    refetchInterval: 2000,
    queryFn: async () =>
      countsOf((await client.call('listSegmentJobs', { query: { limit: JOBS } })).children, audienceId),
  });
  const evaluate = useMutation({
    mutationFn: () => client.call('createSegmentJob', { body: [{ segmentId: audienceId }] }),
    onSuccess: () => {
      notifyDone(t('evaluating'));
      return cache.invalidateQueries({ queryKey: key });
    },
    onError: notifyFailed,
  });
  return (
    <Loaded query={counts}>
      {(points) => (
        <>
          {points.length === 0 ? (
            <p className={style({ font: 'body', margin: 0 })}>{t('noJobs')}</p>
          ) : (
            <Bars
              label={t('overTime')}
              points={points.map(({ at, count }) => ({
                at,
                title: `${time(at)}: ${number(count)}`,
                value: count,
                marked: 0,
              }))}
            />
          )}
          {mayEvaluate && (
            <div>
              <ActionButton isPending={evaluate.isPending} onPress={() => evaluate.mutate()}>
                {t('evaluate')}
              </ActionButton>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

interface Job {
  readonly creationTime: number;
  readonly metrics: Readonly<Record<string, unknown>>;
}

/** What the jobs counted of one audience, oldest first; jobs that did not count it are passed over. */
function countsOf(jobs: readonly Job[], audienceId: string): readonly { at: number; count: number }[] {
  return jobs
    .flatMap(({ creationTime: at, metrics }) => {
      const counters = metrics.segmentedProfileCounter as Readonly<Record<string, number>> | undefined;
      const count = counters?.[audienceId];
      return count === undefined ? [] : [{ at, count }];
    })
    .toSorted((a, b) => a.at - b.at);
}
