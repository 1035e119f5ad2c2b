import { ProgressCircle } from '@react-spectrum/s2';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useClient } from './client-context.ts';
import { EmptyState } from './empty-state.tsx';
import { t } from './messages.ts';
import { notifyDone, notifyFailed } from './notify.ts';
import { Page } from './page.tsx';
import { usePermissions } from './person.ts';
import { texts } from './texts.ts';

const own = texts({
  missing: ['You need a permission for this page', 'Une autorisation est nécessaire pour cette page'],
  which: [
    (name: string) =>
      `This page needs the permission ${name}. Whoever manages roles in your organisation can grant it; you can ask them here.`,
    (name: string) =>
      `Cette page demande l’autorisation ${name}. Les personnes qui gèrent les rôles de votre organisation peuvent l’accorder ; vous pouvez la leur demander ici.`,
  ],
  asked: [
    (name: string) => `You have asked for the permission ${name}. Whoever manages roles in your organisation sees it.`,
    (name: string) =>
      `Vous avez demandé l’autorisation ${name}. Les personnes qui gèrent les rôles de votre organisation voient votre demande.`,
  ],
  ask: ['Ask for the permission', 'Demander l’autorisation'],
  done: ['Your request is with the administrators.', 'Votre demande est chez les administrateurs.'],
});

/**
 * Shows the children to those who hold one of the permissions; the others are told which one they miss, and can ask for it.
 * The first of the permissions is the smallest that is enough.
 */
export function Permitted({ permissions, children }: { permissions: readonly string[]; children: ReactNode }) {
  const held = usePermissions();
  const [least] = permissions;
  if (least === undefined) return <>{children}</>;
  if (held === undefined) return <ProgressCircle isIndeterminate aria-label={t('loading')} />;
  if (permissions.some((permission) => held.has(permission))) return <>{children}</>;
  return (
    <Page title={own('missing')}>
      <Missing permission={least} />
    </Page>
  );
}

function Missing({ permission }: { permission: string }) {
  const client = useClient();
  const cache = useQueryClient();
  const requests = useQuery({
    queryKey: ['own-access-requests'],
    queryFn: () => client.call('listOwnAccessRequests', {}),
  });
  const ask = useMutation({
    mutationFn: () => client.call('createAccessRequest', { body: { permission, page: location.pathname } }),
    onSuccess: () => {
      notifyDone(own('done'));
      return cache.invalidateQueries({ queryKey: ['own-access-requests'] });
    },
    onError: notifyFailed,
  });
  const open = requests.data?.items.some((one) => one.permission.slug === permission && one.state === 'open') ?? false;
  return (
    <EmptyState
      title={permission}
      hint={own(open ? 'asked' : 'which', permission)}
      {...(open ? {} : { action: { label: own('ask'), onPress: () => ask.mutate() } })}
    />
  );
}
