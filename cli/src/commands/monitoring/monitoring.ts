import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

type Answer = Operations['getMonitoring']['answer'];

function report({ flows, lagMs, waiting }: Answer): string {
  const rows = flows.map((flow) => [
    flow.name,
    flow.state,
    flow.received,
    flow.stored,
    flow.failed,
    flow.skipped,
    flow.errorRate,
    flow.receivedPerSecond,
    flow.profileLatency.p95 ?? '',
    flow.lakeLatency.p95 ?? '',
    Object.entries(flow.reasons)
      .map(([code, count]) => `${code} ${count}`)
      .join(', '),
  ]);
  const columns = [
    'dataflow',
    'state',
    'received',
    'stored',
    'failed',
    'skipped',
    'failed %',
    'per second',
    'p95 ms profile',
    'p95 ms dataset',
    'reasons',
  ];
  return `${tableText({ columns, rows })}\n\n${waiting} messages wait, the next one for ${lagMs} ms.`;
}

export default command({
  summary: 'Show what passed in a window: counts, rates and latencies of each dataflow.',
  options: {
    ...CONNECTION_OPTIONS,
    window: { type: 'string', value: 'time', default: '24h', summary: 'How far to look back, e.g. 15m, 6h or 30d.' },
    json: { type: 'boolean', summary: 'Print everything as JSON.' },
  },
  examples: [{ line: 'monitoring --window 1h', does: 'Shows the last hour.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const answer = await platform.call('getMonitoring', { query: { window: values.window } });
    terminal.out(`${values.json === true ? JSON.stringify(answer) : report(answer)}\n`);
    return EXIT.ok;
  },
});
