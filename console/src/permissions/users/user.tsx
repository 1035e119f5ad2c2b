import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useParameter } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { usersOf } from '../../ui/people.ts';
import { time } from '../../ui/texts.ts';
import { HeldRoles } from '../held-roles.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';
import { UserActions } from './user-actions.tsx';

const LIST = '/permissions?tab=users';
const above = [
  { label: access('permissions'), href: '/permissions' },
  { label: access('users'), href: LIST },
];

/** One person: whether they can sign in, and the roles they hold. */
export function User() {
  const userId = useParameter('userId');
  const users = useQuery(usersOf(useClient()));
  const user = users.data?.find(({ id }) => id === userId);
  return (
    <Page title={user?.name ?? t('user')} above={above} actions={user && <UserActions user={user} />}>
      <Loaded query={users}>
        {() =>
          user === undefined ? (
            <EmptyState title={t('unknown')} hint={t('unknownHint')} action={{ label: t('toUsers'), href: LIST }} />
          ) : (
            <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
              <Details
                rows={[
                  [access('email'), user.email],
                  [shared('state'), access(user.active ? 'active' : 'inactive')],
                  [t('since'), time(user.createdAt)],
                ]}
              />
              <HeldRoles holder={user} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
