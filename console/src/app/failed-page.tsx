import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { texts } from '../ui/texts.ts';

const t = texts({
  title: ['This page could not be shown', 'Cette page n’a pas pu être affichée'],
  hint: [
    'The platform may have been updated, or it could not be reached. Loading the page again often helps.',
    'La plateforme a peut-être été mise à jour, ou n’a pas pu être jointe. Recharger la page suffit souvent.',
  ],
  again: ['Load again', 'Recharger'],
});

/** What is shown when the code of a page cannot be loaded, or fails. */
export function FailedPage() {
  return (
    <Page title={t('title')}>
      <EmptyState
        title={t('title')}
        hint={t('hint')}
        action={{ label: t('again'), onPress: () => location.reload() }}
      />
    </Page>
  );
}
