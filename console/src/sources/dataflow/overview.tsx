import { Link } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { DatasetLink } from '../../ui/dataset-link.tsx';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { useMay } from '../../ui/person.ts';
import { time } from '../../ui/texts.ts';
import { accountOf, type Dataflow, sourceOf, useAccounts, useKind, useSources } from '../flow-service.ts';
import { scheduleText } from '../schedule/schedule.ts';
import { StateLight } from '../state-light.tsx';
import { ConnectPlus } from './connect-plus.tsx';
import { useDatasetOf } from './dataset-of.ts';
import { useEndpoint } from './endpoint.ts';
import { Part } from './part.tsx';
import { Runs } from './runs.tsx';
import { TestEvent } from './test-event.tsx';
import { t } from './texts.ts';

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: ['minmax(0, 2fr)', 'minmax(0, 3fr)'] },
  gap: 32,
});
const column = style({ display: 'flex', flexDirection: 'column', gap: 24, minWidth: 0 });

/** What a dataflow is, what its source is told, and whether an event gets through. */
export function Overview({ flow }: { flow: Dataflow }) {
  const accountId = accountOf(flow);
  const endpoint = useEndpoint(flow);
  const mayManage = useMay('manage-sources');
  const kind = useKind(flow);
  return (
    <div className={columns}>
      <div className={column}>
        <Part title={t('details')}>
          <FlowDetails flow={flow} />
          {endpoint !== undefined && <CopyField label={shared('streamingEndpoint')} value={endpoint.url} />}
          {endpoint?.namesFlow === true && (
            <>
              <CopyField label={t('flowId')} value={flow.id} />
              <p className={style({ font: 'body-sm', margin: 0 })}>{t('flowIdHint')}</p>
            </>
          )}
        </Part>
        {kind === 'events' && mayManage && accountId !== undefined && (
          <Part title={t('connectPlus')}>
            <ConnectPlus connectionId={accountId} />
          </Part>
        )}
      </div>
      <div className={column}>
        {endpoint !== undefined && <TestEvent flow={flow} endpoint={endpoint} />}
        {kind === 'files' && (
          <Part title={t('runs')}>
            <Runs flowId={flow.id} kind={kind} />
          </Part>
        )}
      </div>
    </div>
  );
}

function FlowDetails({ flow }: { flow: Dataflow }) {
  const accounts = useAccounts();
  const sources = useSources();
  const accountId = accountOf(flow);
  const path = usePathRead(flow);
  return (
    <Details
      rows={[
        [shared('status'), <StateLight key="state" state={flow.state} />],
        ...(flow.description === undefined ? [] : [[shared('description'), flow.description] as const]),
        [t('source'), sources.data?.find(({ id }) => id === sourceOf(flow))?.title ?? ''],
        [
          t('account'),
          accountId === undefined ? (
            '–'
          ) : (
            <Link key="account" href={to`/sources/accounts/${accountId}`}>
              {accounts.data?.find(({ id }) => id === accountId)?.name ?? accountId}
            </Link>
          ),
        ],
        [shared('dataset'), <Target key="dataset" targetId={flow.targetConnectionIds[0]} />],
        ...(path === undefined ? [] : [[t('reads'), path] as const]),
        ...(flow.scheduleParams?.frequency === undefined
          ? []
          : [[t('schedule'), scheduleText(flow.scheduleParams)] as const]),
        [shared('created'), time(flow.createdAt)],
      ]}
    />
  );
}

interface SourceConnection {
  readonly params: { readonly path?: string };
}

/** What of its source a dataflow reads; undefined where it is sent to, and until that is known. */
function usePathRead({ sourceConnectionIds: [id] }: Dataflow): string | undefined {
  const client = useClient();
  const source = useQuery({
    queryKey: ['source-connections', id],
    enabled: id !== undefined,
    queryFn: async () => {
      const { items } = await client.call('getSourceConnection', { path: { id: id! } });
      return items[0] as unknown as SourceConnection;
    },
  });
  return source.data?.params.path;
}

function Target({ targetId }: { targetId: string | undefined }) {
  const id = useDatasetOf(targetId);
  return id === undefined ? '–' : <DatasetLink id={id} />;
}
