import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { time } from '../../ui/texts.ts';
import type { Role } from '../access.ts';
import { t as access } from '../texts.ts';
import { typeOf } from './roles.tsx';
import { useSandboxesOf } from './sandboxes-of.ts';
import { t } from './texts.ts';

/** What a role is, and since when. */
export function RoleDetails({ role }: { role: Role }) {
  const sandboxesOf = useSandboxesOf();
  return (
    <Details
      rows={[
        [shared('name'), role.name],
        [shared('description'), role.description],
        [t('kind'), typeOf(role.roleType)],
        [access('sandboxes'), sandboxesOf(role)],
        [shared('created'), time(role.createdAt)],
        [t('modified'), time(role.modifiedAt)],
        ['ID', role.id],
      ]}
    />
  );
}
