import { to } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import type { Dataflow } from '../flow-service.ts';
import { t } from './texts.ts';

/** For a dataflow that takes records as they are. */
export function NoMapping({ flow: { id, name = id } }: { flow: Dataflow }) {
  return (
    <Page title={t('none')}>
      <EmptyState
        title={t('none')}
        hint={t('noneHint')}
        action={{ label: t('toFlow', name), href: to`/sources/dataflows/${id}` }}
      />
    </Page>
  );
}
