import { SearchField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSearchState } from '../ui/address.ts';
import { t } from './texts.ts';

/** What a list is searched for; it is in the address. */
export function useSought(): string {
  return useSearchState('q')[0];
}

/** Those of the rows one of whose texts holds what is sought, whatever the case. */
export function matching<T>(rows: readonly T[], sought: string, textsOf: (row: T) => readonly string[]): readonly T[] {
  const wanted = sought.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) => textsOf(row).some((text) => text.toLowerCase().includes(wanted)));
}

/** The field in which a list is searched. */
export function Search() {
  const [sought, setSought] = useSearchState('q');
  return (
    <SearchField
      aria-label={t('search')}
      placeholder={t('search')}
      value={sought}
      onChange={setSought}
      styles={style({ width: 288 })}
    />
  );
}
