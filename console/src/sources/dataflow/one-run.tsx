import { ActionButton, Heading, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to } from '../../ui/address.ts';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import { errorsOf, type Run } from './run-errors.ts';
import { RunLight } from './run-light.tsx';
import { t } from './texts.ts';

const card = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  padding: 16,
  borderRadius: 'lg',
  backgroundColor: 'layer-1',
});

/** Letters of a reason that have room in one line. */
const LINE = 80;

/** One run of a dataflow in full: what became of its records, and everything that went wrong. */
export function OneRun({ flowId, run, onClose }: { flowId: string; run: Run; onClose: () => void }) {
  const { durationSummary, recordSummary, statusSummary } = run.metrics;
  const title = t('runOf', time(durationSummary.startedAtUTC));
  const errors = errorsOf(run);
  const counts = [
    [t('in'), recordSummary?.inputRecordCount],
    [shared('ingested'), recordSummary?.outputRecordCount],
    [shared('updated'), recordSummary?.updatedRecordCount],
    [shared('failed'), recordSummary?.failedRecordCount],
    [shared('skipped'), recordSummary?.skippedRecordCount],
  ] as const;
  return (
    <section aria-label={title} className={card}>
      <div className={style({ display: 'flex', alignItems: 'center', gap: 16 })}>
        <Heading level={2} styles={style({ font: 'title', margin: 0, flexGrow: 1, minWidth: 0 })}>
          {title}
        </Heading>
        <ActionButton isQuiet onPress={onClose} styles={style({ flexShrink: 0 })}>
          {t('close')}
        </ActionButton>
      </div>
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
    </section>
  );
}
