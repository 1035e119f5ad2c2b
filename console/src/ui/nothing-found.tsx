import { type Action, EmptyState } from './empty-state.tsx';
import { t } from './messages.ts';

/** Something is here, but nothing that is looked for: how to see all of it again, by an address or by doing something. */
export function NothingFound({ showAll }: { showAll: string | (() => void) }) {
  const label = t('showAll');
  const action: Action = typeof showAll === 'string' ? { label, href: showAll } : { label, onPress: showAll };
  return <EmptyState title={t('nothingFound')} hint={t('nothingFoundHint')} action={action} />;
}
