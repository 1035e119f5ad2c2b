import type { Operations } from '@meniscus/client';
import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

type Alert = Operations['listAlerts']['answer']['items'][number];

function row({ id, rule, state, muted, since, message, subscription }: Alert): readonly unknown[] {
  return [id, rule, muted ? 'muted' : state, new Date(since).toISOString(), subscription ?? '', message];
}

export default command({
  summary: 'List alerts, newest first.',
  details: 'The exit code is 1 while an alert fires that is not muted, so that a script can ask.',
  options: {
    ...CONNECTION_OPTIONS,
    state: { type: 'string', value: 'firing|resolved', summary: 'Only these.' },
    flow: { type: 'string', value: 'id', summary: 'Only those of this dataflow.' },
    json: { type: 'boolean', summary: 'Print one JSON object an alert and line.' },
  },
  examples: [{ line: 'alerts list --state firing', does: 'Shows what is wrong now.' }],
  async run({ values, terminal }) {
    if (values.state !== undefined && values.state !== 'firing' && values.state !== 'resolved')
      throw new UsageError(`--state is ${values.state}; it must be firing or resolved`);
    const platform = await connect(values, terminal.env);
    const query = { state: values.state, flowId: values.flow };
    const { items } = await platform.call('listAlerts', { query });
    const columns = ['id', 'rule', 'state', 'since', 'subscription', 'message'];
    if (values.json === true) for (const alert of items) terminal.out(`${JSON.stringify(alert)}\n`);
    else terminal.out(items.length === 0 ? 'No alerts.\n' : `${tableText({ columns, rows: items.map(row) })}\n`);
    return items.some(({ state, muted }) => state === 'firing' && !muted) ? EXIT.failed : EXIT.ok;
  },
});
