import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

export default command({
  summary: 'Show the audiences of a person, now or at a past moment.',
  options: {
    ...CONNECTION_OPTIONS,
    namespace: { type: 'string', value: 'code', default: 'Email', summary: 'Namespace of the identity.' },
    id: { type: 'string', value: 'value', summary: 'Value of the identity.' },
    at: { type: 'string', value: 'moment', summary: 'ISO 8601 or epoch milliseconds; now when left out.' },
    json: { type: 'boolean', summary: 'Print the answer as JSON.' },
  },
  examples: [
    { line: 'audience memberships --id ana@example.com --at 2026-01-31T12:00:00Z', does: 'Shows what was so then.' },
  ],
  async run({ values, terminal }) {
    if (typeof values.id !== 'string') {
      terminal.err('Say whose memberships: --id VALUE, and --namespace CODE when it is no e-mail address.\n');
      return EXIT.usage;
    }
    const platform = await connect(values, terminal.env);
    const at = typeof values.at === 'string' ? { at: values.at } : {};
    const query = { entityId: values.id, entityIdNS: String(values.namespace), ...at };
    const answer = await platform.call('getMemberships', { query });
    if (values.json === true) {
      terminal.out(`${JSON.stringify(answer)}\n`);
      return EXIT.ok;
    }
    const rows = Object.entries(answer.segmentMembership).flatMap(([namespace, audiences]) =>
      Object.entries(audiences).map(([id, { status, lastQualificationTime }]) => [
        namespace,
        id,
        status,
        lastQualificationTime,
      ]),
    );
    terminal.out(
      `as of ${answer.asOf}\n\n${tableText({ columns: ['namespace', 'audience', 'status', 'since'], rows })}\n`,
    );
    return EXIT.ok;
  },
});
