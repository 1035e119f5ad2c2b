import { readFile } from 'node:fs/promises';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

const nameOf = ({ namespace, id }: { readonly namespace: string; readonly id: string }) => `${namespace}: ${id}`;

export default command({
  summary: 'Build the graphs of some events without keeping anything.',
  details: `A line is an event, the oldest first: "CRMID: Ana, ECID: 111". The sandbox's settings count unless --priority gives
others: codes in order of priority, "!" behind those that are unique per graph.`,
  arguments: [{ name: 'file', summary: 'text with one event a line' }],
  options: {
    ...CONNECTION_OPTIONS,
    priority: { type: 'string', value: 'codes', summary: 'Such as "CRMID!,Email,ECID"; "none" for no linking rules.' },
    json: { type: 'boolean', summary: 'Print one JSON object.' },
  },
  examples: [
    { line: 'identity simulate events.txt --priority "CRMID!,ECID"', does: 'Tries settings before they are saved.' },
  ],
  async run({ values, args, terminal }) {
    const events = await readFile(args[0]!, 'utf8');
    const platform = await connect(values, terminal.env);
    const settings = values.priority === undefined ? {} : { settings: settingsOf(values.priority) };
    const found = await platform.call('simulateIdentityGraph', { body: { events, ...settings } });
    if (values.json === true) {
      terminal.out(`${JSON.stringify(found)}\n`);
      return EXIT.ok;
    }
    for (const [index, graph] of found.graphs.entries())
      terminal.out(`${index + 1}. ${graph.map(nameOf).join(', ')}${graph.length === 1 ? ' (alone)' : ''}\n`);
    const rows = found.links.map(({ ends, event, removed }) => [...ends.map(nameOf), event, removed ?? 'linked']);
    terminal.out(`${tableText({ columns: ['identity', 'identity', 'event', 'state'], rows })}\n`);
    for (const [index, { refused }] of found.events.entries())
      if (refused !== undefined) terminal.out(`event ${index + 1} refused: ${refused}\n`);
    return EXIT.ok;
  },
});

function settingsOf(priority: string) {
  if (priority === 'none') return null;
  const codes = priority.split(',').map((code) => code.trim());
  return { namespaces: codes.map((code) => ({ code: code.replace(/!$/, ''), unique: code.endsWith('!') })) };
}
