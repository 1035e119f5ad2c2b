import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

type Subscription = Operations['listAlertSubscriptions']['answer']['items'][number];

function row({
  id,
  name,
  rule,
  flowIds,
  threshold,
  windowMinutes,
  channel,
  enabled,
}: Subscription): readonly unknown[] {
  const where = channel.url ?? channel.to?.join(', ') ?? 'in the list';
  return [
    id,
    name ?? '',
    rule,
    flowIds.join(', ') || 'all',
    threshold ?? '',
    windowMinutes ?? '',
    where,
    enabled ? 'on' : 'off',
  ];
}

export default command({
  summary: 'List who is told of what.',
  options: {
    ...CONNECTION_OPTIONS,
    json: { type: 'boolean', summary: 'Print one JSON object a subscription and line.' },
  },
  examples: [{ line: 'alerts subscriptions', does: 'Shows all subscriptions of the sandbox.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const { items } = await platform.call('listAlertSubscriptions', {});
    const columns = ['id', 'name', 'rule', 'dataflows', 'threshold', 'minutes', 'told', 'state'];
    if (values.json === true) for (const one of items) terminal.out(`${JSON.stringify(one)}\n`);
    else terminal.out(items.length === 0 ? 'No subscriptions.\n' : `${tableText({ columns, rows: items.map(row) })}\n`);
    return EXIT.ok;
  },
});
