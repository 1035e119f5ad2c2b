import { ApiError } from '@meniscus/client';
import { ActionButton, Button, Content, Heading, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { problemOf } from '../../ui/problem.ts';
import { type Table, tablesOf } from './columns.ts';
import { quotedName } from './complete-sql.ts';
import { useQueryAddress } from './query-address.ts';
import { QueryResult } from './query-result.tsx';
import type { Result } from './result.ts';
import { type Fault, SqlField } from './sql-field.tsx';
import { own } from './texts.ts';

/** Every column of every table the person may read, in one answer. */
const COLUMNS =
  'select table_name, column_name, data_type from information_schema.columns order by table_name, ordinal_position';
/** Tables offered to begin with. */
const OFFERED = 12;

interface Report {
  readonly position?: number;
  readonly line?: number;
  readonly column?: number;
}

function reportOf(error: Error | null): Report {
  const body = error instanceof ApiError ? (error.body as { readonly report?: Report } | undefined) : undefined;
  return body?.report ?? {};
}

function useTables() {
  const client = useClient();
  return useQuery({
    queryKey: ['queries', 'tables'],
    staleTime: 60_000,
    queryFn: async () => tablesOf((await client.call('runSql', { body: { sql: COLUMNS } })).rows),
  });
}

function useRun() {
  const client = useClient();
  return useMutation({
    mutationFn: async (sql: string): Promise<Result> => {
      const from = performance.now();
      const answer = await client.call('runSql', { body: { sql } });
      return { ...answer, seconds: Math.round((performance.now() - from) / 10) / 100 };
    },
  });
}

/** SQL over the datasets, read-only: an editor that knows their tables, and what the query found. */
export function QueryEditor() {
  const [address, setAddress] = useQueryAddress();
  const [sql, setSql] = useState(address);
  const tables = useTables();
  const run = useRun();
  useEffect(() => setSql(address), [address]);
  const fault = useFault(run.error);
  const start = () => {
    if (sql.trim() === '' || run.isPending) return;
    setAddress(sql);
    run.mutate(sql);
  };
  return (
    <Page title={t('queries')}>
      <SqlField
        label={own('sql')}
        value={sql}
        onChange={setSql}
        onRun={start}
        tables={tables.data ?? []}
        fault={fault}
      />
      <div className={style({ display: 'flex', alignItems: 'center', gap: 16 })}>
        <Button variant="accent" isPending={run.isPending} isDisabled={sql.trim() === ''} onPress={start}>
          {own('run')}
        </Button>
        <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{own('hint')}</span>
      </div>
      {run.error !== null && <QueryProblem error={run.error} />}
      {run.data !== undefined && <QueryResult key={run.submittedAt} result={run.data} />}
      {run.isIdle && <Loaded query={tables}>{(all) => <Start tables={all} onChoose={setSql} />}</Loaded>}
    </Page>
  );
}

function useFault(error: Error | null): Fault | undefined {
  return useMemo(() => {
    const { position } = reportOf(error);
    return error === null || position === undefined ? undefined : { position, message: problemOf(error).detail };
  }, [error]);
}

function QueryProblem({ error }: { error: Error }) {
  const { title, detail } = problemOf(error);
  const { line, column } = reportOf(error);
  return (
    <InlineAlert variant="negative">
      <Heading>{title}</Heading>
      <Content>{line === undefined || column === undefined ? detail : own('placed', { line, column, detail })}</Content>
    </InlineAlert>
  );
}

function Start({ tables, onChoose }: { tables: readonly Table[]; onChoose: (sql: string) => void }) {
  if (tables.length === 0)
    return (
      <EmptyState
        title={t('nothing')}
        hint={own('noTables')}
        action={{ label: own('toDatasets'), href: '/datasets' }}
      />
    );
  return (
    <section aria-label={own('startWith')} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {own('startWith')}
      </Heading>
      <p className={style({ font: 'ui', margin: 0 })}>{own('startHint')}</p>
      <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 8 })}>
        {tables.slice(0, OFFERED).map(({ name }) => (
          <ActionButton key={name} onPress={() => onChoose(`select * from ${quotedName(name)} limit 100`)}>
            {name}
          </ActionButton>
        ))}
      </div>
    </section>
  );
}
