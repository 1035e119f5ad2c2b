import type { Operations } from '@meniscus/client';
import { Button, ButtonGroup, Heading, Link, Picker, PickerItem, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { permissionCategoryName, permissionName } from '../../ui/permission-names.ts';
import { usePlace } from '../../ui/person.ts';
import { time } from '../../ui/texts.ts';
import { useMayManage } from '../access.ts';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

type Request = Operations['listAccessRequests']['answer']['items'][number];
type Decision = { readonly state: 'granted'; readonly roleId: string } | { readonly state: 'declined' };

/** Leads to the page the person was on; one of another sandbox is only named. */
function PageLink({ page, sandbox }: { page: string; sandbox: string }) {
  const isHere = usePlace().sandbox === sandbox;
  const below = page.replace(/^(?:\/@[a-z0-9]+)?\/sname:[a-z0-9-]+/, '');
  return isHere ? <Link href={below}>{below}</Link> : page;
}

/** One request: who asks for what, and, while it is open, the decision. */
export function OneRequest({ request }: { request: Request }) {
  const mayManage = useMayManage();
  const { user, permission, sandbox, state, page, note, answer, decidedAt } = request;
  return (
    <section
      aria-label={user.name}
      className={style({ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 640 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {`${user.name}: ${permissionName(permission)}`}
      </Heading>
      <Details
        rows={[
          ...(user.email === undefined ? [] : [[access('email'), user.email] as const]),
          [
            t('permission'),
            `${permissionCategoryName(permission.category)} › ${permissionName(permission)} (${permission.slug})`,
          ],
          [shared('sandbox'), sandbox],
          ...(page === undefined ? [] : [[t('page'), <PageLink key="page" page={page} sandbox={sandbox} />] as const]),
          ...(note === undefined ? [] : [[t('note'), note] as const]),
          [shared('state'), t(state)],
          ...(decidedAt === undefined ? [] : [[t('decidedAt'), time(decidedAt)] as const]),
          ...(answer === undefined ? [] : [[t('answer'), answer] as const]),
        ]}
      />
      {mayManage && state === 'open' && <Decide request={request} />}
    </section>
  );
}

function Decide({ request: { id, user, roles } }: { request: Request }) {
  const client = useClient();
  const [roleId, setRoleId] = useState(roles[0]?.id);
  const [answer, setAnswer] = useState('');
  const decide = useChange(
    (decision: Decision) =>
      client.call('updateAccessRequest', {
        path: { requestId: id },
        body: { ...decision, ...(answer === '' ? {} : { answer }) },
      }),
    ({ state }) => t(state === 'granted' ? 'grantedTo' : 'declinedTo', user.name),
  );
  return (
    <>
      {roleId === undefined ? (
        <EmptyState
          title={t('roleThatGrants')}
          hint={t('noRole')}
          action={{ label: t('toRoles'), href: '/permissions' }}
        />
      ) : (
        <Picker label={t('roleThatGrants')} selectedKey={roleId} onSelectionChange={(key) => setRoleId(String(key))}>
          {roles.map((role) => (
            <PickerItem key={role.id} id={role.id}>
              {role.name}
            </PickerItem>
          ))}
        </Picker>
      )}
      <TextField label={t('answer')} value={answer} onChange={setAnswer} />
      <ButtonGroup>
        {roleId !== undefined && (
          <Button
            variant="accent"
            isPending={decide.isPending}
            onPress={() => decide.run({ state: 'granted', roleId })}
          >
            {t('grant')}
          </Button>
        )}
        <Button variant="secondary" isPending={decide.isPending} onPress={() => decide.run({ state: 'declined' })}>
          {t('decline')}
        </Button>
      </ButtonGroup>
    </>
  );
}
