import { t } from './messages.ts';
import { reasonText } from './record-text.ts';
import { RowsTable } from './rows-table.tsx';
import { number } from './texts.ts';

/** Why records failed: in words, by code, and how many, those of most records first. */
export function ReasonsTable({
  counts,
  texts,
  pageOf,
}: {
  /** Records by code. */
  counts: Readonly<Record<string, number>>;
  /** What codes say, as the platform answers it. */
  texts: Readonly<Record<string, string>>;
  /** Where the records of a code are listed, for those who may see them. */
  pageOf: ((code: string) => string) | undefined;
}) {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  return (
    <RowsTable
      label={t('reasons')}
      rows={rows}
      id={([code]) => code}
      {...(pageOf === undefined ? {} : { pageOf: ([code]: readonly [string, number]) => pageOf(code) })}
      columns={[
        {
          key: 'reason',
          title: t('reasons'),
          cell: ([code]) => reasonText(code, texts[code]),
          share: 4,
          narrowest: 272,
        },
        { key: 'code', title: t('code'), cell: ([code]) => code, share: 2, narrowest: 208 },
        { key: 'count', title: t('failed'), cell: ([, count]) => number(count) },
      ]}
    />
  );
}
