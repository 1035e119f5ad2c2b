import { Button, Form, TextArea } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Page, ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';

interface ResultRow {
  readonly cells: readonly unknown[];
  readonly index: number;
}

/** SQL over the datasets, read-only. */
export function QueryEditor() {
  const client = useClient();
  const [sql, setSql] = useSearchState('sql');
  const run = useMutation({
    mutationFn: (text: string) => client.call('runSql', { body: { sql: text } }),
  });
  return (
    <Page title={t('queries')}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate(sql);
        }}
      >
        <TextArea
          label={t('sql')}
          description={t('queryHint')}
          value={sql}
          onChange={setSql}
          isRequired
          styles={style({ width: 'full', maxWidth: 800 })}
        />
        <div>
          <Button type="submit" variant="accent" isPending={run.isPending}>
            {t('run')}
          </Button>
        </div>
      </Form>
      {run.error !== null && <ProblemBanner error={run.error} />}
      {run.data !== undefined && (
        <>
          <p className={style({ font: 'body', margin: 0 })}>{`${number(run.data.rows.length)} ${t('rows')}`}</p>
          <RowsTable<ResultRow>
            label={t('queries')}
            rows={run.data.rows.map((cells, index) => ({ cells, index }))}
            id={(row) => String(row.index)}
            columns={run.data.columns.map((column, index) => ({
              key: `${index}`,
              title: column,
              cell: ({ cells }) => cellText(cells[index]),
            }))}
          />
        </>
      )}
    </Page>
  );
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
