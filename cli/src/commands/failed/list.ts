import { command, EXIT, UsageError, wholeNumber } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import type { FailedRecord } from '../../failed-record.ts';
import { tableText } from '../../output/table.ts';

const PAGE = 100;
const STATUSES = ['open', 'replayed'];

function row({ id, failedAt, failures, retry, status }: FailedRecord): readonly unknown[] {
  const first = failures[0];
  const more = failures.length > 1 ? ` (+${failures.length - 1})` : '';
  return [
    id,
    new Date(failedAt).toISOString(),
    first?.stage,
    `${first?.code}${more}`,
    first?.pointer,
    retry,
    status,
    first?.message,
  ];
}

export default command({
  summary: 'List records that were accepted and could not go their whole way.',
  options: {
    ...CONNECTION_OPTIONS,
    status: { type: 'string', value: 'open|replayed', summary: 'Only these.' },
    limit: { type: 'string', value: 'n', default: '50', summary: 'Most records to show, newest first.' },
    json: { type: 'boolean', summary: 'Print one JSON object per record and line, with payload.' },
  },
  examples: [
    { line: 'failed list --status open', does: 'Shows what still has to be looked at.' },
    { line: 'failed list --json --limit 1000 > failed.ndjson', does: 'Downloads them.' },
  ],
  async run({ values, terminal }) {
    const wanted = wholeNumber('limit', values.limit, 1, 1_000_000);
    if (values.status !== undefined && !STATUSES.includes(values.status))
      throw new UsageError(`--status is ${values.status}; it must be ${STATUSES.join(' or ')}`);
    const platform = await connect(values, terminal.env);
    const records: FailedRecord[] = [];
    for (let start: string | null | undefined; records.length < wanted && start !== null; ) {
      const query = {
        limit: PAGE,
        ...(start === undefined ? {} : { start }),
        ...(values.status === undefined ? {} : { status: values.status }),
      };
      const page = await platform.call('listFailedRecords', { query });
      records.push(...page.items);
      start = page._page.next;
    }
    const shown = records.slice(0, wanted);
    if (values.json === true) for (const record of shown) terminal.out(`${JSON.stringify(record)}\n`);
    else if (shown.length === 0) terminal.out('No failed records.\n');
    else
      terminal.out(
        `${tableText({ columns: ['id', 'failed', 'stage', 'code', 'pointer', 'retry', 'status', 'message'], rows: shown.map(row) })}\n`,
      );
    return EXIT.ok;
  },
});
