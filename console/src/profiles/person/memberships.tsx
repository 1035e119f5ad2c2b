import { Badge } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { byName, time } from '../../ui/texts.ts';
import { ExplainedMembership } from './explained-membership.tsx';
import type { MembershipState, Profile } from './profile.ts';
import { split } from './split.ts';
import { t } from './texts.ts';

/** Most audiences one call lists. */
const MOST = 100;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly state: MembershipState | undefined;
}

/** The audiences of the sandbox by id; none for those who may not see them. */
function useAudiences() {
  const client = useClient();
  const may = useMay('view-segments', 'manage-segments');
  return useQuery({
    queryKey: ['audiences-of-sandbox', may],
    queryFn: async () => (may ? (await client.call('listAudiences', { query: { limit: MOST } })).children : []),
  });
}

/** Members first, then those who left, then the audiences the person never was in. */
const ORDER = ['realized', 'exited', undefined];

function rowsOf(
  audiences: readonly { readonly id: string; readonly name: string; readonly description?: string }[],
  profile: Profile,
): readonly Row[] {
  const states = Object.assign({}, ...Object.values(profile.entity.segmentMembership ?? {})) as Readonly<
    Record<string, MembershipState>
  >;
  const listed = new Set(audiences.map(({ id }) => id));
  const rows = [
    ...audiences.map(({ id, name, description = '' }) => ({ id, name, description, state: states[id] })),
    ...Object.entries(states).flatMap(([id, state]) =>
      listed.has(id) ? [] : [{ id, name: id, description: '', state }],
    ),
  ];
  const place = ({ state }: Row) => ORDER.indexOf(state?.status);
  return rows.toSorted((a, b) => place(a) - place(b) || byName(a.name, b.name));
}

/** Which audiences the person is in, was in, and is not in; the one that is chosen is explained. */
export function Memberships({ profile }: { profile: Profile }) {
  const audiences = useAudiences();
  return <Loaded query={audiences}>{(found) => <KnownMemberships audiences={found} profile={profile} />}</Loaded>;
}

/** Columns for which there is no room beside an explanation. */
const MORE: readonly TableColumn<Row>[] = [
  {
    key: 'since',
    title: t('since'),
    cell: ({ state }) => (state === undefined ? '–' : time(Date.parse(state.lastQualificationTime))),
    share: 1.4,
  },
  { key: 'description', title: t('description'), cell: ({ description }) => description, share: 2 },
];

function KnownMemberships({ audiences, profile }: { audiences: Parameters<typeof rowsOf>[0]; profile: Profile }) {
  const [chosen, setChosen] = useSearchState('audience');
  const rows = useMemo(() => rowsOf(audiences, profile), [audiences, profile]);
  const isOpen = chosen !== '';
  const nameOf = (id: string) => rows.find((row) => row.id === id)?.name ?? id;
  const mayCreate = useMay('manage-segments');
  if (rows.length === 0) {
    const action = { label: t('createAudience'), href: '/audiences/create' };
    return <EmptyState title={t('noAudiences')} hint={t('noAudiencesHint')} {...(mayCreate ? { action } : {})} />;
  }
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
      <p className={style({ font: 'body-sm', margin: 0, color: 'neutral-subdued' })}>{t('membershipsHint')}</p>
      <div className={split({ isOpen })}>
        <RowsTable
          label={t('memberships')}
          rows={rows}
          id={({ id }) => id}
          shown={chosen}
          onAction={({ id }) => setChosen(id)}
          columns={[
            { key: 'name', title: t('audience'), cell: ({ name }) => name, share: 2 },
            { key: 'status', title: t('status'), cell: ({ state }) => <Status status={state?.status} /> },
            ...(isOpen ? [] : MORE),
          ]}
        />
        {isOpen && <ExplainedMembership xid={profile.entityId} audienceId={chosen} audienceName={nameOf} />}
      </div>
    </div>
  );
}

/** The state of a membership, as Experience Platform names it. */
export function Status({ status }: { status: string | undefined }) {
  return (
    <span className={style({ display: 'inline-flex' })}>
      <StatusBadge status={status} />
    </span>
  );
}

function StatusBadge({ status }: { status: string | undefined }) {
  if (status === 'realized')
    return (
      <Badge variant="positive" fillStyle="subtle">
        {t('realized')}
      </Badge>
    );
  if (status === 'exited')
    return (
      <Badge variant="neutral" fillStyle="subtle">
        {t('exited')}
      </Badge>
    );
  return (
    <Badge variant="neutral" fillStyle="outline">
      {status === undefined || status === 'never' ? t('never') : status}
    </Badge>
  );
}
