import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to, useSearchState } from '../../ui/address.ts';
import { t } from '../../ui/messages.ts';
import { usePartTitles } from '../../ui/part-titles.ts';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { listed } from '../../ui/texts.ts';
import { behaviorText } from '../behaviors.ts';
import { choice } from '../field-groups-texts.ts';
import { industryText } from '../industries.ts';
import type { Part } from '../library.ts';
import type { PartKind } from '../own-fields/own-parts.ts';
import { useUses } from '../uses.ts';
import { PARTS } from './part-kinds.ts';
import { own } from './texts.ts';

/** Classes, field groups or data types with what tells them apart; what they are sorted by is in the address. */
export function PartsTable({ kind, parts }: { kind: PartKind; parts: readonly Part[] }) {
  const [order, setOrder] = useSearchState('sort', 'name');
  const uses = useUses();
  const titles = usePartTitles().data;
  const classes = ({ extends: ids }: Part) =>
    ids.length === 0 ? own('anyClass') : listed(ids.map((id) => titles?.get(id) ?? ''));
  const columns = {
    class: [NAME, TYPE, BEHAVIOR, INDUSTRY, popularity(uses), DESCRIPTION],
    // What a group is for says more of it than a description, for which there is no room.
    fieldGroup: [NAME, TYPE, worded('class', t('class'), classes, 232), INDUSTRY, popularity(uses)],
    dataType: [NAME, TYPE, DESCRIPTION],
  }[kind];
  return (
    <>
      <RowsTable
        label={PARTS[kind].many}
        rows={parts}
        empty={t('nothingFoundHint')}
        id={({ id }) => id}
        pageOf={({ altId }) => `/schemas/${PARTS[kind].tab}${to`/${altId}`}`}
        columns={columns}
        order={order}
        onOrder={setOrder}
      />
      {kind !== 'dataType' && (
        <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>{choice('popularityHint')}</p>
      )}
    </>
  );
}

/** A column of words that rows are sorted by. */
function worded(key: string, title: string, words: (part: Part) => string, narrowest: number): TableColumn<Part> {
  return { key, title, cell: words, sortBy: words, narrowest };
}

/** The first industry, of more how many. */
function industryShort({ industries: [first, ...more] }: Part): string {
  const name = first === undefined ? '' : industryText(first);
  return more.length === 0 ? name : `${name} ${choice('andMore', more.length)}`;
}

const NAME: TableColumn<Part> = {
  key: 'name',
  title: t('name'),
  cell: ({ title }) => title,
  sortBy: ({ title }) => title,
  share: 1.5,
  narrowest: 184,
};

const TYPE = {
  ...worded('type', own('type'), ({ isCustom }) => own(isCustom ? 'isCustom' : 'standard'), 120),
  share: 0.6,
};
const BEHAVIOR = worded('behavior', own('behavior'), ({ behavior }) => behaviorText(behavior), 152);
const INDUSTRY = worded('industry', choice('industry'), industryShort, 240);
const DESCRIPTION: TableColumn<Part> = {
  key: 'description',
  title: t('description'),
  cell: ({ description }) => description,
  share: 1.5,
  narrowest: 160,
};

function popularity(uses: (id: string) => number): TableColumn<Part> {
  return {
    key: 'popularity',
    title: choice('popularity'),
    cell: ({ id }) => choice('uses', uses(id)),
    sortBy: ({ id }) => uses(id),
    share: 0.8,
    narrowest: 144,
  };
}
