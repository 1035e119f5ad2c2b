import { Heading, Link } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery } from '@tanstack/react-query';
import { personAddress, useFragment, useSearchState, useTyped } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { IdentityForm } from '../../ui/identity-form.tsx';
import { IdentityGraph } from '../../ui/identity-graph/identity-graph.tsx';
import { Loaded, ProblemBanner } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { number, texts, time } from '../../ui/texts.ts';

const t = texts({
  form: ['Find the graph of an identity', 'Trouver le graphe d’une identité'],
  profile: ['View profile', 'Afficher le profil'],
  alarms: ['Graphs that grow towards collapse', 'Graphes qui tendent vers l’effondrement'],
  alarmsHint: [
    (size: number) =>
      `Graphs of ${number(size)} identities or more: often a shared phone or a placeholder value joins people.`,
    (size: number) =>
      `Graphes de ${number(size)} identités ou plus : souvent un téléphone partagé ou une valeur factice y joint des personnes.`,
  ],
  noAlarms: [
    (size: number) => `No graph has ${number(size)} identities or more.`,
    (size: number) => `Aucun graphe n’a ${number(size)} identités ou plus.`,
  ],
  identity: ['One of its identities', 'Une de ses identités'],
  size: ['Identities', 'Identités'],
  namespaces: ['Of these namespaces', 'De ces espaces de noms'],
  since: ['Since', 'Depuis'],
});

/**
 * The graph of an identity, by namespace and value. It is named by its XID behind the `#` of the address, so that no e-mail
 * address or phone number gets into logs.
 */
export function GraphViewer() {
  const client = useClient();
  const mayProfiles = useMay('view-profiles', 'manage-profiles');
  const [xid, setXid] = useFragment();
  const [looked, lookIn] = useSearchState('namespace', 'Email');
  const [namespace, setNamespace] = useTyped(looked);
  const find = useMutation({
    mutationFn: (identity: { readonly namespace: string; readonly id: string }) =>
      client.call('getIdentity', { query: identity }),
    onSuccess: (found) => setXid(found.xid),
  });
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
      <IdentityForm
        label={t('form')}
        namespace={namespace}
        onNamespace={setNamespace}
        isPending={find.isPending}
        onLookUp={(identity) => {
          lookIn(identity.namespace);
          find.mutate(identity);
        }}
      />
      {find.error !== null && <ProblemBanner error={find.error} />}
      {xid !== '' && mayProfiles && <Link href={personAddress(xid)}>{t('profile')}</Link>}
      {xid !== '' && <IdentityGraph key={xid} xid={xid} />}
      <Alarms onOpen={(identity) => find.mutate(identity)} />
    </div>
  );
}

function Alarms({ onOpen }: { onOpen: (identity: { namespace: string; id: string }) => void }) {
  const client = useClient();
  const alarms = useQuery({ queryKey: ['graph-alarms'], queryFn: () => client.call('listGraphAlarms', {}) });
  return (
    <section aria-label={t('alarms')} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('alarms')}
      </Heading>
      <Loaded query={alarms}>
        {({ alarmAt, graphs }) => (
          <>
            <p className={style({ font: 'body-sm', margin: 0, color: 'neutral-subdued' })}>
              {t(graphs.length === 0 ? 'noAlarms' : 'alarmsHint', alarmAt)}
            </p>
            {graphs.length > 0 && (
              <RowsTable
                label={t('alarms')}
                rows={graphs}
                id={({ clusterId }) => clusterId}
                onAction={({ identity }) => onOpen(identity)}
                columns={[
                  {
                    key: 'identity',
                    title: t('identity'),
                    cell: ({ identity }) => `${identity.namespace}: ${identity.id}`,
                    share: 2,
                  },
                  { key: 'size', title: t('size'), cell: ({ size }) => number(size) },
                  {
                    key: 'namespaces',
                    title: t('namespaces'),
                    cell: ({ namespaces }) =>
                      Object.entries(namespaces)
                        .map(([code, count]) => `${code} ${number(count)}`)
                        .join(', '),
                    share: 2,
                  },
                  { key: 'since', title: t('since'), cell: ({ since }) => time(since), ...MOMENT },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
