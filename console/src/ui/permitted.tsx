import { ProgressCircle } from '@react-spectrum/s2';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';
import { t } from './messages.ts';
import { Page } from './page.tsx';
import { usePermissions } from './person.ts';
import { texts } from './texts.ts';

const own = texts({
  missing: ['You need a permission for this page', 'Une autorisation est nécessaire pour cette page'],
  which: [
    (names: string) => `One of these is enough: ${names}. Whoever manages roles in your organisation can grant it.`,
    (names: string) =>
      `L’une d’elles suffit : ${names}. Les personnes qui gèrent les rôles de votre organisation peuvent l’accorder.`,
  ],
});

/** Shows the children to those who hold one of the permissions; the others are told which one they miss. */
export function Permitted({ permissions, children }: { permissions: readonly string[]; children: ReactNode }) {
  const held = usePermissions();
  if (permissions.length === 0) return <>{children}</>;
  if (held === undefined) return <ProgressCircle isIndeterminate aria-label={t('loading')} />;
  if (permissions.some((permission) => held.has(permission))) return <>{children}</>;
  return (
    <Page title={own('missing')}>
      <EmptyState title={own('missing')} hint={own('which', permissions.join(', '))} />
    </Page>
  );
}
