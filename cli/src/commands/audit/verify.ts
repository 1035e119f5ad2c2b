import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary: 'Follow the hash chain of the audit log and say whether anything in it was changed or is missing.',
  details:
    'Keep the head it prints outside the platform, and give it the next time: then an end that was cut off shows too. ' +
    'The exit code is 1 when something is wrong.',
  options: {
    ...CONNECTION_OPTIONS,
    head: { type: 'string', value: 'number:hash', summary: 'A head that an earlier verification printed.' },
    json: { type: 'boolean', summary: 'Print the verdict as JSON.' },
  },
  examples: [
    { line: 'audit verify', does: 'Verifies all events and prints the head.' },
    { line: 'audit verify --head "$(cat audit.head)"', does: 'Verifies against a head that was kept.' },
  ],
  async run({ values, terminal }) {
    if (values.head !== undefined && !/^\d+:[0-9a-f]{64}$/.test(values.head))
      throw new UsageError(
        '--head is the number of an event, a colon and its hash, as an earlier verification printed it',
      );
    const platform = await connect(values, terminal.env);
    const query = values.head === undefined ? {} : { query: { head: values.head } };
    const { ok, events, head, fault } = await platform.call('verifyAuditLog', query);
    if (values.json === true) terminal.out(`${JSON.stringify({ ok, events, head, fault })}\n`);
    else if (ok) terminal.out(`${events} events, nothing changed or missing.\nhead ${head.seq}:${head.hash}\n`);
    else terminal.out(`The audit log is not as it was written: ${fault}.\n`);
    return ok ? EXIT.ok : EXIT.failed;
  },
});
