import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { advice, type FailedRecord } from '../../failed-record.ts';
import { columns } from '../../output/columns.ts';

function report(record: FailedRecord): string {
  const { failures, payload } = record;
  const head = columns([
    ['id', record.id],
    ['transaction', record.xactionId],
    ['received', new Date(record.receivedAt).toISOString()],
    ['failed', new Date(record.failedAt).toISOString()],
    ['dataflow', record.flowId ?? ''],
    ['dataset', record.datasetId ?? ''],
    ['status', record.status],
    ['advice', advice(record.retry)],
  ]);
  const why = columns(
    failures.map(({ stage, code, pointer, message }) => [
      `  ${stage}`,
      code,
      pointer === '' ? '(whole record)' : pointer,
      message,
    ]),
  );
  return `${head}\n\nfailures\n${why}\n\npayload\n${JSON.stringify(payload, null, 2)}\n`;
}

export default command({
  summary: 'Show a failed record: every failure, what to do, and the payload.',
  arguments: [{ name: 'id', summary: 'id from `failed list`' }],
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print the record as JSON.' } },
  examples: [{ line: 'failed show 000000000000042-000000', does: 'Shows one record.' }],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    const record = await platform.call('getFailedRecord', { path: { failedRecordId: args[0]! } });
    terminal.out(values.json === true ? `${JSON.stringify(record)}\n` : report(record));
    return EXIT.ok;
  },
});
