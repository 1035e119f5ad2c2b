import { Badge, SearchField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { type Schema, useSchemas } from '../../ui/schemas.ts';
import { matchesSearch } from '../../ui/search.ts';
import { time } from '../../ui/texts.ts';
import { own } from './texts.ts';

const COLUMNS: readonly TableColumn<Schema>[] = [
  { key: 'name', title: t('name'), cell: ({ title }) => title, share: 2 },
  { key: 'class', title: t('class'), cell: (schema) => schema.class.split('/').at(-1) },
  { key: 'description', title: t('description'), cell: ({ description }) => description, share: 2 },
  {
    key: 'profile',
    title: own('profile'),
    cell: ({ profile }) => (profile ? <Badge variant="informative">{own('profile')}</Badge> : ''),
  },
  { key: 'updated', title: own('changed'), cell: ({ updated }) => time(updated), share: 1.5 },
];

/** The schemas of the organisation, one of which is chosen. */
export function SelectSchema({
  selected,
  onSelect,
}: {
  selected: Schema | undefined;
  onSelect: (schema: Schema) => void;
}) {
  const schemas = useSchemas();
  const [search, setSearch] = useSearchState('search');
  return (
    <Loaded query={schemas}>
      {(found) => {
        const all = found.filter(({ adhoc }) => !adhoc);
        return all.length === 0 ? (
          <EmptyState
            title={own('noSchemas')}
            hint={own('noSchemasHint')}
            action={{ label: own('toSchemas'), href: '/schemas' }}
          />
        ) : (
          <>
            <SearchField
              aria-label={own('search')}
              placeholder={own('search')}
              value={search}
              onChange={setSearch}
              styles={style({ width: 320 })}
            />
            <RowsTable
              label={t('schemas')}
              rows={all.filter(({ title, description }) => matchesSearch(search, title, description))}
              id={({ id }) => id}
              selected={selected?.id}
              onSelect={onSelect}
              columns={COLUMNS}
            />
          </>
        );
      }}
    </Loaded>
  );
}
