import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';

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

type Answer = Awaited<ReturnType<typeof datasetsPage>>[string];

/** First part of the keys under which answers of this area are kept. */
export const AREA = 'datasets area';

/** As many as Catalog gives at a time. */
const PAGE = 100;

function datasetsPage(client: Client, start: number) {
  return client.call('listDataSets', { query: { limit: PAGE, start } });
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
  const found: Dataset[] = [];
  for (;;) {
    const page = Object.entries(await datasetsPage(client, found.length));
    found.push(...page.map(([id, answer]) => datasetOf(id, answer)));
    if (page.length < PAGE) return found;
  }
}

async function oneDataset(client: Client, id: string): Promise<Dataset> {
  const answers = await client.call('getDataSet', { path: { dataSetId: id } });
  return datasetOf(id, answers[id]!);
}

/** Every dataset of the sandbox, oldest first. */
export function useDatasets() {
  const client = useClient();
  return useQuery({ queryKey: [AREA], queryFn: () => allDatasets(client) });
}

/** One dataset, with what changed since the list was read. */
export function useDataset(id: string) {
  const client = useClient();
  return useQuery({ queryKey: [AREA, id], queryFn: () => oneDataset(client, id) });
}
