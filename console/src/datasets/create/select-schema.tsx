import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { usePartTitles } from '../../ui/part-titles.ts';
import { ProfileBadge } from '../../ui/profile-badge.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { type Schema, useSchemas } from '../../ui/schemas.ts';
import { SearchedList } from '../../ui/searched-list.tsx';
import { time } from '../../ui/texts.ts';
import { own } from './texts.ts';

const COLUMNS: readonly TableColumn<Schema>[] = [
  { key: 'name', title: t('name'), cell: ({ title }) => title, share: 2 },
  { key: 'class', title: t('class'), cell: (schema) => <ClassTitle id={schema.class} />, share: 2.2 },
  { key: 'description', title: t('description'), cell: ({ description }) => description, share: 1.4 },
  {
    key: 'profile',
    title: own('profile'),
    cell: ({ profile }) => (profile ? <ProfileBadge /> : ''),
  },
  { key: 'updated', title: own('changed'), cell: ({ updated }) => time(updated), share: 2.2 },
];

function ClassTitle({ id }: { id: string }) {
  return usePartTitles().data?.get(id) ?? '';
}

/** The schemas of the organisation, one of which is chosen. */
export function SelectSchema({
  selected,
  onSelect,
}: {
  selected: Schema | undefined;
  onSelect: (schema: Schema) => void;
}) {
  const schemas = useSchemas();
  return (
    <SearchedList
      label={own('search')}
      query={{ data: schemas.data?.filter(({ adhoc }) => !adhoc), error: schemas.error }}
      textsOf={({ title, description }) => [title, description]}
      none={
        <EmptyState
          title={own('noSchemas')}
          hint={own('noSchemasHint')}
          action={{ label: own('toSchemas'), href: '/schemas' }}
        />
      }
    >
      {(found) => (
        <RowsTable
          label={t('schemas')}
          rows={found}
          id={({ id }) => id}
          selected={selected?.id}
          onSelect={onSelect}
          columns={COLUMNS}
        />
      )}
    </SearchedList>
  );
}
