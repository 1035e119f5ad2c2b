import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

type Item = Operations['listGuardrails']['answer']['items'][number];

function rowsOf({ title, limit, unit, effect, enforced, value, findings }: Item): readonly (readonly unknown[])[] {
  const what = [title, `${limit} ${unit}`, effect, enforced ? 'yes' : 'no'];
  const beyond = value !== undefined && value > limit ? [[...what, '', 1, value, '']] : [];
  const found = findings.map(({ subject, count, most, since }) => [
    ...what,
    subject,
    count,
    most,
    new Date(since).toISOString(),
  ]);
  return [...beyond, ...found];
}

export default command({
  summary: 'Show what would be beyond the limits Adobe publishes: what, where, how much, since when.',
  details: 'Nothing is refused for it unless the platform was started with MENISCUS_GUARDRAILS=enforce.',
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print every limit and finding as JSON.' } },
  examples: [{ line: 'guardrails', does: 'Shows what is beyond a limit.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const { items } = await platform.call('listGuardrails', {});
    const rows = items.flatMap(rowsOf);
    const columns = ['limit', 'is', 'there', 'enforced', 'where', 'times', 'most', 'since'];
    if (values.json === true) terminal.out(`${JSON.stringify(items)}\n`);
    else if (rows.length === 0) terminal.out('Nothing is beyond a published limit.\n');
    else terminal.out(`${tableText({ columns, rows })}\n`);
    return EXIT.ok;
  },
});
