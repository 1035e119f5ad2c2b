import type { ReactNode } from 'react';
import { useSearchState } from './address.ts';
import { t } from './messages.ts';
import { NothingFound } from './nothing-found.tsx';
import { type Asked, Loaded } from './page.tsx';
import { matchesSearch } from './search.ts';
import { SearchBar } from './search-bar.tsx';

/**
 * A list that is searched by words, which are in the address as `?search=`. The search is there before the list is; what it
 * leaves of the list is shown by `children`.
 */
export function SearchedList<T>({
  label,
  query,
  textsOf,
  beside,
  none,
  children,
}: {
  /** What the search is called: `Search datasets`. */
  label: string;
  query: Asked<readonly T[]>;
  /** What of a row is searched. */
  textsOf: (row: T) => readonly string[];
  /** What else there is to choose or to do, beside the search. */
  beside?: ReactNode;
  /** In place of everything when the list is empty. */
  none?: ReactNode;
  children: (found: readonly T[]) => ReactNode;
}) {
  const [search, setSearch] = useSearchState('search');
  const all = query.data;
  if (all?.length === 0 && none !== undefined) return none;
  const found = all?.filter((row) => matchesSearch(search, ...textsOf(row))) ?? [];
  return (
    <>
      <SearchBar
        label={label}
        value={search}
        onChange={setSearch}
        status={all === undefined ? '' : t('shownOf', { shown: found.length, all: all.length })}
      >
        {beside}
      </SearchBar>
      <Loaded query={query}>
        {() => (found.length === 0 && search !== '' ? <NothingFound showAll={() => setSearch('')} /> : children(found))}
      </Loaded>
    </>
  );
}
