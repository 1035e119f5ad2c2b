import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { columns } from '../../output/columns.ts';
import { tableText } from '../../output/table.ts';

type Totals = Operations['getLedger']['answer'];

function report({ accepted, derived, stored, duplicates, failed, waiting, byDataset }: Totals): string {
  const sums = columns([
    ['accepted', String(accepted)],
    ['derived', String(derived)],
    ['stored', String(stored)],
    ['duplicates', String(duplicates)],
    ['failed', String(failed)],
    ['waiting', String(waiting)],
  ]);
  const rows = Object.entries(byDataset).map(([id, counts]) => [id, counts.validated, counts.stored, counts.failed]);
  return rows.length === 0
    ? sums
    : `${sums}\n\n${tableText({ columns: ['dataset', 'validated', 'stored', 'failed'], rows })}`;
}

export default command({
  summary: 'Show the books of the sandbox: accepted + derived = stored + duplicates + failed + waiting.',
  details: 'The exit code is 1 when the books do not balance.',
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print the totals as JSON.' } },
  examples: [{ line: 'ledger', does: 'Shows the totals.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const totals = await platform.call('getLedger', {});
    terminal.out(`${values.json === true ? JSON.stringify(totals) : report(totals)}\n`);
    const { accepted, derived, stored, duplicates, failed, waiting } = totals;
    const balanced = accepted + derived === stored + duplicates + failed + waiting;
    if (!balanced)
      terminal.err('The books do not balance: accepted + derived is not stored + duplicates + failed + waiting.\n');
    return balanced ? EXIT.ok : EXIT.failed;
  },
});
