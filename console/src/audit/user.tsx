import type { Operations } from '@meniscus/client';
import { Link } from '@react-spectrum/s2';
import { to } from '../ui/address.ts';
import { useMay } from '../ui/person.ts';

export type AuditEvent = Operations['listAuditEvents']['answer']['_embedded']['events'][number];

/** Who did it: a person by their e-mail, an API credential by its name, with the way to it for those who may see it. */
export function User({ event: { userEmail, userName, authId } }: { event: AuditEvent }) {
  const mayLook = useMay('view-access-control', 'manage-access-control');
  if (userName === undefined) return userEmail;
  return mayLook ? <Link href={to`/permissions/credentials/${authId}`}>{userName}</Link> : userName;
}
