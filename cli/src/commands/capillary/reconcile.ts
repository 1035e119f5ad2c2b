import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

type Page = Operations['reconcileCapillary']['answer'];

function report(checked: number, members: Page['unreconciled']): string {
  const summary = `${checked} members checked, ${members.length} do not add up.`;
  if (members.length === 0) return summary;
  const rows = members.flatMap(({ customerId, program, drifts }) =>
    drifts.map(({ at, after, seenAt, expected, reported }) => [
      customerId,
      program,
      new Date(at).toISOString(),
      after,
      seenAt,
      expected,
      reported,
      Math.round((reported - expected) * 100) / 100,
    ]),
  );
  const names = ['customer', 'program', 'at', 'after event', 'seen at event', 'expected', 'reported', 'difference'];
  return `${summary}\n\n${tableText({ columns: names, rows }, Number.POSITIVE_INFINITY)}`;
}

export default command({
  summary: 'Hold point movements against reported balances: who does not add up, and after which event that began.',
  details:
    'A difference means that points moved without an event: most often a return, whose event issuedPointsReversed is not\n' +
    'subscribed to. The exit code is 1 when anything does not add up.',
  arguments: [{ name: 'connectionId', summary: "base connection of the source ('meniscus capillary setup' shows it)" }],
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print the report as JSON.' } },
  examples: [
    { line: 'capillary reconcile 4f1d8c52-0000-4000-8000-000000000000', does: 'Checks every member of the source.' },
  ],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    let checked = 0;
    const members: Page['unreconciled'][number][] = [];
    let start: string | undefined;
    do {
      const query = { connectionId: args[0]!, limit: '5000', ...(start === undefined ? {} : { start }) };
      const page: Page = await platform.call('reconcileCapillary', { query });
      checked += page.checked;
      members.push(...page.unreconciled);
      start = page.next;
    } while (start !== undefined);
    terminal.out(
      `${values.json === true ? JSON.stringify({ checked, unreconciled: members }) : report(checked, members)}\n`,
    );
    return members.length === 0 ? EXIT.ok : EXIT.failed;
  },
});
