import type { Operations } from '@meniscus/client';
import { to } from './address.ts';
import { t as shared } from './messages.ts';
import { failureText } from './record-text.ts';
import { MOMENT, RowsTable } from './rows-table.tsx';
import { stageName } from './stages.ts';
import { texts, time } from './texts.ts';

const t = texts({ whatFailed: ['What is wrong', 'Ce qui ne va pas'], where: ['Where', 'Où'] });

type FailedRecord = Operations['listFailedRecords']['answer']['items'][number];

function whereOf({ failures }: FailedRecord): string {
  return failures[0]?.pointer ?? '';
}

/** Records that could not go their whole way; each leads to its page, where it is corrected and replayed. */
export function FailedTable({ rows }: { rows: readonly FailedRecord[] }) {
  return (
    <RowsTable
      label={shared('failedRecords')}
      rows={rows}
      id={({ id }) => id}
      pageOf={({ id }) => to`/monitoring/failed-records/${id}`}
      columns={[
        {
          key: 'failure',
          title: t('whatFailed'),
          cell: ({ failures: [first] }) => (first === undefined ? '–' : failureText(first)),
          share: 5,
          narrowest: 288,
        },
        // What is wrong with the whole record is at no place in it.
        ...(rows.some((row) => whereOf(row) !== '')
          ? [{ key: 'where', title: t('where'), cell: whereOf, share: 1.5 }]
          : []),
        { key: 'code', title: shared('code'), cell: ({ failures }) => failures[0]?.code ?? '', narrowest: 176 },
        { key: 'stage', title: shared('stage'), cell: ({ stage }) => stageName(stage), narrowest: 96 },
        { key: 'received', title: shared('received'), cell: ({ receivedAt }) => time(receivedAt), ...MOMENT },
        { key: 'status', title: shared('status'), cell: ({ status }) => shared(status), narrowest: 96 },
      ]}
    />
  );
}
