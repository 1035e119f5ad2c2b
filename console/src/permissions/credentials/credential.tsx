import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useParameter } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { DestroyButton } from '../../ui/destroy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded, Page } from '../../ui/page.tsx';
import { credentialsOf } from '../../ui/people.ts';
import { usePlace } from '../../ui/person.ts';
import { type Credential as One, useMayManage } from '../access.ts';
import { HeldRoles } from '../held-roles.tsx';
import { t as access } from '../texts.ts';
import { PublicKeys } from './public-keys.tsx';
import { Secrets } from './secrets.tsx';
import { t } from './texts.ts';

const LIST = '/permissions?tab=credentials';
/** What a token is asked for with, as the published pages have it. */
const SCOPES = 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session';

const above = [
  { label: access('permissions'), href: '/permissions' },
  { label: access('credentials'), href: LIST },
];

/** One API credential: how a program signs in with it, its secrets, the roles of its technical account. */
export function Credential() {
  const clientId = useParameter('clientId');
  const credentials = useQuery(credentialsOf(useClient()));
  const found = credentials.data?.find((one) => one.clientId === clientId);
  return (
    <Page
      title={found?.name ?? t('credential')}
      above={above}
      actions={found && <DeleteCredential credential={found} />}
    >
      <Loaded query={credentials}>
        {() =>
          found === undefined ? (
            <EmptyState
              title={t('unknown')}
              hint={t('unknownHint')}
              action={{ label: t('toCredentials'), href: LIST }}
            />
          ) : (
            <div className={style({ display: 'flex', flexDirection: 'column', gap: 32 })}>
              <SignIn credential={found} />
              <Secrets credential={found} />
              <PublicKeys credential={found} />
              <HeldRoles holder={{ ...found, id: found.userId }} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function SignIn({ credential }: { credential: One }) {
  const { org } = usePlace();
  return (
    <section
      aria-label={t('connect')}
      className={style({ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 640 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('connect')}
      </Heading>
      <CopyField label={t('clientId')} value={credential.clientId} />
      <CopyField label={t('organisation')} value={org} />
      <CopyField label={access('technicalAccount')} value={credential.userId} />
      <CopyField label={t('tokenEndpoint')} value={`${location.origin}/ims/token/v3`} />
      <CopyField label={t('scopes')} value={SCOPES} />
    </section>
  );
}

function DeleteCredential({ credential: { clientId, name } }: { credential: One }) {
  const client = useClient();
  const remove = useChange(
    () => client.call('deleteCredential', { path: { clientId } }),
    () => t('deleted', name),
    () => LIST,
  );
  if (!useMayManage()) return null;
  return (
    <DestroyButton
      verb={access('delete')}
      title={t('deleteTitle', name)}
      consequence={t('deleteConsequence')}
      change={remove}
    />
  );
}
