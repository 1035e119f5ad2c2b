import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

interface Attribute {
  readonly path: string;
  readonly value?: unknown;
  readonly datasetId: string;
  readonly time: number;
  readonly record: {
    readonly position: number;
    readonly xactionId?: string;
    readonly mappings?: readonly unknown[];
  };
  readonly replaced?: unknown;
}

function row({ path, value, datasetId, time, record, replaced }: Attribute): readonly unknown[] {
  const sources = (record.mappings ?? []).map((mapping) => (mapping as { source?: string }).source);
  const before = replaced as { value?: unknown; note?: string } | undefined;
  return [
    path,
    value,
    datasetId,
    new Date(time).toISOString(),
    record.xactionId ?? `position ${record.position}`,
    sources.join(', '),
    before?.note ?? before?.value,
  ];
}

export default command({
  summary: 'Show which record, mapping row and dataset wrote each attribute of a profile, and what it replaced.',
  arguments: [
    { name: 'namespace', summary: 'code of the namespace, such as Email' },
    { name: 'id', summary: 'value of the identity' },
  ],
  options: {
    ...CONNECTION_OPTIONS,
    attributes: { type: 'string', value: 'paths', summary: 'Only these, such as loyalty.tier,person.name.firstName.' },
    policy: { type: 'string', value: 'id', summary: 'Merge policy other than the default.' },
    json: { type: 'boolean', summary: 'Print one JSON object.' },
  },
  examples: [
    {
      line: 'profile explain Email ana@example.com --attributes loyalty.tier',
      does: 'Shows why her tier is what it is.',
    },
  ],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    const query = {
      entityIdNS: args[0]!,
      entityId: args[1]!,
      ...(values.attributes === undefined ? {} : { attributes: values.attributes }),
      ...(values.policy === undefined ? {} : { mergePolicyId: values.policy }),
    };
    const found = await platform.call('explainProfile', { query });
    if (values.json === true) {
      terminal.out(`${JSON.stringify(found)}\n`);
      return EXIT.ok;
    }
    const columns = ['attribute', 'value', 'dataset', 'since', 'record', 'mapped from', 'replaced'];
    terminal.out(`${tableText({ columns, rows: found.attributes.map(row) })}\n`);
    for (const path of found.unknown) terminal.out(`nobody says anything about ${path}\n`);
    return found.unknown.length === 0 ? EXIT.ok : EXIT.failed;
  },
});
