import type { Operations } from '@meniscus/client';
import { Link, StatusLight } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { to, useParameter } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { DatasetLink } from '../../ui/dataset-link.tsx';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import { useDataflows } from '../flow-service.ts';
import { t } from './texts.ts';

type Entry = Operations['getLedgerEntry']['answer'];

const OUTCOMES = { done: 'positive', failed: 'negative', waiting: 'notice', skipped: 'neutral' } as const;

function isOutcome(text: string): text is keyof typeof OUTCOMES {
  return Object.hasOwn(OUTCOMES, text);
}

/** The ledger of one record: every stage of its way, when it was there and what came of it. */
export function RecordPage() {
  const client = useClient();
  const xactionId = useParameter('xactionId');
  const entry = useQuery({
    queryKey: ['ledger-entry', xactionId],
    queryFn: () => client.call('getLedgerEntry', { path: { xactionId } }),
    refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? 1000 : false),
  });
  return (
    <Page title={t('title', xactionId)} above={[{ label: shared('sources'), href: '/sources' }]}>
      <Loaded query={entry}>
        {(found) => (
          <>
            <Summary entry={found} />
            <Stages stages={found.stages} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Summary({ entry: { status, receivedAt, messages, datasetId, flowId } }: { entry: Entry }) {
  const flows = useDataflows();
  return (
    <Details
      rows={[
        [shared('status'), t(status)],
        [shared('received'), time(receivedAt)],
        [t('messages'), number(messages)],
        ...(flowId === undefined
          ? []
          : [
              [
                t('dataflow'),
                <Link key="flow" href={to`/sources/dataflows/${flowId}`}>
                  {flows.data?.find(({ id }) => id === flowId)?.name ?? flowId}
                </Link>,
              ] as const,
            ]),
        ...(datasetId === undefined
          ? []
          : [[shared('dataset'), <DatasetLink key="dataset" id={datasetId} />] as const]),
      ]}
    />
  );
}

function Stages({ stages }: { stages: Entry['stages'] }) {
  return (
    <RowsTable
      label={t('way')}
      rows={stages}
      id={({ stage }) => stage}
      columns={[
        { key: 'stage', title: shared('stage'), cell: ({ stage }) => stage },
        {
          key: 'outcome',
          title: shared('status'),
          cell: ({ outcome }) =>
            isOutcome(outcome) ? <StatusLight variant={OUTCOMES[outcome]}>{t(outcome)}</StatusLight> : outcome,
        },
        { key: 'at', title: shared('at'), cell: ({ at }) => (at === null ? '–' : time(at)), share: 1.5 },
        { key: 'detail', title: shared('detail'), cell: ({ detail }) => detail, share: 4 },
      ]}
    />
  );
}
