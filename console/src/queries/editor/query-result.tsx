import { Button, Tab, TabList, TabPanel, Tabs } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Chart } from './chart.tsx';
import { csvOf } from './csv.ts';
import { cellText, type Result } from './result.ts';
import { own } from './texts.ts';

/** Rows in the table; more are for a file. */
const SHOWN = 500;

const panel = style({ display: 'flex', flexDirection: 'column', gap: 16, paddingTop: 16 });

/** What a query found: as a table, as a chart, as a file. */
export function QueryResult({ result }: { result: Result }) {
  const notes = [
    own('summary', { rows: result.rowCount, seconds: result.seconds }),
    ...(result.truncated ? [own('truncated')] : []),
    ...(result.fresh ? [] : [own('stale')]),
    ...(result.rowCount > SHOWN ? [own('shown', SHOWN)] : []),
  ];
  return (
    <section aria-label={own('result')} className={panel}>
      <div className={style({ display: 'flex', alignItems: 'center', gap: 16 })}>
        <p role="status" className={style({ font: 'ui', margin: 0, flexGrow: 1 })}>
          {notes.join(' · ')}
        </p>
        {result.rowCount > 0 && (
          <Button
            variant="secondary"
            onPress={() => saveFile('query.csv', 'text/csv;charset=utf-8', csvOf(result.columns, result.rows))}
          >
            {own('download')}
          </Button>
        )}
      </div>
      {result.rowCount === 0 ? (
        <EmptyState title={own('noRows')} hint={own('noRowsHint')} />
      ) : (
        <Views result={result} />
      )}
    </section>
  );
}

function Views({ result }: { result: Result }) {
  return (
    <Tabs aria-label={own('result')}>
      <TabList>
        <Tab id="table">{own('table')}</Tab>
        <Tab id="chart">{own('chart')}</Tab>
      </TabList>
      <TabPanel id="table">
        <div className={panel}>
          <Rows result={result} />
        </div>
      </TabPanel>
      <TabPanel id="chart">
        <div className={panel}>
          <Chart result={result} />
        </div>
      </TabPanel>
    </Tabs>
  );
}

interface Row {
  readonly cells: readonly unknown[];
  readonly index: number;
}

function Rows({ result: { columns, rows } }: { result: Result }) {
  const [chosen, choose] = useState<Row>();
  return (
    <>
      <RowsTable<Row>
        label={own('result')}
        rows={rows.slice(0, SHOWN).map((cells, index) => ({ cells, index }))}
        id={({ index }) => String(index)}
        shown={chosen === undefined ? '' : String(chosen.index)}
        onAction={choose}
        columns={columns.map((name, index) => ({
          // Two columns of a result may have one name.
          key: String(index),
          title: name,
          narrowest: 144,
          cell: ({ cells }) => cellText(cells[index]),
        }))}
      />
      {chosen !== undefined && (
        <JsonView
          label={own('row', chosen.index + 1)}
          value={Object.fromEntries(columns.map((name, index) => [name, chosen.cells[index]]))}
        />
      )}
    </>
  );
}
