/** What rows can be put in order by. */
export interface Sortable<T> {
  readonly key: string;
  readonly sortBy?: (row: T) => string | number;
}

/**
 * The rows in the order that is asked for: the key of a column, behind a minus for descending, as in `-popularity`. Rows alike
 * in it, and all rows when no column can be sorted so, stay as they stand.
 */
export function inOrder<T>(
  rows: readonly T[],
  order: string,
  columns: readonly Sortable<T>[],
  locale: string,
): readonly T[] {
  const descending = order.startsWith('-');
  const key = descending ? order.slice(1) : order;
  const sortBy = columns.find((column) => column.key === key)?.sortBy;
  if (sortBy === undefined) return rows;
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const compared = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
  return rows.toSorted((a, b) => compared(sortBy(a), sortBy(b)) * (descending ? -1 : 1));
}
