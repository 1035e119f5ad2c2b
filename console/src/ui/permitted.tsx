import { ProgressCircle } from '@react-spectrum/s2';
import { lazy, type ReactNode, Suspense } from 'react';
import { t } from './messages.ts';
import { Page } from './page.tsx';
import { usePermissions } from './person.ts';
import { texts } from './texts.ts';

const own = texts({
  missing: ['You need a permission for this page', 'Une autorisation est nécessaire pour cette page'],
});

/** Loaded when it is needed: the names of permissions are many. */
const MissingPermission = lazy(async () => ({
  default: (await import('./missing-permission.tsx')).MissingPermission,
}));

/**
 * Shows the children to those who hold one of the permissions; the others are told which one they miss, and can ask for it.
 * The first of the permissions is the smallest that is enough.
 */
export function Permitted({ permissions, children }: { permissions: readonly string[]; children: ReactNode }) {
  const held = usePermissions();
  const [least] = permissions;
  if (least === undefined) return <>{children}</>;
  const loading = <ProgressCircle isIndeterminate aria-label={t('loading')} />;
  if (held === undefined) return loading;
  if (permissions.some((permission) => held.has(permission))) return <>{children}</>;
  return (
    <Page title={own('missing')}>
      <Suspense fallback={loading}>
        <MissingPermission permission={least} />
      </Suspense>
    </Page>
  );
}
