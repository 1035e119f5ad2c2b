import { ApiError } from '@meniscus/client';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to, useParameter } from '../../ui/address.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';
import { type Account, accountOf, useAccount, useDataflows, useSources } from '../flow-service.ts';
import { parameterTexts } from '../french.ts';
import { StateLight } from '../state-light.tsx';
import { AccountActions } from './account-actions.tsx';
import { t } from './texts.ts';

const ABOVE = [
  { label: shared('sources'), href: '/sources' },
  { label: t('accounts'), href: '/sources?tab=accounts' },
];
const frame = style({ display: 'flex', flexDirection: 'column', gap: 24 });

/** One account: what it signs in with, as far as that may be shown, and the dataflows that stand on it. */
export function AccountPage() {
  const accountId = useParameter('accountId');
  const account = useAccount(accountId);
  const flows = useDataflows();
  const mayManage = useMay('manage-sources');
  if (account.error instanceof ApiError && account.error.status === 404) return <NoAccount />;
  const users = flows.data?.filter((flow) => accountOf(flow) === accountId);
  return (
    <Page
      title={account.data?.name ?? accountId}
      above={ABOVE}
      actions={
        mayManage &&
        account.data !== undefined &&
        users !== undefined && <AccountActions account={account.data} users={users} />
      }
    >
      <Loaded query={account}>
        {(found) => (
          <div className={frame}>
            <AccountDetails account={found} />
            <Loaded query={flows}>{() => <Users flows={users ?? []} />}</Loaded>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** Parameters that are the address of an endpoint, to be given to the source. */
const ENDPOINT = 'inletUrl';

function AccountDetails({ account: { connectionSpec, state, createdAt, auth } }: { account: Account }) {
  const sources = useSources();
  const params = Object.entries(auth?.params ?? {}).filter(([name]) => name !== ENDPOINT && name !== 'inletId');
  const endpoint = auth?.params[ENDPOINT];
  const source = sources.data?.find(({ id }) => id === connectionSpec.id);
  const { properties = {} } = source?.authSpecs.find(({ name }) => name === auth?.specName)?.spec ?? {};
  return (
    <>
      <Details
        rows={[
          [t('source'), source?.title ?? connectionSpec.id],
          [shared('status'), <StateLight key="state" state={state} />],
          ...params.map(([name, value]) => {
            const [title] = parameterTexts({ name: source?.name ?? '' }, name, properties[name] ?? {});
            return [title, String(value)] as const;
          }),
          [shared('created'), time(createdAt)],
        ]}
      />
      {typeof endpoint === 'string' && <CopyField label={shared('streamingEndpoint')} value={endpoint} />}
    </>
  );
}

function Users({ flows }: { flows: ReturnType<typeof useDataflows>['data'] & {} }) {
  if (flows.length === 0) return <p className={style({ font: 'body', margin: 0 })}>{t('noFlows')}</p>;
  return (
    <RowsTable
      label={shared('dataflows')}
      rows={flows}
      id={({ id }) => id}
      pageOf={({ id }) => to`/sources/dataflows/${id}`}
      columns={[
        {
          key: 'name',
          title: shared('dataflows'),
          cell: ({ name, id }) => name ?? id,
          share: 3,
        },
        { key: 'state', title: shared('status'), cell: ({ state }) => <StateLight state={state} /> },
        { key: 'created', title: shared('created'), cell: ({ createdAt }) => time(createdAt), ...MOMENT },
      ]}
    />
  );
}

function NoAccount() {
  return (
    <Page title={t('gone')} above={ABOVE}>
      <EmptyState
        title={t('gone')}
        hint={t('goneHint')}
        action={{ label: t('toAccounts'), href: '/sources?tab=accounts' }}
      />
    </Page>
  );
}
