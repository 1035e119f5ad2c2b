import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

interface Link {
  readonly identities: readonly { readonly namespace: string; readonly id: string }[];
  readonly firstEstablished: number;
  readonly lastUpdated: number;
  readonly removed?: string;
  readonly causes: readonly { readonly datasetId: string; readonly firstRecord: string }[];
}

function row({ identities, firstEstablished, lastUpdated, removed, causes }: Link): readonly unknown[] {
  const [a, b] = identities.map(({ namespace, id }) => `${namespace}: ${id}`);
  return [
    a,
    b,
    removed ?? 'linked',
    new Date(firstEstablished).toISOString(),
    new Date(lastUpdated).toISOString(),
    causes.map(({ datasetId, firstRecord }) => `${datasetId} ${firstRecord}`).join(', '),
  ];
}

export default command({
  summary: 'Show which identities are one person, and which record made each link.',
  arguments: [
    { name: 'namespace', summary: 'code of the namespace, such as Email' },
    { name: 'id', summary: 'value of the identity' },
  ],
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print one JSON object.' } },
  examples: [
    { line: 'identity graph Email ana@example.com', does: 'Shows her graph, links that were removed included.' },
  ],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    const query = { namespace: args[0]!, id: args[1]! };
    const graph = await platform.call('getIdentityGraph', { query });
    if (values.json === true) terminal.out(`${JSON.stringify(graph)}\n`);
    else {
      const rows = [...graph.links, ...graph.removedLinks].map(row);
      const columns = ['identity', 'identity', 'state', 'first', 'last', 'dataset and record'];
      terminal.out(`cluster ${graph.clusterId}, ${graph.identities.length} of at most ${graph.limit} identities\n`);
      terminal.out(`${tableText({ columns, rows })}\n`);
    }
    return EXIT.ok;
  },
});
