import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { usePlace } from '../../ui/person.ts';
import { accountOf, type Dataflow, useKind } from '../flow-service.ts';
import { mappingOf, readVersion } from '../mapping/mapping-set.ts';
import { keptSample, type Sample, useSamples } from '../mapping/samples.ts';
import { useDatasetOf } from './dataset-of.ts';

function isEvent(payload: unknown): payload is Readonly<Record<string, unknown>> {
  return typeof payload === 'object' && payload !== null && 'timestamp' in payload;
}

/** As if it happened now. */
function fresh(payload: unknown): unknown {
  if (!isEvent(payload)) return payload;
  return { ...payload, _id: `test-${crypto.randomUUID()}`, timestamp: new Date().toISOString() };
}

/** The documented sample that fits the dataset: an event, or a profile. */
function fitting(samples: readonly Sample[], behavior: string): unknown {
  const event = behavior === 'time-series';
  return samples.find((sample) => isEvent(sample.payload) === event)?.payload ?? samples[0]?.payload;
}

interface Target {
  readonly datasetId: string;
  readonly behavior: string;
  readonly schemaRef: { readonly id: string; readonly contentType?: string };
}

async function targetOf(client: Client, datasetId: string): Promise<Target> {
  const found = (await client.call('getDataSet', { path: { dataSetId: datasetId } }))[datasetId];
  if (found === undefined) throw new Error(`there is no dataset ${datasetId}`);
  return { datasetId, behavior: found.classification.dataBehavior, schemaRef: found.schemaRef };
}

/** A message in the XDM envelope (page "Stream data"), with the sample the schema makes of itself. */
async function envelope(client: Client, org: string, { datasetId, schemaRef }: Target): Promise<unknown> {
  const xdmEntity = await client.call('getSchemaSample', {
    path: { resourceId: schemaRef.id },
    headers: { accept: 'application/vnd.adobe.xed+json; version=1' },
  });
  return {
    header: { schemaRef, imsOrgId: org, datasetId, source: { name: 'Meniscus' } },
    body: { xdmMeta: { schemaRef }, xdmEntity: fresh(xdmEntity) },
  };
}

/** The record the mapping was made with; undefined where none was kept. */
async function mapped(client: Client, flow: Dataflow): Promise<unknown> {
  const { sampleId } = await readVersion(client, mappingOf(flow)!);
  return sampleId === undefined ? undefined : fresh((await keptSample(client, sampleId, '')).records[0]);
}

/**
 * A message to try a dataflow with, as text: what its source is documented to send, else what its mapping was made with, else
 * what its schema makes of itself. Empty while nothing is known.
 */
export function useSuggestedEvent(flow: Dataflow): string {
  const client = useClient();
  const { org } = usePlace();
  const kind = useKind(flow);
  const samples = useSamples(kind === 'events' ? accountOf(flow) : undefined);
  const datasetId = useDatasetOf(flow.targetConnectionIds[0]);
  const suggested = useQuery({
    queryKey: ['suggested-event', flow.id, datasetId, kind, samples.data],
    enabled: datasetId !== undefined && kind !== undefined && (kind !== 'events' || !samples.isPending),
    queryFn: async () => {
      const target = await targetOf(client, datasetId!);
      if (kind === 'events') return fresh(fitting(samples.data ?? [], target.behavior)) ?? null;
      return (mappingOf(flow) === undefined ? await envelope(client, org, target) : await mapped(client, flow)) ?? null;
    },
  });
  return useMemo(() => (suggested.data == null ? '' : JSON.stringify(suggested.data, null, 2)), [suggested.data]);
}
