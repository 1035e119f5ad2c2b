import { ApiError } from '@meniscus/client';
import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery } from '@tanstack/react-query';
import { personAddress, useGo, useSearchState, useTyped } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IdentityForm } from '../../ui/identity-form.tsx';
import { t as shared } from '../../ui/messages.ts';
import { useNamespaces } from '../../ui/namespace-field.tsx';
import { Loaded, Page, ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';
import { DEFAULT_POLICY, MergePolicyPicker } from '../merge-policies.tsx';
import { t } from './texts.ts';

interface Asked {
  readonly namespace: string;
  readonly id: string;
}

/** The XID of the person with an identity; null when there is no such person. */
function useSearch(policy: string, onFound: (xid: string) => void) {
  const client = useClient();
  return useMutation({
    mutationFn: async ({ namespace, id }: Asked) => {
      const query = {
        'schema.name': '_xdm.context.profile',
        entityId: id,
        entityIdNS: namespace,
        fields: 'identities',
        mergePolicyId: policy || undefined,
      };
      try {
        return Object.keys((await client.call('getEntity', { query })) as object)[0] ?? null;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    onSuccess: (xid) => {
      if (xid !== null) onFound(xid);
    },
  });
}

/**
 * Finds a person by an identity and goes to them. Where it is looked is in the address; what is typed stays out of the address: it is often an e-mail address or
 * a phone number, and addresses end up in histories and logs. The person's own page has their XID, which holds the same in
 * other letters, behind the `#`: a browser sends that to nobody.
 */
export function LookUpProfile() {
  const [looked, lookIn] = useSearchState('namespace', 'Email');
  const [namespace, setNamespace] = useTyped(looked);
  const [policy, setPolicy] = useSearchState('policy', DEFAULT_POLICY);
  const go = useGo();
  const search = useSearch(policy, (xid) => void go(personAddress(xid, policy === '' ? {} : { policy })));
  return (
    <Page title={shared('profiles')}>
      <IdentityForm
        label={t('byIdentity')}
        namespace={namespace}
        onNamespace={setNamespace}
        isPending={search.isPending}
        onLookUp={(identity) => {
          lookIn(identity.namespace);
          search.mutate(identity);
        }}
      >
        <MergePolicyPicker value={policy} onChange={setPolicy} />
      </IdentityForm>
      {search.error !== null && <ProblemBanner error={search.error} />}
      {search.data === null && search.variables !== undefined && (
        <EmptyState title={t('none')} hint={t('noneHint', search.variables)} />
      )}
      <Counts onChoose={lookIn} />
    </Page>
  );
}

/** What the profiles of the sandbox are known by; choosing one is choosing where to search. */
function Counts({ onChoose }: { onChoose: (code: string) => void }) {
  const client = useClient();
  const names = new Map(useNamespaces().data?.map(({ code, name }) => [code, name]));
  const counts = useQuery({
    queryKey: ['profiles-by-namespace'],
    queryFn: async () =>
      (
        (await client.call('getProfilesByNamespace', {})) as {
          readonly data: readonly { readonly code: string; readonly fullIDsCount: number }[];
        }
      ).data.toSorted((a, b) => b.fullIDsCount - a.fullIDsCount),
  });
  return (
    <section className={style({ display: 'flex', flexDirection: 'column', gap: 8, maxWidth: 640 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('counts')}
      </Heading>
      <p className={style({ font: 'body-sm', margin: 0, color: 'neutral-subdued' })}>{t('countsHint')}</p>
      <Loaded query={counts}>
        {(rows) => (
          <RowsTable
            label={t('counts')}
            rows={rows}
            empty={t('noCounts')}
            id={({ code }) => code}
            onAction={({ code }) => onChoose(code)}
            columns={[
              { key: 'namespace', title: shared('namespace'), cell: ({ code }) => names.get(code) ?? code, share: 2 },
              { key: 'profiles', title: t('profiles'), cell: ({ fullIDsCount }) => number(fullIDsCount) },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
