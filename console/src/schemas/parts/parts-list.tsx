import { Link, SegmentedControl, SegmentedControlItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { to, useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import type { Asked } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { SearchedList } from '../../ui/searched-list.tsx';
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
  query: Asked<readonly Part[]>;
  /** What makes one, for those who may. */
  create?: ReactNode;
}) {
  const [owner, setOwner] = useSearchState('owner', CUSTOM);
  const owned = query.data?.filter(({ isCustom }) => isCustom === (owner === CUSTOM));
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <div className={style({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: 16 })}>
        <SegmentedControl
          aria-label={own('owner')}
          selectedKey={owner}
          onSelectionChange={(key) => setOwner(String(key))}
        >
          <SegmentedControlItem id={CUSTOM}>{own('custom')}</SegmentedControlItem>
          <SegmentedControlItem id="standard">{own('standard')}</SegmentedControlItem>
        </SegmentedControl>
        {create}
      </div>
      <SearchedList
        label={own('search')}
        query={{ data: owned, error: query.error }}
        textsOf={({ searched }) => searched}
        none={<EmptyState title={own('noneOwn')} hint={own('noneOwnHint')} />}
      >
        {(found) => <PartsTable kind={kind} parts={found} />}
      </SearchedList>
    </div>
  );
}

function PartsTable({ kind, parts }: { kind: PartKind; parts: readonly Part[] }) {
  return (
    <RowsTable
      label={PARTS[kind].many}
      rows={parts}
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
  );
}
