import { StatusLight } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { t } from '../ui/messages.ts';
import { Loaded } from '../ui/page.tsx';
import { useMay } from '../ui/person.ts';
import { number } from '../ui/texts.ts';
import { CanaryLight } from './canary-light.tsx';
import { Section } from './section.tsx';

const REFRESH_MS = 2000;

const way = style({ display: 'flex', flexWrap: 'wrap', gap: 12, listStyleType: 'none', padding: 0, margin: 0 });
const stop = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  padding: 12,
  boxSizing: 'border-box',
  minWidth: 104,
  flexGrow: 1,
  flexBasis: 0,
  borderRadius: 'lg',
  backgroundColor: 'layer-1',
});

/** The way of a record with live counts since the beginning, and whether the books balance. */
export function RecordWay() {
  const client = useClient();
  const mayProfiles = useMay('view-profiles', 'manage-profiles');
  const ledger = useQuery({
    queryKey: ['ledger'],
    queryFn: () => client.call('getLedger', {}),
    refetchInterval: REFRESH_MS,
  });
  const profiles = useQuery({
    queryKey: ['profiles'],
    enabled: mayProfiles,
    queryFn: () => client.call('getPreviewSampleStatus', {}),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section title={t('way')} beside={<CanaryLight />}>
      <Loaded query={ledger}>
        {(totals) => (
          <>
            <ul className={way} aria-label={t('way')}>
              <Stop label={t('accepted')} count={totals.accepted} />
              <Stop label={t('derived')} count={totals.derived} />
              <Stop label={t('ingested')} count={totals.stored} />
              <Stop label={t('updated')} count={totals.updated} />
              <Stop label={t('skipped')} count={totals.skipped} />
              <Stop label={t('waiting')} count={totals.waiting} />
              <Stop label={t('failed')} count={totals.failed} />
              {mayProfiles && <Stop label={t('profiles')} count={Number(profiles.data?.totalRows ?? 0)} />}
            </ul>
            <StatusLight variant={totals.balanced ? 'positive' : 'negative'}>
              {totals.balanced ? t('balanced') : t('unbalanced')}
            </StatusLight>
          </>
        )}
      </Loaded>
    </Section>
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
