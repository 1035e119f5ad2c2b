import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

type Entry = Operations['getLedgerEntry']['answer'];

function report({ xactionId, receivedAt, status, failedRecordId, stages }: Entry): string {
  const rows = stages.map(({ stage, at, outcome, detail }) => [
    stage,
    at === null ? '' : new Date(at).toISOString(),
    outcome,
    detail,
  ]);
  const failed = failedRecordId === undefined ? '' : `\n\nSee 'meniscus failed show ${failedRecordId}'.`;
  return `${xactionId}  received ${new Date(receivedAt).toISOString()}  ${status}\n\n${tableText({ columns: ['stage', 'at', 'outcome', 'detail'], rows }, Number.POSITIVE_INFINITY)}${failed}`;
}

export default command({
  summary: 'Show the way of one message: each stage with its time and outcome.',
  arguments: [{ name: 'xactionId', summary: 'transaction id from the answer of the collection endpoint' }],
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print the entry as JSON.' } },
  examples: [{ line: 'ledger show 1763900000000:1:0', does: 'Shows where the message is.' }],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    const entry = await platform.call('getLedgerEntry', { path: { xactionId: args[0]! } });
    terminal.out(`${values.json === true ? JSON.stringify(entry) : report(entry)}\n`);
    return EXIT.ok;
  },
});
