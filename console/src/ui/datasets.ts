import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';

/** A dataset as the pages show it. */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `$id` of its schema. */
  readonly schema: string;
  /** Its name in SQL. */
  readonly table: string;
  /** Marked to send what arrives to profiles; it does when the schema takes part in them too. */
  readonly profile: boolean;
  readonly createdBy: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly updated: number;
  readonly lastBatchStatus: string | undefined;
}

type Answer = Awaited<ReturnType<typeof everyDataset>>[number][1];

/** First part of the keys under which answers of Catalog are kept. */
export const DATASETS = 'datasets';

/** As many as Catalog gives at a time. */
const PAGE = 100;

/**
 * What Catalog says of every dataset of the sandbox, page by page, with its id; `properties` are the members it is asked for, with
 * commas, all when not given. Throws `ApiError`.
 */
export async function everyDataset(client: Client, properties?: string) {
  const page = (start: number) => client.call('listDataSets', { query: { limit: PAGE, start, properties } });
  const found: [string, Awaited<ReturnType<typeof page>>[string]][] = [];
  for (;;) {
    const entries = Object.entries(await page(found.length));
    found.push(...entries);
    if (entries.length < PAGE) return found;
  }
}

function datasetOf(id: string, answer: Answer): Dataset {
  const { name, description = '', schemaRef, tags, createdUser, created, updated, lastBatchStatus } = answer;
  return {
    id,
    name,
    description,
    schema: schemaRef.id,
    table: tags['adobe/pqs/table']?.[0] ?? '',
    profile: (tags.unifiedProfile ?? []).some((value) => value.replaceAll(' ', '') === 'enabled:true'),
    createdBy: createdUser,
    created,
    updated,
    lastBatchStatus,
  };
}

async function allDatasets(client: Client): Promise<readonly Dataset[]> {
  return (await everyDataset(client)).map(([id, answer]) => datasetOf(id, answer));
}

async function oneDataset(client: Client, id: string): Promise<Dataset> {
  const answers = await client.call('getDataSet', { path: { dataSetId: id } });
  return datasetOf(id, answers[id]!);
}

/** Every dataset of the sandbox, oldest first. */
export function useDatasets() {
  const client = useClient();
  return useQuery({ queryKey: [DATASETS], queryFn: () => allDatasets(client) });
}

/** One dataset, with what changed since the list was read. */
export function useDataset(id: string) {
  const client = useClient();
  return useQuery({ queryKey: [DATASETS, id], queryFn: () => oneDataset(client, id) });
}
