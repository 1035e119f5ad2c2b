import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { columns } from '../../output/columns.ts';
import { tableText } from '../../output/table.ts';

type Totals = Operations['getLedger']['answer'];

function report({ accepted, derived, stored, updated, failed, skipped, waiting, byDataset }: Totals): string {
  const sums = columns([
    ['accepted', String(accepted)],
    ['derived', String(derived)],
    ['stored', String(stored)],
    ['updated', String(updated)],
    ['failed', String(failed)],
    ['skipped', String(skipped)],
    ['waiting', String(waiting)],
  ]);
  const rows = Object.entries(byDataset).map(([id, counts]) => [
    id,
    counts.validated,
    counts.stored,
    counts.failed,
    counts.skipped,
  ]);
  return rows.length === 0
    ? sums
    : `${sums}\n\n${tableText({ columns: ['dataset', 'validated', 'stored', 'failed', 'skipped'], rows })}`;
}

export default command({
  summary: 'Show the books of the sandbox: accepted + derived = stored + updated + failed + skipped + waiting.',
  details: 'The exit code is 1 when the books do not balance.',
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print the totals as JSON.' } },
  examples: [{ line: 'ledger', does: 'Shows the totals.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const totals = await platform.call('getLedger', {});
    terminal.out(`${values.json === true ? JSON.stringify(totals) : report(totals)}\n`);
    const { accepted, derived, stored, failed, skipped, waiting } = totals;
    const balanced = accepted + derived === stored + failed + skipped + waiting;
    if (!balanced)
      terminal.err('The books do not balance: accepted + derived is not stored + failed + skipped + waiting.\n');
    return balanced ? EXIT.ok : EXIT.failed;
  },
});
