import type { Operations } from '@meniscus/client';
import { Heading, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useParameter } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { Details } from '../../ui/details.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { failureText } from '../../ui/record-text.ts';
import { stageName } from '../../ui/stages.ts';
import { time } from '../../ui/texts.ts';
import { whereFrom } from '../where-from.tsx';
import { Correction } from './correction.tsx';
import { t } from './texts.ts';

export type FailedRecord = Operations['getFailedRecord']['answer'];

const list = style({ display: 'flex', flexDirection: 'column', gap: 12, margin: 0, padding: 0, listStyleType: 'none' });
const item = style({ padding: 16, borderRadius: 'lg', backgroundColor: 'layer-1' });

const above = [
  { label: shared('monitoring'), href: '/monitoring' },
  { label: shared('failedRecords'), href: '/monitoring?tab=failed' },
];

/** One failed record: every failure with its place, and whether to try again, the record as it was sent, and its correction. */
export function FailedRecordPage() {
  const client = useClient();
  const failedRecordId = useParameter('failedRecordId');
  const record = useQuery({
    queryKey: ['failed', failedRecordId],
    queryFn: () => client.call('getFailedRecord', { path: { failedRecordId } }),
  });
  return (
    <Page title={t('record')} above={above} actions={record.data && <Ways record={record.data} />}>
      <Loaded query={record}>
        {(one) => (
          <>
            <Details
              rows={[
                ['ID', one.id],
                [shared('stage'), stageName(one.stage)],
                [shared('received'), time(one.receivedAt)],
                [shared('status'), shared(one.status)],
                ...whereFrom(one),
              ]}
            />
            <Failures record={one} />
            <Payload record={one} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Ways({ record: { xactionId, replayedAs } }: { record: FailedRecord }) {
  return (
    <>
      <LinkButton variant="secondary" href={to`/monitoring/records/${xactionId}`}>
        {t('wayOf')}
      </LinkButton>
      {replayedAs !== undefined && (
        <LinkButton variant="secondary" href={to`/monitoring/records/${replayedAs}`}>
          {t('wayOfNew')}
        </LinkButton>
      )}
    </>
  );
}

function Failures({ record }: { record: FailedRecord }) {
  return (
    <ul className={list} aria-label={t('whatFailed')}>
      {record.failures.map(({ code, pointer, message, phrase, retry }) => (
        <li key={`${code} ${pointer}`} className={item}>
          <Details
            rows={[
              [t('code'), <code key="code">{code}</code>],
              ...(pointer === '' ? [] : [[t('pointer'), <code key="pointer">{pointer}</code>] as const]),
              [t('whatFailed'), failureText({ message, phrase })],
              [t('retry'), t(retry)],
            ]}
          />
        </li>
      ))}
    </ul>
  );
}

function Payload({ record }: { record: FailedRecord }) {
  const mayReplay = useMay('manage-sources');
  return (
    <section aria-label={t('payload')} className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t(mayReplay && record.status === 'open' ? 'correction' : 'payload')}
      </Heading>
      {mayReplay && record.status === 'open' ? (
        <Correction record={record} />
      ) : (
        <JsonView label={t('payload')} value={record.payload} />
      )}
    </section>
  );
}
