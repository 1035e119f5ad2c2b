import type { Operations } from '@meniscus/client';
import { LinkButton, StatusLight } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useParameter } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { useStageText } from '../../ui/record-text.ts';
import { outcomeName, stageName } from '../../ui/stages.ts';
import { time } from '../../ui/texts.ts';
import { whereFrom } from '../where-from.tsx';
import { t } from './texts.ts';

type Entry = Operations['getLedgerEntry']['answer'];
type Outcome = Entry['status'] | 'done';

const above = [{ label: shared('monitoring'), href: '/monitoring' }];
/** A record that is on its way is looked at again after this time. */
const AGAIN_MS = 1000;

const list = style({ display: 'flex', flexDirection: 'column', gap: 12, margin: 0, padding: 0, listStyleType: 'none' });
const item = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: [128, 128, 208, '1fr'] },
  alignItems: 'baseline',
  columnGap: 16,
  rowGap: 4,
  padding: 16,
  borderRadius: 'lg',
  backgroundColor: 'layer-1',
});

const LIGHTS = {
  done: 'positive',
  stored: 'positive',
  updated: 'positive',
  failed: 'negative',
  skipped: 'neutral',
  waiting: 'notice',
} as const;

/** The way of one record by its transaction id: each stage with time and outcome, until it has arrived. */
export function RecordPage() {
  const client = useClient();
  const xactionId = useParameter('xactionId');
  const entry = useQuery({
    queryKey: ['ledger', xactionId],
    queryFn: () => client.call('getLedgerEntry', { path: { xactionId } }),
    refetchInterval: ({ state: { data } }) => (data?.status === 'waiting' ? AGAIN_MS : false),
  });
  return (
    <Page title={t('title')} above={above} actions={entry.data && <ToFailed entry={entry.data} />}>
      <Loaded query={entry}>{(one) => <Way entry={one} />}</Loaded>
    </Page>
  );
}

function ToFailed({ entry: { failedRecordId } }: { entry: Entry }) {
  const may = useMay('view-sources', 'manage-sources');
  if (!may || failedRecordId === undefined) return null;
  return (
    <LinkButton variant="accent" href={to`/monitoring/failed-records/${failedRecordId}`}>
      {t('toFailed')}
    </LinkButton>
  );
}

function Way({ entry }: { entry: Entry }) {
  const { xactionId, receivedAt, status, flowId, datasetId, stages } = entry;
  const stageText = useStageText(entry);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Details
        rows={[
          [t('transaction'), xactionId],
          [shared('received'), time(receivedAt)],
          [shared('state'), <Light key="state" outcome={status} />],
          ...whereFrom({ flowId, datasetId }),
        ]}
      />
      <ol className={list} aria-label={t('stages')}>
        {stages.map(({ stage, outcome, at, detail, phrases }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stages only come to the end of the list
          <li key={index} className={item}>
            <strong className={style({ font: 'title-sm' })}>{stageName(stage)}</strong>
            <Light outcome={outcome as Outcome} />
            <span className={style({ font: 'ui' })}>{at === null ? '–' : time(at)}</span>
            <span className={style({ font: 'ui', overflowWrap: 'anywhere' })}>{stageText({ detail, phrases })}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Light({ outcome }: { outcome: Outcome }) {
  return (
    <StatusLight size="S" variant={LIGHTS[outcome]}>
      {outcomeName(outcome)}
    </StatusLight>
  );
}
