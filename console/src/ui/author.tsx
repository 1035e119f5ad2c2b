import { Link } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { to } from './address.ts';
import { useClient } from './client-context.ts';
import { credentialsOf, usersOf } from './people.ts';
import { useMay, useMe } from './person.ts';
import { texts } from './texts.ts';

const t = texts({ credential: ['An API credential', 'Des informations d’identification d’API'] });

/** How ids of technical accounts end. */
const TECHNICAL_ACCOUNT = '@techacct.adobe.com';

/**
 * Who made something: a person or an API credential by their name, with the way to them for those who may see who may do what.
 * Others know themselves, and a credential as one. Who is gone is called by the id.
 */
export function Author({ userId }: { userId: string }) {
  const client = useClient();
  const me = useMe();
  const mayLook = useMay('view-access-control', 'manage-access-control');
  const isTechnical = userId.endsWith(TECHNICAL_ACCOUNT);
  const { data: users } = useQuery({ ...usersOf(client), enabled: mayLook && !isTechnical });
  const { data: credentials } = useQuery({ ...credentialsOf(client), enabled: mayLook && isTechnical });
  const user = users?.find(({ id }) => id === userId);
  if (user !== undefined) return <Link href={to`/permissions/users/${userId}`}>{user.name}</Link>;
  const credential = credentials?.find((one) => one.userId === userId);
  if (credential !== undefined)
    return <Link href={to`/permissions/credentials/${credential.clientId}`}>{credential.name}</Link>;
  if (me?.user.id === userId) return me.user.name;
  return isTechnical && !mayLook ? t('credential') : userId;
}
