import { StatusLight } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { useDatasetNames } from '../ui/dataset-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/messages.ts';
import { Loaded, Page } from '../ui/page.tsx';
import { useMay, usePermissions } from '../ui/person.ts';
import { RowsTable } from '../ui/rows-table.tsx';
import { number } from '../ui/texts.ts';
import { CanaryLight } from './canary-light.tsx';
import { t as own } from './texts.ts';

const way = style({ display: 'flex', flexWrap: 'wrap', gap: 16, listStyleType: 'none', padding: 0, margin: 0 });
const stop = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  padding: 16,
  boxSizing: 'border-box',
  minWidth: 128,
  flexGrow: 1,
  flexBasis: 0,
  borderRadius: 'lg',
  backgroundColor: 'layer-1',
});

/** What passes here, for those who may see it; the others are told where to find what they may do. */
export function Home() {
  const held = usePermissions();
  const maySee = useMay('view-monitoring-dashboard', 'view-sources', 'manage-sources');
  return (
    <Page title={t('home')}>
      {maySee && <Way />}
      {held !== undefined && !maySee && (
        <EmptyState
          title={own('welcome')}
          hint={own('welcomeHint')}
          action={{ label: own('myAccess'), href: '/my-access' }}
        />
      )}
    </Page>
  );
}

/** The way of a record with live counts, whether the books balance, and the counts of each dataset. */
function Way() {
  const client = useClient();
  const nameOf = useDatasetNames();
  const mayProfiles = useMay('view-profiles', 'manage-profiles');
  const ledger = useQuery({
    queryKey: ['ledger'],
    queryFn: () => client.call('getLedger', {}),
    refetchInterval: 2000,
  });
  const profiles = useQuery({
    queryKey: ['profiles'],
    enabled: mayProfiles,
    queryFn: () => client.call('getPreviewSampleStatus', {}),
    refetchInterval: 2000,
  });
  return (
    <Loaded query={ledger}>
      {(totals) => (
        <>
          <ul className={way} aria-label={t('way')}>
            <Stop label={t('accepted')} count={totals.accepted} />
            <Stop label={t('derived')} count={totals.derived} />
            <Stop label={t('stored')} count={totals.stored} />
            <Stop label={t('updated')} count={totals.updated} />
            <Stop label={t('skipped')} count={totals.skipped} />
            <Stop label={t('waiting')} count={totals.waiting} />
            <Stop label={t('failed')} count={totals.failed} />
            {mayProfiles && <Stop label={t('profiles')} count={Number(profiles.data?.totalRows ?? 0)} />}
          </ul>
          <StatusLight variant={totals.balanced ? 'positive' : 'negative'}>
            {totals.balanced ? t('balanced') : t('unbalanced')}
          </StatusLight>
          <CanaryLight />
          <RowsTable
            label={t('datasets')}
            rows={Object.entries(totals.byDataset)}
            id={([id]) => id}
            columns={[
              { key: 'dataset', title: t('dataset'), cell: ([id]) => nameOf(id), share: 2 },
              { key: 'stored', title: t('stored'), cell: ([, counts]) => number(counts.stored) },
              { key: 'skipped', title: t('skipped'), cell: ([, counts]) => number(counts.skipped) },
              { key: 'failed', title: t('failed'), cell: ([, counts]) => number(counts.failed) },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function Stop({ label, count }: { label: string; count: number }) {
  return (
    <li className={stop}>
      <span className={style({ font: 'ui' })}>{label}</span>
      <span className={style({ font: 'heading-lg' })}>{number(count)}</span>
    </li>
  );
}
