import { LinkButton } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { to } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { type Dataset, useDatasets } from '../../ui/datasets.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { ProfileBadge } from '../../ui/profile-badge.tsx';
import { MOMENT, RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { type Schema, useSchemas } from '../../ui/schemas.ts';
import { SearchedList } from '../../ui/searched-list.tsx';
import { number, time } from '../../ui/texts.ts';
import { BatchStatus } from '../batch-status.tsx';
import { SchemaLink } from '../schema-link.tsx';
import { own } from './texts.ts';

/** A dataset with what the list shows beside it. */
interface Row extends Dataset {
  readonly ofSchema: Schema | undefined;
  /** Undefined for those who may not see counts. */
  readonly stored: number | undefined;
  readonly failed: number | undefined;
}

/** The datasets of the sandbox, with their schema, how much they hold and how the last batch went. */
export function BrowseDatasets() {
  const datasets = useDatasets();
  const rows = useRows(datasets.data);
  const mayCreate = useMay('manage-datasets');
  return (
    <Page
      title={t('datasets')}
      actions={
        mayCreate && (
          <LinkButton variant="accent" href="/datasets/create">
            {own('create')}
          </LinkButton>
        )
      }
    >
      <SearchedList
        label={own('search')}
        query={{ data: rows, error: datasets.error }}
        textsOf={({ name, table, ofSchema, description }) => [name, table, ofSchema?.title ?? '', description]}
        none={<NoDatasets mayCreate={mayCreate} />}
      >
        {(found) => (
          <RowsTable
            label={t('datasets')}
            rows={found}
            id={({ id }) => id}
            pageOf={({ id }) => to`/datasets/${id}`}
            columns={COLUMNS}
          />
        )}
      </SearchedList>
    </Page>
  );
}

function NoDatasets({ mayCreate }: { mayCreate: boolean }) {
  return mayCreate ? (
    <EmptyState
      title={own('none')}
      hint={own('noneHint')}
      action={{ label: own('create'), href: '/datasets/create' }}
    />
  ) : (
    <EmptyState title={own('none')} hint={own('noneHintReader')} />
  );
}

function useRows(all: readonly Dataset[] | undefined): readonly Row[] | undefined {
  const client = useClient();
  const schemas = useSchemas();
  const enabled = useMay('view-sources', 'manage-sources', 'view-monitoring-dashboard');
  const ledger = useQuery({ queryKey: ['ledger'], queryFn: () => client.call('getLedger', {}), enabled });
  const byId = new Map(schemas.data?.map((one) => [one.id, one]));
  return all?.map((dataset) => {
    const counts =
      ledger.data === undefined ? undefined : (ledger.data.byDataset[dataset.id] ?? { stored: 0, failed: 0 });
    return {
      ...dataset,
      ofSchema: byId.get(dataset.schema),
      stored: counts?.stored,
      failed: counts?.failed,
    };
  });
}

function count(value: number | undefined): string {
  return value === undefined ? '–' : number(value);
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'name',
    title: t('name'),
    cell: ({ name }) => name,
    share: 3,
  },
  { key: 'schema', title: own('schema'), cell: ({ ofSchema }) => <SchemaLink schema={ofSchema} />, share: 2.7 },
  {
    key: 'profile',
    title: own('profile'),
    cell: ({ profile }) => (profile ? <ProfileBadge /> : ''),
    narrowest: 96,
  },
  { key: 'stored', title: own('stored'), cell: ({ stored }) => count(stored), narrowest: 88 },
  { key: 'failed', title: t('failed'), cell: ({ failed }) => count(failed), narrowest: 88 },
  {
    key: 'lastBatch',
    title: own('lastBatch'),
    cell: ({ lastBatchStatus }) => (lastBatchStatus === undefined ? '–' : <BatchStatus status={lastBatchStatus} />),
    share: 1.3,
  },
  { key: 'created', title: t('created'), cell: ({ created }) => time(created), ...MOMENT },
];
