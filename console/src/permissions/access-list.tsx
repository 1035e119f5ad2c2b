import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import type { Asked } from '../ui/page.tsx';
import { RowsTable, type TableColumn } from '../ui/rows-table.tsx';
import { SearchedList } from '../ui/searched-list.tsx';
import { t } from './texts.ts';

/** A list of permissions: what it is for, its search, what makes a new one, and its rows, each leading to its page. */
export function AccessList<T>({
  label,
  hint,
  create,
  query,
  textsOf,
  id,
  pageOf,
  columns,
  empty,
}: {
  label: string;
  hint?: string;
  create: ReactNode;
  query: Asked<readonly T[]>;
  /** What of a row is searched. */
  textsOf: (row: T) => readonly string[];
  id: (row: T) => string;
  /** Address of the page of a row, where rows have pages. */
  pageOf?: (row: T) => string;
  columns: readonly TableColumn<T>[];
  /** Where the list can be empty: what to do about it. */
  empty?: string;
}) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      {hint !== undefined && <p className={style({ font: 'body', margin: 0 })}>{hint}</p>}
      <SearchedList label={t('search')} query={query} textsOf={textsOf} beside={create}>
        {(found) => (
          <RowsTable
            label={label}
            rows={found}
            id={id}
            {...(pageOf === undefined ? {} : { pageOf })}
            columns={columns}
            {...(empty === undefined ? {} : { empty })}
          />
        )}
      </SearchedList>
    </div>
  );
}
