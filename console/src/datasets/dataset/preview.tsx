import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { Loaded } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { flatRows } from './flat-rows.ts';
import { own } from './texts.ts';

/** As many as the product shows. */
const ROWS = 100;

/** What stands before each field of a schema made for one dataset; as long as a column is wide, and the same for all. */
const NAMESPACE = /^_[0-9a-f]{32}\./;

interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

interface Row {
  readonly values: ReadonlyMap<string, unknown>;
  readonly index: number;
}

/** Rows as they are in the lake, one column for each field with a value. */
export function Preview({ dataset: { id, table } }: { dataset: Dataset }) {
  const client = useClient();
  const sql = `select * from ${table} limit ${ROWS}`;
  const mayQuery = useMay('manage-queries');
  const rows = useQuery({
    queryKey: [DATASETS, 'preview', id],
    queryFn: () => client.call('runSql', { body: { sql } }),
  });
  return (
    <Loaded query={rows}>
      {(result) =>
        result.rows.length === 0 ? (
          <EmptyState
            title={own('noRows')}
            hint={own('noRowsHint')}
            action={{ label: own('toSources'), href: '/sources' }}
          />
        ) : (
          <>
            <Rows result={result} />
            {mayQuery && (
              <div>
                <LinkButton variant="secondary" href={`/queries#${encodeURIComponent(sql)}`}>
                  {own('query')}
                </LinkButton>
              </div>
            )}
          </>
        )
      }
    </Loaded>
  );
}

function Rows({ result: { columns, rows } }: { result: Result }) {
  const [chosen, choose] = useState<number>();
  const flat = useMemo(() => flatRows(columns, rows), [columns, rows]);
  const whole = chosen === undefined ? undefined : rows[chosen];
  return (
    <>
      <p className={style({ font: 'ui', margin: 0 })}>{own('shownRows', { rows: rows.length, columns: flat.empty })}</p>
      <RowsTable<Row>
        label={own('preview')}
        rows={flat.rows.map((values, index) => ({ values, index }))}
        id={({ index }) => String(index)}
        shown={chosen === undefined ? '' : String(chosen)}
        onAction={({ index }) => choose(index)}
        columns={flat.columns.map((path) => ({
          key: path,
          title: path.replace(NAMESPACE, ''),
          narrowest: 200,
          cell: ({ values }) => text(values.get(path)),
        }))}
      />
      {whole !== undefined && (
        <JsonView
          label={own('row', chosen! + 1)}
          value={Object.fromEntries(columns.map((name, index) => [name, whole[index]]))}
        />
      )}
    </>
  );
}

function text(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
