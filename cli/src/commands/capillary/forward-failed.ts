import { command, EXIT, wholeNumber } from '../../command.ts';
import { advice } from '../../failed-record.ts';
import { callForwarder, FORWARDER_OPTIONS, type ForwardFailure } from '../../forwarder.ts';
import { columns } from '../../output/columns.ts';
import { tableText } from '../../output/table.ts';

const PAGE = 100;

function row({ id, failedAt, kind, errorType, retry, status, message }: ForwardFailure): readonly unknown[] {
  return [id, new Date(failedAt).toISOString(), kind, errorType, retry, status, message];
}

function report(record: ForwardFailure): string {
  const head = columns([
    ['id', record.id],
    ['received', new Date(record.receivedAt).toISOString()],
    ['failed', new Date(record.failedAt).toISOString()],
    ['kind', record.kind],
    ['error', record.errorType],
    ['attempts', String(record.attempts)],
    ['status', record.status],
    ['advice', advice(record.retry)],
    ['message', record.message],
    ['answer', record.answer ?? '(none)'],
  ]);
  const bodies = (['payload', 'webhook'] as const).map((name) => `${name}\n${JSON.stringify(record[name], null, 2)}`);
  return `${head}\n\n${bodies.join('\n\n')}\n`;
}

export default command({
  summary: 'List records a forwarder could not bring to its target, or show one whole.',
  arguments: [{ name: 'id', summary: 'shows this one with payload, answer and webhook', optional: true }],
  options: {
    ...FORWARDER_OPTIONS,
    limit: { type: 'string', value: 'n', default: '50', summary: 'Most records to list, newest first.' },
  },
  examples: [
    { line: 'capillary forward-failed', does: 'Lists the newest.' },
    { line: 'capillary forward-failed 000000000000007-event', does: 'Shows one.' },
  ],
  async run({ values, args, terminal }) {
    const dir = values['data-dir'];
    const print = (record: ForwardFailure) => terminal.out(`${JSON.stringify(record)}\n`);
    if (args[0] !== undefined) {
      const record = await callForwarder<ForwardFailure>(dir, 'GET', `/failed/${encodeURIComponent(args[0])}`);
      if (values.json === true) print(record);
      else terminal.out(report(record));
      return EXIT.ok;
    }
    const wanted = wholeNumber('limit', values.limit, 1, 1_000_000);
    const records: ForwardFailure[] = [];
    for (let next: string | undefined = ''; next !== undefined && records.length < wanted; ) {
      const before: string = next === '' ? '' : `&before=${encodeURIComponent(next)}`;
      const page: { items: ForwardFailure[]; next?: string } = await callForwarder(
        dir,
        'GET',
        `/failed?limit=${PAGE}${before}`,
      );
      records.push(...page.items);
      next = page.next;
    }
    const shown = records.slice(0, wanted);
    if (values.json === true) for (const record of shown) print(record);
    else if (shown.length === 0) terminal.out('No failed records.\n');
    else {
      const heads = ['id', 'failed', 'kind', 'error', 'retry', 'status', 'message'];
      terminal.out(`${tableText({ columns: heads, rows: shown.map(row) })}\n`);
    }
    return EXIT.ok;
  },
});
