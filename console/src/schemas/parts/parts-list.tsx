import { Link, SegmentedControl, SegmentedControlItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { to, useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { matchesSearch } from '../../ui/search.ts';
import { SearchBar } from '../../ui/search-bar.tsx';
import { number } from '../../ui/texts.ts';
import type { Part } from '../library.ts';
import type { PartKind } from '../own-fields/own-parts.ts';
import { PARTS } from './part-kinds.ts';
import { own } from './texts.ts';

const CUSTOM = 'custom';

/** Classes, field groups or data types: the organisation's own, or those of the standard library. */
export function PartsList({
  kind,
  query,
  create,
}: {
  kind: PartKind;
  query: UseQueryResult<readonly Part[]>;
  /** What makes one, for those who may. */
  create?: ReactNode;
}) {
  const [owner, setOwner] = useSearchState('owner', CUSTOM);
  const [search, setSearch] = useSearchState('search');
  return (
    <Loaded query={query}>
      {(all) => {
        const owned = all.filter(({ isCustom }) => isCustom === (owner === CUSTOM));
        const shown = owned.filter(({ title, description }) => matchesSearch(search, title, description));
        return (
          <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
            <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 16 })}>
              <SegmentedControl
                aria-label={own('owner')}
                selectedKey={owner}
                onSelectionChange={(key) => setOwner(String(key))}
              >
                <SegmentedControlItem id={CUSTOM}>{own('custom')}</SegmentedControlItem>
                <SegmentedControlItem id="standard">{own('standard')}</SegmentedControlItem>
              </SegmentedControl>
              <SearchBar label={own('search')} value={search} onChange={setSearch} left={number(shown.length)} />
              {create}
            </div>
            {owned.length === 0 ? (
              <EmptyState title={own('noneOwn')} hint={own('noneOwnHint')} />
            ) : (
              <RowsTable
                label={PARTS[kind].many}
                rows={shown}
                id={({ id }) => id}
                columns={[
                  {
                    key: 'name',
                    title: t('name'),
                    cell: ({ altId, title }) => (
                      <Link href={`/schemas/${PARTS[kind].tab}${to`/${altId}`}`} isQuiet>
                        {title}
                      </Link>
                    ),
                  },
                  { key: 'description', title: t('description'), cell: ({ description }) => description, share: 2 },
                ]}
              />
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
