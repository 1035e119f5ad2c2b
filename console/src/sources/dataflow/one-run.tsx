import { LinkButton } from '@react-spectrum/s2';
import { to } from '../../ui/address.ts';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Panel } from '../../ui/panel.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import { errorsOf, type Run } from './run-errors.ts';
import { RunLight } from './run-light.tsx';
import { t } from './texts.ts';

/** Letters of a reason that have room in one line. */
const LINE = 80;

/** One run of a dataflow in full: what became of its records, and everything that went wrong. */
export function OneRun({ flowId, run, onClose }: { flowId: string; run: Run; onClose: () => void }) {
  const { durationSummary, recordSummary, statusSummary } = run.metrics;
  const errors = errorsOf(run);
  const counts = [
    [t('in'), recordSummary?.inputRecordCount],
    [shared('ingested'), recordSummary?.outputRecordCount],
    [shared('updated'), recordSummary?.updatedRecordCount],
    [shared('failed'), recordSummary?.failedRecordCount],
    [shared('skipped'), recordSummary?.skippedRecordCount],
  ] as const;
  return (
    <Panel title={t('runOf', time(durationSummary.startedAtUTC))} onClose={onClose}>
      <Details
        rows={[
          [shared('status'), <RunLight key="status" status={statusSummary.status} />],
          ...(durationSummary.completedAtUTC === undefined
            ? []
            : [[t('ended'), time(durationSummary.completedAtUTC)] as const]),
          ...counts.flatMap(([name, count]) => (count === undefined ? [] : [[name, number(count)] as const])),
          [t('runId'), run.id],
        ]}
      />
      {errors.length > 0 && (
        <RowsTable
          label={t('runErrors')}
          rows={errors}
          id={({ code, text }) => `${code} ${text}`}
          wraps={errors.some(({ text }) => text.length > LINE)}
          columns={[
            { key: 'reason', title: t('reason'), cell: ({ text }) => text, share: 4, narrowest: 272 },
            { key: 'code', title: shared('code'), cell: ({ code }) => code, share: 2, narrowest: 208 },
          ]}
        />
      )}
      {(recordSummary?.failedRecordCount ?? 0) > 0 && (
        <LinkButton variant="secondary" href={`${to`/sources/dataflows/${flowId}`}?tab=errors`}>
          {shared('failedRecords')}
        </LinkButton>
      )}
    </Panel>
  );
}
