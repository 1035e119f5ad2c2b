import { Link } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { personAddress, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { useNamespaceName } from '../../ui/namespace-field.tsx';
import { Loaded } from '../../ui/page.tsx';
import { namedPermission } from '../../ui/permission-names.ts';
import { useMay } from '../../ui/person.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { sampleOf } from '../members.ts';
import { t } from './texts.ts';

/** Some people who are in the audience. Each leads to the page of the person, where the membership is explained. */
export function SampleMembers({ audienceId }: { audienceId: string }) {
  const client = useClient();
  const go = useGo();
  const namespaceName = useNamespaceName();
  const maySee = useMay('view-profiles', 'manage-profiles');
  const sample = useQuery({
    queryKey: ['audience-sample', audienceId],
    enabled: maySee,
    queryFn: ({ signal }) => sampleOf(client, `inSegment("${audienceId}")`, signal),
  });
  if (!maySee)
    return (
      <p className={style({ font: 'body', margin: 0 })}>{t('maySeeProfiles', namedPermission('view-profiles'))}</p>
    );
  const explained = (xid: string) => personAddress(xid, { tab: 'memberships', audience: audienceId });
  return (
    <Loaded query={sample}>
      {(members) =>
        members.length === 0 ? (
          <p className={style({ font: 'body', margin: 0 })}>{t('noMembers')}</p>
        ) : (
          <RowsTable
            label={t('sample')}
            rows={members}
            id={({ xid }) => xid}
            onAction={({ xid }) => void go(explained(xid))}
            columns={[
              {
                key: 'identity',
                title: t('identity'),
                share: 2,
                cell: ({ xid, namespace, id }) => (
                  <Link href={personAddress(xid)}>{`${id} (${namespaceName(namespace)})`}</Link>
                ),
              },
              { key: 'name', title: t('person'), cell: ({ name }) => (name === '' ? '–' : name) },
              {
                key: 'explain',
                title: t('explain'),
                cell: ({ xid, id }) => (
                  <Link aria-label={t('explainThis', id)} href={explained(xid)}>
                    {t('explain')}
                  </Link>
                ),
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}
