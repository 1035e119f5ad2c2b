import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/messages.ts';
import { Page } from '../ui/page.tsx';
import { useMay, usePermissions } from '../ui/person.ts';
import { QuickActions } from './quick-actions.tsx';
import { RecordWay } from './record-way.tsx';
import { Streams } from './streams.tsx';
import { t as own } from './texts.ts';

/** What passes here, for those who may see it; the others are told where to find what they may do. */
export function Home() {
  const held = usePermissions();
  const maySee = useMay('view-monitoring-dashboard', 'view-sources', 'manage-sources');
  return (
    <Page title={t('home')}>
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 32 })}>
        <QuickActions />
        {maySee && <Streams />}
        {maySee && <RecordWay />}
        {held !== undefined && !maySee && (
          <EmptyState
            title={own('welcome')}
            hint={own('welcomeHint')}
            action={{ label: own('myAccess'), href: '/my-access' }}
          />
        )}
      </div>
    </Page>
  );
}
