import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { accountOf, type Dataflow } from '../flow-service.ts';
import { type Sample, useSamples } from '../mapping/samples.ts';
import { useDatasetOf } from './overview.tsx';

function isEvent(payload: unknown): payload is Readonly<Record<string, unknown>> {
  return typeof payload === 'object' && payload !== null && 'timestamp' in payload;
}

/** The sample that fits the dataset: an event as if it happened now, or a profile. Empty while nothing is known. */
function suggestion(samples: readonly Sample[], behavior: string | undefined): string {
  const event = behavior === 'time-series';
  const payload = samples.find((sample) => isEvent(sample.payload) === event)?.payload ?? samples[0]?.payload;
  if (payload === undefined) return '';
  const fresh = isEvent(payload)
    ? { ...payload, _id: `test-${crypto.randomUUID()}`, timestamp: new Date().toISOString() }
    : payload;
  return JSON.stringify(fresh, null, 2);
}

/** A message to try a dataflow with, as text. */
export function useSuggestedEvent(flow: Dataflow): string {
  const client = useClient();
  const samples = useSamples(accountOf(flow));
  const datasetId = useDatasetOf(flow.targetConnectionIds[0]);
  const dataset = useQuery({
    queryKey: ['dataset-behaviour', datasetId],
    enabled: datasetId !== undefined,
    queryFn: async () => {
      const found = await client.call('getDataSet', { path: { dataSetId: datasetId! } });
      return found[datasetId!]?.classification.dataBehavior ?? '';
    },
  });
  const known = samples.data !== undefined && (dataset.data !== undefined || dataset.isError);
  return useMemo(
    () => (known ? suggestion(samples.data ?? [], dataset.data) : ''),
    [known, samples.data, dataset.data],
  );
}
