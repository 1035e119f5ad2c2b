import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

export default command({
  summary: 'List graphs that grow towards collapse.',
  details: 'The exit code is 1 when there are any, so that a job can watch.',
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print one JSON object.' } },
  examples: [{ line: 'identity alarms', does: 'Shows the largest graphs and an identity of each.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const { graphs, alarmAt, ...rest } = await platform.call('listGraphAlarms', {});
    if (values.json === true) terminal.out(`${JSON.stringify({ graphs, alarmAt, ...rest })}\n`);
    else if (graphs.length === 0) terminal.out(`No graph has ${alarmAt} identities or more.\n`);
    else {
      const rows = graphs.map(({ clusterId, size, since, namespaces, identity }) => [
        clusterId,
        size,
        new Date(since).toISOString(),
        Object.entries(namespaces)
          .map(([code, count]) => `${count} ${code}`)
          .join(', '),
        `${identity.namespace}: ${identity.id}`,
      ]);
      terminal.out(`${tableText({ columns: ['cluster', 'identities', 'since', 'of', 'one of them'], rows })}\n`);
    }
    return graphs.length === 0 ? EXIT.ok : EXIT.failed;
  },
});
