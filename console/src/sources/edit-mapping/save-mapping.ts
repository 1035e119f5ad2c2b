import type { Client } from '@meniscus/client';
import type { Dataflow } from '../flow-service.ts';
import { type MappingVersion, runWith } from '../mapping/mapping-set.ts';
import { type DraftRow, type DraftSample, plainRowOf } from '../mapping/rows.ts';
import { keepSample } from '../mapping/samples.ts';

/** Versions written, by what they were made of: what is there already is not written a second time. */
export type Written = Map<string, number>;

interface Edited {
  readonly flow: Dataflow;
  readonly mappingId: string;
  readonly before: MappingVersion;
  readonly rows: readonly DraftRow[];
  readonly sample: DraftSample | undefined;
}

/**
 * Writes the next version of the mapping set and lets the dataflow run with it. The sample it was made with is kept with it.
 * Throws `ApiError` at what the platform refuses; the version that was written then stays for the next attempt.
 */
export async function saveMapping(client: Client, edited: Edited, written: Written): Promise<void> {
  const { flow, mappingId, before, rows, sample } = edited;
  const mappings = rows.map(plainRowOf);
  const key = JSON.stringify([mappings, sample?.records]);
  const version = written.get(key) ?? (await writeVersion(client, mappingId, { before, mappings, sample }));
  written.set(key, version);
  await runWith(client, flow, version);
}

async function writeVersion(
  client: Client,
  mappingSetId: string,
  { before, mappings, sample }: Pick<Edited, 'before' | 'sample'> & { mappings: ReturnType<typeof plainRowOf>[] },
): Promise<number> {
  const sampleId = sample && (sample.id ?? (await keepSample(client, JSON.stringify(sample.records))));
  const inputSchema = { ...before.kept.inputSchema, sampleId };
  const body = { ...before.kept, inputSchema, status: 'PUBLISHED', mappings };
  const { version } = (await client.call('updateMappingSet', { path: { mappingSetId }, body })) as { version: number };
  return version;
}
