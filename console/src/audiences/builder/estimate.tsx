import { ActionButton, Heading, ProgressBar } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { number } from '../../ui/texts.ts';
import { type Estimate, previewOf } from '../preview.ts';
import { t } from './texts.ts';

/** Standard errors to either side within which the true number lies 95 times of 100. */
const CONFIDENCE = 1.96;

/** How many people the rule matches, and how sure that is. Without a rule that is complete: when there will be a number. */
export function EstimateCard({ rule }: { rule: string | undefined }) {
  const client = useClient();
  const [progress, setProgress] = useState<Estimate>();
  const estimate = useQuery({
    queryKey: ['estimate', rule],
    enabled: rule !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    queryFn: async ({ signal }) => {
      try {
        return (await previewOf(client, rule!, { people: 0, signal, seen: setProgress })).estimate;
      } finally {
        setProgress(undefined);
      }
    },
  });
  return (
    <section aria-label={t('estimate')} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('estimate')}
      </Heading>
      {estimate.error !== null && <ProblemBanner error={estimate.error} />}
      {rule === undefined && <p className={style({ font: 'ui', margin: 0 })}>{t('estimateHint')}</p>}
      {rule !== undefined && estimate.data !== undefined && <Figures estimate={estimate.data} />}
      {progress !== undefined && (
        <ProgressBar
          label={t('looking')}
          value={progress.profilesReadSoFar}
          maxValue={Math.max(1, progress.numRowsToRead)}
          styles={style({ width: 'full' })}
        />
      )}
      {rule !== undefined && (
        <div>
          <ActionButton size="S" isPending={estimate.isFetching} onPress={() => void estimate.refetch()}>
            {t('refresh')}
          </ActionButton>
        </div>
      )}
    </section>
  );
}

function Figures({ estimate }: { estimate: Estimate }) {
  const { estimatedSize, totalRows, standardError, profilesReadSoFar: read } = estimate;
  const certainty =
    read >= totalRows ? t('exact') : t('sampled', { read, error: Math.ceil(standardError * CONFIDENCE) });
  return (
    <div role="status">
      <div className={style({ font: 'heading-xl' })}>{number(estimatedSize)}</div>
      <div className={style({ font: 'ui' })}>{t('ofProfiles', totalRows)}</div>
      <div className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{certainty}</div>
    </div>
  );
}
