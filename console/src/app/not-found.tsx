import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { texts } from '../ui/texts.ts';

const t = texts({
  title: ['Page not found', 'Page introuvable'],
  hint: [
    'Nothing is at this address. The link may be old, or what it led to was deleted.',
    'Il n’y a rien à cette adresse. Le lien est peut-être ancien, ou ce qu’il désignait a été supprimé.',
  ],
  home: ['Go to Home', 'Aller à l’accueil'],
});

/** What is shown at an address no page has. */
export function NotFound() {
  return (
    <Page title={t('title')}>
      <EmptyState title={t('title')} hint={t('hint')} action={{ label: t('home'), href: '/' }} />
    </Page>
  );
}
