import { setTimeout as sleep } from 'node:timers/promises';
import { command, EXIT, wholeNumber } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

interface LiveRecord {
  readonly stage: string;
  readonly at: number;
  readonly xactionId: string;
  readonly flowId?: string;
  readonly datasetId?: string;
  readonly detail?: string;
  readonly reason?: string;
  readonly payload?: string;
}

const COLOURS: Readonly<Record<string, number>> = { failed: 31, rejected: 31, skipped: 33, stored: 32 };
const RECONNECT_MS = 2000;

function line(
  { stage, at, xactionId, flowId, datasetId, detail, reason, payload }: LiveRecord,
  coloured: boolean,
): string {
  const colour = COLOURS[stage];
  const name = stage.padEnd(8);
  const shown = coloured && colour !== undefined ? `\u001b[${colour}m${name}\u001b[0m` : name;
  const where = [flowId, datasetId].filter((id) => id !== undefined).join(' → ');
  const more = [detail, reason, payload].filter((text) => text !== undefined).join('  ');
  return `${new Date(at).toISOString()}  ${shown}  ${xactionId}  ${where}${more === '' ? '' : `  ${more}`}\n`;
}

export default command({
  summary: 'Watch records pass, stage by stage, until you press Ctrl+C.',
  details:
    'A broken connection is opened again and goes on where it ended. What passes faster than the rate is left out and counted.',
  options: {
    ...CONNECTION_OPTIONS,
    flow: { type: 'string', value: 'id', summary: 'Only records of this dataflow.' },
    inlet: { type: 'string', value: 'id', summary: 'Only records of this streaming endpoint.' },
    dataset: { type: 'string', value: 'id', summary: 'Only records of this dataset.' },
    stage: {
      type: 'string',
      value: 'names',
      summary: 'Only these, with commas: received, mapped, profile, rejected, failed, skipped, stored.',
    },
    payload: { type: 'boolean', summary: 'Show the records themselves; needs the permission to view profiles.' },
    rate: { type: 'string', value: 'n', default: '100', summary: 'Most records a second.' },
    count: { type: 'string', value: 'n', summary: 'End after so many.' },
    json: { type: 'boolean', summary: 'Print one JSON object a line.' },
  },
  examples: [
    { line: 'live', does: 'Shows everything that passes.' },
    { line: 'live --stage failed,rejected --payload', does: 'Waits for records that go wrong and shows them.' },
  ],
  async run({ values, terminal }) {
    const rate = wholeNumber('rate', values.rate, 1, 1000);
    const most =
      values.count === undefined ? Number.POSITIVE_INFINITY : wholeNumber('count', values.count, 1, 1_000_000);
    const platform = await connect(values, terminal.env);
    const query = {
      flowId: values.flow,
      inletId: values.inlet,
      datasetId: values.dataset,
      stage: values.stage,
      rate,
      ...(values.payload === true ? { payload: true } : {}),
    };
    let last: string | undefined;
    for (let shown = 0; !terminal.stop.aborted && shown < most; ) {
      const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
      for await (const { id, event, data } of platform.events('streamLive', { query, headers }, terminal.stop)) {
        last = id ?? last;
        if (event === 'dropped') terminal.err(`${(data as { count: number }).count} more passed and are not shown\n`);
        if (event === 'gap') terminal.err('what passed meanwhile is not known any more\n');
        if (event === 'end') {
          terminal.err(`${(data as { reason: string }).reason}\n`);
          return EXIT.failed;
        }
        if (event !== 'record') continue;
        terminal.out(
          values.json === true ? `${JSON.stringify(data)}\n` : line(data as LiveRecord, terminal.coloured === true),
        );
        shown += 1;
        if (shown >= most) return EXIT.ok;
      }
      await sleep(RECONNECT_MS, undefined, { signal: terminal.stop }).catch(() => {});
    }
    return EXIT.ok;
  },
});
